@objection @renewal
Feature: What is not ours, and what others do beside us
  A word about a child in danger, or a quarrel among colleagues, is not an objection to be solved by us within three
  days: it goes at once to those who answer for it, and our clock has never started. Counselling and therapy, in turn,
  go on beside a case, only if the family agrees, and what comes back is put down for those who handle the case.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
      | Zhou | auditor |      |
    And it is 2026-09-17 20:05

  @OBJ-9.1
  Rule: OBJ-9.1 What is out of scope is routed away with a reason, and its clock has never started

    Scenario: Safeguarding
      Given Li has taken an objection as far as listen
      When Chen takes the step refer with
        | route  | safeguarding                                  |
        | reason | The girl may be in danger; the lead takes over |
      Then the case stands at closed
      And the facts of refer are
        | route   | safeguarding                                  |
        | reason  | The girl may be in danger; the lead takes over |
        | outcome | out of scope                                  |
      And no deadline runs
      Given it is 2026-10-20 12:00
      Then nothing stands on Chen's list for the day
      When Zhou reads the history
      Then the end of the history is
        | step  | who  | route        | reason                                         | outcome      |
        | refer | Chen | safeguarding | The girl may be in danger; the lead takes over | out_of_scope |

    Scenario Outline: It is routed away at <stage>
      Given Chen has taken <a case> as far as <done>
      When Chen takes the step refer
      Then the case stands at closed
      And no deadline runs

      Examples:
        | a case       | done   | stage       |
        | an objection | raise  | listen      |
        | an objection | listen | record      |
        | an objection | record | investigate |
        | a renewal    | raise  | listen      |

    Scenario Outline: Routing away names <fact>
      Given Chen has raised an objection
      When Chen takes the step refer without <fact>
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | <fact> | is required |

      Examples:
        | fact   |
        | route  |
        | reason |

    Scenario: A route that the policy does not list is marked
      Given Chen has raised an objection
      When Chen takes the step refer, where route is "the landlord"
      Then the facts of refer are
        | route | the landlord |
        | new   | route        |

  @OBJ-9.2
  Rule: OBJ-9.2 Once something was found, the case is ours to close

    Scenario: After the investigation
      Given Chen has taken an objection as far as investigate
      When Chen takes the step refer
      Then it is refused, because the step is not due

    Scenario: When the finding is disputed and it is investigated again
      Given Chen has taken an objection as far as solve
      And Chen takes the step feedback with
        | satisfaction | 1                |
        | accepted     | no               |
        | words        | 不是这样         |
        | disputed     | finding          |
        | happened at  | 2026-09-17 20:05 |
      When Chen takes the step refer
      Then it is refused, because the step is not due
      And the refusal says "it has been investigated"

  @OBJ-9.3
  Rule: OBJ-9.3 What was routed away by mistake is reopened where it was; its clock runs from then

    Scenario: It is ours after all
      Given Chen has taken an objection as far as record
      And Chen takes the step refer
      And it is 2026-09-22 12:00
      When Chen takes the step reopen
      Then the case stands at investigate
      And the deadlines are
        | resolve | 2026-09-25 20:00 |

  @OBJ-9.4
  Rule: OBJ-9.4 A family is referred to a support service only if it agrees, and what comes back is put down

    Scenario: Counselling, beside the case
      Given Chen has taken an objection as far as record
      When Chen takes the step support with
        | service | counselling                       |
        | consent | yes                               |
        | reason  | He does not want to come any more |
        | due     | 2026-09-24 20:00                  |
      Then the case stands at investigate
      Given it is 2026-09-24 12:00
      Then on Chen's list for the day stand
        | resolve | 2026-09-20 20:00 | overdue |
        | support | 2026-09-24 20:00 |         |
      When Chen takes the step come_back with
        | request | 4                                    |
        | text    | Six sessions; he likes to come again |
      Then the facts of come_back are
        | text | Six sessions; he likes to come again |
      And on Chen's list for the day stands
        | resolve | 2026-09-20 20:00 | overdue |

    Scenario: Beside a renewal
      Given Chen has taken a renewal as far as record
      And Chen takes the step support
      When Chen takes the step come_back, where request is "4"
      Then the case stands at investigate

    Scenario: Not without consent
      Given Chen has taken an objection as far as record
      When Chen takes the step support with
        | service | counselling                       |
        | consent | no                                |
        | reason  | He does not want to come any more |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | consent | ask the family first |

    Scenario: Nothing comes back that nobody waits for
      Given Chen has taken an objection as far as record
      When Chen looks at the case
      Then support is offered, and come_back is not
      When Chen takes the step come_back
      Then it is refused, because the step is not due
      And the refusal says "no referral to a support service is still out"

    Scenario: What comes back names what is still out
      Given Chen has taken an objection as far as record
      And Chen takes the step support
      When Chen takes the step come_back with
        | request | 2            |
        | text    | Six sessions |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | request | what is awaited: 4 |

    Scenario: What has come back is not asked for again
      Given Chen has taken an objection as far as record
      And Chen takes the step support
      And Chen takes the step come_back
      When Chen looks at the case
      Then support is offered, and come_back is not

    Scenario: What came back is not found in the register
      Given Chen has taken an objection as far as record
      And Chen takes the step support with
        | service | counselling                       |
        | consent | yes                               |
        | reason  | He does not want to come any more |
      And Chen takes the step come_back with
        | request | 4                                    |
        | text    | Six sessions; he likes to come again |
      When Chen searches the register for "sessions" where
        | state | all |
      Then nothing is found
