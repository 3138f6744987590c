"""The import on pages: handed in, mapped, tried, taken over aside, and taken up again where it was interrupted."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from adapters.import_register.task import ImportTask
from adapters.settings import Settings
from tests.browsing import Browser, Page, browser
from tests.institution import STAFF, Institution, running_institution

IMPORT = "/administration/import"
CSV = b"No,Date,Subject,Result\n1,17.09.2019,Late teacher,resolved\n2,18.09.2019,,\n3,19.09.2019,Refund,lost\n"
LOOKS = 2_000


@pytest.fixture
def ada(institution: Institution) -> Browser:
    """The administrator's browser."""
    return browser(institution, "Ada")


def handed_in(ada: Browser, content: bytes = CSV, name: str = "old.csv") -> Page:
    """The page on which a file is mapped."""
    return ada.upload(ada.get(IMPORT), IMPORT, name, content)


def rested(ada: Browser) -> Page:
    """The page once nothing goes on any more."""
    return next(page for page in (ada.get(IMPORT) for _ in range(LOOKS)) if not page.all("[data-again]"))


def figures(page: Page) -> list[str]:
    """What came in, what was there already, what does not fit."""
    return [each.get_text() for each in page.all("dl.figures dd")]


def tried(ada: Browser) -> Page:
    """The page once the file has been tried."""
    ada.send(handed_in(ada), f"{IMPORT}/map", format="%d.%m.%Y")
    return rested(ada)


def test_an_old_register_is_tried_and_then_comes_in_once(ada: Browser) -> None:
    """The trial writes nothing; rows that do not fit are listed; a second time adds nothing."""
    casebook = ada.institution.casebook
    before = casebook.log.max_notification_id()
    page = tried(ada)
    assert figures(page) == ["2", "0", "1"]
    assert [entry.select("dd")[0].get_text() for entry in page.all("dl.entry")] == ["1", "3"]
    assert "Give words or a summary" in page.text or "give words or a summary" in page.text
    assert casebook.log.max_notification_id() == before

    ada.send(page, f"{IMPORT}/begin")
    assert figures(rested(ada)) == ["2", "0", "1"]
    assert casebook.log.max_notification_id() == before + 2
    listed = ada.get(f"{IMPORT}/rejects")
    assert listed.answer.headers["content-disposition"].startswith("attachment")
    assert listed.answer.text.splitlines()[1].startswith("3,")
    assert not list(casebook.settings.import_folder.glob("register.csv"))

    ada.send(rested(ada), f"{IMPORT}/clear")
    assert figures(tried(ada)) == ["0", "2", "1"]


def test_a_map_can_be_written_out(ada: Browser) -> None:
    """What the form does not offer is said in TOML; a map that does not fit is refused with the reason."""
    page = handed_in(ada)
    wrong = ada.post(f"{IMPORT}/map", page.form(f"{IMPORT}/map") | {"as_text": "yes", "chart": '[fields]\nx = "No"'})
    assert wrong.status == 422
    assert "an entry has no field x" in wrong.text

    chart = '[fields]\nreference = "No"\nraised_at = "Date"\nsummary = "Subject"\n[time]\nformat = "%d.%m.%Y"\n'
    ada.post(f"{IMPORT}/map", page.form(f"{IMPORT}/map") | {"as_text": "yes", "chart": chart})
    page = rested(ada)
    assert figures(page) == ["2", "0", "1"]
    assert "Left out, because no field is taken from them: Result." in page.text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("old.pdf", b"%PDF", "A register is read from"),
        ("old.xlsx", b"no workbook", "is not an XLSX workbook"),
        ("old.csv", b"\x81\xff\xff", "is neither UTF-8 nor GB18030"),
        ("", b"", "This is needed."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(ada: Browser, name: str, content: bytes, said: str) -> None:
    """Nothing of it is kept."""
    page = handed_in(ada, content, name)

    assert page.status == 422
    assert said.lower() in page.one("#file-flaw").get_text().lower()
    assert not ada.institution.casebook.settings.import_folder.exists()


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    """As soon as it is known to be."""
    with running_institution(Settings(data=tmp_path, largest_register=1_000)) as institution:
        ada = browser(institution, "Ada")
        assert handed_in(ada, CSV * 100).status == 413
        assert handed_in(ada).status == 200


def test_what_stands_in_the_file_only_its_bringer_sees(ada: Browser) -> None:
    """Another administrator sees how far it is, and no word of it."""
    tried(ada)
    ada.institution.hire("Bo", "admin")
    page = browser(ada.institution, "Bo").get(IMPORT)

    assert figures(page) == ["2", "0", "1"]
    assert "Late teacher" not in page.text
    assert "Refund" not in browser(ada.institution, "Bo").get(f"{IMPORT}?map").text


def test_a_file_that_nobody_goes_on_with_is_deleted(ada: Browser) -> None:
    """It is full of what people wrote."""
    handed_in(ada)
    ada.institution.clock.forward(timedelta(hours=25))
    ada.sign_in()

    assert "Hand in the file" in ada.get(IMPORT).text
    assert not ada.institution.casebook.settings.import_folder.exists()


def test_a_step_out_of_turn_is_refused(ada: Browser) -> None:
    """Nothing is imported that was not tried; two pages of the same form do it once."""
    page = handed_in(ada)
    assert ada.post(f"{IMPORT}/begin", page.form(f"{IMPORT}/clear")).status == 409
    ada.send(page, f"{IMPORT}/clear")
    assert ada.post(f"{IMPORT}/begin", page.form(f"{IMPORT}/clear")).status == 404


def test_an_import_that_was_interrupted_goes_on(tmp_path: Path) -> None:
    """The program ended in the middle of it: what was in stays, and the rest follows."""
    settings = Settings(data=tmp_path)
    with running_institution(settings) as institution:
        ada = browser(institution, "Ada")
        tried(ada)
        task = ImportTask(settings.import_folder, institution.clock)
        known = task.now()
        assert known
    (settings.import_folder / "task.json").write_text(known.model_copy(update={"stage": "importing"}).model_dump_json())

    with running_institution(settings, staff=False) as institution:
        institution.people |= {who.name: who for who in institution.casebook.staff.all()}
        assert len(institution.people) == len(STAFF)
        ada = browser(institution, "Ada")
        page = ada.get(IMPORT)
        assert "Interrupted" in page.text
        ada.send(page, f"{IMPORT}/begin")
        assert figures(rested(ada)) == ["2", "0", "1"]
