"""The case page: every step is taken from its form, and nobody loses what they have typed."""

from __future__ import annotations

from tests.browsing import browser
from tests.institution import Institution


def test_a_step_is_taken_from_the_form_that_is_due(institution: Institution) -> None:
    """Whoever opens a case finds the form of the step that is due, and the next one when it is taken."""
    case = institution.raised()
    li, address = browser(institution, "Li"), f"/cases/{case['reference']}"
    page = li.send(
        li.get(address), f"{address}/listen", words="三次都迟到", read_back="yes", channel="phone", demands="one\r\ntwo"
    )

    assert page.status == 200, page.text
    now = institution.get("Li", f"cases/{case['id']}").json()
    assert now["stage"] == "record"
    assert now["facts"]["listen"]["demands"] == ["one", "two"]
    assert page.form(f"{address}/record")
