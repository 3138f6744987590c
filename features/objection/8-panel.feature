@objection @renewal
Feature: A panel looks at it again
  A family that does not accept our answer is right to ask that others look at it: people who have had no part in the
  case, and one who has no part in running the institution at all. Whatever they find is sent to the family and to the
  one who was complained about, and that both have it is put down.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Ma   | teacher | East |
      | Tan  | teacher | East |
      | Chen | manager | East |
      | Qian | manager | West |
      | Yang | manager |      |
      | Zhou | auditor |      |
    And it is 2026-09-17 20:05
    And Li has taken an objection as far as listen
    And Li takes the step record with
      | category | teaching.lateness           |
      | severity | medium                      |
      | kind     | ordinary                    |
      | summary  | Teacher late three times    |
      | about    | teacher Tan                 |
    And Chen has gone on as far as solve
    And it is 2026-09-24 15:00

  @OBJ-8.1
  Rule: OBJ-8.1 Escalation goes up, never down, and says why

    Scenario Outline: From the principal to the <level>
      Given Chen takes the step escalate, where level is "principal"
      When Chen takes the step escalate, where level is "<level>"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | level | is not above the principal, who has the case already |

      Examples:
        | level     |
        | manager   |
        | principal |

    Scenario: From the principal to the board
      Given Chen takes the step escalate, where level is "principal"
      When Chen takes the step escalate, where level is "board"
      Then the facts of escalate are
        | level | board |

    Scenario: Nobody is above the board
      Given Chen takes the step escalate, where level is "board"
      When Chen looks at the case
      Then panel is offered, and escalate is not
      When Chen takes the step escalate, where level is "board"
      Then it is refused, because the step is not due
      And the refusal says "the board has it"

    Scenario: No panel before that
      When Chen takes the step panel
      Then it is refused, because the step is not due
      And the refusal says "it has not been escalated"

  @OBJ-8.2
  Rule: OBJ-8.2 At least three people who have had no part in the case, and one of them independent

    Background:
      Given Chen takes the step escalate

    Scenario: Who investigated it does not sit on it, and nobody is independent
      When Chen takes the step panel with
        | member | Chen                        |
        | member | Ma                          |
        | member | Qian                        |
        | reason | The family asks for a panel |
      Then it is refused, because facts are missing or wrong
      And the refusal says "Chen investigated it; only people who have had no part in the case sit on its panel"
      And the refusal says "need at least 1 who has no part in running the institution"

    Scenario: Too few
      When Chen takes the step panel with
        | member | Ma                               |
        | member | Dr Gu from outside, independent  |
        | reason | The family asks for a panel      |
      Then it is refused, because facts are missing or wrong
      And the refusal says "are 2; a panel has at least 3"

    Scenario Outline: <who> has had a part in it
      Given Yang takes the step assign, where to is "Yang"
      When Chen takes the step panel with
        | member | <who>                            |
        | member | Ma                               |
        | member | Dr Gu from outside, independent  |
        | reason | The family asks for a panel      |
      Then it is refused, because facts are missing or wrong
      And the refusal says "<who> <part>"

      Examples:
        | who  | part            |
        | Li   | raised it       |
        | Tan  | is named in it  |
        | Yang | looks after it  |
        | Chen | investigated it |

    Scenario: A colleague is not passed off as somebody from outside
      When Chen takes the step panel with
        | member | Ma                              |
        | member | Qian                            |
        | member | Chen from outside, independent  |
        | reason | The family asks for a panel     |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | members.2.name | Chen is on the staff; name them as staff |

    Scenario: The same person twice
      When Chen takes the step panel with
        | member | Ma                              |
        | member | Ma                              |
        | member | Dr Gu from outside, independent |
        | reason | The family asks for a panel     |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | members.1 | is named twice |

  @OBJ-8.3
  Rule: OBJ-8.3 The panel has five working days from when it is convened

    Background:
      Given Chen takes the step escalate
      And Chen takes the step panel with
        | member | Ma                              |
        | member | Qian                            |
        | member | Dr Gu from outside, independent |
        | reason | The family asks for a panel     |

    Scenario: Convened on a Thursday afternoon
      Then panel is due by 2026-09-30 20:00
      And the reasons for panel are
        | policy v1: panel: 5 working days                                                                                                                                   |
        | runs from 2026-09-24 15:00 (panel)                                                                                                                                 |
        | 5 working days after 2026-09-24: 25 Fri, 26 Sat, 27 Sun, 29 Tue, 30 Wed; not counted, because closed: 2026-09-28; ends at closing time, 2026-09-30 20:00 |

    Scenario: It is met by what the panel finds
      Given it is 2026-09-29 16:00
      When Chen takes the step report
      Then panel was met on 2026-09-29 16:00, in time

    Scenario: It is late
      Given it is 2026-10-08 12:00
      When Chen looks at the case
      Then panel is overdue

    Scenario: Another panel has days of its own, and findings of its own
      Given Chen takes the step report
      And it is 2026-09-29 10:00
      When Chen takes the step panel with
        | member | Ma                              |
        | member | Qian                            |
        | member | Ms Ai from outside, independent |
        | reason | Dr Gu has fallen ill            |
      Then panel is due by 2026-10-11 20:00

  @OBJ-8.4
  Rule: OBJ-8.4 Colleagues on the panel see the case

    Scenario: Neither of them saw it before
      Given Chen takes the step escalate
      And Ma sees no cases
      And Qian sees no cases
      When Chen takes the step panel with
        | member | Ma                              |
        | member | Qian                            |
        | member | Dr Gu from outside, independent |
        | reason | The family asks for a panel     |
      Then Ma sees 1 case
      And Qian sees 1 case
      When Ma looks at the case
      Then the case stands at feedback

  @OBJ-8.5
  Rule: OBJ-8.5 What is found is sent to the family and to whom the case is about, and both receipts are put down

    Background:
      Given Chen takes the step escalate
      And Chen takes the step panel with
        | member | Ma                              |
        | member | Qian                            |
        | member | Dr Gu from outside, independent |
        | reason | The family asks for a panel     |

    Scenario: Nothing is received before anything is found
      When Chen takes the step receipt, where happened at is "2026-09-24 15:00"
      Then it is refused, because the step is not due
      And the refusal says "no panel has put down what it found"

    Scenario: Both have it
      Given it is 2026-09-29 16:00
      And Chen takes the step report with
        | finding        | partly upheld                                  |
        | text           | Late twice; the family was not told why        |
        | recommendation | Leave time to travel between campuses          |
      And it is 2026-09-30 12:00
      When Chen takes the step receipt with
        | who         | guardian         |
        | channel     | letter           |
        | happened at | 2026-09-30 10:30 |
      And Chen takes the step receipt with
        | who         | staff            |
        | channel     | email            |
        | happened at | 2026-09-30 11:00 |
      And Zhou reads the history
      Then the end of the history is
        | step    | who  | happened at      | channel |
        | report  | Chen | 2026-09-29 16:00 |         |
        | receipt | Chen | 2026-09-30 10:30 | letter  |
        | receipt | Chen | 2026-09-30 11:00 | email   |

    Scenario: A colleague whom it is not about has no business with it
      Given Chen takes the step report
      When Chen takes the step receipt with
        | who         | staff            |
        | staff       | Li               |
        | channel     | email            |
        | happened at | 2026-09-24 15:00 |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | staff | is not named as one whom the case is about |

  @OBJ-8.6
  Rule: OBJ-8.6 A renewal has its panel, too

    Scenario: The family complains of how it was asked
      Given Chen has taken a renewal as far as solve
      And Chen takes the step escalate
      When Chen takes the step panel
      Then panel is due by 2026-09-30 20:00
      When Chen takes the step report
      And Chen takes the step receipt, where happened at is "2026-09-24 15:00"
      Then the facts of receipt are
        | who | guardian |

  @OBJ-8.7
  Rule: OBJ-8.7 As long as a panel sits, the case is not closed; a family that takes the matter back ends it all the same

    Background:
      Given Chen takes the step escalate
      And Chen takes the step panel with
        | member | Ma                              |
        | member | Qian                            |
        | member | Dr Gu from outside, independent |
        | reason | The family asks for a panel     |

    Scenario: The family is satisfied meanwhile
      Given Chen takes the step feedback
      When Chen looks at the case
      Then report is offered, and close is not
      When Chen takes the step close
      Then it is refused, because the step is not due
      And the refusal says "a panel sits on it, and the family is owed what it finds"
      When Chen takes the step report
      Then the next step is close
      When Chen takes the step close
      Then the case stands at closed

    Scenario: The family takes the matter back
      When Chen takes the step withdraw
      Then the case stands at closed

    Scenario: A renewal is not closed either
      Given Chen has taken a renewal as far as feedback
      And Chen takes the step escalate
      And Chen takes the step panel with
        | member | Ma                              |
        | member | Qian                            |
        | member | Dr Gu from outside, independent |
        | reason | The family asks for a panel     |
      When Chen takes the step close
      Then it is refused, because the step is not due
