@objection
Feature: Findings that say what they rest on
  A family accepts a finding when it sees what was found for each thing that it said, and on what ground; and a school
  learns when it sees which causes come back. So every allegation has its finding, and every finding its evidence.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
    And it is 2026-09-18 11:00
    And Chen has taken an objection as far as record

  @INV-3.1
  Rule: INV-3.1 A finding names the evidence of this case that it rests on, and of no other

    Scenario: The sheet that came with an answer
      Given Chen asks Li "When did they begin?" by 2026-09-19
      And Li uploads the file "sheet.pdf", which is a PDF
      And Li takes the step contribute with
        | request  | 4                   |
        | answer   | The sheet shows it. |
        | evidence | sheet.pdf           |
      When Chen takes the step investigate with
        | finding on late on 3 of the last 3 dates | partly upheld, shown by sheet.pdf |
        | root cause                               | back-to-back lessons              |
      Then the next step is solve

    Scenario: A sheet that no step has named
      Given Chen uploads the file "sheet.pdf", which is a PDF
      When Chen takes the step investigate with
        | finding on late on 3 of the last 3 dates | partly upheld, shown by sheet.pdf |
        | root cause                               | back-to-back lessons              |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | findings | is not evidence of this case |

    Scenario: A sheet of another case
      Given Chen uploads the file "sheet.pdf", which is a PDF
      And Chen takes the step note with
        | text     | The sheet. |
        | evidence | sheet.pdf  |
      And Chen has taken an objection as far as record
      When Chen takes the step investigate with
        | finding on late on 3 of the last 3 dates | upheld, shown by sheet.pdf |
        | root cause                               | back-to-back lessons       |
      Then it is refused, because facts are missing or wrong

  @INV-3.2
  Rule: INV-3.2 A survey of other families keeps how many were asked, and how many agreed and disagreed

    Scenario: Twelve were asked, nine answered
      When Chen takes the step investigate with
        | finding on late on 3 of the last 3 dates | upheld               |
        | root cause                               | back-to-back lessons |
        | survey, asked                            | 12                   |
        | survey, agreed                           | 7                    |
        | survey, disagreed                        | 2                    |
      Then the facts of investigate are
        | survey, asked     | 12 |
        | survey, agreed    | 7  |
        | survey, disagreed | 2  |

    Scenario: More than were asked cannot have answered
      When Chen takes the step investigate with
        | finding on late on 3 of the last 3 dates | upheld               |
        | root cause                               | back-to-back lessons |
        | survey, asked                            | 8                    |
        | survey, agreed                           | 7                    |
        | survey, disagreed                        | 2                    |
      Then it is refused, because facts are missing or wrong

  @INV-3.3
  Rule: INV-3.3 The list of root causes grows: one that it does not have is taken, and marked as new

    Scenario: New, and then known
      When Chen takes the step investigate, where root cause is "stairs under repair"
      Then the facts of investigate are
        | new | root_cause |
      Given a new version of the policy knows the root cause "stairs under repair"
      And Chen has taken an objection as far as record
      When Chen takes the step investigate, where root cause is "stairs under repair"
      Then nothing in the facts of investigate is new
