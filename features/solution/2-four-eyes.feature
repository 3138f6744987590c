@objection @renewal
Feature: Four eyes on a plan, where the policy asks for them
  Whoever has investigated a matter and found a way out of it no longer sees what is wrong with that way. So the policy
  may ask that the plans of grave or complex cases are approved by a second person, before the family is told of them.

  Background:
    Given these people work here
      | Chen | manager | East |
      | Ma   | manager | East |
      | Gu   | manager |      |
      | Li   | teacher | East |
      | Qian | manager | West |
    And it is 2026-09-17 20:05
    And a new version of the policy has a second person approve the plans of complex and critical cases
    And Li has taken an objection as far as listen
    And Li takes the step record, where kind is "complex"
    And Chen takes the step investigate
    And Ma takes the step solve

  @SOL-2.1
  Rule: SOL-2.1 The family is not asked before a second person has approved the plan

    Scenario: The plan waits
      When Ma takes the step feedback
      Then it is refused, because the step is not due
      And the refusal says "its plan waits for a second person to approve or refuse it"
      When Gu looks at the case
      Then the case stands at feedback
      And approve and refuse are offered, and feedback is not

    Scenario: Approved
      When Gu takes the step approve with
        | comment | Fair, and we can keep it. |
      Then the next step is feedback
      And the facts of approve are
        | comment | Fair, and we can keep it. |
      When Ma takes the step feedback
      Then the next step is close

    Scenario: Approving needs no words
      When Gu takes the step approve
      Then the next step is feedback

    Scenario: Nor is it decided without the family
      Given it is 2026-09-24 20:00
      When Gu takes the step decide
      Then it is refused, because the step is not due
      And the refusal says "its plan waits for a second person to approve or refuse it"

  @SOL-2.2
  Rule: SOL-2.2 Neither who investigated nor who solved it approves or refuses

    Scenario Outline: <who> wants to <step>
      When <who> takes the step <step>
      Then it is refused, because the step is not due
      And the refusal says "whoever investigated or solved it leaves this to another"
      When <who> looks at the case
      Then note is offered, and approve and refuse are not

      Examples:
        | who  | step    |
        | Chen | approve |
        | Ma   | approve |
        | Ma   | refuse  |

    Scenario: A teacher approves nothing
      When Li takes the step approve
      Then it is refused, because they may not do this

    Scenario: Nor do they write down that somebody from outside approves it
      When Ma takes the step countersign
      Then it is refused, because the step is not due
      And the refusal says "only colleagues approve a plan; whether outsiders may, too, is for the policy to say"

    Scenario: A manager of another campus may, once the case is given to them
      Given Chen takes the step assign, where to is "Qian"
      When Qian takes the step approve
      Then the next step is feedback

  @SOL-2.3
  Rule: SOL-2.3 A plan that is refused goes back to solve with the reason, and the next one waits again

    Scenario: Two lessons for three
      When Gu takes the step refuse with
        | reason | Three lessons are owed, and the plan makes up for two. |
      Then the next step is solve
      And the facts of refuse are
        | reason | Three lessons are owed, and the plan makes up for two. |
      When Ma takes the step solve, where plan is "Three make-up lessons."
      And Ma takes the step feedback
      Then it is refused, because the step is not due
      When Gu takes the step approve
      Then the next step is feedback

    Scenario: Refusing says why
      When Gu takes the step refuse without reason
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | reason | is required |

    Scenario: Of a plan that is refused nothing is to be done
      Given Gu takes the step refuse
      And Ma takes the step solve, where action is "call back, Li, 2026-09-20 18:00"
      When Gu takes the step refuse
      Then nothing stands on Li's list for the day

  @SOL-2.4
  Rule: SOL-2.4 What is approved is the plan as it stands: changed later, it waits again

    Scenario: The plan is corrected after it was approved
      Given Gu takes the step approve
      And Ma takes the step correct with
        | version      | 5                               |
        | fields, plan | One lesson and an apology.      |
        | reason       | We have no teacher for three.   |
      When Ma takes the step feedback
      Then it is refused, because the step is not due
      When Gu takes the step approve
      Then the next step is feedback

    Scenario: The second round
      Given Gu takes the step approve
      And Ma takes the step feedback, where satisfaction is "2"
      And Ma takes the step solve
      When Ma takes the step feedback
      Then it is refused, because the step is not due

  @SOL-2.5
  Rule: SOL-2.5 A plan that waits stands on the managers' list, and no longer than it waits

    Scenario: Until Gu has approved
      Then on Gu's list for the day stands
        | approval | | |
      When Gu takes the step approve
      Then nothing stands on Gu's list for the day

    Scenario: A plan that comes under four eyes later
      Given Chen has taken an objection as far as solve
      And Gu takes the step approve
      Then it is refused, because the step is not due
      When Chen takes the step reclassify with
        | severity | critical                        |
        | reason   | The boy was left on the street. |
      Then on Gu's list for the day stand
        | approval | | |
        | approval | | |
      When Chen takes the step reclassify with
        | severity | low                   |
        | reason   | He was never outside. |
      Then on Gu's list for the day stands
        | approval | | |

    Scenario: A record that is corrected when the plan is made already
      Given Chen has taken an objection as far as solve
      When Chen takes the step correct with
        | version          | 3         |
        | fields, severity | critical  |
        | reason           | Misheard. |
      Then on Gu's list for the day stand
        | approval | | |
        | approval | | |

    Scenario: Withdrawn, and taken up again
      Given Chen takes the step withdraw
      Then nothing stands on Gu's list for the day
      When Chen takes the step reopen
      Then on Gu's list for the day stands
        | approval | | |

  @SOL-2.6
  Rule: SOL-2.6 It is the case as it is classified now that counts; where the policy does not ask, nothing is approved

    Scenario: Ordinary, and nothing waits
      Given Chen has taken an objection as far as solve
      Then the next step is feedback
      When Gu takes the step approve
      Then it is refused, because the step is not due
      And the refusal says "no plan of it waits for approval"
      When Gu takes the step refuse
      Then it is refused, because the step is not due

    Scenario: It turns out to be critical when the plan is made already
      Given Chen has taken an objection as far as solve
      And Chen takes the step reclassify with
        | severity | critical                       |
        | reason   | The boy was left on the street. |
      When Chen takes the step feedback
      Then it is refused, because the step is not due
      When Gu takes the step approve
      Then the next step is feedback

    Scenario: The offer of a renewal is nobody's to approve
      Given Chen has taken a renewal as far as solve
      When Gu takes the step approve
      Then it is refused, because the step is not due
      When Gu takes the step refuse
      Then it is refused, because the step is not due

  @SOL-2.7
  Rule: SOL-2.7 Where nobody here is left to approve, the policy may leave it to somebody from outside, who is named

    Background:
      Given a new version of the policy lets somebody from outside approve plans, too
      And Chen takes the step apply_policy, where policy is "3"

    Scenario: Three people, and two have had a hand in it
      When Ma looks at the case
      Then countersign is offered, and approve and refuse are not
      And on Ma's list for the day countersign settles approval
      But on Gu's list for the day approve settles approval
      When Ma takes the step countersign with
        | name   | Dr Gu                                                   |
        | reason | Chen investigated it, I made the plan; Yang is on leave. |
      Then the next step is feedback
      And the facts of approve are
        | name | Dr Gu |
      When Chen reads the history
      Then the end of the history is
        | step        | who | name  |
        | countersign | Ma  | Dr Gu |

    Scenario: Whoever may approve it does so
      When Gu looks at the case
      Then approve and refuse are offered, and countersign is not
      When Gu takes the step countersign
      Then it is refused, because the step is not due

    Scenario: A colleague is no outsider
      When Ma takes the step countersign, where name is "Gu"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | name | Gu is on the staff, and approves the plan without your help |

    Scenario: It says why
      When Ma takes the step countersign without reason
      Then it is refused, because facts are missing or wrong
