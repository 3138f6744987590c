"""Opening hours as a policy writes them: every mistake is refused where it stands."""

from __future__ import annotations

import tomllib

import pytest
from pydantic import ValidationError

from engine.time.calendar import Calendar


@pytest.mark.parametrize(
    ("where", "toml", "message"),
    [
        ("hours", "", "Field required"),
        ("hours", "hours = {}", "at least one weekday"),
        ("hours", 'hours = {monday-sunday = "closed"}', "at least one weekday"),
        ("hours", 'hours = {dienstag = "10:00-20:00"}', '"dienstag" is not a weekday'),
        ("hours", 'hours = {friday-tuesday = "10:00-20:00", monday = "closed"}', "monday is named twice"),
        ("hours.tuesday", 'hours = {tuesday = "10-20"}', '"10-20" is not understood; write "10:00-20:00"'),
        ("hours.tuesday", "hours = {tuesday = 10}", "is not understood"),
        ("hours.tuesday", 'hours = {tuesday = "20:00-10:00"}', "follow one another"),
        ("hours.tuesday", 'hours = {tuesday = "10:00-12:00, 11:00-20:00"}', "follow one another"),
        ("hours.tuesday", 'hours = {tuesday = "10:60-20:00"}', "10:60 is not a time of day"),
        (
            "hours.tuesday",
            'hours = {tuesday = "10:00-24:01"}',
            "24:01 is not a time of day, which runs from 00:00 to 24:00",
        ),
        ("zone", 'zone = "Mars/Olympus"\nhours = {tuesday = "10:00-20:00"}', "is not a time zone"),
        ("zone", 'zone = "../../etc/passwd"\nhours = {tuesday = "10:00-20:00"}', "is not a time zone"),
        ("holidays", 'holidays = []\nhours = {tuesday = "10:00-20:00"}', "not permitted"),
        ("closed.0", 'closed = ["2026-10-07..2026-10-01"]\nhours = {tuesday = "10:00-20:00"}', "not come before"),
        ("closed.0", 'closed = ["2026-01-01..2027-01-02"]\nhours = {tuesday = "10:00-20:00"}', "over a year"),
        ("closed.0", 'closed = ["Mid-Autumn"]\nhours = {tuesday = "10:00-20:00"}', '"Mid-Autumn" is not understood'),
        ("closed.0", 'closed = ["2026-02-30"]\nhours = {tuesday = "10:00-20:00"}', "2026-02-30 is not a date"),
        ("closed.0", 'closed = ["1066-10-14"]\nhours = {tuesday = "10:00-20:00"}', "which runs from 1800 to 2299"),
        ("", 'open_also = ["2026-10-10", 2026-10-10]\nhours = {tuesday = "10:00-20:00"}', "2026-10-10 twice"),
        ("open_also.0.hours", 'open_also = ["2026-10-10 9-12"]\nhours = {tuesday = "10:00-20:00"}', "not understood"),
        (
            "terms.0.first",
            'terms = [{name = "a", first = 20260901, last = 2026-09-02}]',
            "write a date such as 2026-09-01",
        ),
        (
            "terms.0.last",
            'terms = [{name = "a", first = 2026-09-01, last = 2026-09-02T00:00:00}]',
            "write a date such as 2026-09-01",
        ),
        ("terms.0.name", 'terms = [{name = "", first = 2026-09-01, last = 2026-09-02}]', "at least 1 character"),
    ],
)
def test_a_calendar_that_cannot_be_kept_is_refused_where_it_is_wrong(where: str, toml: str, message: str) -> None:
    """Every mistake in a policy's calendar is refused at its place, with a message that helps."""
    with pytest.raises(ValidationError) as refused:
        Calendar.model_validate(tomllib.loads(toml))
    found = {".".join(map(str, error["loc"])): error["msg"].casefold() for error in refused.value.errors()}
    assert message.casefold() in found[where]
