"""Routes that are known by their address at once; what FastAPI works out of a declaration waits until it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.params import Depends
from fastapi.routing import APIRoute
from starlette.routing import compile_path


class LateRoute(APIRoute):
    """Complete from its first request on, or from the first look at the API's description."""

    def __init__(
        self, path: str, endpoint: Callable[..., Any], *, methods: Iterable[str] | None, **declared: Any
    ) -> None:
        self.path, self.endpoint, self.methods = path, endpoint, set(methods or ("GET",))
        self.path_regex, self.path_format, self.param_convertors = compile_path(path)
        self._declared = declared

    def __getattr__(self, name: str) -> Any:
        """Only asked for what is not there yet."""
        if "app" in vars(self):
            raise AttributeError(name)
        super().__init__(self.path, self.endpoint, methods=self.methods, **self._declared)
        return getattr(self, name)


def router_of(tag: str, prefix: str = "/api", guarded: Sequence[Depends] = ()) -> APIRouter:
    """Routes beneath an address, told of together; operations are called as their functions are."""
    return APIRouter(
        prefix=prefix,
        tags=[tag],
        dependencies=guarded,
        route_class=LateRoute,
        generate_unique_id_function=lambda route: route.name,
    )
