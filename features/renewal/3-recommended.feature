@renewal
Feature: Families that bring families
  Nobody wins a family for us as another family does. So it is put down with the renewal in which they said it, who
  recommended us to whom; two colleagues who both hear of it have still heard of one family.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
      | Sun  | analyst |      |
    And it is 2026-09-29 18:00
    And Li has raised a renewal

  @REN-3.1
  Rule: REN-3.1 The same family counts once, however often it is put down

    Scenario Outline: Put down as <first>, and then as <second>
      Given Li takes the step recommend with
        | guardian | <first> |
      When Chen takes the step recommend with
        | guardian | <second> |
      Then the family has recommended us to <families>

      Examples:
        | first                         | second                          | families   |
        | Wu Jia, mother, 139 0000 0000 | wu  jia, friend, 139-0000-0000  | 1 family   |
        | Wu Jia                        | Wu Jia, friend                  | 1 family   |
        | Wu Jia, mother, 13900000000   | Wu Jia, mother, 13900000001     | 2 families |
        | Wu Jia, mother, 13900000000   | Wu Ping, father, 13900000000    | 2 families |

    Scenario: In two renewals of a family that was put down by name, and is tied to the roster later
      Given Chen takes the step identify, where guardian is "g-17"
      And Chen takes the step recommend, where guardian is "Wu Jia, mother, 13900000000"
      And Li has raised a renewal
      And Chen takes the step identify, where guardian is "g-17"
      And Chen takes the step recommend, where guardian is "Wu Jia, friend, 13900000000"
      Then Chen sees of the renewals from 2026-09-01 to 2026-12-31
        | due | referrals |
        | 2   | 1         |

  @REN-3.2
  Rule: REN-3.2 Who was recommended stays as it was put down; a mistake is taken back, and counts no more

    Scenario: The wrong family
      Given Li takes the step recommend with
        | guardian | Wu Jia, mother, 13900000000 |
      When Chen takes the step correct with
        | version          | 2                           |
        | fields, guardian | He Jia, mother, 13900000000 |
        | reason           | Misheard.                   |
      Then it is refused, because facts are missing or wrong
      When Chen takes the step retract with
        | version | 2         |
        | reason  | Misheard. |
      Then the family has recommended us to 0 families

  @REN-3.3
  Rule: REN-3.3 What was said of a family that is not ours yet stays in the case

    Scenario: The register does not have it
      Given Chen has gone on as far as close
      And Li takes the step recommend with
        | guardian | Wu Jia, mother           |
        | note     | Their daughter plays Go. |
      When Sun searches the register for "plays Go" where
        | state | all |
      Then nothing is found

  @REN-3.4
  Rule: REN-3.4 The family is thanked, once for each that it has recommended us to

    Scenario: It stands on the list of whoever looks after the renewal, until somebody has thanked them
      Given Chen takes the step assign, where to is "Li"
      When Li looks at the case
      Then note is offered, and thank is not
      Given Chen takes the step recommend, where guardian is "Wu Jia, mother, 13900000000"
      Then on Li's list for the day stands
        | thanks | | |
      When Li takes the step thank with
        | channel | wechat                |
        | text    | With a box of pastry. |
      Then nothing stands on Li's list for the day
      Given Chen takes the step recommend, where guardian is "Wu Jia, friend, 13900000000"
      Then nothing stands on Li's list for the day
      When Li takes the step thank
      Then it is refused, because the step is not due
      Given Chen takes the step recommend, where guardian is "He Min, father"
      Then on Li's list for the day stands
        | thanks | | |

    Scenario: Nobody is thanked for what was put down by mistake
      Given Chen takes the step recommend, where guardian is "Wu Jia, mother"
      Then on Chen's list for the day stands
        | thanks | | |
      When Chen takes the step retract with
        | version | 2         |
        | reason  | Misheard. |
      Then nothing stands on Chen's list for the day
