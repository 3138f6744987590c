@objection @renewal
Feature: A family that was heard twice, and two that were taken for one
  A mother rings, and the father writes: one matter, two cases, and soon two promises. So the duplicate is merged into the
  other case and counts nowhere any more. But two matters can look like one; then the merge is undone, and the family
  whose matter had been put aside by mistake is owed its answer by the day on which it was due all along.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
      | Zhou | auditor |      |
    And it is 2026-09-17 10:00
    And Chen has taken an objection as far as record
    And this case is called the first one
    And it is 2026-09-17 12:00
    And Chen has taken an objection as far as record
    And this case is called the second one
    And it is 2026-09-17 15:00

  @MRG-1.1
  Rule: MRG-1.1 A duplicate is closed, both cases name each other, and nothing is due in it any more

    Scenario: The father wrote what the mother had said
      When Chen merges it into the first one, because "the father writes of the same lesson"
      Then 2 events are written
      And the case stands at closed
      And the case says
        | closed at | 2026-09-17 15:00 |
      And the facts of merge are
        | reason  | the father writes of the same lesson |
        | outcome | merged                               |
      And the case has these links
        | case      | relation    |
        | the first | merged into |
      And no deadline runs
      When we come back to the first one
      And Chen looks at the case
      Then the case stands at investigate
      And the case has these links
        | case       | relation  |
        | the second | duplicate |
      And resolve is due by 2026-09-20 20:00
      When it is 2026-09-20 10:00
      Then on Chen's list for the day stands
        | resolve | 2026-09-20 20:00 |  |
      When Zhou reads the history
      Then the history is
        | step    | event              | happened at      |
        | raise   | objection.raised   | 2026-09-17 10:00 |
        | listen  | objection.heard    | 2026-09-17 10:00 |
        | record  | objection.recorded | 2026-09-17 10:00 |
        | take_in | case.took_in       | 2026-09-17 15:00 |

    Scenario: Merging says why
      When Chen takes the step merge without reason
      Then it is refused, because facts are missing or wrong

    Scenario: A merged case is taken up again by unmerging it
      Given Chen merges it into the first one, because "the same"
      When Chen takes the step reopen
      Then it is refused, because the step is not due
      And the refusal says "it was merged into another case; unmerge it first"

  @MRG-1.2
  Rule: MRG-1.2 A merged case stands outside the register as long as it is merged

    Scenario: Two entries, one, and two again
      Given Chen merges it into the first one, because "the same"
      When Chen searches the register for "" where
        | state | all |
      Then 1 entry is found
      And they are counted by workflow as
        | objection | 1 |
      When it is 2026-09-19 12:00
      And Chen unmerges it from the first one, because "another lesson"
      And Chen searches the register for "" where
        | state | all |
      Then 2 entries are found
      When Chen searches the register for "" where
        | state | all              |
        | as of | 2026-09-18 12:00 |
      Then 1 entry is found
      When Chen searches the register for "" where
        | state | all              |
        | as of | 2026-09-17 14:00 |
      Then 2 entries are found

  @MRG-1.7
  Rule: MRG-1.7 What the duplicate says is found under the case that remains, by those who may see both

    Scenario: The words of the father
      Given Chen takes the step note with
        | text | The umbrella was left in the hall. |
      When Chen merges it into the first one, because "the same"
      And Chen searches the register for "umbrella" where
        | state | all |
      Then 1 entry is found
      When Chen unmerges it from the first one, because "another lesson"
      And Chen takes the step withdraw
      And Chen searches the register for "umbrella" where
        | state | open |
      Then nothing is found

    Scenario: Li has raised the one, and not the other
      Given Chen takes the step note with
        | text | The umbrella was left in the hall. |
      And Li has taken an objection as far as record
      And this case is called the third one
      And we come back to the second one
      When Chen merges it into the third one, because "the same"
      And Li searches the register for "umbrella" where
        | state | all |
      Then nothing is found
      When Chen searches the register for "umbrella" where
        | state | all |
      Then 1 entry is found

  @MRG-1.3
  Rule: MRG-1.3 A wrong merge is undone: the case stands where it stood, and is due when it was due

    Scenario: It was another lesson
      Given Chen merges it into the first one, because "the same"
      And it is 2026-09-19 12:00
      When Chen unmerges it from the first one, because "the father speaks of another lesson"
      Then 2 events are written
      And the next step is investigate
      And the case says
        | closed at | not yet |
        | reopened  | 0       |
      And the case has these links
        | case      | relation      |
        | the first | merged into   |
        | the first | unmerged from |
      And resolve is due by 2026-09-20 20:00
      And the reasons for resolve are
        | policy v1: resolve, ordinary: 3 working days                                                         |
        | runs from 2026-09-17 12:00 (raised)                                                                  |
        | 3 working days after 2026-09-17: 18 Fri, 19 Sat, 20 Sun; ends at closing time, 2026-09-20 20:00      |
        | merged by mistake 2026-09-17 15:00 to 2026-09-19 12:00: the clock ran on                             |
      When we come back to the first one
      And Chen looks at the case
      Then the case has these links
        | case       | relation               |
        | the second | duplicate              |
        | the second | no duplicate after all |
      When Zhou reads the history
      Then the history is
        | step      | event              | happened at      |
        | raise     | objection.raised   | 2026-09-17 10:00 |
        | listen    | objection.heard    | 2026-09-17 10:00 |
        | record    | objection.recorded | 2026-09-17 10:00 |
        | take_in   | case.took_in       | 2026-09-17 15:00 |
        | give_back | case.gave_back     | 2026-09-19 12:00 |

    Scenario: Its clock stood still, and stands still again
      Given it is 2026-09-17 14:00
      And Chen takes the step pause
      And it is 2026-09-17 15:00
      And Chen merges it into the first one, because "the same"
      And it is 2026-09-18 12:00
      When Chen unmerges it from the first one, because "another lesson"
      Then the case says
        | paused | yes |
      When it is 2026-09-18 14:00
      And Chen takes the step resume
      Then resolve is due by 2026-09-22 20:00

    Scenario: Only from where it had gone
      Given Chen has taken an objection as far as record
      And this case is called the third one
      And we come back to the second one
      And Chen merges it into the first one, because "the same"
      When Chen unmerges it from the third one, because "another lesson"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | case | is not the case that this one was merged into |

    Scenario: What was not merged is not unmerged
      Given Chen takes the step withdraw
      When Chen unmerges it from the first one, because "another lesson"
      Then it is refused, because the step is not due
      And the refusal says "it was not merged into another case"

  @MRG-1.4
  Rule: MRG-1.4 A case is merged into another open case of its kind

    Scenario: Not into itself
      When Chen merges it into the second one, because "the same"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | into | is this case itself |

    Scenario: Not into a case that is closed
      Given we come back to the first one
      And Chen takes the step withdraw
      And we come back to the second one
      When Chen merges it into the first one, because "the same"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | into | is closed; merge into a case that is open |

    Scenario: Not into a case that was merged itself
      Given Chen has taken an objection as far as record
      And this case is called the third one
      And Chen merges it into the first one, because "the same"
      And we come back to the second one
      When Chen merges it into the third one, because "the same"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | into | was itself merged into another case; merge this one into that |

    Scenario: What others were merged into can be a duplicate, too
      Given Chen merges it into the first one, because "the same"
      And Chen has taken an objection as far as record
      And this case is called the third one
      And we come back to the first one
      When Chen merges it into the third one, because "the same again"
      Then the case has these links
        | case       | relation    |
        | the second | duplicate   |
        | the third  | merged into |

    Scenario: Not an objection into a renewal
      Given Chen has raised a renewal
      And this case is called the renewal
      And we come back to the second one
      When Chen merges it into the renewal, because "the same family"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | into | belongs to another workflow |

  @MRG-1.5
  Rule: MRG-1.5 A renewal that waits goes on waiting for the case that remains

    Scenario: Two renewals of one course
      Given Chen has taken a renewal as far as record
      And this case is called the renewal
      And Chen has taken a renewal as far as record
      When Chen merges it into the renewal, because "both parents were asked"
      Then the case stands at closed
      When we come back to the renewal
      And Zhou reads the history
      Then the history is
        | step    | event            |
        | raise   | renewal.raised   |
        | listen  | renewal.heard    |
        | record  | renewal.recorded |
        | take_in | case.took_in     |

    Scenario: A renewal that waits is no duplicate
      Given Chen has raised a renewal
      And this case is called the renewal
      And Chen has raised a renewal
      And this case is called the other one
      And Chen raises an objection inside the other one
      And we come back to the other one
      When Chen merges it into the renewal, because "both parents were asked"
      Then it is refused, because the step is not due
      And the refusal says "it is waiting; merge the other one into it, or wait, too"

    Scenario: The case that a renewal waits for is the one that remains
      Given Chen has raised a renewal
      And this case is called the renewal
      And Chen raises an objection inside the renewal
      When Chen merges it into the first one, because "the same"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | into | a renewal waits for this case; merge the other one into it instead |

    Scenario: Of two inside one renewal, one is the duplicate of the other
      Given Chen has raised a renewal
      And this case is called the renewal
      And Chen raises an objection inside the renewal
      And this case is called the objection
      And Chen raises an objection inside the renewal
      When Chen merges it into the objection, because "the same"
      And we come back to the renewal
      And Chen looks at the case
      Then the case is waiting for the objection

  @MRG-1.6
  Rule: MRG-1.6 Nobody learns by a merge of a case that they may not know of

    Scenario: Li has raised one of them, and not the other
      Given Li has raised an objection
      And this case is called the third one
      And we come back to the second one
      And Chen merges it into the third one, because "the same"
      When we come back to the third one
      And Chen looks at the case
      Then the case has these links
        | case       | relation  |
        | the second | duplicate |
      When Li looks at the case
      Then it is linked to no other case
      When Li reads the history
      Then the history is
        | step  | event            |
        | raise | objection.raised |

    Scenario: One is hidden from Li, the other is not
      Given Chen takes the step correct with
        | version              | 3                             |
        | fields, about        | teacher Li                    |
        | fields, confidential | yes                           |
        | reason               | It is about one of the staff. |
      When Chen merges it into the first one, because "the same"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | into | is hidden from other people than this case; let both be confidential alike first |
      When we come back to the first one
      And Chen takes the step correct with
        | version              | 3                             |
        | fields, about        | teacher Li                    |
        | fields, confidential | yes                           |
        | reason               | It is about one of the staff. |
      And we come back to the second one
      And Chen merges it into the first one, because "the same"
      Then the case stands at closed
      And the case is not shown to Li
