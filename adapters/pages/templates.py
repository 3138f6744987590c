"""Templates: read and compiled once for each language and zone, strict about what they do not know."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined

from adapters.pages.codes import code_word, suggestion
from adapters.pages.moments import distance, length, shown_by
from adapters.pages.sentences import told
from adapters.pages.static_files import addresses
from adapters.pages.texts import ENGLISH, LANGUAGES, MARKED, humanised, texts, word

KEPT = 4_096


@cache
def environment(locale: str, zone: ZoneInfo) -> Environment:
    """Everything that templates may use, in one language."""
    made = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    i18n: Any = made
    catalogue = texts(locale)
    i18n.install_gettext_callables(
        catalogue.gettext,
        catalogue.ngettext,
        newstyle=True,
        pgettext=catalogue.pgettext,
        npgettext=catalogue.npgettext,
    )
    made.globals["_"] = made.globals["gettext"] = _remembering(made)
    filters: dict[str, Any] = {
        "length_of_time": partial(length, locale=locale),
        "humanised": humanised,
        "sentence": partial(_sentence, locale=locale),
    }
    made.filters |= (
        shown_by(locale, zone)
        | filters
        | {
            "told": partial(told, locale=locale),
            "field_word": partial(word, locale, "field"),
        }
    )
    made.globals |= {
        "static": addresses().__getitem__,
        "word": partial(word, locale),
        "code_word": partial(code_word, locale),
        "suggestion": partial(suggestion, locale),
        "put": catalogue.pgettext,
        "distance": partial(distance, locale=locale),
        "locale": locale,
        "language": MARKED[locale],
        "languages": LANGUAGES,
    }
    return made


def _remembering(environment: Environment) -> Callable[..., str]:
    """What marks texts in this environment; one without values, such as the label in every row, is looked up once."""
    gettext: Any = environment.globals["gettext"]
    spoken: Callable[..., str] = partial(gettext, environment.from_string("").new_context())
    plain: Callable[[str], str] = lru_cache(KEPT)(spoken)

    def speak(message: str, **values: object) -> str:
        return spoken(message, **values) if values else plain(message)

    return speak


def _sentence(text: str, locale: str) -> str:
    """With a capital at its beginning and a full stop at its end."""
    stop = "." if locale == ENGLISH or text.isascii() else "。"
    ended = text if text.endswith((".", "。", "!", "?")) else f"{text}{stop}"
    return ended[:1].upper() + ended[1:]
