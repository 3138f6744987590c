@objection @renewal
Feature: A plan that names its way, where it comes from, and who does what
  A solution that nobody can name is found again by nobody, and a plan that nobody owns is carried out by nobody. So
  every plan names its approach; one that was taken from a resolved case says from which, and what was changed; and
  every action is owed by somebody until it is said to be done.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Wu   | teacher | East |
      | Chen | manager | East |
      | Qian | manager | West |
    And it is 2026-09-17 20:05

  @SOL-1.1
  Rule: SOL-1.1 A plan that is taken from a resolved case says from which one, and how it was adapted

    Scenario: A make-up lesson instead of the refund
      Given Chen has taken an objection as far as close
      And this case is called the first one
      And Chen has taken an objection as far as investigate
      When Chen takes the plan from the first one, adapted: "make-up lesson instead of refund"
      Then the next step is feedback
      And the plan was taken from the first one
      And the facts of solve are
        | approach | make-up lesson                   |
        | adapted  | make-up lesson instead of refund |

    Scenario: What won one family may win the next
      Given Chen has taken a renewal as far as close
      And this case is called the first one
      And Chen has taken a renewal as far as investigate
      When Chen takes the plan from the first one, adapted: "four instalments instead of three"
      Then the plan was taken from the first one

    Scenario: A way that nobody has gone yet is new
      Given Chen has taken an objection as far as investigate
      When Chen takes the step solve, where approach is "two teachers for a month"
      Then the facts of solve are
        | approach | two teachers for a month |
        | new      | approach                 |

  @SOL-1.2
  Rule: SOL-1.2 It is taken from a resolved case, and from one that whoever solves may see

    Scenario: Nobody knows yet how that one ends
      Given Chen has taken an objection as far as feedback
      And this case is called the first one
      And Chen has taken an objection as far as investigate
      When Chen takes the plan from the first one, adapted: "nothing"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | based on | is not resolved yet |

    Scenario: A case of another campus
      Given Qian has taken an objection as far as close
      And this case is called the first one
      And Chen has taken an objection as far as investigate
      When Chen takes the plan from the first one, adapted: "nothing"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | based on | there is no case |

  @SOL-1.3
  Rule: SOL-1.3 An action stands on the list of whoever owns it, until it is finished

    Scenario: Li is to call back by Sunday, and has called
      Given Chen has taken an objection as far as investigate
      When Chen takes the step solve, where action is "call back, Li, 2026-09-20 18:00"
      Then on Li's list for the day stands
        | action | 2026-09-20 18:00 | |
      And nothing stands on Wu's list for the day
      When it is 2026-09-20 18:01
      Then on Li's list for the day stands
        | action | 2026-09-20 18:00 | overdue |
      When Li takes the step finish with
        | action | 1                                           |
        | how    | Called; the first make-up lesson is agreed. |
      Then the facts of finish are
        | action | 1                                           |
        | how    | Called; the first make-up lesson is agreed. |
      And nothing stands on Li's list for the day
      And the case stands at feedback

    Scenario: What was promised is owed after closing, too
      Given Chen has taken a renewal as far as investigate
      And Chen takes the step solve, where action is "tell the weekend teacher, Li, 2026-09-30 18:00"
      And Chen has gone on as far as close
      When it is 2026-09-30 18:01
      Then on Li's list for the day stands
        | action | 2026-09-30 18:00 | overdue |
      When Li takes the step finish with
        | action | 1                        |
        | how    | Told on the phone today. |
      Then nothing stands on Li's list for the day

    Scenario: Only what is left to do is finished
      Given Chen has taken an objection as far as investigate
      And Chen takes the step solve, where action is "call back, Li, 2026-09-20 18:00"
      When Chen takes the step finish with
        | action | 2       |
        | how    | Called. |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | action | of the plan there is left: 1 |
      Given Chen takes the step finish with
        | action | 1       |
        | how    | Called. |
      When Chen takes the step finish with
        | action | 1       |
        | how    | Called. |
      Then it is refused, because the step is not due
      And the refusal says "no action of its plan is left to do"

  @SOL-1.4
  Rule: SOL-1.4 A new plan takes the place of the old one, with all its actions; who withdraws is owed nothing

    Scenario: The second plan needs no call
      Given Chen has taken an objection as far as investigate
      And Chen takes the step solve, where action is "call back, Li, 2026-09-20 18:00"
      And Chen takes the step feedback, where satisfaction is "2"
      Then on Li's list for the day stands
        | action | 2026-09-20 18:00 | |
      When Chen takes the step solve, where action is "write to them, Wu, 2026-09-22 18:00"
      Then nothing stands on Li's list for the day
      And on Wu's list for the day stands
        | action | 2026-09-22 18:00 | |

    Scenario: Withdrawn, and taken up again
      Given Chen has taken an objection as far as investigate
      And Chen takes the step solve, where action is "call back, Li, 2026-09-20 18:00"
      When Chen takes the step withdraw
      Then nothing stands on Li's list for the day
      When Chen takes the step reopen
      Then on Li's list for the day stands
        | action | 2026-09-20 18:00 | |
