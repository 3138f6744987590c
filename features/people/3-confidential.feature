@objection @renewal
Feature: A confidential case leaves no trace, and every reading of it does
  Whoever complains about somebody powerful has to be sure that this person learns nothing of it: not the case, not a
  number that has grown, not a line in another case. And since those few who may open it could pass it on, it is put
  down who has opened it and when, before anything is shown.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Ma   | teacher | East |
      | Chen | manager | East |
      | Yang | manager |      |
      | Zhou | auditor |      |
      | Sun  | analyst |      |
    And it is 2026-09-17 20:05

  @WHO-3.1
  Rule: WHO-3.1 What may not be seen shows in no count, be it of one case or of many

    Scenario Outline: Two complaints about Chen, and one about the timetable, counted for <name>
      Given Li has taken an objection as far as listen
      And Li takes the step record with
        | category     | conduct.manager  |
        | severity     | high             |
        | kind         | complex          |
        | summary      | Shouted at a boy |
        | about        | other Chen       |
        | confidential | yes              |
      And Li has taken an objection as far as listen
      And Li takes the step record with
        | category     | conduct.manager   |
        | severity     | high              |
        | kind         | complex           |
        | summary      | Shouted at a girl |
        | about        | other Chen        |
        | confidential | yes               |
      And Li has taken an objection as far as listen
      And Li takes the step record with
        | category | service.schedule    |
        | severity | low                 |
        | kind     | ordinary            |
        | summary  | No time between lessons |
      When <name> searches the register for "" where
        | state | all |
      Then 1 entry is found
      And they are counted by category as
        | service.schedule | 1 |

      Examples:
        | name |
        | Chen |
        | Sun  |

  @WHO-3.2
  Rule: WHO-3.2 A case that may be seen says nothing of one that may not

    Background:
      Given Chen has taken an objection as far as record
      And this case is called the open one
      And Li has taken an objection as far as listen
      And Li takes the step record with
        | category     | conduct.manager  |
        | severity     | high             |
        | kind         | complex          |
        | summary      | Shouted at a boy |
        | about        | other Chen       |
        | confidential | yes              |
      And this case is called the hidden one
      And we come back to the open one
      And Yang links it to the hidden one as "same family"

    Scenario: To whom it is about
      When Chen looks at the case
      Then the case has no links
      When Chen reads the history
      Then the end of the history is
        | step   | who  |
        | listen | Chen |
        | record | Chen |

    Scenario: Nor why the link was put right and taken back, neither there nor by searching
      Given Yang takes the step correct with
        | version          | 4                                     |
        | fields, relation | same class                            |
        | reason           | The boy is no brother, but a neighbour. |
      And Yang takes the step retract with
        | version | 4                                   |
        | reason  | The shouting was in another lesson. |
      When Chen reads the history
      Then the end of the history is
        | step   | who  |
        | listen | Chen |
        | record | Chen |
      When Zhou reads the history
      Then the end of the history is
        | step    | who  | reason                                  |
        | link    | Yang |                                         |
        | correct | Yang | The boy is no brother, but a neighbour. |
        | retract | Yang | The shouting was in another lesson.     |
      When Chen searches the register for "neighbour" where
        | state | all |
      Then nothing is found
      When Chen searches the register for "another lesson" where
        | state | all |
      Then nothing is found

    Scenario: To those who may know of it
      When Zhou reads the history
      Then the end of the history is
        | step   | who  | relation    |
        | record | Chen |             |
        | link   | Yang | same family |

    Scenario: A renewal that waits for it does not say for what
      Given Li has taken a renewal as far as listen
      And this case is called the renewal
      And Li raises an objection inside the renewal
      And Li has gone on as far as listen
      And Li takes the step record with
        | category     | conduct.manager  |
        | severity     | high             |
        | kind         | complex          |
        | summary      | Shouted at a boy |
        | about        | other Chen       |
        | confidential | yes              |
      And we come back to the renewal
      When Chen looks at the case
      Then the case says
        | waiting for | nobody |
      And the case has no links
      When Chen takes the step record
      Then it is refused, because the step is not due
      And the refusal says "it is waiting, and goes on by itself when that is over"
      When Chen reads the history
      Then the end of the history is
        | step   | who  |
        | raise  | Li  |
        | listen | Li  |

  @WHO-3.3
  Rule: WHO-3.3 Who opens a confidential case is put down, and auditors see it

    Background:
      Given Li has taken an objection as far as listen
      And Li takes the step record with
        | category     | conduct.manager  |
        | severity     | high             |
        | kind         | complex          |
        | summary      | Shouted at a boy |
        | about        | other Chen       |
        | confidential | yes              |

    Scenario: Opened, and its history, too
      Given it is 2026-09-18 10:00
      And Yang looks at the case
      And it is 2026-09-18 11:00
      And Li takes the step note
      And Zhou reads the history
      When Zhou asks who has read the case
      Then the readings are
        | who  | what    | read at          | version |
        | Yang | case    | 2026-09-18 10:00 | 3       |
        | Zhou | history | 2026-09-18 11:00 | 4       |

    Scenario: To see how it once stood is to read it, too
      When Yang looks at the case as it was after event 1
      And Zhou asks who has read the case
      Then the readings are
        | who  | what | read at          | version |
        | Yang | case | 2026-09-17 20:05 | 1       |

    Scenario: A reading does not change the case
      Given Yang has the case in front of her
      And Zhou looks at the case
      When Yang takes the step investigate
      Then the case stands at solve

    Scenario: A list is no reading, and shows nothing of what was said
      Given Yang sees 1 case
      And it is 2026-09-25 12:00
      When Yang searches the register for "迟到" where
        | state | all |
      Then 1 entry is found
      And no words are shown of it
      When Zhou asks who has read the case
      Then nobody has read it
      Given Yang has gone on as far as close
      When Yang asks for cases like "老师迟到"
      Then it is found for words that are not said

    Scenario: What is not confidential is read without a trace
      Given Li has taken an objection as far as record
      And Chen looks at the case
      When Zhou asks who has read the case
      Then nobody has read it

    Scenario Outline: <name> does not see who has read it
      When <name> asks who has read the case
      Then it is refused, because they may not do this

      Examples:
        | name |
        | Chen |
        | Yang |
        | Li   |
        | Sun  |

  @WHO-3.4
  Rule: WHO-3.4 Whoever raises or listens can say that it is confidential; from then on it is, and stays so

    Scenario: Said with the first word
      Given Li raises an objection with
        | guardian     | Wang Fang, mother |
        | channel      | phone             |
        | happened at  | 2026-09-17 19:40  |
        | words        | 校长吼了我的孩子  |
        | read back    | yes               |
        | about        | other Chen        |
        | confidential | yes               |
      Then 2 events are written
      And Chen sees no cases
      And Yang sees 1 case
      When Chen looks at the case
      Then it is refused, because there is no such case
      When Li takes the step record, where about is "teacher Ma"
      Then the case says
        | confidential | yes |
      And Chen sees no cases
      And Yang sees 1 case

    Scenario: Said while listening
      Given Li has raised an objection
      And Chen sees 1 case
      When Li takes the step listen with
        | words        | 校长吼了我的孩子 |
        | read back    | yes              |
        | channel      | phone            |
        | happened at  | 2026-09-17 20:00 |
        | about        | other Chen       |
        | confidential | yes              |
      Then Chen sees no cases
      And Yang sees 1 case

    Scenario: Said of the one who has raised it
      Given Li has raised an objection
      And Yang has gone on as far as listen
      When Yang takes the step record with
        | category     | conduct.teacher  |
        | severity     | high             |
        | kind         | complex          |
        | summary      | Shouted at a boy |
        | about        | teacher Li       |
        | confidential | yes              |
      Then Li sees no cases
      And nothing stands on Li's list for the day
      When Li searches the register for "shouted" where
        | state | all |
      Then nothing is found
      When Li looks at the case
      Then it is refused, because there is no such case

    Scenario: Who was named by mistake is struck out where that was said
      Given Li raises an objection with
        | guardian     | Wang Fang, mother |
        | channel      | phone             |
        | happened at  | 2026-09-17 19:40  |
        | words        | 校长吼了我的孩子  |
        | read back    | yes               |
        | about        | other Chen        |
        | confidential | yes               |
      When Yang takes the step correct with
        | version       | 1                       |
        | fields, about | other Ma                |
        | reason        | It was not the manager. |
      Then Chen sees 1 case
      When Yang takes the step correct with
        | version              | 1                       |
        | fields, confidential | no                      |
        | reason               | They do not mind at all. |
      Then the case says
        | confidential | no |
