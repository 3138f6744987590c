@objection
Feature: An objection cannot be hurried
  A step skipped is a question that nobody asked the family, and a fact left out is one that the next person will not
  have. So such a step is refused with a sentence that names what is missing, and nothing is written.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
    And it is 2026-09-17 20:05

  @OBJ-2.1
  Rule: OBJ-2.1 A step that is not due is refused, and the refusal says which one is

    Scenario Outline: <step> is not due after <done>
      Given Chen has taken an objection as far as <done>
      When Chen takes the step <step>
      Then it is refused, because the step is not due
      And the refusal says "<due> is due next"

      Examples:
        | done        | step        | due         |
        | raise       | record      | listen      |
        | raise       | close       | listen      |
        | listen      | listen      | record      |
        | listen      | investigate | record      |
        | record      | solve       | investigate |
        | record      | feedback    | investigate |
        | investigate | investigate | solve       |
        | investigate | close       | solve       |
        | solve       | close       | feedback    |
        | solve       | record      | feedback    |
        | feedback    | solve       | close       |

    Scenario: The refusal names the facts that are missing
      Given Chen has taken an objection as far as record
      When Chen takes the step solve
      Then it is refused, because the step is not due
      And the refusal says "its facts are missing (findings, root_cause)"

    Scenario Outline: A closed case does not take <step>
      Given Chen has taken an objection as far as close
      When Chen takes the step <step>
      Then it is refused, because the step is not due
      And the refusal says "it is closed"

      Examples:
        | step     |
        | listen   |
        | feedback |
        | close    |
        | assign   |
        | pause    |
        | escalate |
        | withdraw |

  @OBJ-2.2
  Rule: OBJ-2.2 A step whose facts are missing is refused, and the refusal names each of them

    Scenario Outline: An objection is not raised without <fact>
      When Li raises an objection without <fact>
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | <fact> | is required |

      Examples:
        | fact        |
        | guardian    |
        | channel     |
        | happened at |
        | words       |

    Scenario Outline: The step <step> is not taken without <fact>
      Given Chen has taken an objection as far as <done>
      When Chen takes the step <step> without <fact>
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | <fact> | is required |

      Examples:
        | done        | step        | fact         |
        | raise       | listen      | words        |
        | raise       | listen      | read back    |
        | raise       | listen      | channel      |
        | raise       | listen      | happened at  |
        | listen      | record      | category     |
        | listen      | record      | severity     |
        | listen      | record      | kind         |
        | listen      | record      | summary      |
        | record      | investigate | findings     |
        | record      | investigate | root cause   |
        | investigate | solve       | approach     |
        | investigate | solve       | plan         |
        | solve       | feedback    | satisfaction |
        | solve       | feedback    | accepted     |
        | solve       | feedback    | words        |
        | solve       | feedback    | happened at  |
        | feedback    | close       | outcome      |
        | feedback    | close       | lesson       |
        | feedback    | close       | action taken |

    Scenario: All that is missing is named at once
      Given Chen has taken an objection as far as feedback
      When Chen takes the step close with
        | outcome | resolved |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | lesson       | is required |
        | action taken | is required |

  @OBJ-2.3
  Rule: OBJ-2.3 A fact that cannot be is refused by its name

    Scenario Outline: <fact> cannot be "<value>"
      Given Chen has taken an objection as far as <done>
      When Chen takes the step <step>, where <fact> is "<value>"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | <fact> | <message> |

      Examples:
        | done     | step     | fact         | value              | message                     |
        | raise    | listen   | channel      | telegraph          | is one of 'phone', 'wechat' |
        | raise    | listen   | happened at  | 2026-09-17 20:06   | lies in the future          |
        | listen   | record   | severity     | dreadful           | is one of 'low', 'medium'   |
        | listen   | record   | colour       | blue               | is not a field              |
        | listen   | record   | category     | teaching..lateness | is a dotted path            |
        | listen   | record   | category     | .lateness          | is a dotted path            |
        | listen   | record   | category     | teaching.          | is a dotted path            |
        | solve    | feedback | satisfaction | 6                  | is 5 at most                |
        | solve    | feedback | satisfaction | 0                  | is 1 at least               |
        | feedback | close    | outcome      | forgotten          | is one of 'resolved'        |

    Scenario: No more families answer than were asked
      Given Chen has taken an objection as far as record
      When Chen takes the step investigate with
        | finding on late   | upheld                   |
        | root cause        | two campuses in one hour |
        | survey, asked     | 3                        |
        | survey, agreed    | 3                        |
        | survey, disagreed | 1                        |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | survey | together more than were asked |

    Scenario: What happened earlier may be entered later, and out of order
      Given Chen has taken an objection as far as raise
      When Li takes the step listen, where happened at is "2026-09-16 18:00"
      Then it is refused, because there is no such case
      When Chen takes the step listen, where happened at is "2026-09-16 18:00"
      Then the next step is record
