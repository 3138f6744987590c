"""A session: one command at work, with the options that every command takes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property, wraps
from inspect import Parameter, signature
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adapters.cli.output import say, say_json

if TYPE_CHECKING:
    from adapters.casebook import Casebook
    from adapters.settings import Settings
    from engine.access import Who
    from engine.telling.surroundings import Deputy

SHARED = {
    "as_json": Annotated[bool, typer.Option("--json", help="Print JSON, the same objects as the API.")],
    "data": Annotated[
        Path | None, typer.Option("--data", envvar="CASEBOOK_DATA", help="The directory of this node's files.")
    ],
    "database": Annotated[
        str | None,
        typer.Option("--database", envvar="CASEBOOK_DATABASE", show_envvar=True, help="A postgresql:// address."),
    ],
}
ACTING = {"as_": Annotated[str | None, typer.Option("--as", envvar="CASEBOOK_AS", help="Who acts: a name or an id.")]}

A_MOMENT = 2.0
"""Seconds that a person waits at most for what nobody has asked for."""

NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass
class Session:
    """Opens what a command asks for, and closes it afterwards."""

    as_json: bool = False
    data: Path | None = None
    database: str | None = None
    as_: str | None = None
    deputy: Deputy | None = None
    opened: ExitStack = field(default_factory=ExitStack)

    @cached_property
    def settings(self) -> Settings:
        """The settings of the environment, and over them the options."""
        from pydantic import ValidationError

        from adapters.settings import Settings
        from engine.flaws import flaws_of

        given: dict[str, Any] = {"data": self.data, "database": self.database or None}
        try:
            return Settings(**{name: value for name, value in given.items() if value is not None})
        except ValidationError as error:
            told = [f"CASEBOOK_{flaw.field.upper()} {flaw.message}" for flaw in flaws_of(error)]
            raise typer.BadParameter("; ".join(told)) from None

    @cached_property
    def casebook(self) -> Casebook:
        """The casebook that the settings name."""
        from adapters.bootstrap import open_casebook
        from adapters.logs import tell_on_standard_error

        tell_on_standard_error(self.settings.log_level)
        return self.opened.enter_context(open_casebook(self.settings, deputy=self.deputy))

    @cached_property
    def read(self) -> Casebook:
        """The same with everything read from the log that is in it now."""
        self.catch_up()
        return self.casebook

    def catch_up(self) -> None:
        """Wait until everything that is read shows the log as it is now."""
        from adapters.cli.progress import waiting

        with waiting("reading the log"):
            self.casebook.runner.catch_up()

    def react(self, within: float = A_MOMENT) -> int:
        """Let happen what has come due without a person, as a server would, if only for a moment; how much that was."""
        from adapters.cli.progress import waiting

        with waiting("seeing to what is due"):
            return self.casebook.reactor.catch_up(within)

    @property
    def who(self) -> Who:
        """Who acts; wrong usage if nobody is named."""
        if not self.as_:
            raise typer.BadParameter("say who acts: --as NAME-OR-ID, or CASEBOOK_AS", param_hint="--as")
        return self.casebook.staff.find(self.as_)

    @property
    def who_or_operator(self) -> Who:
        """Who acts: the one who is named, or the operator, who holds the data directory."""
        from engine.access import OPERATOR

        return self.who if self.as_ else OPERATOR

    def answer(self, told: Any, shown: Callable[[], Any]) -> None:
        """Print the answer: as JSON, or as people read it."""
        if self.as_json:
            say_json(told)
        else:
            say(shown())


def operators_command(app: typer.Typer, name: str, run: Callable[..., None]) -> None:
    """Add a command of the operator's, on which nobody else can be named."""
    command(app, name, run, shared=SHARED)


def command(
    app: typer.Typer,
    name: str,
    run: Callable[..., None],
    wanted: Mapping[str, Any] = NONE,
    shared: Mapping[str, Any] = MappingProxyType(SHARED | ACTING),
) -> None:
    """Add a command; its parameter `session` stands for the shared options, `wanted` for those given here."""
    grouped = ("session", "wanted")
    own = [each for each in signature(run, eval_str=True).parameters.values() if each.name not in grouped]
    options = [
        Parameter(option, Parameter.KEYWORD_ONLY, annotation=hint, default=False if option == "as_json" else None)
        for option, hint in {**wanted, **shared}.items()
    ]

    @wraps(run)
    def called(**given: Any) -> None:
        session = Session(**{option: given.pop(option) for option in shared})
        if wanted:
            given["wanted"] = {option: given.pop(option) for option in wanted}
        try:
            with session.opened:
                run(session, **given)
        except BrokenPipeError:
            # Whoever reads the answer, such as `head`, has seen enough; what is still buffered must go somewhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from None
        except Exception as error:
            from adapters.cli.failures import explained

            told = explained(error)
            if told is None:
                raise
            typer.echo(told, err=True)
            raise typer.Exit(1) from None

    parameters = [parameter.replace(kind=Parameter.KEYWORD_ONLY) for parameter in own]
    vars(called)["__signature__"] = signature(called).replace(parameters=[*parameters, *options])
    app.command(name)(called)
