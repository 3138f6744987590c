"""One file per workflow; the folder is the registry, so that a new file here is a new workflow everywhere."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from engine.case import Case


def find_workflows() -> dict[str, type[Case]]:
    """Every workflow by its name, in alphabetical order of the files."""
    for module in iter_modules(__path__, prefix=f"{__name__}."):
        import_module(module.name)
    return {case.workflow: case for case in Case.__subclasses__() if case.__module__.startswith(f"{__name__}.")}
