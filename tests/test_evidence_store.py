"""The store of evidence: sealed on the disk, whole or not at all, and known to its uploader alone until it is tied."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.evidence.seal import CHUNK, TAG, Seal, opened
from adapters.evidence.store import CLEARED_EVERY, MOST_WAITING, EvidenceStore
from engine.refusal import KeyReused, NotAllowed, NotDue, NotFillable, NotThere, TooLarge
from engine.sealing import Tampered
from engine.steps.evidence import Upload
from tests.school import CHEN, LI, ZHOU, StoppedClock, at

KEY = bytes(range(32))
CONTENT = b"%PDF-1.7 " + b"the attendance sheet " * 10_000
LARGEST = 300_000
CASE = "a case"


def sealed(content: bytes, piece: int = 10_000) -> bytes:
    """The file as it lies on the disk."""
    seal = Seal(KEY)
    pieces = [seal.update(content[start : start + piece]) for start in range(0, len(content), piece)]
    return b"".join([*pieces, seal.finish()])


def read(lies: bytes) -> bytes:
    """The file again."""
    return b"".join(opened(BytesIO(lies), KEY))


@pytest.mark.parametrize("size", [1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7])
@pytest.mark.parametrize("piece", [1_000, CHUNK, 1_000_000])
def test_a_file_is_opened_as_it_was_sealed(size: int, piece: int) -> None:
    """Whatever its length, in pieces of whatever size."""
    content = (CONTENT * 2)[:size]
    lies = sealed(content, piece)
    assert read(lies) == content
    assert len(lies) == size + TAG * -(-size // CHUNK)


@given(place=st.integers(0, 2 * CHUNK + 100), change=st.integers(1, 255))
def test_a_changed_byte_is_noticed(place: int, change: int) -> None:
    """Wherever it stands, and whatever it was changed into."""
    lies = bytearray(sealed(CONTENT[: 2 * CHUNK + 100]))
    lies[place] ^= change
    with pytest.raises(Tampered):
        read(bytes(lies))


def test_a_file_that_was_cut_off_or_put_together_anew_is_noticed() -> None:
    """At the very border of two chunks as well; no piece is moved, repeated or left out."""
    lies, chunk = sealed(CONTENT[: 3 * CHUNK]), CHUNK + TAG
    first, second, third = (lies[n * chunk : (n + 1) * chunk] for n in range(3))
    for other in (first, first + second, second + third, second + first + third, lies + third, first + third):
        with pytest.raises(Tampered):
            read(other)


@pytest.fixture
def clock() -> StoppedClock:
    """It stands where the test sets it."""
    return StoppedClock(at("2026-09-18 11:00"))


Tied = dict[tuple[str, str], bool]


@pytest.fixture
def tied() -> Tied:
    """Which file belongs to which case, and whether that is closed."""
    return {}


@pytest.fixture
def store(tmp_path: Path, clock: StoppedClock, tied: Tied) -> EvidenceStore:
    """An empty store."""
    numbers = count()
    return EvidenceStore(
        tmp_path / "evidence",
        lambda: KEY,
        clock,
        lambda length: sha256(str(next(numbers)).encode()).digest()[:length],
        LARGEST,
        lambda case, file: tied.get((case, file)),
    )


def uploaded(store: EvidenceStore, content: bytes = CONTENT, once: bytes | None = None) -> Upload:
    """A file of Li's."""
    with store.receive(LI) as incoming:
        incoming.write(content)
        return store.keep(incoming, LI, "sheet.pdf", once)


def files(folder: Path) -> list[Path]:
    """Every file of the store."""
    return [path for path in folder.rglob("*") if path.is_file()]


def keys(folder: Path) -> list[Path]:
    """What waits to be named."""
    return [path for path in files(folder / "evidence" / "waiting") if path.suffix != ".named"]


def test_a_file_lies_sealed_under_the_hash_of_what_lies_there(store: EvidenceStore, tmp_path: Path) -> None:
    """Nothing of its content or its name is on the disk, and anybody can check it without a key."""
    upload = uploaded(store)
    assert upload.exhibit.sha256 == sha256(CONTENT).hexdigest()
    assert (upload.exhibit.size, upload.exhibit.type, upload.name) == (len(CONTENT), "application/pdf", "sheet.pdf")
    [lies] = [path for path in files(tmp_path) if path.name == upload.exhibit.stored_as]
    assert sha256(lies.read_bytes()).hexdigest() == lies.name
    for path in files(tmp_path):
        held = path.read_bytes()
        assert b"attendance" not in held
        assert b"sheet.pdf" not in held
        assert upload.key.encode() not in held
    assert b"".join(store.read(upload.exhibit, upload.key)) == CONTENT


def test_others_on_the_machine_cannot_look_into_it(store: EvidenceStore, tmp_path: Path) -> None:
    """Files and folders are their owner's alone, whatever the umask."""
    uploaded(store)
    modes = {path.stat().st_mode & 0o077 for path in (tmp_path / "evidence").rglob("*")}
    assert modes | {(tmp_path / "evidence").stat().st_mode & 0o077} == {0}


