@objection
Feature: An old register is taken over
  Most of what an institution has learned lies in old lists. So old cases enter closed, with their own dates and their
  source, as answers that are found like any other; what does not fit is listed with its reason, and the rest comes in.

  Background:
    Given these people work here
      | Chen | manager | East |
      | Zhou | auditor |      |
    And it is 2026-09-17 20:05
    And an old register
      """
      reference,words,summary,category,action_taken,approach,outcome,satisfaction,raised_at,closed_at
      2019-17,老师又迟到了,Late again,teaching.lateness,Talked to the teacher,warning,resolved,4,2019-09-17 19:40,2019-09-20 18:00
      2019-18,,Invoice was wrong,service.billing,New invoice,apology,resolved,5,2019-10-02 09:00,
      """

  @IMP-1.1
  Rule: IMP-1.1 An old case enters closed, with its own dates, its reference and its source

    Scenario: Found like any other
      When it is imported from "green folder"
      Then 2 came in, 0 were there, and 0 did not fit
      When Zhou searches the register for "迟到"
      Then the entries found are
        | reference | state    | category          | summary    | outcome  | approach | satisfaction | raised at        | closed at        |
        | 2019-17   | resolved | teaching.lateness | Late again | resolved | warning  | 4            | 2019-09-17 19:40 | 2019-09-20 18:00 |

    Scenario: It is closed when it was raised, unless the list says when
      When it is imported from "green folder"
      And Zhou searches the register for "invoice"
      Then the entries found are
        | reference | raised at        | closed at        |
        | 2019-18   | 2019-10-02 09:00 | 2019-10-02 09:00 |

    Scenario: The case itself, and where it came from
      When it is imported from "green folder"
      And Zhou looks at the case with the reference 2019-17
      Then the case stands at closed
      And the case says
        | raised at | 2019-09-17 19:40 |
        | closed at | 2019-09-20 18:00 |
      And the facts of import are
        | source    | green folder  |
        | reference | 2019-17       |
        | words     | 老师又迟到了  |
      When Zhou reads the history
      Then the history is
        | who      | step   | event         | recorded at      |
        | operator | import | case.imported | 2026-09-17 20:05 |

  @IMP-1.2
  Rule: IMP-1.2 A second import adds nothing

    Scenario: The same list again
      Given it is imported from "green folder"
      When it is imported from "green folder"
      Then 0 came in, 2 were there, and 0 did not fit
      When Zhou searches the register for ""
      Then 2 entries are found

    Scenario: The same references in another list are other cases
      Given it is imported from "green folder"
      When it is imported from "red folder"
      Then 2 came in, 0 were there, and 0 did not fit

    Scenario: A list that has grown
      Given it is imported from "green folder"
      And an old register
        """
        reference,summary,raised_at
        2019-17,Late again,2019-09-17 19:40
        2019-19,Bus was late,2019-11-17 19:40
        """
      When it is imported from "green folder"
      Then 1 came in, 1 was there, and 0 did not fit

  @IMP-1.3
  Rule: IMP-1.3 Rows that do not fit are listed with their reasons, and the rest comes in

    Scenario: Four rows, two of them good
      Given an old register
        """
        reference,words,summary,satisfaction,raised_at
        1,,Good,5,2019-09-17 19:40
        ,,No reference,5,2019-09-17 19:40
        3,,When was that,5,yesterday
        4,,Too good,6,2019-09-17 19:40
        5,,In years to come,5,2031-09-17 19:40
        6,,,5,2019-09-17 19:40
        7,也好,,5,2019-09-17 19:40
        """
      When it is imported from "green folder"
      Then 2 came in, 0 were there, and 5 did not fit
      And these did not fit
        | 3 | reference          |
        | 4 | raised_at          |
        | 5 | satisfaction       |
        | 6 | lies in the future |
        | 7 | words              |

  @IMP-1.4
  Rule: IMP-1.4 A map says which column is which fact, and what its values mean

    Scenario: A list with headings of its own
      Given an old register
        """
        编号,内容,结果,日期
        甲1,老师迟到,已解决,17.09.2019 19:40
        """
      And a map for it
        """
        [fields]
        reference = "编号"
        words = "内容"
        outcome = "结果"
        raised_at = "日期"
        [values]
        campus = "East"
        [map.outcome]
        "已解决" = "resolved"
        [time]
        zone = "Asia/Shanghai"
        format = "%d.%m.%Y %H:%M"
        """
      When it is imported from "旧登记册"
      Then 1 came in, 0 were there, and 0 did not fit
      When Chen searches the register for "迟到" where
        | campus | East |
      Then the entries found are
        | reference | outcome  | raised at        |
        | 甲1       | resolved | 2019-09-17 19:40 |

    Scenario: An outcome that nobody knows any more is kept as it was written
      Given an old register
        """
        reference,summary,outcome,raised_at
        1,Late again,went to the other school,2019-09-17 19:40
        """
      When it is imported from "green folder"
      And Zhou searches the register for "late"
      Then the entries found are
        | reference | outcome |
        | 1         |         |
      When Zhou looks at the case with the reference 1
      Then the facts of import are
        | outcome as written | went to the other school |

  @IMP-1.5
  Rule: IMP-1.5 What came in is corrected to what the list could have said, and to nothing else

    Background:
      Given an old register
        """
        reference,summary,outcome,raised_at,closed_at
        1,Late again,went to the other school,2019-09-17 19:40,2019-09-20 18:00
        """
      And it is imported from "green folder"
      And Chen looks at the case with the reference 1

    Scenario: Now somebody knows how it ended
      When Chen takes the step correct with
        | version         | 1                   |
        | fields, outcome | unresolved          |
        | reason          | The mother told us. |
      Then the facts of import are
        | outcome | unresolved |
      When Zhou searches the register for "late"
      Then the entries found are
        | reference | outcome    |
        | 1         | unresolved |

    Scenario: It was earlier
      When Chen takes the step correct with
        | version           | 1                |
        | fields, closed at | 2019-09-19 18:00 |
        | reason            | A slip           |
      Then the case says
        | closed at | 2019-09-19 18:00 |

    Scenario Outline: Nothing ends before it begins, or in years to come
      When Chen takes the step correct with
        | version        | 1      |
        | fields, <fact> | <when> |
        | reason         | A slip |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | <named> | <message> |

      Examples:
        | fact      | when             | named            | message            |
        | closed at | 2019-09-16 18:00 | fields           | before raised_at   |
        | raised at | 2019-09-21 18:00 | fields           | before raised_at   |
        | closed at | 2031-09-17 19:40 | fields.closed_at | lies in the future |
        | reference | 2                | fields.reference | stays as it was    |
