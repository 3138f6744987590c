@objection @renewal
Feature: Whoever signs in is who they say, and whoever lets others in is seen doing it
  The history names a person for everything that was done, and it is worth no more than the way in which that person
  came in. So a way in is handed over once and does not last, guessing is slow, who has left is out at once, and nobody
  can take another one's place without a trace that this person and the auditors see.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Zhou | auditor |      |
      | Ada  | admin   |      |
    And it is 2026-09-17 10:00

  @ACC-1.1
  Rule: ACC-1.1 A link lets in the one person it was made for, once, within seven days

    Scenario: It is used once
      Given Ada has made a link for Li
      When Li chooses the password "three words will do" by the link
      And Li signs in with "three words will do"
      Then Li is signed in
      When somebody chooses the password "another four words here" by the link
      Then it is refused, because they are not let in
      And the refusal says "this link has been used, or has ended; ask an administrator for a new one"

    Scenario: It is not used in time
      Given Ada has made a link for Li
      And it is 2026-09-24 10:00
      When Li chooses the password "three words will do" by the link
      Then it is refused, because they are not let in

  @ACC-1.2
  Rule: ACC-1.2 Whoever guesses learns nothing by it, and has to wait after the fifth time

    Scenario: A wrong name and a wrong password are refused in the same words
      Given Li signs in by the password "three words will do"
      When Li signs in with "something else"
      Then it is refused, because they are not let in
      And the refusal says "name and password do not match"
      When nobody known here signs in with "three words will do"
      Then it is refused, because they are not let in
      And the refusal says "name and password do not match"

    Scenario: Even the right password has to wait then
      Given Li signs in by the password "three words will do"
      And somebody has guessed wrong 5 times for Li
      When Li signs in with "three words will do"
      Then it is refused, because they are not let in
      And the refusal says "there were too many tries; try again in 30 seconds"
      Given it is 2026-09-17 10:01
      When Li signs in with "three words will do"
      Then Li is signed in

  @ACC-1.3
  Rule: ACC-1.3 Whoever leaves, or has another role from now on, is signed out at once

    Scenario Outline: <what>
      Given Li signs in by the password "three words will do"
      And Li signs in with "three words will do"
      When Ada puts down that Li <what>
      Then Li is not signed in

      Examples:
        | what                 |
        | works here no more   |
        | is a manager from now |

  @ACC-1.4
  Rule: ACC-1.4 Whatever an administrator does to let somebody in, or to act in their name, is put down for that person

    Scenario: A link, a key for a program, and a code that is no longer asked for
      Given Li signs in by the password "three words will do"
      And Ada has made a link for Li
      And Ada has made a key for a program in the name of Li
      And Ada has stopped asking Li for a code
      Then these changes to the access of Li are put down
        | invited        | Ada |
        | key made       | Ada |
        | factor removed | Ada |
      And Li is told of it until 2026-10-01 10:00
