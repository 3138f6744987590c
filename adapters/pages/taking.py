"""Taking: a step that was filled in on a page goes the one way that every step goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from adapters.http.commands import Commands
from adapters.lifecycles import NEEDS_VERSION
from adapters.pages.posted import Posted
from engine.access import Who
from engine.application import Request as Asked
from engine.application import Taken
from engine.case import Case
from engine.log import Once

LONGEST_VERSION = 10


async def take(
    commands: Commands,
    who: Who,
    workflow: type[Case],
    verb: str,
    form: Posted,
    fields: Mapping[str, Any],
    case: str = "",
) -> Taken:
    """The step, taken once for each form that was drawn, and for the version that was seen when it was."""
    body = orjson.dumps(fields, option=orjson.OPT_SORT_KEYS)
    seen = version_seen(form) if verb in NEEDS_VERSION and case else None
    once = _once(commands, who, f"{workflow.plural}/{case}/{verb}", form, body)
    return await commands.take(Asked(who, workflow.workflow, verb, body, case, seen, once))


def version_seen(form: Posted) -> int:
    """The version of the case that was shown beside the form; none that there is, if the form does not say."""
    written = form.text("seen")
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= LONGEST_VERSION else 0


def _once(commands: Commands, who: Who, route: str, form: Posted, body: bytes) -> Once | None:
    key = form.text("key")
    return commands.keys.once_with(key, who, f"pages/{route}", body) if key else None
