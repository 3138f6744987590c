"""The fields of the index, and one entry as a document of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

import orjson
import tantivy

from adapters.index.entry import Entry
from adapters.index.names import Hidden, masked, mentioned_in
from adapters.index.text import BETWEEN_TEXTS, GAP, clean, fold, units

VERSION = 7
"""Raise it with every change to the fields, or to what is written into them: the index then starts empty."""

FACETS = ("workflow", "category", "campus", "severity", "outcome", "approach", "incident", "satisfaction", "opened")
KEYWORDS = (
    "case",
    "reference",
    "state",
    "under",
    "whose",
    "raised_by",
    "assignee",
    "about",
    "admitted",
    "beside",
    "mark",
)
KEYWORD_LIMIT = 1_000
NUMBER_BYTES = 8
EVERYBODY = "\x1f"
"""Whose an entry of no campus is; no campus is called so."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _built() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in KEYWORDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("said", "personal", "aside", "summary"):
        builder.add_text_field(name, tokenizer_name="units", index_option="position")
    for name in ("pairs", "stems", "grams"):
        builder.add_text_field(name, tokenizer_name=name, index_option="freq")
    builder.add_boolean_field("confidential", indexed=True, fast=True)
    builder.add_integer_field("raised_at", indexed=True, fast=True)
    builder.add_integer_field("number", fast=True)
    builder.add_bytes_field("entry", stored=True)
    builder.add_integer_field("position", stored=True)
    return builder.build()


def analyzers() -> dict[str, tantivy.TextAnalyzer]:
    """How each kind of text field is split; an index forgets them when it is closed."""
    spaces, build = tantivy.Tokenizer.whitespace, tantivy.TextAnalyzerBuilder
    return {
        "units": build(spaces()).filter(tantivy.Filter.custom_stopword([GAP])).build(),
        "pairs": build(tantivy.Tokenizer.ngram(2, 2)).build(),
        "stems": build(spaces()).filter(tantivy.Filter.stemmer("english")).build(),
        "grams": build(tantivy.Tokenizer.ngram(3, 3)).build(),
    }


SCHEMA = _built()


def document(entry: Entry) -> tantivy.Document:
    """An entry as it is indexed, with its texts beside it for highlights."""
    texts = [clean(text) for text in (*entry.said, *entry.handling)]
    people = [clean(name) for name in entry.people]
    folded = [fold(text) for text in texts]
    hidden = mentioned_in([*folded, *map(fold, _filed_under(entry))], people)
    public = [masked(text, hidden) for text in folded]
    told = [units(text) for text in public]
    words = " ".join([word for text in told for word in text.words])
    made = tantivy.Document(
        said=BETWEEN_TEXTS.join([text.spelled for text in told]),
        pairs=" ".join([han for text in told for han in text.han]),
        stems=words,
        grams=spaced(words),
        summary=units(masked(fold(clean(entry.summary or "")), hidden)).spelled,
        confidential=entry.confidential,
        raised_at=microseconds(entry.raised_at),
        number=number(entry.case),
    )
    for name, value in _keywords(entry, hidden):
        made.add_text(name, keyword(value))
    if people:
        reference = fold(entry.reference)
        named = [reference] if masked(reference, hidden) != reference else []
        named += [text for text, shown in zip(folded, public, strict=True) if shown != text]
        made.add_text("personal", BETWEEN_TEXTS.join([units(text).spelled for text in (*map(fold, people), *named)]))
    if entry.aside:
        aside = [units(fold(clean(text))).spelled for text in entry.aside]
        made.add_text("aside", BETWEEN_TEXTS.join(aside))
    filed = {"case": entry.case, "category": entry.category, "approach": entry.approach, "incident": entry.incident}
    made.add_bytes("entry", orjson.dumps(filed | {"said": texts, "matter": len(entry.said), "people": people}))
    return made


def keyword(value: str) -> str:
    """A value that is compared whole."""
    return clean(value)[:KEYWORD_LIMIT]


def spaced(words: str) -> str:
    """Words with a space around each, so that their first and last letters count as such."""
    return f" {words} " if words else ""


def number(case: str) -> int:
    """A number of the case's own, to tell equals apart."""
    return int.from_bytes(blake2b(case.encode(), digest_size=NUMBER_BYTES).digest(), signed=True)


def microseconds(moment: datetime) -> int:
    """A moment as a number."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def ancestry(category: str) -> list[str]:
    """`teaching.lateness` is filed under itself and under `teaching`."""
    parts = category.split(".")
    return [".".join(parts[: depth + 1]) for depth in range(len(parts))]


def _filed_under(entry: Entry) -> Iterator[str]:
    """What somebody wrote and others search by."""
    return filter(None, (entry.summary, entry.category, entry.approach, entry.incident, entry.campus, entry.reference))


def _keywords(entry: Entry, hidden: Hidden) -> list[tuple[str, str]]:
    """What an entry is filed under names no family, whoever asks: it is counted, and told to everybody."""

    def told(text: str | None) -> str | None:
        return text and masked(text, hidden)

    category = told(entry.category)
    single = {
        "case": entry.case,
        "reference": masked(fold(entry.reference), hidden),
        "workflow": entry.workflow,
        "state": entry.state,
        "category": category,
        "campus": told(entry.campus),
        "whose": entry.campus or EVERYBODY,
        "severity": entry.severity,
        "outcome": entry.outcome,
        "approach": told(entry.approach),
        "incident": told(entry.incident),
        "satisfaction": None if entry.satisfaction is None else str(entry.satisfaction),
        "opened": f"{entry.raised_at:%Y-%m}",
        "raised_by": entry.raised_by,
        "assignee": entry.assignee,
    }
    several = [("about", person) for person in entry.about]
    several += [("admitted", person) for person in entry.admitted]
    several += [("beside", person) for person in entry.beside]
    several += [("under", path) for path in ancestry(category or "") if path]
    return [*several, *((name, value) for name, value in single.items() if value is not None)]
