@course @renewal @objection
Feature: An autumn of renewals, from the first notice to the manager's overview
  The rules of the other chapters, taken together in one autumn with its exact dates: a family that finds the course too
  dear and stays, because it was heard first, a family that moves away, a family that brings another one, and what the
  manager sees of all of them on the day the answers are due.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
      | Qian | manager | West |
      | Zhou | auditor |      |
    And it is 2026-09-01 10:00
    And Li raises a course with
      | guardian      | Zhao Min, father, 13800000001 |
      | student       | Zhao Yi                       |
      | course        | English B2                    |
      | ends on       | 2026-09-30                    |
      | lessons total | 40                            |
      | lessons left  | 22                            |
    And it is 2026-09-05 18:00
    And Li takes the step progress, where lessons left is "20"
    And the program has seen to what follows

  @S15
  Rule: S15 Renewal and referral

    Scenario: Noticed at half of the lessons, asked at 70 %, reminded at 90 %
      Given it is 2026-09-10 18:00
      And Li takes the step progress, where lessons left is "12"
      And the program has seen to what follows
      And it is 2026-09-15 18:00
      And Li takes the step progress, where lessons left is "4"
      And the program has seen to what follows
      When Li looks at the case
      And Li goes to the renewal of the course
      Then answer is due by 2026-09-30 20:00
      When Zhou reads the history
      Then the history is
        | who                           | step   | of                           | recorded at      |
        | the program (renewal in time) | raise  |                              | 2026-09-05 18:00 |
        | the program (renewal in time) | assign |                              | 2026-09-05 18:00 |
        | the program (renewal in time) | link   |                              | 2026-09-05 18:00 |
        | the program (renewal in time) | remind | 70 % of the lessons are used | 2026-09-10 18:00 |
        | the program (renewal in time) | remind | 90 % of the lessons are used | 2026-09-15 18:00 |

    Scenario: Heard first, then renewed, and what the manager sees in the end
      Given it is 2026-09-21 18:30
      And Li looks at the case
      And Li goes to the renewal of the course
      And Li takes the step listen with
        | words       | 太贵             |
        | channel     | wechat           |
        | happened at | 2026-09-21 18:00 |
      And Li takes the step record with
        | intention | leaving       |
        | reason    | price         |
        | summary   | Too expensive |
      And this case is called the renewal
      When Chen raises an objection inside the renewal
      And this case is called the objection
      And we come back to the renewal
      And Chen looks at the case
      Then the case is waiting for the objection
      Given these families have to answer by 2026-09-30
        | answer    | families |
        | renewed   | 14       |
        | lapsed    | 1        |
        | undecided | 3        |
      And Li raises a renewal with
        | guardian | Liu Fang, mother |
        | student  | Liu Xing         |
        | course   | English A1       |
        | ends on  | 2026-09-30       |
      And Chen has gone on as far as solve
      And Chen takes the step feedback, where answer is "declined"
      And Chen takes the step close with
        | outcome | lapsed                        |
        | lesson  | Ask early where they will be. |
        | reason  | moved                         |
      Then the facts of close are
        | outcome | lapsed |
        | reason  | moved  |
      And Chen sees of the renewals from 2026-09-30 to 2026-09-30
        | due | renewed | declined | undecided | waiting for objection | saved by objection | referrals |
        | 20  | 14      | 2        | 4         | 1                     | 0                  | 0         |
      Given it is 2026-09-24 12:00
      And we come back to the objection
      And Chen has gone on as far as investigate
      And Chen takes the step solve with
        | approach | instalments                |
        | plan     | Three instalments, no fee. |
      And Chen has gone on as far as close
      And it is 2026-09-29 18:00
      When we come back to the renewal
      And Chen takes the step investigate
      And Chen takes the step solve with
        | offer, course      | English B2  |
        | offer, instalments | 3           |
        | approach           | instalments |
      And Chen takes the step feedback with
        | answer      | accepted         |
        | words       | 好的，分期可以   |
        | happened at | 2026-09-29 17:30 |
      And Chen takes the step close with
        | outcome | renewed                                  |
        | lesson  | Offer instalments before they are needed |
      Then the facts of take_back are
        | outcome | resolved |
      And the case says
        | closed at | 2026-09-29 18:00 |
      When Li takes the step recommend with
        | guardian | Sun Li, mother, 139 0000 0000 |
        | note     | Their daughter is seven.      |
      And Chen takes the step recommend with
        | guardian | sun  li, aunt, 13900000000 |
      Then the family has recommended us to
        | guardian                   |
        | sun  li, aunt, 13900000000 |
      And Chen sees of the renewals from 2026-09-30 to 2026-09-30
        | due | renewed | declined | undecided | waiting for objection | saved by objection | referrals |
        | 20  | 15      | 2        | 3         | 0                     | 1                  | 1         |
      And Qian sees of the renewals from 2026-09-30 to 2026-09-30
        | due | renewed | declined | undecided | waiting for objection | saved by objection | referrals |
        | 0   | 0       | 0        | 0         | 0                     | 0                  | 0         |
      And Chen sees of the renewals from 2026-10-01 to 2026-10-31
        | due | renewed | declined | undecided | waiting for objection | saved by objection | referrals |
        | 0   | 0       | 0        | 0         | 0                     | 0                  | 0         |
