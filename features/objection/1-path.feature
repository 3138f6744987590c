@objection
Feature: An objection, from the first words to the lesson kept
  Institutions lose families over objections that were never written down. So every objection takes the same six
  steps - listen, record, investigate, solve, feedback, close - in this order, each with the facts without which the
  next person would have to ask the family again.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
    And it is 2026-09-17 20:05

  @OBJ-1.1
  Rule: OBJ-1.1 Each step opens the next one of the six

    Scenario Outline: After <step> comes <next>
      Given Chen has taken an objection as far as <step>
      Then the next step is <next>

      Examples:
        | step        | next        |
        | raise       | listen      |
        | listen      | record      |
        | record      | investigate |
        | investigate | solve       |
        | solve       | feedback    |
        | feedback    | close       |

    Scenario: After close the case is closed
      Given Chen has taken an objection as far as close
      Then the case stands at closed
      And the case says
        | closed at | 2026-09-17 20:05 |

  @OBJ-1.2
  Rule: OBJ-1.2 Raise: who speaks, by which channel, when, and their very words

    Scenario: A mother telephones about a late teacher
      When Li raises an objection with
        | guardian    | Wang Fang, mother, 13800000000 |
        | student     | Wang Xiaoming                  |
        | channel     | phone                          |
        | happened at | 2026-09-17 19:40               |
        | words       | 老师最近三次课都迟到，我要退费 |
      Then the next step is listen
      And the facts of raise are
        | guardian    | Wang Fang, mother, 13800000000 |
        | student     | Wang Xiaoming                  |
        | channel     | phone                          |
        | happened at | 2026-09-17 19:40               |
        | words       | 老师最近三次课都迟到，我要退费 |
      And the case says
        | workflow  | objection        |
        | campus    | East             |
        | raised at | 2026-09-17 19:40 |
        | raised by | Li               |

    Scenario: Whoever has no name for the student yet can still raise it
      When Li raises an objection with
        | guardian    | Wang Fang                  |
        | channel     | face to face               |
        | happened at | 2026-09-17 19:40           |
        | words       | Nobody told us of the move |
      Then the next step is listen

  @OBJ-1.3
  Rule: OBJ-1.3 Listen: the words, what they ask for, what would settle it, and whether it was read back

    Scenario: Li listens to the end
      Given Li has raised an objection
      When Li takes the step listen with
        | words         | He was late three times. |
        | demand        | an apology               |
        | demand        | another teacher          |
        | remedy sought | refund of 6 lessons      |
        | read back     | yes                      |
        | channel       | phone                    |
        | happened at   | 2026-09-17 20:00         |
      Then the next step is record
      And the facts of listen are
        | words         | He was late three times. |
        | demand        | an apology               |
        | demand        | another teacher          |
        | remedy sought | refund of 6 lessons      |
        | read back     | yes                      |
        | channel       | phone                    |
        | happened at   | 2026-09-17 20:00         |

  @OBJ-1.4
  Rule: OBJ-1.4 An objection told in one conversation is raised and heard in one go

    Scenario: Everything that listening asks for is there
      When Li raises an objection with
        | guardian      | Wang Fang            |
        | channel       | phone                |
        | happened at   | 2026-09-17 19:40     |
        | words         | He was late again.   |
        | remedy sought | refund of 6 lessons  |
        | read back     | yes                  |
      Then the next step is record
      And 2 events are written
      And the facts of listen are
        | words         | He was late again.  |
        | remedy sought | refund of 6 lessons |
        | read back     | yes                 |

    Scenario Outline: What they ask for was not read back, so it was not heard
      When Li raises an objection, where <fact> is "an apology"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | read back | is required with |

      Examples:
        | fact          |
        | demand        |
        | remedy sought |

  @OBJ-1.5
  Rule: OBJ-1.5 Record: category, severity, kind, a summary, and the allegations one by one

    Scenario: The objection is filed, so that there is evidence
      Given Li has raised an objection
      And Li takes the step listen
      When Li takes the step record with
        | category   | teaching.lateness         |
        | severity   | medium                    |
        | kind       | ordinary                  |
        | summary    | Teacher late three times  |
        | allegation | late on 8 September       |
        | allegation | late on 15 September      |
        | about      | teacher Li                |
      Then the case stands at investigate
      And the facts of record are
        | category   | teaching.lateness        |
        | severity   | medium                   |
        | kind       | ordinary                 |
        | summary    | Teacher late three times |
        | allegation | late on 8 September      |
        | allegation | late on 15 September     |

    Scenario: A category that the policy does not list is taken as it is, and marked as new
      Given Li has raised an objection
      And Li takes the step listen
      When Li takes the step record, where category is "canteen.soup"
      Then the case stands at investigate
      And the facts of record are
        | category | canteen.soup |
        | new      | category     |

  @OBJ-1.6
  Rule: OBJ-1.6 Investigate: a finding for each allegation, the root cause, and what other families say

    Scenario: Two of three allegations hold
      Given Chen has taken an objection as far as record
      When Chen takes the step investigate with
        | finding on late on 8 September  | upheld                |
        | finding on late on 15 September | partly upheld         |
        | finding on rude to the child    | cannot tell           |
        | root cause                      | no time between rooms |
        | survey, asked                   | 12                    |
        | survey, agreed                  | 9                     |
        | survey, disagreed               | 1                     |
      Then the next step is solve
      And the facts of investigate are
        | finding on late on 8 September  | upheld                |
        | finding on late on 15 September | partly upheld         |
        | finding on rude to the child    | cannot tell           |
        | root cause                      | no time between rooms |
        | survey, asked                   | 12                    |
        | survey, agreed                  | 9                     |
        | survey, disagreed               | 1                     |

  @OBJ-1.7
  Rule: OBJ-1.7 Solve: a named approach, a plan for this family, and actions with an owner and a date

    Scenario: Lessons are made up for
      Given Chen has taken an objection as far as investigate
      When Chen takes the step solve with
        | approach | make-up lesson                                  |
        | plan     | Three lessons on Saturdays                      |
        | action   | give the three lessons, Li, 2026-10-18 18:00    |
        | action   | change the timetable, Chen, 2026-09-30 18:00    |
        | adapted  | lessons instead of money                        |
      Then the next step is feedback
      And the facts of solve are
        | approach | make-up lesson             |
        | plan     | Three lessons on Saturdays |
        | adapted  | lessons instead of money   |

  @OBJ-1.8
  Rule: OBJ-1.8 Feedback: how satisfied, accepted or not, in the guardian's words

    Scenario: The mother is satisfied
      Given Chen has taken an objection as far as solve
      When Chen takes the step feedback with
        | satisfaction | 5                      |
        | accepted     | yes                    |
        | words        | 谢谢，老师现在很准时   |
        | channel      | wechat                 |
        | happened at  | 2026-09-17 20:01       |
      Then the next step is close
      And the facts of feedback are
        | satisfaction | 5                      |
        | accepted     | yes                    |
        | words        | 谢谢，老师现在很准时   |
        | channel      | wechat                 |
        | disputed     | none                   |

  @OBJ-1.9
  Rule: OBJ-1.9 Close: the outcome, the lesson, and the action taken whether or not upheld

    Scenario Outline: The case ends as <outcome>
      Given Chen has taken an objection as far as feedback
      When Chen takes the step close with
        | outcome      | <outcome>                             |
        | lesson       | Leave time for the way between rooms. |
        | action taken | Timetable changed.                    |
      Then the case stands at closed
      And the facts of close are
        | outcome      | <outcome>                             |
        | lesson       | Leave time for the way between rooms. |
        | action taken | Timetable changed.                    |

      Examples:
        | outcome         |
        | resolved        |
        | partly resolved |
        | unresolved      |
        | out of scope    |
