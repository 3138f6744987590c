@objection
Feature: What colleagues did last time
  The best moment to learn how a matter was solved is while the next one is being recorded, investigated and solved. So
  resolved cases that are like it are named, each with the reasons why it is like it, so that a person can judge.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
    And it is 2026-09-17 20:05
    And an old case 2025-1 is among the resolved ones
      | campus   | East                              |
      | words    | 老师最近三次课都迟到，我要退费    |
      | summary  | Teacher late three times in a row |
      | category | teaching.lateness                 |
    And an old case 2025-2 is among the resolved ones
      | campus   | East                     |
      | words    | 空调坏了，教室太热       |
      | summary  | The classroom is too hot |
      | category | facilities.climate       |

  @REG-2.1
  Rule: REG-2.1 For a case, resolved cases like it, with the reasons

    Scenario: The same category and the same words
      Given Chen has taken an objection as far as record
      When Chen asks for cases like this one
      Then the first of them is like it, because
        | same category teaching.lateness |
        | 老师                            |
      And among the entries found are
        | reference | category          |
        | 2025-1    | teaching.lateness |

    Scenario Outline: After <step>
      Given Chen has taken an objection as far as <step>
      When Chen asks for cases like this one
      Then among the entries found are
        | reference |
        | 2025-1    |

      Examples:
        | step        |
        | listen      |
        | record      |
        | investigate |

    Scenario: A case is not like itself
      Given Chen has taken an objection as far as close
      When Chen asks for cases like this one
      Then among the entries found are
        | reference |
        | 2025-1    |
      And the case itself is not among them

  @REG-2.2
  Rule: REG-2.2 For a text, before there is a case at all

    Scenario: In Chinese
      When Chen asks for cases like "教室里空调又坏了"
      Then the first of them is like it, because
        | 空调 |
      And among the entries found are
        | reference |
        | 2025-2    |

    Scenario: In English
      When Chen asks for cases like "it was much too hot in the classroom"
      Then the first of them is like it, because
        | hot |

    Scenario: Nothing of the kind
      When Chen asks for cases like "xylophone"
      Then nothing is found

  @REG-2.3
  Rule: REG-2.3 Nobody is told of a case that they may not see

    Scenario: A case of a colleague's
      Given Chen has taken an objection as far as close
      When Li asks for cases like this one
      Then it is refused, because there is no such case
