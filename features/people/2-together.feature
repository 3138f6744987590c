@objection
Feature: Several people, and lines that break
  Two colleagues look at the same case, and a line breaks in the middle of a sentence. Neither may turn one thing into
  two, nor may anybody's step rest on a case that has changed behind their back.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
      | Yang | manager |      |
    And it is 2026-09-17 20:05

  @TOG-1.1
  Rule: TOG-1.1 The same submission, sent twice, is one case and one step

    Scenario: Raised once
      Given Li has raised an objection
      When the same submission is sent again
      Then nothing more is written
      And the case stands at listen
      And Chen sees 1 case

    Scenario: Taken once
      Given Li has raised an objection
      And Li takes the step listen
      When the same submission is sent again
      Then nothing more is written
      And the case stands at record

    Scenario: The answer is the one that was given then
      Given Li has raised an objection
      And Chen takes the step note
      And Chen takes the step assign, where to is "Li"
      When the same submission is sent again
      Then the case says
        | version  | 3  |
        | assignee | Li |

    Scenario: Under the same name, something else
      Given Li has raised an objection
      When the same submission is sent again, where words is "something else"
      Then it is refused, because the submission is another one

    Scenario: A submission of its own is a case of its own
      Given Li has raised an objection
      When Li has raised an objection
      Then Chen sees 2 cases

  @TOG-1.2
  Rule: TOG-1.2 A step that rests on an older view of the case is refused

    Scenario: Yang records what Chen has recorded meanwhile
      Given Chen has taken an objection as far as listen
      And Yang has the case in front of him
      And Chen takes the step note
      When Yang takes the step record
      Then it is refused, because the case has moved on
      When Yang takes the step record
      Then the next step is investigate

  @TOG-1.3
  Rule: TOG-1.3 Of two steps at the same moment one is taken, and the other is told

    Scenario: Both record it
      Given Chen has taken an objection as far as listen
      When Chen and Yang take the step record at the same moment
      Then one of them is refused, because the case has moved on
      And the case stands at investigate
      And 1 event is written