def test_of_a_file_that_does_not_come_whole_nothing_is_left(store: EvidenceStore, tmp_path: Path) -> None:
    """Cut off, too large, empty, or found to be of another type only at its end."""

    def broken_off() -> None:
        with store.receive(LI) as incoming:
            incoming.write(CONTENT)
            raise ConnectionError

    with pytest.raises(ConnectionError):
        broken_off()
    with pytest.raises(TooLarge):
        uploaded(store, CONTENT + bytes(LARGEST))
    with pytest.raises(NotFillable):
        uploaded(store, b"")
    with pytest.raises(Exception, match="not taken"):
        uploaded(store, b"late " * 10_000 + b"\x00")
    assert files(tmp_path) == []


def test_an_upload_is_its_uploaders_for_a_day(store: EvidenceStore, clock: StoppedClock) -> None:
    """Nobody else names it, nor does anybody a day later; what was never uploaded cannot be named at all."""
    known = uploaded(store).exhibit.id
    assert store.upload(LI.id, known, CASE).name == "sheet.pdf"
    for by, name in ((CHEN.id, known), (LI.id, "0" * 32), (LI.id, "../s-li/" + known), (LI.id, known + ".named")):
        with pytest.raises(ValueError, match="is not the id of a file that you uploaded"):
            store.upload(by, name, CASE)
    clock.now += timedelta(hours=24, seconds=1)
    with pytest.raises(ValueError, match="within the last 24 hours"):
        store.upload(LI.id, known, CASE)


def test_after_a_day_keys_are_forgotten_and_what_belongs_to_no_case_is_deleted(
    store: EvidenceStore, clock: StoppedClock, tied: Tied, tmp_path: Path
) -> None:
    """A file of a case stays, but its key is then in the log alone; a step that was refused leaves nothing."""
    named, refused, never = uploaded(store), uploaded(store, CONTENT[:2_000]), uploaded(store, CONTENT[:1_000])
    for upload in (refused, named):
        store.upload(LI.id, upload.exhibit.id, "another case")
        store.upload(LI.id, upload.exhibit.id, CASE)
    tied[CASE, named.exhibit.id] = False
    clock.now += timedelta(hours=24, minutes=59)
    store.clear_now_and_then()
    assert len(keys(tmp_path)) == 3
    clock.now += timedelta(hours=1)
    store.clear_now_and_then()
    assert [path.name for path in files(tmp_path)] == [named.exhibit.stored_as]
    assert b"".join(store.read(named.exhibit, named.key)) == CONTENT
    with pytest.raises(NotThere, match="no longer in the store"):
        store.read(never.exhibit, never.key)


def test_the_key_of_a_closed_case_waits_no_longer(
    store: EvidenceStore, clock: StoppedClock, tied: Tied, tmp_path: Path
) -> None:
    """So that nothing of it is left beside the log when its family is to be forgotten."""
    known = uploaded(store).exhibit
    for case in (CASE, "another case"):
        store.upload(LI.id, known.id, case)
        tied[case, known.id] = case == CASE
    clock.now += CLEARED_EVERY
    store.clear_now_and_then()
    assert len(keys(tmp_path)) == 1
    tied["another case", known.id] = True
    clock.now += CLEARED_EVERY
    store.clear_now_and_then()
    assert [path.name for path in files(tmp_path)] == [known.stored_as]


def test_what_a_killed_process_left_half_done_is_cleared(
    store: EvidenceStore, clock: StoppedClock, tmp_path: Path
) -> None:
    """A day later; never what is still on its way."""
    left = store.receive(LI)
    left.write(CONTENT)
    clock.now += timedelta(hours=23)
    store.clear_now_and_then()
    assert len(files(tmp_path)) == 1
    clock.now += timedelta(hours=2)
    store.clear_now_and_then()
    assert files(tmp_path) == []
    left.__exit__()


def test_an_upload_that_is_sent_again_is_the_same(store: EvidenceStore, tmp_path: Path) -> None:
    """With the same key; another file under that key is refused."""
    first = uploaded(store, once=KEY)
    before = len(files(tmp_path))
    assert uploaded(store, once=KEY).exhibit == first.exhibit
    with pytest.raises(KeyReused):
        uploaded(store, CONTENT[:-1], once=KEY)
    assert len(files(tmp_path)) == before
    assert uploaded(store).exhibit.id != first.exhibit.id


def test_nobody_fills_the_disk_by_and_by(store: EvidenceStore, tied: Tied) -> None:
    """So many files of one person wait, and no more; those of a case are not counted, those of refused steps are."""
    waiting = [uploaded(store, CONTENT[:20]).exhibit.id for _ in range(MOST_WAITING)]
    store.upload(LI.id, waiting[0], CASE)
    with pytest.raises(NotDue, match="wait to be named"):
        store.receive(LI)
    store.receive(CHEN).__exit__()
    tied[CASE, waiting[0]] = False
    assert uploaded(store).name == "sheet.pdf"


def test_evidence_is_brought_by_those_who_take_part(store: EvidenceStore) -> None:
    """An auditor changes nothing, nor does anybody bring files who can name them nowhere."""
    with pytest.raises(NotAllowed):
        store.receive(ZHOU)


def test_a_damaged_file_is_not_given_out(store: EvidenceStore, tmp_path: Path) -> None:
    """Not one byte of it."""
    upload = uploaded(store)
    [lies] = [path for path in files(tmp_path) if path.name == upload.exhibit.stored_as]
    lies.write_bytes(lies.read_bytes()[:-1])
    with pytest.raises(Tampered):
        b"".join(store.read(upload.exhibit, upload.key))
