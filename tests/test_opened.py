"""What was opened a moment ago: shown again as it was, never after its key is gone, never in place of another."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.keys import KeyStore
from adapters.opened import Opened
from engine.case import Case
from engine.mapper import EventMapper
from engine.personal import ERASED
from engine.sealing import Sealer
from tests.school import KINDS, School, usual

WORDS = usual("raise")["words"]


class Forgetful:
    """The school's keys; one that is taken away is gone."""

    def __init__(self, keys: KeyStore) -> None:
        self._keys = keys
        self.gone: set[str] = set()

    def make(self, subjects: Iterable[str]) -> None:
        """As the store does."""
        self._keys.make(subjects)

    def fetch(self, subjects: Iterable[str]) -> None:
        """As the store does."""
        self._keys.fetch(subjects)

    def cipher(self, subject: str) -> AESGCM | None:
        """The cipher, unless it is gone."""
        return None if subject in self.gone else self._keys.cipher(subject)


@pytest.fixture
def keys(school: School) -> Forgetful:
    """Keys that can be taken away."""
    return Forgetful(school.keys)


@pytest.fixture
def opened(keys: Forgetful) -> Opened:
    """What is opened with them."""
    return Opened(EventMapper(KINDS, Sealer(keys, bytes, "school")))


@pytest.fixture
def case(school: School) -> Case:
    """A case with the family's words."""
    return school.walk("raise", "listen", "record")


def test_what_was_opened_is_shown_again_as_it_was(opened: Opened, case: Case) -> None:
    """Whoever is shown a fact and changes what was handed out spoils it for nobody."""
    raised = case.facts["raise"]
    opened.fields(raised).clear()
    assert opened.fields(raised)["words"] == WORDS


def test_what_was_opened_is_forgotten_with_its_key(opened: Opened, keys: Forgetful, case: Case) -> None:
    """It was shown a moment ago; once the key is gone it reads as erased."""
    raised = case.facts["raise"]
    assert opened.fields(raised)["words"] == WORDS
    keys.gone.add(case.subject)
    assert opened.fields(raised)["words"] == ERASED


def test_an_event_that_counts_otherwise_is_opened_anew(opened: Opened, case: Case) -> None:
    """A correction puts another event in the same place; the earlier one is not shown instead."""
    recorded = case.facts["record"]
    assert opened.fields(recorded)["summary"] == usual("record")["summary"]
    corrected = recorded.model_copy(update={"summary": "Late twice"})
    assert opened.fields(corrected)["summary"] == "Late twice"
