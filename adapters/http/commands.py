"""Commands: a request for a step, taken by the one command path, and the case as the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from adapters.case_finder import LONGEST_NAME
from adapters.casebook import Casebook
from adapters.http.answers import shown
from adapters.http.bodies import body_of, is_json
from adapters.http.conditions import Condition, etag, if_match
from adapters.http.idempotency import IdempotencyKeys
from adapters.http.identity import Doorkeeper
from adapters.http.meters import Meters
from adapters.http.refusals import Malformed
from engine.access import Who, authorise
from engine.application import Request as Asked
from engine.application import Taken
from engine.case import Case
from engine.refusal import NotFillable, NotThere, Refusal


@dataclass(frozen=True, slots=True)
class Commands:
    """Takes steps for people who ask over HTTP."""

    casebook: Casebook
    door: Doorkeeper
    keys: IdempotencyKeys
    meters: Meters
    heard: Callable[[], None]

    async def raised(self, request: Request, workflow: type[Case]) -> Response:
        """A new case: 201, and where it is found."""
        who = await self.door.admit(request)
        body = await body_of(request, self.casebook.settings.largest_body)
        once = self.keys.once(request.headers, who, workflow.plural, body)
        taken = await self.take(Asked(who, workflow.workflow, "raise", body, once=once))
        return self._answer(who, taken, 201, {"Location": f"/api/cases/{taken.case.id}"})

    async def stepped(self, request: Request, workflow: type[Case], verb: str) -> Response:
        """A step of a case that is there: 200."""
        who = await self.door.admit(request)
        condition = if_match(request.headers)
        body = await body_of(request, self.casebook.settings.largest_body)
        name = request.path_params["case"]
        try:
            case = await self._case_id(name)
            once = self.keys.once(request.headers, who, f"{workflow.plural}/{case}/{verb}", body)
            await self._warm(case)
            seen = self._seen(who, case, verb, condition)
            taken = await self.take(Asked(who, workflow.workflow, verb, body, case, seen, once))
        except NotThere:
            # In the same words whether it is hidden from this person or does not exist.
            msg = f"there is no {workflow.workflow} {name[:LONGEST_NAME]}"
            raise NotThere(msg) from None
        return self._answer(who, taken, 200, {})

    async def _case_id(self, name: str) -> str:
        """What a name means; whether this person may know of the case is asked by the command path."""
        finder = self.casebook.finder
        if case_id := finder.as_id(name):
            return case_id
        return await run_in_threadpool(finder.meant, name)

    async def _warm(self, case_id: str) -> None:
        """A case that nobody has asked for lately is read without keeping others waiting."""
        application = self.casebook.application
        if not application.is_at_hand(case_id):
            await run_in_threadpool(application.case, case_id)

    def _seen(self, who: Who, case_id: str, verb: str, condition: Condition) -> int | None:
        def current() -> Case:
            case = self.casebook.application.case(case_id)
            authorise(who, verb, case)
            return case

        return condition.seen(verb, current)

    async def take(self, asked: Asked) -> Taken:
        """A step, wherever it was asked for; everybody who follows the log is told."""
        try:
            taken = await self._taken(asked)
        except NotFillable as refused:
            self.meters.command(asked, type(refused).__name__)
            if isinstance(asked.fields, bytes) and not is_json(asked.fields):
                msg = "the body is not JSON in UTF-8"
                raise Malformed(msg) from None
            raise
        except Refusal as refused:
            self.meters.command(asked, type(refused).__name__)
            raise
        self.meters.command(asked, "Taken")
        self.heard()
        return taken

    async def _taken(self, asked: Asked) -> Taken:
        application = self.casebook.application
        # Before a case is raised the key of its family is made durable, which must not keep others waiting.
        return await (application.take_aside(asked) if asked.case else run_in_threadpool(application.take, asked))

    def _answer(self, who: Who, taken: Taken, status: int, headers: Mapping[str, str]) -> Response:
        known = {"ETag": etag(taken.case.version), "Casebook-Position": str(taken.position)}
        return shown(self.casebook.presenter.case(taken.case, who), {**headers, **known}, status)
