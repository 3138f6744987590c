@objection @renewal
Feature: The register of resolved cases
  Nobody can use again what nobody can find. So every case is filed at record, becomes an answer once it is closed, and
  is found by everything that was said and done in it, in English and in Chinese, by whoever may see it.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Ma   | teacher | East |
      | Chen | manager | East |
      | Zhou | auditor |      |
      | Sun  | analyst |      |
    And it is 2026-09-17 20:05

  @REG-1.1
  Rule: REG-1.1 A case is filed at record and resolved at close; a search answers resolved ones unless asked for others

    Scenario: Not before it is recorded
      Given Li has raised an objection
      And Li takes the step listen
      When Chen searches the register for "退费" where
        | state | all |
      Then nothing is found

    Scenario: Open once it is recorded
      Given Chen has taken an objection as far as record
      When Chen searches the register for "退费"
      Then nothing is found
      When Chen searches the register for "退费" where
        | state | open |
      Then the entries found are
        | state | category          | outcome | closed at |
        | open  | teaching.lateness |         |           |

    Scenario: Resolved once it is closed
      Given Chen has taken an objection as far as close
      When Chen searches the register for "退费"
      Then the entries found are
        | state    | category          | outcome  | approach       | satisfaction | raised at        | closed at        |
        | resolved | teaching.lateness | resolved | make-up lesson | 5            | 2026-09-17 20:05 | 2026-09-17 20:05 |
      When Chen searches the register for "退费" where
        | state | open |
      Then nothing is found

    Scenario: Open again once it is reopened
      Given Chen has taken an objection as far as close
      And Chen takes the step reopen
      When Chen searches the register for "退费"
      Then nothing is found

    Scenario: A renewal, too
      Given Chen has taken a renewal as far as close
      When Chen searches the register for "周末"
      Then the entries found are
        | workflow | outcome | approach    |
        | renewal  | renewed | instalments |

  @REG-1.2
  Rule: REG-1.2 Everything said and done is found, in both languages, and highlighted

    Scenario Outline: "<words>", from <step>
      Given Chen has taken an objection as far as close
      When Chen searches the register for "<words>"
      Then 1 entry is found
      And "<words>" is highlighted

      Examples:
        | words           | step        |
        | 退费            | listen      |
        | 最近三次课      | listen      |
        | refund          | listen      |
        | three times     | record      |
        | back-to-back    | investigate |
        | make-up         | solve       |
        | 准时            | feedback    |
        | travelling time | close       |

    Scenario Outline: Two Chinese characters find every text that contains them: <words>
      Given an old case 2025-1 is among the resolved ones
        | campus | East                                   |
        | words  | 孩子说李老师常常迟到，家长要求退还学费 |
      When Chen searches the register for "<words>"
      Then <found>

      Examples:
        | words | found           |
        | 老师  | 1 entry is found |
        | 迟到  | 1 entry is found |
        | 到家  | nothing is found |
        | 还学  | 1 entry is found |
        | 退费  | nothing is found |

    Scenario: Every word must be there
      Given an old case 2025-1 is among the resolved ones
        | campus  | East             |
        | summary | The bus was late |
      And an old case 2025-2 is among the resolved ones
        | campus  | East                 |
        | summary | The teacher was late |
      When Chen searches the register for "teacher late"
      Then the entries found are
        | reference |
        | 2025-2    |
      When Chen searches the register for "late"
      Then 2 entries are found

  @REG-1.3
  Rule: REG-1.3 Entries are filtered and counted by what they are filed under

    Background:
      Given an old register
        """
        reference,summary,category,severity,campus,outcome,approach,satisfaction,raised_at,closed_at
        1,Late on Monday,teaching.lateness,low,East,resolved,make-up lesson,5,2025-03-01 10:00,2025-03-05 10:00
        2,Late on Friday,teaching.lateness,high,West,unresolved,refund,1,2025-04-01 10:00,2025-04-05 10:00
        3,Late and rude,teaching.manner,high,East,resolved,apology,4,2025-05-01 10:00,2025-05-05 10:00
        4,Late invoice,service.billing,low,East,resolved,refund,5,2025-06-01 10:00,2025-06-05 10:00
        """
      And it is imported from "old register"

    Scenario Outline: Where <facet> is <value>
      When Zhou searches the register for "late" where
        | <facet> | <value> |
      Then <count> entries are found

      Examples:
        | facet        | value             | count |
        | category     | teaching.lateness | 2     |
        | category     | teaching          | 3     |
        | severity     | high              | 2     |
        | campus       | East              | 3     |
        | outcome      | resolved          | 3     |
        | approach     | refund            | 2     |
        | satisfaction | 5                 | 2     |
        | workflow     | objection         | 4     |
        | opened from  | 2025-04-01        | 3     |
        | opened to    | 2025-05-01        | 3     |
        | limit        | 4                 | 4     |

    Scenario: Filters are combined
      When Zhou searches the register for "late" where
        | campus      | East       |
        | severity    | low        |
        | opened from | 2025-04-01 |
      Then the entries found are
        | reference | summary      |
        | 4         | Late invoice |

    Scenario: The month is the institution's own
      Given an old case 2025-5 is among the resolved ones
        | summary | A long night     |
        | raised at | 2025-07-01 07:00 |
      When Zhou searches the register for "night"
      Then they are counted by opened as
        | 2025-07 | 1 |

    Scenario: Counts for each facet
      When Zhou searches the register for "late"
      Then they are counted by severity as
        | low  | 2 |
        | high | 2 |
      And they are counted by campus as
        | East | 3 |
        | West | 1 |
      And they are counted by approach as
        | make-up lesson | 1 |
        | refund         | 2 |
        | apology        | 1 |
      And they are counted by outcome as
        | resolved   | 3 |
        | unresolved | 1 |

    Scenario: Without a word, everything is counted
      When Zhou searches the register for ""
      Then 4 entries are found

  @REG-1.4
  Rule: REG-1.4 The register shows the latest that is known

    Scenario: A corrected summary
      Given Chen has taken an objection as far as close
      When Chen takes the step correct with
        | version         | 3                     |
        | fields, summary | The bus was late      |
        | reason          | It was not the tutor. |
      And Chen searches the register for "bus"
      Then the entries found are
        | summary          |
        | The bus was late |

  @REG-1.5
  Rule: REG-1.5 Everybody finds what they may see, and analysts find no family by its name

    Scenario: Another teacher's case
      Given Li has raised an objection
      And Chen has gone on as far as close
      When Li searches the register for "退费"
      Then 1 entry is found
      When Ma searches the register for "退费"
      Then nothing is found

    Scenario: An old case of no campus is every manager's
      Given an old case 2025-1 is among the resolved ones
        | summary | The bus was late |
      When Chen searches the register for "bus"
      Then 1 entry is found

    Scenario: An analyst
      Given Chen has taken an objection as far as close
      When Sun searches the register for "退费"
      Then 1 entry is found
      When Sun searches the register for "Wang Fang"
      Then nothing is found
      When Chen searches the register for "Wang Fang"
      Then 1 entry is found

    Scenario Outline: <name> written as <written>, in a summary and a lesson
      Given an old case 2025-1 is among the resolved ones
        | words    | The bus was late             |
        | guardian | <name>                       |
        | summary  | <written>: the bus was late  |
        | lesson   | Talk to <written>            |
        | approach | make-up lesson for <written> |
        | category | conduct                      |
      When Sun searches the register for "bus"
      Then the entries found are
        | summary               | approach               |
        | ***: the bus was late | make-up lesson for *** |
      And they are counted by approach as
        | make-up lesson for *** | 1 |
      When Sun searches the register for "<written>"
      Then nothing is found
      When Sun searches the register for "" where
        | approach | make-up lesson for <written> |
      Then nothing is found
      When Zhou searches the register for "<written>"
      Then the entries found are
        | summary                     | approach                     |
        | <written>: the bus was late | make-up lesson for <written> |

      Examples:
        | name         | written       |
        | Wang Fang    | Wang Fang     |
        | Wang Fang    | Fang          |
        | 王小明       | 小明          |
        | 13800000000  | 138-0000 0000 |

    Scenario: A name that was corrected
      Given Chen has taken an objection as far as listen
      And Chen takes the step record with
        | category | conduct                     |
        | severity | low                         |
        | kind     | ordinary                    |
        | summary  | Ms Li says the bus was late |
      And Chen takes the step correct with
        | version                | 1                |
        | fields, guardian, name | Li Ruo           |
        | reason                 | It was Ms Li Ruo |
      When Sun searches the register for "Wang Fang" where
        | state | all |
      Then nothing is found
      When Sun searches the register for "Ruo" where
        | state | all |
      Then nothing is found

  @REG-1.6
  Rule: REG-1.6 As of a day the register answers the same for ever, to those who may see the case today

    Background:
      Given Chen has taken an objection as far as record
      And it is 2026-09-19 11:00

    Scenario: Reclassified later, and closed
      Given Chen takes the step reclassify with
        | category | service.schedule           |
        | reason   | The timetable is to blame. |
      And Chen has gone on as far as close
      And it is 2027-09-17 20:05
      When Sun searches the register for "退费" where
        | state | all              |
        | as of | 2026-09-18 20:00 |
      Then the entries found are
        | state | category          | outcome |
        | open  | teaching.lateness |         |
      And they are counted by category as
        | teaching.lateness | 1 |
      When Sun searches the register for "准时" where
        | state | all              |
        | as of | 2026-09-18 20:00 |
      Then nothing is found

    Scenario: Not recorded yet
      When Sun searches the register for "退费" where
        | state | all              |
        | as of | 2026-09-17 20:00 |
      Then nothing is found

    Scenario: Confidential only since
      When Sun searches the register for "退费" where
        | state | all              |
        | as of | 2026-09-18 20:00 |
      Then 1 entry is found
      When Chen takes the step correct with
        | version              | 3                           |
        | fields, confidential | yes                         |
        | reason               | It is about one of our own. |
      And Sun searches the register for "退费" where
        | state | all              |
        | as of | 2026-09-18 20:00 |
      Then nothing is found
      And no category is counted
      When Zhou searches the register for "退费" where
        | state | all              |
        | as of | 2026-09-18 20:00 |
      Then 1 entry is found

    Scenario: A day means all of it, and today as far as it has come
      When Sun searches the register for "退费" where
        | state | all        |
        | as of | 2026-09-16 |
      Then nothing is found
      When Sun searches the register for "退费" where
        | state | all        |
        | as of | 2026-09-17 |
      Then 1 entry is found
      When Sun searches the register for "退费" where
        | state | all        |
        | as of | 2026-09-19 |
      Then 1 entry is found

    Scenario: Nobody knows what is yet to come
      When Sun searches the register for "退费" where
        | as of | 2026-09-20 20:00 |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | as of | lies in the future |
      When Sun searches the register for "退费" where
        | as of | 2026-09-20 |
      Then it is refused, because facts are missing or wrong
