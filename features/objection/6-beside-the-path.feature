@objection
Feature: What is added to a case where it stands
  Most of what happens to a case moves it nowhere: a call that nobody answered, a new person looking after it, a
  family asking for the principal. It is all kept, in its place, and the case stays where it stands.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
      | Zhou | auditor |      |
    And it is 2026-09-17 20:05

  @OBJ-6.1
  Rule: OBJ-6.1 Notes are kept at every stage, and after closing too

    Scenario Outline: A note after <done>
      Given Chen has taken an objection as far as <done>
      When Chen takes the step note, where text is "Called back, nobody answered."
      Then the case stands at <stage>
      And 1 event is written

      Examples:
        | done     | stage  |
        | raise    | listen |
        | solve    | feedback |
        | close    | closed |

    Scenario: A note has a text
      Given Chen has raised an objection
      When Chen takes the step note without text
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | text | is required |

  @OBJ-6.2
  Rule: OBJ-6.2 Assign: somebody looks after the case, and sees it from then on

    Scenario: Li is to look after it
      Given Chen has raised an objection
      Then the case says
        | assignee | nobody |
      When Chen takes the step assign, where to is "Li"
      Then the case says
        | assignee | Li |
      When Li looks at the case
      Then the case stands at listen

    Scenario: Nobody of that name works here
      Given Chen has raised an objection
      When Chen takes the step assign, where to is "Nobody"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | to | nobody on the staff is called Nobody |

  @OBJ-6.3
  Rule: OBJ-6.3 Link: another case is named, with how it belongs here

    Scenario: Two families, one teacher
      Given Chen has raised an objection
      And this case is called the first one
      And Chen has raised an objection
      When Chen links it to the first one as "same teacher"
      Then the case has these links
        | case      | relation     |
        | the first | same teacher |

    Scenario: A case that is not there cannot be linked
      Given Chen has raised an objection
      When Chen takes the step link with
        | case     | OBJ-0000-0000 |
        | relation | same teacher  |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | case | there is no case OBJ-0000-0000 |

  @OBJ-6.4
  Rule: OBJ-6.4 Escalate: a higher level, with a reason

    Scenario Outline: Escalated to the <level>
      Given Chen has taken an objection as far as record
      When Chen takes the step escalate with
        | level  | <level>                              |
        | reason | The family has asked for the <level> |
      Then the case stands at investigate
      And the facts of escalate are
        | level  | <level>                              |
        | reason | The family has asked for the <level> |

      Examples:
        | level     |
        | manager   |
        | principal |
        | board     |

    Scenario Outline: Escalating names <fact>
      Given Chen has taken an objection as far as record
      When Chen takes the step escalate without <fact>
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | <fact> | is required |

      Examples:
        | fact   |
        | level  |
        | reason |
