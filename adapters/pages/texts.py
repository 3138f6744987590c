"""Texts: English as it stands in code and templates, Chinese as the catalogues have it."""

from __future__ import annotations

from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO

from babel import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGE = "casebook_language"
"""The cookie with the language that somebody has chosen."""
ENGLISH, CHINESE = "en", "zh"
LOCALES = (ENGLISH, CHINESE)
LANGUAGES = {ENGLISH: "English", CHINESE: "中文"}
MARKED = {ENGLISH: "en", CHINESE: "zh-CN"}
"""How a page says in which language it is written."""
KEPT = 8_192


@cache
def texts(locale: str) -> NullTranslations:
    """Every text in a language; what a catalogue does not have stays in English."""
    catalogues: NullTranslations = NullTranslations()
    folder = files(__package__).joinpath("locales", locale)
    for catalogue in sorted(folder.iterdir(), key=lambda file: file.name) if folder.is_dir() else ():
        if catalogue.name.endswith(".po"):
            compiled = BytesIO()
            with catalogue.open("rb") as source:
                write_mo(compiled, read_po(source, locale=locale))
            compiled.seek(0)
            read = GNUTranslations(compiled)
            read.add_fallback(catalogues)
            catalogues = read
    return catalogues


def preferred(accepted: str, chosen: str | None = None) -> str:
    """The language that somebody has chosen, else the first that their browser asks for and we speak."""
    if chosen in LOCALES:
        return chosen
    wanted = [part.partition(";")[0].strip() for part in accepted[:200].split(",")]
    found = negotiate_locale([tag for tag in wanted if tag], LOCALES, sep="-")
    plain = negotiate_locale([tag.partition("-")[0].lower() for tag in wanted if tag], LOCALES)
    return found or plain or ENGLISH


def humanised(name: str) -> str:
    """The name of a field, a step, a stage or a choice, as English writes it: partly_upheld, Partly upheld."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


@lru_cache(KEPT)
def word(locale: str, kind: str, name: str) -> str:
    """What a name of the program is called on a page; `kind` tells apart what English calls alike."""
    return texts(locale).pgettext(kind, humanised(name))
