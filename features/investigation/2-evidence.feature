@objection
Feature: Evidence that can be shown, and only to those who may see the case
  What was said is one thing, and what the sheet shows another. So files are kept with the case, exactly as they were
  brought, and with a hash by which anybody can tell years later that nothing of them was changed.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Ma   | teacher | East |
      | Chen | manager | East |
      | Qian | manager | West |
      | Zhou | auditor |      |
      | Sun  | analyst |      |
    And it is 2026-09-18 11:00
    And Li has taken an objection as far as record
    And Chen asks Li "When did they begin?" by 2026-09-19

  @INV-2.1
  Rule: INV-2.1 A file is kept as it was brought, with its hash, and read by those who may see the case

    Scenario: An attendance sheet
      Given Li uploads the file "sheet.pdf", which is a PDF
      When Li takes the step contribute with
        | request  | 4                    |
        | answer   | The sheet shows it.  |
        | evidence | sheet.pdf            |
      Then the file "sheet.pdf", a PDF, is kept as "application/pdf" with the hash of its content
      And Li can read the file "sheet.pdf", and it is a PDF
      And Chen can read the file "sheet.pdf", and it is a PDF
      And Zhou can read the file "sheet.pdf", and it is a PDF
      And Ma cannot read the file "sheet.pdf"
      And Qian cannot read the file "sheet.pdf"
      And Sun cannot read the file "sheet.pdf"

    Scenario: Of a confidential case the one it is about reads nothing
      Given Li uploads the file "room.jpg", which is a photograph
      And Li takes the step note with
        | text     | Taken on the day. |
        | evidence | room.jpg          |
      Then Chen can read the file "room.jpg", and it is a photograph
      When Li takes the step note
      And Chen takes the step correct with
        | version              | 3            |
        | fields, confidential | yes          |
        | fields, about        | teacher Chen |
        | reason               | It was Chen. |
      Then Chen cannot read the file "room.jpg"
      And Li can read the file "room.jpg", and it is a photograph

    Scenario: What was brought by mistake is taken back
      Given Li uploads the file "other.txt", which is a text
      And Li takes the step note with
        | text     | Another family's. |
        | evidence | other.txt         |
      And Chen can read the file "other.txt", and it is a text
      When Chen takes the step retract with
        | version | 5                            |
        | reason  | It belongs to another family. |
      Then Chen cannot read the file "other.txt"

  @INV-2.2
  Rule: INV-2.2 Until a step names it, a file is known to nobody but the one who brought it, and for a day only

    Scenario: Not read before it is named
      When Li uploads the file "sheet.pdf", which is a PDF
      Then Chen cannot read the file "sheet.pdf"
      And Zhou cannot read the file "sheet.pdf"

    Scenario: Not named by another
      Given Li uploads the file "sheet.pdf", which is a PDF
      When Chen takes the step note with
        | text     | The sheet.  |
        | evidence | sheet.pdf   |
      Then it is refused, because facts are missing or wrong

    Scenario: Not named a day later
      Given Li uploads the file "sheet.pdf", which is a PDF
      And it is 2026-09-19 11:01
      When Li takes the step note with
        | text     | The sheet.  |
        | evidence | sheet.pdf   |
      Then it is refused, because facts are missing or wrong

  @INV-2.3
  Rule: INV-2.3 What a file is, its content says and not its name; what could do harm is not taken

    Scenario Outline: <what>, called <name>
      When Li uploads the file "<name>", which is <what>
      Then it is refused, because it is not taken as evidence

      Examples:
        | what                   | name      |
        | a drawing in SVG       | plan.png  |
        | a letter in HTML       | plan.txt  |
        | a program              | sheet.pdf |
        | an archive             | all.docx  |
        | a document with macros | plan.docx |

    Scenario: Nothing at all
      When Li uploads the file "sheet.pdf", which is nothing
      Then it is refused, because facts are missing or wrong

    Scenario: Too much
      When Li uploads the file "lesson.mp4", which is a film that is too long
      Then it is refused, because it is too large

    Scenario Outline: Not from the <role>
      When <who> uploads the file "sheet.pdf", which is a PDF
      Then it is refused, because they may not do this

      Examples:
        | role    | who  |
        | auditor | Zhou |
        | analyst | Sun  |
