@objection
Feature: Parent Wang's objection, from the telephone to the lesson kept
  The rules of the other chapters, taken together in one matter with its exact dates: a teacher who is late, a mother
  who wants her money back, a clock that is stopped, a type that changes, and an answer that settles only half of it.

  Background:
    Given these people work here
      | Li   | teacher | East |
      | Chen | manager | East |
      | Zhou | auditor |      |
      | Sun  | analyst |      |
    And it is 2026-09-17 20:05
    And Li raises an objection with
      | guardian      | Wang, mother, 13800000000      |
      | student       | Wang Xiaoming                  |
      | channel       | phone                          |
      | happened at   | 2026-09-17 19:40               |
      | words         | 老师最近三次课都迟到，我要退费 |
      | remedy sought | refund 6 lessons               |
      | read back     | yes                            |

  @S1
  Rule: S1 A teacher records a phone complaint in under a minute

    Scenario: Raised and heard in one go, with both times and three deadlines
      Then the case stands at record
      And Chen sees 1 case
      And 2 events are written
      And the facts of listen are
        | words         | 老师最近三次课都迟到，我要退费 |
        | remedy sought | refund 6 lessons               |
        | read back     | yes                            |
        | channel       | phone                          |
        | happened at   | 2026-09-17 19:40               |
      And the deadlines are
        | acknowledge | 2026-09-18 19:40 |
        | classify    | 2026-09-18 11:40 |
        | resolve     | 2026-09-20 20:00 |
      When Zhou reads the history
      Then the history is
        | who | event            | happened at      | recorded at      |
        | Li  | objection.raised | 2026-09-17 19:40 | 2026-09-17 20:05 |
        | Li  | objection.heard  | 2026-09-17 19:40 | 2026-09-17 20:05 |

    Scenario Outline: Without <fact> it is refused
      When Li raises an objection without <fact>
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | <fact> | is required |

      Examples:
        | fact    |
        | channel |
        | words   |

    Scenario: Sent again, it is still one case
      When the same submission is sent again
      Then nothing more is written
      And Chen sees 1 case

  @S2
  Rule: S2 Classified wrongly, then put right

    Background:
      Given it is 2026-09-18 11:00
      And Chen takes the step record, where category is "service.schedule"
      And it is 2026-09-19 11:00

    Scenario: Both are visible, and the deadline is what it was
      When Chen takes the step reclassify with
        | category | teaching.lateness                |
        | reason   | It is the teacher who was late.  |
      Then the facts of record are
        | category | teaching.lateness |
      And resolve is due by 2026-09-20 20:00
      When Zhou looks at the case as it was known on 2026-09-18 20:00
      Then the facts of record are
        | category | service.schedule |
      When Zhou reads the history
      Then the history is
        | step       | category          | reason                          |
        | raise      |                   |                                 |
        | listen     |                   |                                 |
        | record     | service.schedule  |                                 |
        | reclassify | teaching.lateness | It is the teacher who was late. |

    Scenario: The register shows the current one, and the first to those who ask as of the day before
      Given Chen takes the step reclassify with
        | category | teaching.lateness               |
        | reason   | It is the teacher who was late. |
      When Sun searches the register for "退费" where
        | state | all |
      Then the entries found are
        | category          |
        | teaching.lateness |
      When Sun searches the register for "退费" where
        | state | all              |
        | as of | 2026-09-18 20:00 |
      Then the entries found are
        | category         |
        | service.schedule |

    Scenario: Without a reason it is refused
      When Chen takes the step reclassify with
        | category | teaching.lateness |
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | reason | is required |

  @S3
  Rule: S3 Steps cannot be skipped

    Scenario: No solution before a finding, no closing before feedback
      Given it is 2026-09-18 11:00
      And Chen takes the step record
      When Chen takes the step solve
      Then it is refused, because the step is not due
      And the refusal says "it stands at investigate; investigate is due next and its facts are missing (findings, root_cause)"
      When Chen takes the step close
      Then it is refused, because the step is not due
      When Zhou reads the history
      Then the history is
        | step   |
        | raise  |
        | listen |
        | record |

  @S4
  Rule: S4 The clock stops, the type changes, and nothing is lost

    Scenario: Twenty open hours are added, before and after the type changes
      Given it is 2026-09-18 11:00
      When Chen takes the step record
      Then resolve is due by 2026-09-20 20:00
      Given it is 2026-09-19 12:00
      And Chen takes the step pause with
        | reason | waiting for payment slips |
      And it is 2026-09-22 12:00
      When Chen takes the step resume
      Then resolve is due by 2026-09-23 20:00
      When Chen takes the step reclassify with
        | kind   | complex                     |
        | reason | Two campuses have to agree. |
      Then resolve is due by 2026-09-27 20:00
      And the reasons for resolve are
        | policy v1: resolve, complex: 7 working days |
        | runs from 2026-09-17 19:40 (raised)         |
        | 7 working days after 2026-09-17: 18 Fri, 19 Sat, 20 Sun, 22 Tue, 23 Wed, 24 Thu, 25 Fri; not counted, because closed: 2026-09-21; ends at closing time, 2026-09-25 20:00 |
        | paused 2026-09-19 12:00 to 2026-09-22 12:00 (waiting for payment slips): 20 open hours are added, 2026-09-27 20:00 |
      When Zhou looks at the case as it was known on 2026-09-19 18:00
      Then the case says
        | paused | yes |
      And the facts of record are
        | kind | ordinary |

  @S5
  Rule: S5 The investigation asks two colleagues; one answers with the sheet, the other lets the date pass

    Scenario: The clock of the case stands still, the date of the front desk does not
      Given these people work here
        | Fang | teacher | East |
      And it is 2026-09-18 11:00
      And Chen takes the step record
      And Chen asks Li "When did your last three lessons with her begin?" by 2026-09-19
      And Chen asks Fang "When did Li come in on these days?" by 2026-09-19
      And it is 2026-09-19 11:00
      And Li uploads the file "attendance.pdf", which is a PDF
      And Li takes the step contribute with
        | request  | 4                                               |
        | answer   | Late on the 10th and the 12th, not on the 15th. |
        | evidence | attendance.pdf                                  |
      And it is 2026-09-19 12:00
      And Chen takes the step pause with
        | reason | waiting for payment slips |
      And it is 2026-09-20 10:00
      When Chen looks at the case
      Then the deadlines are
        | acknowledge  | 2026-09-18 19:40 |
        | classify     | 2026-09-18 11:40 |
        | resolve      | 2026-09-22 18:00 |
        | contribution | 2026-09-19 20:00 |
        | contribution | 2026-09-19 20:00 |
      And the contribution of Li was met on 2026-09-19 11:00, in time
      And the contribution of Fang is due by 2026-09-19 20:00, and is overdue
      And resolve is not overdue
      And on Chen's list for the day stands
        | contribution | 2026-09-19 20:00 | overdue |
      And the file "attendance.pdf", a PDF, is kept as "application/pdf" with the hash of its content
      Given it is 2026-09-22 12:00
      And Chen takes the step resume
      Then resolve is due by 2026-09-23 20:00
      When Chen takes the step investigate with
        | finding on late on 3 of the last 3 dates | partly upheld, shown by attendance.pdf |
        | root cause                               | back-to-back lessons at two campuses   |
      Then the next step is solve
      And Zhou can read the file "attendance.pdf", and it is a PDF

  @S6
  Rule: S6 What satisfied one family is taken up for the next

    Scenario: Zhao says in other words what Wang said
      Given it is 2026-09-18 11:00
      And Chen has gone on as far as investigate
      And Chen takes the step solve with
        | approach | compensation for lost time |
        | plan     | Refund of 6 lessons.       |
      And it is 2026-09-20 18:30
      And Chen takes the step feedback
      And Chen takes the step close
      And this case is called the first one
      And it is 2026-09-22 11:00
      And Li raises an objection with
        | guardian    | Zhao, father     |
        | channel     | wechat           |
        | happened at | 2026-09-22 10:40 |
        | words       | 上课老师总是晚到 |
        | read back   | yes              |
      And Chen has gone on as far as investigate
      When Chen applies the solution of the first one with
        | plan    | Six make-up lessons on Saturdays, on time. |
        | adapted | make-up lesson instead of refund           |
      Then the plan was taken from the first one
      And the facts of solve are
        | approach | compensation for lost time                 |
        | plan     | Six make-up lessons on Saturdays, on time. |
        | adapted  | make-up lesson instead of refund           |
      Given it is 2026-09-23 18:30
      And Chen takes the step feedback
      And Chen takes the step close
      Then Sun is told of the approaches
        | approach                   | uses | satisfied | success rate |
        | compensation for lost time | 2    | 2         | 1.0          |
      When Sun searches the register for "退费"
      Then among the entries found are
        | category          | approach                   | raised at        |
        | teaching.lateness | compensation for lost time | 2026-09-17 19:40 |

  @S7
  Rule: S7 Two rounds of feedback

    Scenario: Half solved is not solved
      Given it is 2026-09-18 11:00
      And Chen has gone on as far as solve
      And it is 2026-09-19 18:30
      When Chen takes the step feedback with
        | satisfaction | 2                |
        | accepted     | yes              |
        | words        | 只解决了一半     |
        | happened at  | 2026-09-19 18:00 |
      Then the next step is solve
      And the facts of feedback are
        | contradiction | yes |
      When Chen takes the step close
      Then it is refused, because the step is not due
      Given Chen takes the step solve, where approach is "refund"
      And it is 2026-09-20 18:30
      And Chen takes the step feedback with
        | satisfaction | 5                |
        | accepted     | yes              |
        | words        | 谢谢，这样很好   |
        | happened at  | 2026-09-20 18:00 |
      When Chen takes the step close
      Then the case stands at closed
      And the rounds of feedback are
        | satisfaction | words          | happened at      |
        | 2            | 只解决了一半   | 2026-09-19 18:00 |
        | 5            | 谢谢，这样很好 | 2026-09-20 18:00 |
      And the case says
        | reopened | 0 |
      And resolve was met on 2026-09-20 18:30, in time
      When Sun searches the register for "只解决"
      Then the entries found are
        | state    | rounds | reopened | satisfaction first | satisfaction | approach |
        | resolved | 2      | 0        | 2                  | 5            | refund   |
