@objection @renewal
Feature: Colleagues are asked what they know
  A finding is only as good as what it rests on, and most of that is known to colleagues. So an investigation asks them,
  one by one and with a date; what was asked, what was answered and what never came stays with the case.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Ma   | teacher | East |
      | Fang | teacher | East |
      | Chen | manager | East |
      | Zhou | auditor |      |
    And it is 2026-09-18 11:00
    And Li has raised an objection
    And Chen has gone on as far as record

  @INV-1.1
  Rule: INV-1.1 Whoever is asked sees the case until they have answered, and owes the answer by its own date

    Scenario: Asked, and answered in time
      Given Ma sees no cases
      When Chen asks Ma "When did the last three lessons begin?" by 2026-09-19
      Then the contribution of Ma is due by 2026-09-19 20:00, and is not overdue
      And Ma sees 1 case
      And on Ma's list for the day stands
        | contribution | 2026-09-19 20:00 | |
      Given it is 2026-09-19 15:00
      When Ma looks at the case
      Then they may take the steps note and contribute
      When Ma answers request 4 with "At 16:05, 16:10 and 16:00."
      Then the contribution of Ma was met on 2026-09-19 15:00, in time
      And the requests are
        | request | of | question                               | due        | answer                     |
        | 4       | Ma | When did the last three lessons begin? | 2026-09-19 | At 16:05, 16:10 and 16:00. |
      And Ma sees no cases
      And nothing stands on Ma's list for the day

    Scenario: In a renewal as well
      Given Chen has raised a renewal
      When Chen takes the step ask with
        | of       | Ma                    |
        | question | How is he getting on? |
        | due      | 2026-09-19 15:00      |
      Then the contribution of Ma is due by 2026-09-19 15:00, and is not overdue
      Given it is 2026-09-19 15:01
      When Ma takes the step contribute with
        | request | 2          |
        | answer  | Very well. |
      Then the contribution of Ma was met on 2026-09-19 15:01, too late

    Scenario: Sent again, the answer is still one
      Given Chen asks Ma "When did they begin?" by 2026-09-19
      When Ma answers request 4 with "At 16:05."
      And the same submission is sent again
      Then nothing more is written

  @INV-1.2
  Rule: INV-1.2 Only the one who was asked answers, or a manager who puts down what they said

    Background:
      Given Chen asks Ma "When did they begin?" by 2026-09-19
      And Chen asks Fang "When did the doors open?" by 2026-09-19

    Scenario: Another who was asked
      When Fang answers request 4 with "At 16:05."
      Then it is refused, because they may not do this

    Scenario: One who sees the case and was not asked
      When Li answers request 4 with "At 16:05."
      Then it is refused, because they may not do this
      When Li looks at the case
      Then they may take the steps note

    Scenario: A manager on their behalf
      When Chen answers request 4 with "Ma says: at 16:05."
      Then the contribution of Ma was met on 2026-09-18 11:00, in time
      And Ma sees no cases

    Scenario: A number that was never given, or is answered
      When Chen answers request 3 with "At 16:05."
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | request | 4, 5 is |
      Given Chen answers request 4 with "At 16:05."
      When Ma answers request 4 with "At 16:10."
      Then it is refused, because there is no such case
      Given Chen answers request 5 with "At 9:00."
      When Chen answers request 5 with "At 9:30."
      Then it is refused, because the step is not due
      And the refusal says "nobody has been asked, or everybody has answered"

  @INV-1.3
  Rule: INV-1.3 The deadline of a contribution does not stop when the clock of the case stops

    Scenario: The case waits for the family; the colleague does not
      Given Chen asks Ma "When did they begin?" by 2026-09-19
      And it is 2026-09-18 12:00
      And Chen takes the step pause
      And it is 2026-09-20 10:00
      When Chen looks at the case
      Then resolve is not overdue
      And the contribution of Ma is due by 2026-09-19 20:00, and is overdue
      And the reasons for the contribution of Ma are
        | request 4: asked 2026-09-18 11:00, to be answered by 2026-09-19 20:00 |
        | runs on to its own date, also while the clock of the case stands still |

    Scenario: It is put off by a correction that says why, and by nothing else
      Given Chen asks Ma "When did they begin?" by 2026-09-19
      When Chen takes the step extend with
        | deadline | contribution   |
        | until    | 2026-09-22     |
        | reason   | She is abroad. |
      Then it is refused, because facts are missing or wrong
      When Chen takes the step correct with
        | version     | 4              |
        | fields, due | 2026-09-22     |
        | reason      | She is abroad. |
      Then the contribution of Ma is due by 2026-09-22 20:00, and is not overdue
      And on Ma's list for the day stands
        | contribution | 2026-09-22 20:00 | |

  @INV-1.4
  Rule: INV-1.4 What is overdue stands on the list of the one who was asked, and of whoever looks after the case

    Scenario: The teacher who looks after the case, and the manager
      Given Chen takes the step assign, where to is "Li"
      And Chen takes the step pause
      And Chen asks Ma "When did they begin?" by 2026-09-19
      And it is 2026-09-19 19:00
      Then nothing stands on Li's list for the day
      And nothing stands on Chen's list for the day
      Given it is 2026-09-20 10:00
      Then on Ma's list for the day stands
        | contribution | 2026-09-19 20:00 | overdue |
      And on Li's list for the day stands
        | contribution | 2026-09-19 20:00 | overdue |
      And on Chen's list for the day stands
        | contribution | 2026-09-19 20:00 | overdue |

  @INV-1.5
  Rule: INV-1.5 What is asked no longer is cancelled with a reason; nothing is due of it, and the case is no longer seen

    Scenario: The sheet says it already
      Given Chen asks Ma "When did they begin?" by 2026-09-19
      When Chen takes the step cancel with
        | request | 4                        |
        | reason  | The sheet says it already. |
      Then nothing is asked of anybody
      And Ma sees no cases
      And nothing stands on Ma's list for the day
      When Chen takes the step cancel
      Then it is refused, because the step is not due
      When Zhou reads the history
      Then the history is
        | step   | reason                     |
        | raise  |                            |
        | listen |                            |
        | record |                            |
        | ask    |                            |
        | cancel | The sheet says it already. |

    Scenario: Without a reason it stays
      Given Chen asks Ma "When did they begin?" by 2026-09-19
      When Chen takes the step cancel without reason
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | reason | is required |

  @INV-1.6
  Rule: INV-1.6 Colleagues are asked while a case is open; when it is closed, nobody waits for them any longer

    Scenario: Closed without an answer
      Given Chen asks Ma "When did they begin?" by 2026-09-19
      And it is 2026-09-20 12:00
      When Chen takes the step withdraw
      Then Ma sees no cases
      And nothing stands on Ma's list for the day
      And the contribution of Ma is due by 2026-09-19 20:00, and is overdue
      And the reasons for the contribution of Ma are
        | request 4: asked 2026-09-18 11:00, to be answered by 2026-09-19 20:00 |
        | runs on to its own date, also while the clock of the case stands still |
        | lapsed 2026-09-20 12:00, when the case was closed |
      When Chen takes the step ask
      Then it is refused, because the step is not due

  @INV-1.7
  Rule: INV-1.7 Nobody is asked about a confidential case that is about them

    Background:
      Given it is 2026-09-18 12:00
      And Li has taken an objection as far as listen
      And Li takes the step record with
        | category     | conduct.teacher  |
        | severity     | high             |
        | kind         | complex          |
        | summary      | Shouted at a boy |
        | about        | teacher Ma       |
        | confidential | yes              |

    Scenario: Neither by mistake
      When Chen takes the step ask, where of is "Ma"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | of | ask another |
      And Ma sees no cases

    Scenario: Nor once it turns out whom it is about
      Given Chen asks Fang "What did you hear?" by 2026-09-19
      And Fang sees 1 case
      When Chen takes the step correct with
        | version       | 3            |
        | fields, about | teacher Fang |
        | reason        | It was Fang. |
      Then Fang sees no cases
      And nothing stands on Fang's list for the day
      When Fang answers request 4 with "Nothing."
      Then it is refused, because there is no such case

  @INV-1.8
  Rule: INV-1.8 Asked is somebody who can answer, by a moment that is still to come

    Scenario Outline: <why not>
      When Chen takes the step ask, where <fact> is "<value>"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | <fact> | <message> |

      Examples:
        | why not               | fact | value            | message                            |
        | It is over            | due  | 2026-09-17       | lies before the moment of asking   |
        | It is now             | due  | 2026-09-18 11:00 | lies before the moment of asking   |
        | Nobody of that name   | of   | Wu               | Wu                                 |
        | An auditor only reads | of   | Zhou             | name a teacher or a manager        |

    Scenario Outline: Without <fact>
      When Chen takes the step ask without <fact>
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | <fact> | is required |

      Examples:
        | fact     |
        | of       |
        | question |
        | due      |

    Scenario: A teacher does not ask
      When Li takes the step ask
      Then it is refused, because they may not do this

  @INV-1.9
  Rule: INV-1.9 Whoever has not answered when the date is over is reminded, once

    Scenario: A day too late, and another
      Given Chen asks Ma "When did they begin?" by 2026-09-19
      When it becomes 2026-09-19 19:59
      Then nothing follows from it
      When it becomes 2026-09-19 20:00
      And it becomes 2026-09-22 10:00
      And Zhou reads the history
      Then the history is
        | step   |
        | raise  |
        | listen |
        | record |
        | ask    |
        | remind |

    Scenario: Not if it was answered
      Given Chen asks Ma "When did they begin?" by 2026-09-19
      And Ma answers request 4 with "At 16:05."
      When it becomes 2026-09-22 10:00
      Then nothing follows from it
