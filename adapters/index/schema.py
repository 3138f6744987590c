"""The fields of the index, and one entry as a document of them."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

import orjson
import tantivy

from adapters.index.entry import Entry
from adapters.index.names import Hidden, masked, mentioned_in
from adapters.index.text import GAP, clean, fold, units
from engine.time.instant import micros

VERSION = 9
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
TO_THE_MONTH = len("2026-09")
EVERYBODY = "\x1f"
"""Whose an entry of no campus is; no campus is called so."""


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
    people, others = ([clean(name) for name in names] for names in (entry.people, entry.others))
    folded = [fold(text) for text in texts]
    hidden = mentioned_in([*folded, *map(fold, _filed_under(entry))], [*people, *others])
    public = [masked(text, hidden) for text in folded]
    told = units(public)
    words = " ".join(told.words)
    fields = _keywords(entry, hidden) | {
        "said": told.spelled,
        "pairs": " ".join(told.han),
        "stems": words,
        "grams": spaced(words),
        "summary": units([masked(fold(clean(entry.summary or "")), hidden)]).spelled,
        "aside": units([fold(clean(text)) for text in entry.aside]).spelled,
        "confidential": entry.confidential,
        "raised_at": micros(entry.raised_at),
        "number": number(entry.case),
    }
    if people:
        reference = fold(entry.reference)
        named = [reference] if masked(reference, hidden) != reference else []
        named += [text for text, shown in zip(folded, public, strict=True) if shown != text]
        fields["personal"] = units([*map(fold, people), *named]).spelled
    filed = {"case": entry.case, "category": entry.category, "approach": entry.approach, "incident": entry.incident}
    fields["entry"] = orjson.dumps(
        filed | {"said": texts, "matter": len(entry.said), "people": people, "others": others}
    )
    return tantivy.Document.from_dict(fields)


def keyword(value: str) -> str:
    """A value that is compared whole."""
    return clean(value)[:KEYWORD_LIMIT]


def spaced(words: str) -> str:
    """Words with a space around each, so that their first and last letters count as such."""
    return f" {words} " if words else ""


def number(case: str) -> int:
    """A number of the case's own, to tell equals apart."""
    return int.from_bytes(blake2b(case.encode(), digest_size=NUMBER_BYTES).digest(), signed=True)


def ancestry(category: str) -> list[str]:
    """`teaching.lateness` is filed under itself and under `teaching`."""
    parts = category.split(".")
    return [".".join(parts[: depth + 1]) for depth in range(len(parts))]


def _filed_under(entry: Entry) -> Iterator[str]:
    """What somebody wrote and others search by."""
    return filter(None, (entry.summary, entry.category, entry.approach, entry.incident, entry.campus, entry.reference))


def _keywords(entry: Entry, hidden: Hidden) -> dict[str, Any]:
    """What an entry is filed under names no family, whoever asks: it is counted, and told to everybody."""
    category, campus, approach, incident = (
        text and masked(text, hidden) for text in (entry.category, entry.campus, entry.approach, entry.incident)
    )
    single = {
        "case": entry.case,
        "reference": masked(fold(entry.reference), hidden),
        "workflow": entry.workflow,
        "state": entry.state,
        "category": category,
        "campus": campus,
        "whose": entry.campus or EVERYBODY,
        "severity": entry.severity,
        "outcome": entry.outcome,
        "approach": approach,
        "incident": incident,
        "satisfaction": None if entry.satisfaction is None else str(entry.satisfaction),
        "opened": entry.raised_at.date().isoformat()[:TO_THE_MONTH],
        "raised_by": entry.raised_by,
        "assignee": entry.assignee,
    }
    several = {
        "about": entry.about,
        "admitted": entry.admitted,
        "beside": entry.beside,
        "under": [path for path in ancestry(category or "") if path],
    }
    filed = {name: keyword(value) for name, value in single.items() if value is not None}
    return filed | {name: [keyword(value) for value in values] for name, values in several.items()}
