"""One module per workflow; the folder is the registry, so that a new file here is a new workflow everywhere."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeGuard

from engine.case import Case


def find_workflows() -> dict[str, type[Case]]:
    """Every workflow by its name, in alphabetical order of the modules."""
    modules = [import_module(module.name) for module in iter_modules(__path__, prefix=f"{__name__}.")]
    return {case.workflow: case for module in modules for case in vars(module).values() if _is_case(case, module)}


def _is_case(value: object, module: ModuleType) -> TypeGuard[type[Case]]:
    """Whether it is a workflow's case, written in this very module."""
    return isinstance(value, type) and issubclass(value, Case) and value.__module__ == module.__name__
