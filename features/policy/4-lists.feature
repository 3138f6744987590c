@objection
Feature: Rules that are compared, and lists of words that change
  An auditor who asks what was changed wants the answer, not two files to lay side by side. And an institution finds new
  words for what goes wrong, while the old cases were filed under the old ones. So a list may grow, shrink or call a thing
  anew at any time, and no case that was filed before is rewritten, lost or counted under a word that nobody gave it.

  Background:
    Given these people work here
      | Chen | manager | East |
      | He   | admin   |      |
      | Sun  | analyst |      |
      | Zhou | auditor |      |
    And it is 2026-09-17 19:40

  @POL-4.1
  Rule: POL-4.1 What a version changed is told rule by rule, with what was said before; of a list, what went and what came

    Scenario: A length of time, a score, a list
      Given He brings into force that deadlines.objection.resolve.ordinary is "5 working days"
      And He brings into force that feedback.sends_back_at is "3"
      And He lists the categories "teaching.lateness, teaching.quality, premises.hygiene"
      Then version 4 differs from version 1 in
        | rule                                 | before           | now              |
        | deadlines.objection.resolve.ordinary | 3 working days   | 5 working days   |
        | feedback.sends_back_at               | 2                | 3                |
        | known.category                       | service.schedule | premises.hygiene |
      And version 3 differs from version 2 in
        | rule                   | before | now |
        | feedback.sends_back_at | 2      | 3   |

    Scenario: The same rules once more
      Given He brings into force that feedback.sends_back_at is "2"
      Then version 2 says the same as version 1

  @POL-4.2
  Rule: POL-4.2 A category that no list has is taken all the same, and marked as new, until the list of the case has it

    Scenario: Written first, listed afterwards
      Given Chen has taken an objection as far as listen
      And this case is called the first one
      When Chen takes the step record, where category is "premises.hygiene"
      Then the facts of record are
        | category | premises.hygiene |
        | new      | category         |
      Given He lists the categories "teaching.lateness, premises.hygiene"
      And Chen has taken an objection as far as listen
      When Chen takes the step record, where category is "premises.hygiene"
      Then nothing in the facts of record is new
      When we come back to the first one
      And Chen looks at the case
      Then the facts of record are
        | category | premises.hygiene |
        | new      | category         |

    Scenario: A case under way keeps the list of its version
      Given Chen has taken an objection as far as listen
      And He lists the categories "teaching.quality"
      When Chen takes the step record, where category is "teaching.lateness"
      Then nothing in the facts of record is new

  @POL-4.3
  Rule: POL-4.3 A category that is called anew, or given up for another, is changed in no case by that

    Background:
      Given Chen has taken an objection as far as record
      And He lists the categories "teaching.punctuality, teaching.quality"

    Scenario: It is found and counted under the word that it was filed under
      When Sun asks analytics for volume
      Then it is counted that
        | category          | cases | open |
        | teaching.lateness | 1     | 1    |
      When Sun searches the register for "" where
        | state    | open     |
        | category | teaching |
      Then 1 entry is found

    Scenario: Whoever wants it under the new word reclassifies it, says why, and leaves the old one in the history
      Given it is 2026-09-18 12:00
      When Chen takes the step reclassify with
        | category | teaching.punctuality                      |
        | reason   | It is called punctuality since yesterday. |
      And Sun asks analytics for volume
      Then it is counted that
        | category             | cases | open |
        | teaching.punctuality | 1     | 1    |
      When Sun asks analytics for volume where
        | as of | 2026-09-17 |
      Then it is counted that
        | category          | cases | open |
        | teaching.lateness | 1     | 1    |
      When Zhou reads the history
      Then the end of the history is
        | step       |
        | record     |
        | reclassify |
