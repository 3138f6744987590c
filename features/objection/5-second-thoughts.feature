@objection
Feature: Second thoughts are written down, not over
  What was believed first matters as much as what is known now: it explains why somebody acted as they did. So a case
  is reclassified, corrected or added to by a new event with a reason, and the old value stays where it was.

  Background:
    Given these people work here
      | Chen | manager | East |
      | Zhou | auditor |      |
    And it is 2026-09-17 20:05
    And Chen has taken an objection as far as record

  @OBJ-5.1
  Rule: OBJ-5.1 Reclassify: the new value is in force, the old one stays in the history

    Scenario: It was the teacher, not the timetable
      Given Chen takes the step reclassify with
        | category | service.schedule  |
        | reason   | first thought     |
      When Chen takes the step reclassify with
        | category | teaching.lateness                    |
        | severity | high                                 |
        | reason   | It was the teacher, not the timetable |
      Then the facts of record are
        | category | teaching.lateness |
        | severity | high              |
        | kind     | ordinary          |
      And the next step is investigate
      When Zhou reads the history
      Then the history is
        | step       | category          | severity | reason                                |
        | raise      |                   |          |                                       |
        | listen     |                   |          |                                       |
        | record     | teaching.lateness | medium   |                                       |
        | reclassify | service.schedule  |          | first thought                         |
        | reclassify | teaching.lateness | high     | It was the teacher, not the timetable |

    Scenario: Reclassifying says why
      When Chen takes the step reclassify without reason
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | reason | is required |

    Scenario: Reclassifying changes something
      When Chen takes the step reclassify with
        | reason | no idea |
      Then it is refused, because facts are missing or wrong
      And the refusal says "give a category, a severity or a kind"

    Scenario: What was not recorded yet cannot be reclassified
      Given Chen has raised an objection
      When Chen takes the step reclassify
      Then it is refused, because the step is not due

  @OBJ-5.2
  Rule: OBJ-5.2 Correct: the right value is shown, and both stay in the history

    Scenario: Eight lessons, not six
      When Chen takes the step correct with
        | version               | 2                    |
        | fields, remedy sought | refund of 8 lessons  |
        | reason                | She said eight.      |
      Then the facts of listen are
        | remedy sought | refund of 8 lessons            |
        | words         | 老师最近三次课都迟到，我要退费 |
      When Zhou reads the history
      Then the history is
        | step    | remedy sought       | reason          |
        | raise   |                     |                 |
        | listen  | refund of 6 lessons |                 |
        | record  |                     |                 |
        | correct |                     | She said eight. |
      When Zhou looks at the case as it was after event 3
      Then the facts of listen are
        | remedy sought | refund of 6 lessons |

    Scenario: A corrected category is in force
      When Chen takes the step correct with
        | version          | 3                 |
        | fields, category | service.schedule  |
        | reason           | A slip of the pen |
      Then the facts of record are
        | category | service.schedule |

    Scenario Outline: A correction fits what it corrects
      When Chen takes the step correct with
        | version | <version>  |
        | <field> | <value>    |
        | reason  | I know now |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | <named> | <message> |

      Examples:
        | version | field            | value    | named           | message          |
        | 3       | fields, severity | dreadful | fields.severity | is one of 'low'  |
        | 3       | fields, category | a..b     | fields.category | is a dotted path |
        | 3       | fields, colour   | blue     | fields.colour   | is not a field   |
        | 9       | fields, category | a.b      | version         | no such event    |

    Scenario: Correcting says why
      When Chen takes the step correct without reason
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | reason | is required |

  @OBJ-5.3
  Rule: OBJ-5.3 Retract: what should not have been added no longer counts, and stays in the history

    Scenario: Assigned to the wrong person
      Given Chen takes the step assign, where to is "Chen"
      Then the case says
        | assignee | Chen |
      When Chen takes the step retract with
        | version | 4                            |
        | reason  | That was meant for another.  |
      Then the case says
        | assignee | nobody |
      When Zhou reads the history
      Then the history is
        | step    | who  | reason                      |
        | raise   | Chen |                             |
        | listen  | Chen |                             |
        | record  | Chen |                             |
        | assign  | Chen |                             |
        | retract | Chen | That was meant for another. |

    Scenario: A step of the path is corrected instead
      When Chen looks at the case
      Then correct is offered, and retract is not
      When Chen takes the step retract with
        | version | 3             |
        | reason  | Changed mind. |
      Then it is refused, because the step is not due
      And the refusal says "nothing was added to it that could be retracted; correct it instead"
      Given Chen takes the step note
      Then correct and retract are offered, and unmerge is not
      When Chen takes the step retract with
        | version | 3             |
        | reason  | Changed mind. |
      Then it is refused, because facts are missing or wrong
      And the refusal says "correct it instead"

    Scenario: What was retracted is not retracted again
      Given Chen takes the step assign, where to is "Chen"
      And Chen takes the step note
      And Chen takes the step retract with
        | version | 4            |
        | reason  | Not for her. |
      When Chen takes the step retract with
        | version | 4            |
        | reason  | Not for her. |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | version | was retracted before |
      When Chen takes the step retract with
        | version | 5                |
        | reason  | Nothing was new. |
      Then correct is offered, and retract is not

    Scenario: Retracting says why
      Given Chen takes the step note
      When Chen takes the step retract without reason
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | reason | is required |

  @OBJ-5.4
  Rule: OBJ-5.4 What followed from a wrong value follows from the right one

    Scenario: They had said two, not five
      Given Chen has gone on as far as feedback
      Then the next step is close
      When Chen takes the step correct with
        | version              | 6                     |
        | fields, satisfaction | 2                     |
        | reason               | They held up two.     |
      Then the next step is solve
      And the facts of feedback are
        | satisfaction  | 2   |
        | contradiction | yes |
      When Chen takes the step close
      Then it is refused, because the step is not due

    Scenario: It was the finding that they did not agree with
      Given Chen has gone on as far as feedback
      When Chen takes the step correct with
        | version          | 6                       |
        | fields, accepted | no                      |
        | fields, disputed | finding                 |
        | reason           | The form was misread.   |
      Then the next step is investigate
      And the facts of feedback are
        | contradiction | no |

    Scenario: What was done since is not undone
      Given Chen has gone on as far as close
      When Chen takes the step correct with
        | version              | 6                 |
        | fields, satisfaction | 2                 |
        | reason               | They held up two. |
      Then the case stands at closed
      And the rounds of feedback are
        | satisfaction |
        | 2            |

    Scenario: A category that the policy does not list is marked as new
      When Chen takes the step correct with
        | version          | 3               |
        | fields, category | canteen.noodles |
        | reason           | That is it.     |
      Then the facts of record are
        | category | canteen.noodles |
        | new      | category        |

    Scenario: A family that was put down by name is tied to the roster
      When Chen takes the step identify with
        | guardian | g-17                              |
        | reason   | Same name, same phone; asked her. |
      Then the facts of identify are
        | guardian | g-17                              |
        | reason   | Same name, same phone; asked her. |
      And the next step is investigate

  @OBJ-5.5
  Rule: OBJ-5.5 Who sees a case changes with its campus: only who acts at both moves it from one to the other

    Background:
      Given these people work here
        | Qian | manager | West |
        | Yang | manager |      |

    Scenario: A manager of one campus
      When Chen takes the step correct with
        | version        | 1                  |
        | fields, campus | West               |
        | reason         | It happened there. |
      Then it is refused, because they may not do this
      And the refusal says "a manager of East may not take the step correct at West"

    Scenario: The principal
      When Yang takes the step correct with
        | version        | 1                  |
        | fields, campus | West               |
        | reason         | It happened there. |
      Then the case says
        | campus | West |
      And Qian sees 1 case
