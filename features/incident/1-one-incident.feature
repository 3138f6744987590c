@objection
Feature: One incident, and many families that object to it
  A timetable is changed, and nine families ring. Whoever asks nine times what happened gets nine stories, and whoever
  answers nine families with one letter has heard none of them. So it is investigated once, for all of them; and each
  family keeps its own case, its own dates, its own solution and its own last word.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
      | Zhou | auditor |      |
    And Chen records what these families say
      | family | on               |
      | Wang   | 2026-09-15 18:00 |
      | Zhao   | 2026-09-15 18:30 |
      | Qian   | 2026-09-15 19:00 |
      | Sun    | 2026-09-16 10:00 |
      | Wu     | 2026-09-16 11:00 |
      | Zheng  | 2026-09-16 15:00 |
      | Feng   | 2026-09-17 12:00 |
      | Chu    | 2026-09-17 13:00 |
      | Wei    | 2026-09-18 10:00 |
    And it is 2026-09-18 11:00
    And we speak of family Wang

  @INC-1.1
  Rule: INC-1.1 One case is investigated, and what is found there counts for every case that joined it

    Scenario: Nine families, one change of timetable
      When Chen gathers Zhao, Qian, Sun, Wu, Zheng, Feng, Chu and Wei as the incident "timetable of 21 September"
      Then 9 events are written
      And the case says
        | incident | timetable of 21 September |
      When it is 2026-09-18 15:00
      And Chen takes the step investigate, where root cause is "notice was given three days late"
      Then 9 events are written
      And the next step is solve
      And Chen finds the families' cases so
        | family | stage | root cause                       | incident                  |
        | Wang   | solve | notice was given three days late | timetable of 21 September |
        | Zhao   | solve | notice was given three days late | timetable of 21 September |
        | Qian   | solve | notice was given three days late | timetable of 21 September |
        | Sun    | solve | notice was given three days late | timetable of 21 September |
        | Wu     | solve | notice was given three days late | timetable of 21 September |
        | Zheng  | solve | notice was given three days late | timetable of 21 September |
        | Feng   | solve | notice was given three days late | timetable of 21 September |
        | Chu    | solve | notice was given three days late | timetable of 21 September |
        | Wei    | solve | notice was given three days late | timetable of 21 September |
      When we speak of family Zhao
      And Zhou reads the history
      Then the history is
        | step   | event              | happened at      | who  |
        | raise  | objection.raised   | 2026-09-15 18:30 | Chen |
        | listen | objection.heard    | 2026-09-15 18:30 | Chen |
        | record | objection.recorded | 2026-09-15 18:30 | Chen |
        | join   | case.joined        | 2026-09-18 11:00 | Chen |
        | inform | objection.informed | 2026-09-18 15:00 | Chen |

  @INC-1.2
  Rule: INC-1.2 Each family has its own dates, its own solution, its own feedback, and each case closes alone

    Scenario: Nine answers to one finding
      Given Chen gathers Zhao, Qian, Sun, Wu, Zheng, Feng, Chu and Wei as the incident "timetable of 21 September"
      And it is 2026-09-18 15:00
      And Chen takes the step investigate
      When Chen takes the step solve for these families
        | family | on               | approach              |
        | Wang   | 2026-09-18 15:10 | keep the old hour     |
        | Zhao   | 2026-09-18 15:20 | keep the old hour     |
        | Qian   | 2026-09-18 15:30 | one lesson refunded   |
        | Sun    | 2026-09-18 15:40 | another class         |
        | Wu     | 2026-09-18 15:50 | keep the old hour     |
        | Zheng  | 2026-09-18 16:00 | another class         |
        | Feng   | 2026-09-18 16:10 | earlier notice        |
        | Chu    | 2026-09-18 16:20 | earlier notice        |
        | Wei    | 2026-09-18 16:30 | lesson by video       |
      And Chen takes the step feedback for these families
        | family | on               | satisfaction | accepted | disputed |
        | Wang   | 2026-09-18 18:00 | 5            | yes      |          |
        | Zhao   | 2026-09-18 18:10 | 4            | yes      |          |
        | Qian   | 2026-09-18 18:20 | 2            | yes      |          |
        | Sun    | 2026-09-18 18:30 | 3            | no       | finding  |
        | Wu     | 2026-09-19 11:00 | 5            | yes      |          |
        | Zheng  | 2026-09-19 11:10 | 4            | yes      |          |
        | Feng   | 2026-09-19 11:20 | 3            | yes      |          |
        | Chu    | 2026-09-20 10:30 | 5            | yes      |          |
      And Chen takes the step close for these families
        | family | on               |
        | Wang   | 2026-09-18 19:00 |
        | Zhao   | 2026-09-18 19:10 |
        | Wu     | 2026-09-19 12:00 |
      Then Chen finds the families' cases so
        | family | stage       | resolve by       | approach            | satisfaction | outcome  | closed at        |
        | Wang   | closed      | 2026-09-18 20:00 | keep the old hour   | 5            | resolved | 2026-09-18 19:00 |
        | Zhao   | closed      | 2026-09-18 20:00 | keep the old hour   | 4            | resolved | 2026-09-18 19:10 |
        | Qian   | solve       | 2026-09-18 20:00 | one lesson refunded | 2            |          |                  |
        | Sun    | investigate | 2026-09-19 20:00 | another class       | 3            |          |                  |
        | Wu     | closed      | 2026-09-19 20:00 | keep the old hour   | 5            | resolved | 2026-09-19 12:00 |
        | Zheng  | close       | 2026-09-19 20:00 | another class       | 4            |          |                  |
        | Feng   | close       | 2026-09-20 20:00 | earlier notice      | 3            |          |                  |
        | Chu    | close       | 2026-09-20 20:00 | earlier notice      | 5            |          |                  |
        | Wei    | feedback    | 2026-09-22 20:00 | lesson by video     |              |          |                  |
      When Chen takes the step investigate for these families
        | family | on               | root cause                     |
        | Sun    | 2026-09-20 11:00 | the notice went to an old phone |
      And Chen takes the step solve for these families
        | family | on               | approach          |
        | Qian   | 2026-09-20 11:10 | keep the old hour |
        | Sun    | 2026-09-20 11:20 | keep the old hour |
      And Chen takes the step feedback for these families
        | family | on               | satisfaction |
        | Qian   | 2026-09-20 12:00 | 5            |
        | Sun    | 2026-09-20 12:10 | 4            |
        | Wei    | 2026-09-22 10:00 | 4            |
      And Chen takes the step close for these families
        | family | on               | outcome         |
        | Zheng  | 2026-09-20 13:00 |                 |
        | Feng   | 2026-09-20 13:10 | partly resolved |
        | Chu    | 2026-09-20 13:20 |                 |
        | Qian   | 2026-09-20 13:30 |                 |
        | Sun    | 2026-09-20 13:40 |                 |
        | Wei    | 2026-09-22 11:00 |                 |
      Then Chen finds the families' cases so
        | family | stage  | satisfaction | outcome         | closed at        | root cause                      |
        | Wang   | closed | 5            | resolved        | 2026-09-18 19:00 | back-to-back lessons at two campuses |
        | Zhao   | closed | 4            | resolved        | 2026-09-18 19:10 | back-to-back lessons at two campuses |
        | Qian   | closed | 2, 5         | resolved        | 2026-09-20 13:30 | back-to-back lessons at two campuses |
        | Sun    | closed | 3, 4         | resolved        | 2026-09-20 13:40 | the notice went to an old phone |
        | Wu     | closed | 5            | resolved        | 2026-09-19 12:00 | back-to-back lessons at two campuses |
        | Zheng  | closed | 4            | resolved        | 2026-09-20 13:00 | back-to-back lessons at two campuses |
        | Feng   | closed | 3            | partly_resolved | 2026-09-20 13:10 | back-to-back lessons at two campuses |
        | Chu    | closed | 5            | resolved        | 2026-09-20 13:20 | back-to-back lessons at two campuses |
        | Wei    | closed | 4            | resolved        | 2026-09-22 11:00 | back-to-back lessons at two campuses |

  @INC-1.3
  Rule: INC-1.3 A case that joined is not investigated by itself; if it does not belong there, it leaves

    Scenario: Not twice
      Given Chen gathers Zhao as the incident "timetable of 21 September"
      And we speak of family Zhao
      When Chen takes the step investigate
      Then it is refused, because the step is not due
      And the refusal says "the case that leads it is investigated for all; if it does not belong there, leave"

    Scenario: The Zhaos spoke of another day
      Given Chen gathers Zhao and Qian as the incident "timetable of 21 September"
      And we speak of family Zhao
      When Chen takes the step leave with
        | reason | They speak of the timetable of last term. |
      Then 2 events are written
      And the case says
        | incident | none |
      When we speak of family Wang
      And Chen takes the step investigate
      Then 2 events are written
      And Chen finds the families' cases so
        | family | stage       |
        | Zhao   | investigate |
        | Qian   | solve       |
      When we speak of family Wang
      And Zhou reads the history
      Then the history is
        | step        | event                  |
        | raise       | objection.raised       |
        | listen      | objection.heard        |
        | record      | objection.recorded     |
        | incident    | case.gathered          |
        | let_go      | case.let_go            |
        | investigate | objection.investigated |

    Scenario: It shows only later that the Zhaos spoke of another day
      Given Chen gathers Zhao as the incident "timetable of 21 September"
      And Chen takes the step investigate, where root cause is "notice was given three days late"
      And we speak of family Zhao
      And Chen takes the step solve
      When Chen takes the step leave with
        | reason | The Zhaos speak of another day. |
      Then 2 events are written
      And the next step is investigate
      And nothing is known of investigate
      And the case says
        | incident | none |
      And note is offered, and leave is not
      When Chen takes the step investigate, where root cause is "back-to-back lessons"
      Then Chen finds the families' cases so
        | family | stage | root cause                       | incident                  |
        | Wang   | solve | notice was given three days late | timetable of 21 September |
        | Zhao   | solve | back-to-back lessons             |                           |

    Scenario: Whoever leads does not leave
      Given Chen gathers Zhao as the incident "timetable of 21 September"
      When Chen takes the step leave
      Then it is refused, because the step is not due
      And the refusal says "it waits for the finding of no incident"

  @INC-1.4
  Rule: INC-1.4 A family that rings later joins, and learns at once what has been found

    Scenario: The tenth
      Given Chen gathers Zhao, Qian, Sun, Wu, Zheng, Feng, Chu and Wei as the incident "timetable of 21 September"
      And Chen takes the step investigate
      And Chen records what these families say
        | family | on               |
        | Jiang  | 2026-09-19 10:00 |
      And it is 2026-09-19 10:30
      And we speak of family Wang
      When Chen gathers Jiang as the incident "timetable of 21 September"
      Then 3 events are written
      And Chen finds the families' cases so
        | family | stage | root cause                           | resolve by       |
        | Jiang  | solve | back-to-back lessons at two campuses | 2026-09-23 20:00 |

    Scenario: One that was only heard joins, too, and waits once it is recorded
      Given Chen has taken an objection as far as listen
      And this case is called the heard one
      And we speak of family Wang
      And Chen gathers the heard as the incident "timetable of 21 September"
      When we come back to the heard one
      And Chen takes the step record
      Then 2 events are written
      And the case stands at investigate
      When we speak of family Wang
      And Chen takes the step investigate
      Then 2 events are written
      When Zhou reads the history
      Then the history is
        | step        | event                  |
        | raise       | objection.raised       |
        | listen      | objection.heard        |
        | record      | objection.recorded     |
        | incident    | case.gathered          |
        | expect      | case.expected          |
        | investigate | objection.investigated |
      When we come back to the heard one
      And Chen looks at the case
      Then the next step is solve

    Scenario: One that was only heard is recorded when all has been found
      Given Chen has taken an objection as far as listen
      And this case is called the heard one
      And we speak of family Wang
      And Chen gathers the heard as the incident "timetable of 21 September"
      And Chen takes the step investigate
      When we come back to the heard one
      And Chen takes the step record
      Then 2 events are written
      And the next step is solve

  @INC-1.5
  Rule: INC-1.5 If the case that leads is closed before anything was found, the one that joined first leads the others

    Scenario: The Wangs take it back
      Given Chen gathers Zhao, Qian and Sun as the incident "timetable of 21 September"
      When Chen takes the step withdraw
      And we speak of family Zhao
      And Chen takes the step investigate
      Then Chen finds the families' cases so
        | family | stage  | incident                  |
        | Wang   | closed | timetable of 21 September |
        | Zhao   | solve  | timetable of 21 September |
        | Qian   | solve  | timetable of 21 September |
        | Sun    | solve  | timetable of 21 September |

  @INC-1.6
  Rule: INC-1.6 The cases of one incident are found together in the register

    Scenario: Searched, counted, and alike
      Given Chen gathers Zhao and Qian as the incident "timetable of 21 September"
      When Chen searches the register for "" where
        | incident | timetable of 21 September |
        | state    | all                       |
      Then 3 entries are found
      When Chen searches the register for "" where
        | state | all |
      Then 9 entries are found
      And they are counted by incident as
        | timetable of 21 September | 3 |
      When Chen takes the step investigate for these families
        | family | on               |
        | Wang   | 2026-09-18 12:00 |
      And Chen takes the step solve for these families
        | family | on               |
        | Wang   | 2026-09-18 12:10 |
      And Chen takes the step feedback for these families
        | family | on               |
        | Wang   | 2026-09-18 12:20 |
      And Chen takes the step close for these families
        | family | on               |
        | Wang   | 2026-09-18 12:30 |
      And we speak of family Zhao
      And Chen asks for cases like this one
      Then the first of them is like it, because
        | same category teaching.lateness         |
        | same incident timetable of 21 September |

  @INC-1.7
  Rule: INC-1.7 Only cases join that are still to be investigated, each one incident only; all of them join, or none does

    Scenario: One of them was solved already
      Given Chen takes the step investigate for these families
        | family | on               |
        | Qian   | 2026-09-18 11:00 |
      And we speak of family Wang
      When Chen gathers Zhao and Qian as the incident "timetable of 21 September"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | cases.1 | stands at solve; only a case that is still to be investigated joins |

    Scenario: One incident is enough
      Given Chen gathers Zhao as the incident "timetable of 21 September"
      And we speak of family Qian
      When Chen gathers Wang, Zhao and Sun as the incident "another one"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | cases.0 | belongs to another incident; let it leave that one first |
        | cases.1 | belongs to another incident; let it leave that one first |

    Scenario: The same case twice, and the one that leads
      When Chen gathers Wang, Zhao and Zhao as the incident "timetable of 21 September"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | cases.0 | is this case itself |
        | cases.2 | is named twice      |

  @INC-1.8
  Rule: INC-1.8 A finding goes to no case that others may see than those who may see where it was found

    Scenario: One of them is hidden from Li, the other is not
      Given we speak of family Zhao
      And Chen takes the step correct with
        | version              | 3                             |
        | fields, about        | teacher Li                    |
        | fields, confidential | yes                           |
        | reason               | It is about one of the staff. |
      And we speak of family Wang
      When Chen gathers Zhao as the incident "timetable of 21 September"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | cases.0 | is hidden from other people than this case; let both be confidential alike first |

    Scenario: It becomes confidential after the others have joined
      Given Chen gathers Zhao and Qian as the incident "timetable of 21 September"
      And we speak of family Zhao
      And Chen takes the step correct with
        | version              | 3                             |
        | fields, about        | teacher Li                    |
        | fields, confidential | yes                           |
        | reason               | It is about one of the staff. |
      And we speak of family Wang
      When Chen takes the step investigate
      Then Chen finds the families' cases so
        | family | stage       | incident                  |
        | Zhao   | investigate |                           |
        | Qian   | solve       | timetable of 21 September |
