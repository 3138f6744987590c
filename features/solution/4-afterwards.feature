@objection @renewal
Feature: Whether a solution holds is seen weeks later
  On the day a case is closed everybody is content; what a solution is worth shows in the weeks after. So the policy may
  ask that a resolved case is looked at again, the register says what was seen, and what comes back is either the same
  case, as long as its window is open, or a new one that follows it.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
      | Qian | manager | West |
      | Sun  | analyst |      |
    And it is 2026-09-17 20:05

  @SOL-4.1
  Rule: SOL-4.1 Where the policy says so, a case that was closed as resolved is due to be looked at again

    Scenario: Twenty-eight days after closing
      Given a new version of the policy sets solution.review_after to "28 calendar days"
      And Chen has taken an objection as far as close
      And it is 2026-10-13 20:00
      Then nothing stands on Chen's list for the day
      When it is 2026-10-15 10:00
      Then on Chen's list for the day stands
        | review | 2026-10-15 20:00 | |
      When it is 2026-10-15 20:01
      Then on Chen's list for the day stands
        | review | 2026-10-15 20:00 | overdue |
      When Chen takes the step review with
        | effective | yes                                 |
        | text      | On time ever since, says the mother. |
      Then nothing stands on Chen's list for the day
      And the case stands at closed
      And the facts of review are
        | effective | yes                                  |
        | text      | On time ever since, says the mother. |

    Scenario: What is not resolved is not looked at again
      Given a new version of the policy sets solution.review_after to "28 calendar days"
      And Chen has taken an objection as far as feedback
      And Chen takes the step close, where outcome is "unresolved"
      When it is 2026-10-15 20:01
      Then nothing stands on Chen's list for the day

    Scenario: The policy says nothing, and looking again is still allowed
      Given Chen has taken a renewal as far as close
      When Chen takes the step review
      Then the case stands at closed

    Scenario: Only what is closed is looked at again
      Given Chen has taken an objection as far as feedback
      When Chen takes the step review
      Then it is refused, because the step is not due

    Scenario Outline: Without a solution there is nothing to look at: <step>
      Given Chen has taken an objection as far as record
      When Chen takes the step <step>
      Then the case stands at closed
      And note is offered, and review is not
      When Chen takes the step review
      Then it is refused, because the step is not due
      And the refusal says "it was closed without a solution of its own"

      Examples:
        | step     |
        | refer    |
        | withdraw |

    Scenario: A duplicate is looked at where it went
      Given Chen has taken an objection as far as close
      And this case is called the first one
      And Chen takes the step reopen
      And Chen has taken an objection as far as solve
      And Chen merges it into the first one, because "The same lesson."
      When Chen looks at the case
      Then unmerge is offered, and review is not
      When Chen takes the step review
      Then it is refused, because the step is not due

  @SOL-4.2
  Rule: SOL-4.2 The register says whether the solution held

    Scenario Outline: <effective>
      Given Chen has taken an objection as far as close
      And it is 2026-10-15 12:00
      When Chen takes the step review, where effective is "<effective>"
      And Sun searches the register for "退费"
      Then the entries found are
        | state    | effective   |
        | resolved | <effective> |

      Examples:
        | effective |
        | yes       |
        | no        |

    Scenario: Nobody has looked yet
      Given Chen has taken an objection as far as close
      When Sun searches the register for "退费"
      Then the entries found are
        | state    | effective |
        | resolved |           |

  @SOL-4.3
  Rule: SOL-4.3 A solution that does not hold opens the window again, from the day somebody saw it

    Scenario Outline: Seen on 15 October, reopened on <when>
      Given Chen has taken an objection as far as close
      And it is 2026-10-15 12:00
      And Chen takes the step review, where effective is "no"
      And it is <when>
      When Chen takes the step reopen
      Then the next step is solve
      And nothing is known of review
      And the case says
        | reopened | 1 |

      Examples:
        | when             |
        | 2026-10-15 12:01 |
        | 2026-10-25 20:00 |

    Scenario: Ten days later it is too late again
      Given Chen has taken an objection as far as close
      And it is 2026-10-15 12:00
      And Chen takes the step review, where effective is "no"
      And it is 2026-10-25 20:01
      When Chen takes the step reopen
      Then it is refused, because the step is not due

    Scenario: A solution that holds opens nothing
      Given Chen has taken an objection as far as close
      And it is 2026-10-15 12:00
      And Chen takes the step review, where effective is "yes"
      When Chen takes the step reopen
      Then it is refused, because the step is not due

  @SOL-4.4
  Rule: SOL-4.4 What comes too late to reopen a case is raised as a new one that follows it, and both say so

    Scenario Outline: The same again, five weeks later
      Given Chen has taken <a case> as far as close
      And this case is called the first one
      And it is 2026-10-20 12:00
      When Chen raises <a case> that follows the first one
      Then 2 events are written
      And the case has these links
        | case      | relation |
        | the first | follows  |
      And this case is called the second one
      When we come back to the first one
      And Chen looks at the case
      Then the case has these links
        | case       | relation    |
        | the second | followed by |

      Examples:
        | a case       |
        | an objection |
        | a renewal    |

    Scenario: The earlier case says so in its history
      Given Chen has taken an objection as far as close
      And this case is called the first one
      And it is 2026-10-20 12:00
      And Chen raises an objection that follows the first one
      When we come back to the first one
      And Chen reads the history
      Then the history is
        | step        | recorded at      |
        | raise       | 2026-09-17 20:05 |
        | listen      | 2026-09-17 20:05 |
        | record      | 2026-09-17 20:05 |
        | investigate | 2026-09-17 20:05 |
        | solve       | 2026-09-17 20:05 |
        | feedback    | 2026-09-17 20:05 |
        | close       | 2026-09-17 20:05 |
        | follow      | 2026-10-20 12:00 |

    Scenario: As long as it can be reopened, it is
      Given Chen has taken an objection as far as close
      And this case is called the first one
      And it is 2026-09-27 20:00
      When Chen raises an objection that follows the first one
      Then it is refused, because the step is not due
      And the refusal says "it can still be reopened; reopen it instead of raising a new case"

    Scenario: Nothing follows what has not ended
      Given Chen has taken an objection as far as solve
      And this case is called the first one
      When Chen raises an objection that follows the first one
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | follows | is not a closed objection |

    Scenario: Nor what one may not know of
      Given Qian has taken an objection as far as close
      And this case is called the first one
      And it is 2026-10-20 12:00
      When Chen raises an objection that follows the first one
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | follows | there is no case |
