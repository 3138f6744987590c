@renewal
Feature: A renewal, from the touchpoint to the family's answer
  Whether a family stays is decided long before the course ends. So a renewal begins at a touchpoint, while lessons are
  left, and takes the same six steps: the family's wishes are heard before any offer is made, the reason they give is
  looked into, and the case ends with an answer that is put down with its reason.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
    And it is 2026-09-10 18:30

  @REN-1.1
  Rule: REN-1.1 Each step opens the next one of the six

    Scenario Outline: After <step> comes <next>
      Given Chen has taken a renewal as far as <step>
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
      Given Chen has taken a renewal as far as close
      Then the case stands at closed

  @REN-1.2
  Rule: REN-1.2 From the touchpoint to closed, with the facts of every step

    Scenario: At 70 % of the package
      When Li raises a renewal with
        | guardian      | Zhao Min, father |
        | student       | Zhao Yi          |
        | course        | English B2       |
        | ends on       | 2026-09-30       |
        | lessons total | 40               |
        | lessons left  | 12               |
      Then the next step is listen
      And the facts of raise are
        | guardian      | Zhao Min, father |
        | student       | Zhao Yi          |
        | course        | English B2       |
        | ends on       | 2026-09-30       |
        | lessons total | 40               |
        | lessons left  | 12               |
      When Li takes the step listen with
        | words       | 我们想继续，但是希望换到周末 |
        | wish        | lessons at the weekend       |
        | channel     | wechat                       |
        | happened at | 2026-09-10 18:00             |
      Then the next step is record
      When Li takes the step record with
        | intention | hesitating             |
        | reason    | timetable              |
        | summary   | Wants weekend lessons  |
      Then the case stands at investigate
      When Chen takes the step investigate with
        | progress        | B1 reached, speaking shy |
        | reason verified | yes                      |
      Then the next step is solve
      When Chen takes the step solve with
        | offer, course      | English B2  |
        | offer, price       | 4800 CNY    |
        | offer, timetable   | Sat 10:00   |
        | offer, instalments | 3           |
        | approach           | instalments |
      Then the next step is feedback
      When Chen takes the step feedback with
        | answer       | accepted         |
        | satisfaction | 4                |
        | words        | 好的，分期可以   |
        | happened at  | 2026-09-10 18:20 |
      Then the next step is close
      When Chen takes the step close with
        | outcome | renewed                                  |
        | lesson  | Offer instalments before they are needed |
      Then the case stands at closed
      And the facts of listen are
        | words | 我们想继续，但是希望换到周末 |
        | wish  | lessons at the weekend       |
      And the facts of record are
        | intention | hesitating |
        | reason    | timetable  |
      And the facts of investigate are
        | progress        | B1 reached, speaking shy |
        | reason verified | yes                      |
      And the facts of solve are
        | offer, course      | English B2  |
        | offer, price       | 4800 CNY    |
        | offer, timetable   | Sat 10:00   |
        | offer, instalments | 3           |
        | approach           | instalments |
      And the facts of feedback are
        | answer | accepted |
      And the facts of close are
        | outcome | renewed |

    Scenario Outline: A family that goes, or that comes back later
      Given Chen has taken a renewal as far as solve
      And Chen takes the step feedback, where answer is "declined"
      When Chen takes the step close with
        | outcome | <outcome> |
        | lesson  | Ask early |
        | reason  | <reason>  |
      Then the case stands at closed
      And the facts of close are
        | outcome | <outcome> |
        | reason  | <reason>  |

      Examples:
        | outcome  | reason          |
        | lapsed   | moved           |
        | deferred | after the exams |

  @REN-1.3
  Rule: REN-1.3 A step that is not due, or whose facts are missing, is refused

    Scenario Outline: <step> is not due after <done>
      Given Chen has taken a renewal as far as <done>
      When Chen takes the step <step>
      Then it is refused, because the step is not due
      And the refusal says "<due> is due next"

      Examples:
        | done   | step     | due         |
        | raise  | solve    | listen      |
        | listen | close    | record      |
        | record | feedback | investigate |

    Scenario Outline: A renewal is not raised without <fact>
      When Li raises a renewal without <fact>
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | <fact> | is required |

      Examples:
        | fact     |
        | guardian |
        | student  |
        | course   |
        | ends on  |

    Scenario Outline: The step <step> is not taken without <fact>
      Given Chen has taken a renewal as far as <done>
      When Chen takes the step <step> without <fact>
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | <fact> | is required |

      Examples:
        | done        | step        | fact        |
        | raise       | listen      | words       |
        | raise       | listen      | channel     |
        | raise       | listen      | happened at |
        | listen      | record      | intention   |
        | listen      | record      | summary     |
        | record      | investigate | progress    |
        | investigate | solve       | offer       |
        | investigate | solve       | approach    |
        | solve       | feedback    | answer      |
        | solve       | feedback    | happened at |
        | feedback    | close       | outcome     |
        | feedback    | close       | lesson      |

  @REN-1.4
  Rule: REN-1.4 A family that is undecided is made another offer; one that has decided is not asked again

    Scenario Outline: The family's answer is <answer>
      Given Chen has taken a renewal as far as solve
      When Chen takes the step feedback, where answer is "<answer>"
      Then the next step is <next>

      Examples:
        | answer    | next  |
        | accepted  | close |
        | declined  | close |
        | undecided | solve |

    Scenario: Both answers stay
      Given Chen has taken a renewal as far as solve
      And Chen takes the step feedback, where answer is "undecided"
      And Chen takes the step solve, where approach is "trial month"
      When Chen takes the step feedback, where answer is "accepted"
      Then the next step is close
      And the rounds of feedback are
        | answer    |
        | undecided |
        | accepted  |

  @REN-1.5
  Rule: REN-1.5 The answer is due by the end of the course, or by the day that was agreed

    Scenario: The course ends on a Wednesday
      When Chen raises a renewal, where ends on is "2026-09-30"
      Then the deadlines are
        | answer | 2026-09-30 20:00 |

    Scenario: An earlier day was agreed
      When Chen raises a renewal, where deadline is "2026-09-20"
      Then answer is due by 2026-09-20 20:00
      And answer is not overdue
      When it is 2026-09-20 20:01
      And Chen looks at the case
      Then answer is overdue

    Scenario: The answer meets it
      Given Chen has taken a renewal as far as solve
      When Chen takes the step feedback, where happened at is "2026-09-10 18:15"
      Then answer was met on 2026-09-10 18:15, in time

  @REN-1.6
  Rule: REN-1.6 What is added beside the path is added to a renewal, too

    Scenario Outline: <step> leaves the renewal where it stands
      Given Chen has taken a renewal as far as record
      When Chen takes the step <step>, where <fact> is "<value>"
      Then the case stands at investigate
      And 1 event is written

      Examples:
        | step     | fact   | value                 |
        | note     | text   | Called, nobody there. |
        | assign   | to     | Li                    |
        | pause    | reason | The family travels.   |
        | escalate | reason | They ask for you.     |

    Scenario: A renewal that was assigned to the wrong person
      Given Chen has taken a renewal as far as record
      And Chen takes the step assign, where to is "Li"
      When Chen takes the step retract with
        | version | 4            |
        | reason  | Wrong person |
      Then the case says
        | assignee | nobody |

    Scenario: A wrong course is corrected
      Given Chen has raised a renewal
      When Chen takes the step correct with
        | version        | 1               |
        | fields, course | English B1      |
        | reason         | It is still B1. |
      Then the facts of raise are
        | course | English B1 |

    Scenario: More time is agreed
      Given Chen has taken a renewal as far as record
      When Chen takes the step extend with
        | deadline | answer            |
        | until    | 2026-10-11        |
        | reason   | They are away.    |
      Then answer is due by 2026-10-11 20:00

    Scenario: Once they have answered there is nothing left to put off
      Given Chen has taken a renewal as far as feedback
      When Chen takes the step extend
      Then it is refused, because the step is not due
      And the refusal says "none of its deadlines is still to be met"
      When Chen looks at the case
      Then pause is offered, and extend is not

    Scenario: The clock is stopped and runs again
      Given Chen has taken a renewal as far as record
      And Chen takes the step pause
      Then the case says
        | paused | yes |
      When Chen takes the step resume
      Then the case says
        | paused | no |

    Scenario: A renewal is withdrawn and taken up again
      Given Chen has taken a renewal as far as record
      And Chen takes the step withdraw
      Then the case stands at closed
      When Chen takes the step reopen
      Then the next step is investigate

    Scenario: Two renewals of one family
      Given Chen has raised a renewal
      And this case is called the first one
      And Chen has raised a renewal
      When Chen links it to the first one as "brother"
      Then the case has these links
        | case      | relation |
        | the first | brother  |
