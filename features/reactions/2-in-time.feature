@course @renewal
Feature: A renewal begins in time
  A family that is asked in the last week has made up its mind without us. So the lessons of a course are counted, and at
  half of them the family is asked, long before the end; at each later touchpoint somebody is reminded to ask again.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
      | Zhou | auditor |      |
    And it is 2026-09-01 10:00
    And Li raises a course with
      | guardian      | Zhao Min, father |
      | student       | Zhao Yi          |
      | course        | English B2       |
      | ends on       | 2026-10-20       |
      | lessons total | 40               |
      | lessons left  | 36               |

  @REA-2.1
  Rule: REA-2.1 At half of the lessons the renewal is raised, once, for whoever looks after the course

    Scenario: Twenty of forty lessons are used
      Given Li takes the step progress, where lessons left is "21"
      Then nothing follows from it
      Given it is 2026-09-12 18:00
      And Li takes the step progress, where lessons left is "20"
      When the program has seen to what follows
      And Li looks at the case
      And Li goes to the renewal of the course
      Then the next step is listen
      And the facts of raise are
        | guardian      | Zhao Min, father |
        | student       | Zhao Yi          |
        | course        | English B2       |
        | ends on       | 2026-10-20       |
        | lessons total | 40               |
        | lessons left  | 20               |
      And the case says
        | campus   | East |
        | assignee | Li   |
      And answer is due by 2026-10-20 20:00
      And nothing follows from it
      When Zhou reads the history
      Then the history is
        | who                           | step   |
        | the program (renewal in time) | raise  |
        | the program (renewal in time) | assign |
        | the program (renewal in time) | link   |

    Scenario: A family that was put down by name, and has been found in the roster since
      Given Chen takes the step identify, where guardian is "g-17"
      And Li takes the step progress, where lessons left is "20"
      When the program has seen to what follows
      And Li looks at the case
      And Li goes to the renewal of the course
      Then the facts of raise are
        | guardian | Zhao Min, father |
      And the facts of identify are
        | guardian | g-17 |

  @REA-2.2
  Rule: REA-2.2 Each later touchpoint reminds whoever looks after the renewal

    Scenario: At seventy and at ninety per cent, and a fortnight before the end
      Given Li takes the step progress, where lessons left is "20"
      And the program has seen to what follows
      And Li takes the step progress, where lessons left is "12"
      And the program has seen to what follows
      And Li takes the step progress, where lessons left is "4"
      And the program has seen to what follows
      When it becomes 2026-10-06 00:00
      And Li looks at the case
      And Li goes to the renewal of the course
      And Zhou reads the history
      Then the history is
        | step   | of                           |
        | raise  |                              |
        | assign |                              |
        | link   |                              |
        | remind | 70 % of the lessons are used |
        | remind | 90 % of the lessons are used |
        | remind | 14 days before the end       |

    Scenario: Three touchpoints passed in one go are one
      Given Li takes the step progress, where lessons left is "2"
      When the program has seen to what follows
      And Li looks at the case
      Then the facts of touch are
        | touchpoint | 90 % of the lessons are used |

    Scenario: Of several days before the end that have passed, the last one speaks for all
      Given a new version of the policy asks the families 60, 30 and 14 days before the end
      And Li raises a course with
        | guardian      | Zhao Min, father |
        | student       | Zhao Yi          |
        | course        | English B2       |
        | ends on       | 2026-09-20       |
        | lessons total | 40               |
        | lessons left  | 36               |
      And it is 2026-09-07 10:00
      When the program has seen to what follows
      And Li looks at the case
      Then the facts of touch are
        | touchpoint | 14 days before the end |
      And nothing follows from it
      When Li goes to the renewal of the course
      And Zhou reads the history
      Then the history is
        | step   |
        | raise  |
        | assign |
        | link   |

    Scenario: A course that is put down late is one touchpoint, too
      Given Li raises a course with
        | guardian      | Zhao Min, father |
        | student       | Zhao Yi          |
        | course        | English B2       |
        | ends on       | 2026-09-10       |
        | lessons total | 40               |
        | lessons left  | 4                |
      When the program has seen to what follows
      And Li looks at the case
      Then the facts of touch are
        | touchpoint | 90 % of the lessons are used |
      And nothing follows from it

    Scenario: A renewal that is over is not reminded of
      Given Li takes the step progress, where lessons left is "20"
      And the program has seen to what follows
      And Li looks at the case
      And this case is called the course
      And Li goes to the renewal of the course
      And Chen takes the step withdraw
      And this case is called the renewal
      And we come back to the course
      And Li takes the step progress, where lessons left is "4"
      And the program has seen to what follows
      When we come back to the renewal
      And Zhou reads the history
      Then the end of the history is
        | step     |
        | withdraw |

  @REA-2.3
  Rule: REA-2.3 Where the lessons go slowly, the calendar speaks: a fortnight before the last day

    Scenario: On the day itself
      Given it is 2026-10-05 23:59
      Then nothing follows from it
      When it becomes 2026-10-06 00:00
      And Li looks at the case
      And Li goes to the renewal of the course
      Then the next step is listen

    Scenario: A course that is over is let go
      Given Chen takes the step close
      When it is 2026-10-06 10:00
      Then nothing follows from it

  @REA-2.4
  Rule: REA-2.4 The lessons that are left are no more than there are

    Scenario: Miscounted
      When Li takes the step progress, where lessons left is "41"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | lessons left | is more than the 40 lessons of the course |
