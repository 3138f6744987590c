@objection @renewal
Feature: The register leaves the house as a table, the log as what happened when
  Boards, inspectors and researchers work with tools of their own. So the cases can be taken out, one row each, and the
  log, one line an event, for those who study how work flows. What leaves the house cannot be called back: nobody
  takes out more than they may see, nothing that anybody said leaves by the log, and no name of a family by the rows of
  an analyst.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
      | Yang | manager |      |
      | Zhou | auditor |      |
      | Sun  | analyst |      |
      | Ada  | admin   |      |
    And it is 2026-09-17 12:00

  @REG-5.1
  Rule: REG-5.1 One row for each case of the register, with what is kept of it whether or not it was upheld

    Scenario: A closed case, and an open one
      Given Chen has taken an objection as far as close
      And it is 2026-09-18 12:00
      And Chen has taken an objection as far as record
      And Chen has taken an objection as far as listen
      When Sun exports the cases
      Then the rows exported are
        | state    | stage       | reached | category          | outcome  | findings      | satisfaction | closed at        | acknowledge on time |
        | resolved | closed      | close   | teaching.lateness | resolved | partly_upheld | 5            | 2026-09-17 12:00 | true                |
        | open     | investigate | record  | teaching.lateness |          |               |              |                  | true                |

    Scenario: Some of them, as they were known on a day, and the same for ever
      Given Chen has taken an objection as far as record
      And Chen has taken a renewal as far as record
      And it is 2026-09-19 12:00
      And Sun exports the cases where
        | workflow | objection  |
        | as of    | 2026-09-17 |
      And the rows exported are
        | workflow  | stage       |
        | objection | investigate |
      When Chen takes the step withdraw with
        | reason | The family has moved away. |
      And Chen has taken an objection as far as close
      And it is 2027-09-19 12:00
      Then Sun exports the same again

  @REG-5.2
  Rule: REG-5.2 Nobody takes out more than they may see

    Background:
      Given Li has taken an objection as far as listen
      And Li takes the step record with
        | category     | conduct.manager  |
        | severity     | high             |
        | kind         | complex          |
        | summary      | Shouted at a boy |
        | about        | other Chen       |
        | confidential | yes              |
      And this case is called the hidden one
      And it is 2026-09-17 13:00
      And Chen has taken an objection as far as record
      And Yang links it to the hidden one as "same family"

    Scenario Outline: Two cases, one of them confidential and about Chen, as far as <name> may know
      When <name> exports the cases
      Then the rows exported are
        | category          |
        | <first>           |
        | teaching.lateness |

      Examples:
        | name | first           |
        | Yang | conduct.manager |
        | Zhou | conduct.manager |

    Scenario Outline: For <name> there is one case
      When <name> exports the cases
      Then the rows exported are
        | category          | confidential |
        | teaching.lateness | false        |

      Examples:
        | name |
        | Chen |
        | Sun  |

    Scenario: What was said in a confidential case stays there
      When Zhou exports the cases
      Then the rows exported are
        | category          | confidential | summary                          |
        | conduct.manager   | true         |                                  |
        | teaching.lateness | false        | Teacher late three times in a row |

    Scenario: Its events, and those that would tell of it, are not there for whom it is about
      When Chen exports the events
      Then the events exported are
        | step   | by name |
        | raise  | Chen    |
        | listen | Chen    |
        | record | Chen    |
      When Zhou exports the events
      Then the events exported are
        | step   | by name |
        | raise  | Li      |
        | listen | Li      |
        | record | Li      |
        | raise  | Chen    |
        | listen | Chen    |
        | record | Chen    |
        | link   | Yang    |
      And nothing that was said is among them

    Scenario Outline: <name>, <role>, takes out no <what>
      When <name> exports the <what>
      Then it is refused, because they may not do this

      Examples:
        | name | role    | what   |
        | Li   | teacher | cases  |
        | Ada  | admin   | cases  |
        | Li   | teacher | events |
        | Sun  | analyst | events |

  @REG-5.3
  Rule: REG-5.3 An analyst's rows name no family

    Scenario: A name that slipped into a summary
      Given Li has taken an objection as far as listen
      And Li takes the step record with
        | category | service.schedule             |
        | severity | low                          |
        | kind     | ordinary                     |
        | summary  | Wang Fang waits for an answer |
      When Sun exports the cases
      Then the rows exported are
        | summary                 |
        | *** waits for an answer |
