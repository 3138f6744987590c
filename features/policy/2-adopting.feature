@objection
Feature: Rules that are changed by those who answer for them, and announced before they hold
  A rule that anybody can change binds nobody, and one that changes overnight surprises everybody. So administrators
  alone bring a version of the policy into force, and they may name the day from which it holds.

  Background:
    Given these people work here
      | Chen | manager | East |
      | He   | admin   |      |
      | Zhou | auditor |      |
    And it is 2026-09-17 19:40

  @POL-2.1
  Rule: POL-2.1 Only administrators bring a new version into force

    Scenario: Held by the next case
      When He brings into force that deadlines.objection.resolve.ordinary is "5 working days"
      And Chen has raised an objection
      Then resolve is due by 2026-09-23 20:00
      And the case says
        | policy | 2 |

    Scenario Outline: Nobody else does, not even a <role>
      When <name> brings into force that deadlines.objection.resolve.ordinary is "5 working days"
      Then it is refused, because they may not do this
      When Chen raises an objection, where happened at is "2026-09-17 19:40"
      Then the case says
        | policy | 1 |

      Examples:
        | name | role    |
        | Chen | manager |
        | Zhou | auditor |

  @POL-2.2
  Rule: POL-2.2 A version may be announced: it holds for the cases that are raised from its day on

    Background:
      Given He brings into force from 2026-09-22 that deadlines.objection.resolve.ordinary is "5 working days"

    Scenario: Before its day, and on it
      When Chen raises an objection, where happened at is "2026-09-17 19:40"
      Then the case says
        | policy | 1 |
      Given it is 2026-09-22 10:00
      When Chen raises an objection, where happened at is "2026-09-22 10:00"
      Then the case says
        | policy | 2 |

    Scenario: What is changed until then does not put it off
      Given He brings into force that feedback.sends_back_at is "3"
      When Chen raises an objection, where happened at is "2026-09-17 19:40"
      Then the case says
        | policy | 3 |
      Given it is 2026-09-22 10:00
      When Chen raises an objection, where happened at is "2026-09-22 10:00"
      Then the case says
        | policy | 2 |

    Scenario: A day that is over
      When He brings into force from 2026-09-16 that feedback.sends_back_at is "3"
      Then it is refused, because facts are missing or wrong
      And the refusal names
        | from | lies in the past |
