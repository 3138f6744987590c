@course
Feature: A course and its lessons
  A renewal begins with knowing how many lessons are left. So a course is put down once, its lessons are counted as they
  are given, and whatever was put down wrongly is put right with a reason; the old number stays in the history.

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
      | ends on       | 2026-12-20       |
      | lessons total | 40               |
      | lessons left  | 36               |

  @CRS-1.1
  Rule: CRS-1.1 Lessons are counted down, and never below none or above all there are

    Scenario: Two more lessons were given
      When Li takes the step progress, where lessons left is "34"
      Then the facts of progress are
        | lessons left | 34 |
      And the case stands at close

    Scenario: More are left than there are
      When Li takes the step progress, where lessons left is "41"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | lessons left | is more than the 40 lessons of the course |

  @CRS-1.2
  Rule: CRS-1.2 Whoever looks after the course is named, and notes and links stand beside it

    Scenario: A colleague takes over
      When Chen takes the step assign, where to is "Chen"
      Then the case says
        | assignee | Chen |
      When Chen takes the step note, where text is "Prefers weekends."
      Then 1 event is written

    Scenario: It belongs with another case
      Given this case is called the course
      And Chen has raised an objection
      And this case is called the objection
      And we come back to the course
      When Chen links it to the objection as "same student"
      Then the case has these links
        | case          | relation     |
        | the objection | same student |

  @CRS-1.3
  Rule: CRS-1.3 What was put down wrongly is corrected or retracted, with a reason

    Scenario: Forty lessons were forty-four
      When Chen takes the step correct with
        | version               | 1                       |
        | fields, lessons total | 44                      |
        | reason                | Four were bought later. |
      Then the facts of raise are
        | guardian      | Zhao Min, father |
        | student       | Zhao Yi          |
        | course        | English B2       |
        | ends on       | 2026-12-20       |
        | lessons total | 44               |
        | lessons left  | 36               |

    Scenario: A note that belongs elsewhere
      Given Chen takes the step assign, where to is "Chen"
      When Chen takes the step retract with
        | version | 2                           |
        | reason  | Li goes on looking after it |
      Then the case says
        | assignee | nobody |

  @CRS-1.4
  Rule: CRS-1.4 A course that is over is closed, and its lessons are counted no more

    Scenario: Completed
      When Chen takes the step close
      Then the case stands at closed
      When Li takes the step progress, where lessons left is "0"
      Then it is refused, because the step is not due

  @CRS-1.5
  Rule: CRS-1.5 The history says when a touchpoint of the renewal was reached, and that the program saw to it

    Scenario: At half of the lessons
      Given Li takes the step progress, where lessons left is "20"
      When the program has seen to what follows
      And Zhou reads the history
      Then the history is
        | who                           | step     |
        | Li                            | raise    |
        | Li                            | progress |
        | the program (renewal in time) | touch    |
