"""The audit: auditors see who read what is confidential, and who changed staff and rules; nobody else does."""

from __future__ import annotations

from tests.browsing import browser
from tests.institution import Institution


def test_auditors_see_who_read_what_is_confidential(institution: Institution) -> None:
    """By name and time, beside the changes that administrators have made."""
    case = institution.taken(institution.raised(), "listen")
    assert institution.step("Chen", case, "record", confidential=True).status_code == 200
    institution.get("Chen", f"cases/{case['id']}")
    ada = browser(institution, "Ada")
    ada.send(ada.get("/administration/staff"), "/administration/staff", name="Wu", role="teacher")
    institution.casebook.runner.catch_up()
    page = browser(institution, "Zhou").get("/audit")

    assert f"Chen {case['reference']} Case" in page.text
    assert "Wu: Added, Teacher" in page.text
    assert "Version 1" in page.one("#rules").get_text()


def test_the_audit_is_for_auditors_alone(institution: Institution) -> None:
    """All other roles are turned away."""
    assert [browser(institution, name).get("/audit").status for name in ("Li", "Chen", "Sun", "Ada")] == [403] * 4
