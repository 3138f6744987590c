@objection @renewal
Feature: A solution is taken up again, and what came of it is counted
  Whoever solves a matter a second time should not have to write the first solution down again, and should know how
  often it satisfied. So one action takes it from a resolved case, and each approach is told with its uses, with how
  many families it satisfied, how sure one may be of that, and whether reusing it has saved any days.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
      | Qian | manager | West |
      | Sun  | analyst |      |
    And it is 2026-09-17 20:05

  @SOL-5.1
  Rule: SOL-5.1 One action takes a resolved case's approach and plan; what is filled in stands, and what is taken is kept

    Scenario: As it was
      Given Chen has taken an objection as far as close
      And this case is called the first one
      And Chen has taken an objection as far as investigate
      When Chen applies the solution of the first one
      Then the plan was taken from the first one
      And the facts of solve are
        | approach | make-up lesson                                        |
        | plan     | Three make-up lessons with the same teacher, on time. |

    Scenario: What the first case says later changes nothing
      Given Chen has taken an objection as far as close
      And this case is called the first one
      And Chen has taken an objection as far as investigate
      And Chen applies the solution of the first one with
        | adapted | on Saturdays |
      And this case is called the second one
      And we come back to the first one
      And Chen takes the step correct with
        | version          | 5           |
        | fields, approach | refund      |
        | reason           | Wrong name. |
      And we come back to the second one
      When Chen looks at the case
      Then the facts of solve are
        | approach | make-up lesson |
        | adapted  | on Saturdays   |

    Scenario: An offer is made anew, its approach is taken
      Given Chen has taken a renewal as far as close
      And this case is called the first one
      And Chen has taken a renewal as far as investigate
      When Chen applies the solution of the first one with
        | offer, course      | English B2                        |
        | offer, instalments | 4                                 |
        | adapted            | four instalments instead of three |
      Then the facts of solve are
        | approach | instalments |

  @SOL-5.2
  Rule: SOL-5.2 Where there is nothing that it could be taken from, both are required

    Scenario: No case is named
      Given Chen has taken an objection as far as investigate
      When Chen takes the step solve with
        | adapted | on Saturdays |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | approach | is required |
        | plan     | is required |

    Scenario: A renewal has no plan
      Given Chen has taken a renewal as far as close
      And this case is called the first one
      And Chen has taken an objection as far as investigate
      When Chen applies the solution of the first one
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | plan | says nothing of it that could be taken |

    Scenario: Nobody knows yet how that one ends
      Given Chen has taken an objection as far as feedback
      And this case is called the first one
      And Chen has taken an objection as far as investigate
      When Chen applies the solution of the first one
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | based on | is not resolved yet |

    Scenario: A case of another campus
      Given Qian has taken an objection as far as close
      And this case is called the first one
      And Chen has taken an objection as far as investigate
      When Chen applies the solution of the first one
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | based on | there is no case |

    Scenario Outline: A plan is corrected to be based on <a case>
      Given Chen has taken an objection as far as feedback
      And this case is called the open one
      And Qian has taken an objection as far as close
      And this case is called the unknown one
      And Chen has taken an objection as far as close
      And this case is called the closed one
      And Chen has taken an objection as far as close
      And this case is called the second one
      When Chen corrects its plan to be based on <a case>
      Then it is refused, because facts are missing or wrong
      And the refusal says "<why>"

      Examples:
        | a case          | why                  |
        | the open one    | is not resolved yet  |
        | the unknown one | there is no case     |
        | the second one  | is this case itself  |

    Scenario: A plan is corrected to be based on a case that is resolved
      Given Chen has taken an objection as far as close
      And this case is called the closed one
      And Chen has taken an objection as far as close
      When Chen corrects its plan to be based on the closed one
      Then the plan was taken from the closed one

  @SOL-5.3
  Rule: SOL-5.3 Each approach is told with its uses, and with how many families were satisfied

    Scenario: What did not satisfy counts against the approach that was tried, not the one that followed
      Given Chen has taken an objection as far as solve
      And Chen takes the step feedback, where satisfaction is "2"
      And Chen takes the step solve, where approach is "refund"
      And Chen takes the step feedback
      And Chen takes the step close
      Then Chen is told of the approaches
        | approach       | workflow  | uses | answered | satisfied | success rate | low    | high   |
        | make-up lesson | objection | 1    | 1        | 0         | 0.0          | 0.0    | 0.7935 |
        | refund         | objection | 1    | 1        | 1         | 1.0          | 0.2065 | 1.0    |

    Scenario: Two uses, and the days that the second one saved
      Given Chen has taken an objection as far as feedback
      And it is 2026-09-23 20:05
      And Chen takes the step close
      And this case is called the first one
      And Chen has taken an objection as far as investigate
      And Chen applies the solution of the first one
      And it is 2026-09-25 20:05
      And Chen has gone on as far as close
      Then Chen is told of the approaches
        | approach       | uses | satisfied | success rate | low    | high | days saved |
        | make-up lesson | 2    | 2         | 1.0          | 0.3424 | 1.0  | 4.0        |

    Scenario: What is not resolved yet has taught nobody anything
      Given Chen has taken an objection as far as feedback
      Then Chen is told of no approach

  @SOL-5.4
  Rule: SOL-5.4 No count tells of a case that one may not see

    Scenario: Another campus
      Given Chen has taken an objection as far as close
      Then Qian is told of no approach
      And Li is told of no approach
      And Sun is told of the approaches
        | approach       | uses |
        | make-up lesson | 1    |

    Scenario: A confidential case
      Given Chen has taken an objection as far as listen
      And Chen takes the step record, where about is "teacher Li"
      And Chen has gone on as far as close
      And Chen has taken an objection as far as listen
      And Chen takes the step record, where confidential is "yes"
      And Chen has gone on as far as close
      Then Chen is told of the approaches
        | approach       | uses |
        | make-up lesson | 2    |
      And Sun is told of the approaches
        | approach       | uses |
        | make-up lesson | 1    |
