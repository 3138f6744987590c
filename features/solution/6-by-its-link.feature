@objection @renewal
Feature: The family answers by itself, by a link that was made for one answer
  What a family thinks of a solution is worth most when nobody from the school stands beside it. Whoever looks after a
  case hands the family a link, by which somebody of the family answers without an account. An auditor must be able to
  see that it was the family, who had made the link for it, and that nobody could answer twice, later, or with a link
  of their own making.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Ma   | teacher | East |
      | Chen | manager | East |
      | Qian | manager | West |
      | Zhou | auditor |      |
    And it is 2026-09-19 12:00

  @SOL-6.1
  Rule: SOL-6.1 An answer by the link is the family's in the history, an answer like any other on the way of the case

    Scenario: Satisfied
      Given Chen has taken an objection as far as solve
      And Chen hands the family its link
      When the family answers by its link with
        | satisfaction | 5                  |
        | accepted     | yes                |
        | words        | 谢谢，老师现在很准时 |
      And Chen looks at the case
      Then the next step is close
      And the rounds of feedback are
        | satisfaction | accepted | words              | channel | happened at      |
        | 5            | yes      | 谢谢，老师现在很准时 | portal  | 2026-09-19 12:00 |
      When Zhou reads the history
      Then the end of the history is
        | who                 | step      | event              |
        | Chen                | give_link | case.link_given    |
        | the family (link 6) | feedback  | objection.reviewed |

    Scenario: Whoever looks after the case is told that there is an answer, once
      Given Chen has taken an objection as far as solve
      And Chen hands the family its link
      And the family answers by its link
      When the program has seen to what follows
      And Zhou reads the history
      Then the end of the history is
        | who                              | step   | text                                                  |
        | the program (answered by link)   | remind | The family has answered by its link; go on from there. |
      And nothing follows from it
      And on Chen's list for the day stands
        | reminder |  |  |
      When Chen takes the step close
      Then nothing follows from it

    Scenario: A family that does not know yet whether it stays
      Given Chen has taken a renewal as far as solve
      And Chen hands the family its link
      When the family answers by its link with
        | answer | undecided          |
        | words  | 我们再商量一下     |
      And Chen looks at the case
      Then the next step is solve

  @SOL-6.2
  Rule: SOL-6.2 Dissatisfied, it sends the case back, as it would have by any other way

    Scenario Outline: <disputed> disputed, satisfaction <satisfaction>
      Given Chen has taken an objection as far as solve
      And Chen hands the family its link
      When the family answers by its link with
        | satisfaction | <satisfaction> |
        | accepted     | no             |
        | disputed     | <disputed>     |
        | words        | 还是不行       |
      And Chen looks at the case
      Then the next step is <step>

      Examples:
        | satisfaction | disputed | step        |
        | 1            | finding  | investigate |
        | 3            | solution | solve       |

  @SOL-6.3
  Rule: SOL-6.3 A link takes one answer; the same sent again is the same answer, another one is refused

    Scenario: Pressed twice on a slow line, and then somebody else
      Given Chen has taken an objection as far as solve
      And Chen hands the family its link
      And the family answers by its link
      When the family answers by its link
      Then nothing more is written
      When the family answers by its link with
        | satisfaction | 1        |
        | accepted     | no       |
        | disputed     | solution |
        | words        | 我不同意 |
      Then it is refused, because the submission is another one

  @SOL-6.4
  Rule: SOL-6.4 A link ends when the policy says, when another is given or it is revoked, and when the case goes on

    Scenario: Fourteen days, and a minute more
      Given Chen has taken an objection as far as solve
      And Chen hands the family its link
      And it is 2026-10-03 20:00
      When the family answers by its link
      Then it is refused, because the link is of no use

    Scenario: On the last evening
      Given Chen has taken an objection as far as solve
      And Chen hands the family its link
      And it is 2026-10-03 19:59
      When the family answers by its link
      And Chen looks at the case
      Then the next step is close

    Scenario: Revoked
      Given Chen has taken an objection as far as solve
      And Chen hands the family its link
      And Chen takes the step revoke_link with
        | reason | It went to the wrong number. |
      When the family answers by its link
      Then it is refused, because the link is of no use
      And Chen is told of no link
      When Chen takes the step revoke_link
      Then it is refused, because the step is not due
      And the refusal says "the family has no link"

    Scenario: Another one was given
      Given Chen has taken an objection as far as solve
      And Chen hands the family its link
      And Chen hands the family its link
      When the family answers by its first link
      Then it is refused, because the link is of no use
      When the family answers by its link
      And Chen looks at the case
      Then the next step is close

    Scenario: Answered on the phone meanwhile, and in the next round again
      Given Chen has taken an objection as far as solve
      And Chen hands the family its link
      And Chen takes the step feedback, where satisfaction is "2"
      When the family answers by its link
      Then it is refused, because the link is of no use
      Given Chen has gone on as far as solve
      When the family answers by its link
      Then it is refused, because the link is of no use

    Scenario: Made up
      Given Chen has taken an objection as far as solve
      When somebody answers by a link that they have made up
      Then it is refused, because there is no such case

  @SOL-6.5
  Rule: SOL-6.5 The link is made by whoever looks after the case, while an answer is due, and told to nobody else

    Scenario: There is nothing to answer yet
      Given Chen has taken an objection as far as investigate
      When Chen takes the step give_link
      Then it is refused, because the step is not due

    Scenario: A colleague who does not look after it, and one who does
      Given Li has raised an objection
      And Chen has gone on as far as solve
      When Li takes the step give_link
      Then it is refused, because they may not do this
      Given Chen takes the step assign, where to is "Li"
      And Li hands the family its link
      Then Ma is told of no link
      And Qian is told of no link
      And Zhou is told of no link
      When the family answers by its link
      And Li looks at the case
      Then the case stands at close
