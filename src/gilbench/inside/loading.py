"""Import workload and strategy files from folders: the built-in ones exactly like a user's own.

A folder is appended to `sys.path`, never put in front, so that nothing in it can shadow the standard library, and its
files are imported under their own names, so that tasks can be pickled by name into processes and sub-interpreters.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterable

from gilbench.inside import strategies
from gilbench.inside.forks import contained
from gilbench.inside.registry import Registry, collecting
from gilbench.inside.relative import reason
from gilbench.inside.schema import Problem
from gilbench.inside.telling import plain

PATTERNS = ("bm_", "strategy_")
BUILT_IN_STRATEGIES = os.path.dirname(os.path.abspath(strategies.__file__))


def files_in(folders: Iterable[str]) -> list[str]:
    """Return the built-in strategies, then the workload and strategy files of the folders, in a fixed order.

    The first to claim a name keeps it, so that a user's file cannot change what a built-in name means.
    """
    names = sorted(name for name in os.listdir(BUILT_IN_STRATEGIES) if name.endswith(".py") and name[0] != "_")
    found = [os.path.join(BUILT_IN_STRATEGIES, name) for name in names]
    for folder in folders:
        if not os.path.isdir(folder):
            found.append(folder)  # a file that was named itself may be called anything
            continue
        found += [os.path.join(folder, name) for name in sorted(os.listdir(folder)) if _is_ours(name)]
    return found


def load(path: str, registry: Registry) -> list[Problem]:
    """Import one file and add what it registers to the registry; return what was wrong with it, one line each."""
    oddity = _oddity(path)
    if oddity is not None:
        return [Problem(path, oddity)]
    refused_before = len(registry.refused)
    problems = []
    with collecting(registry), contained() as forked:
        try:
            _import(path)
        except BaseException as error:  # noqa: BLE001  a file that calls sys.exit() must not end the others
            problems.append(Problem(path, f"could not be imported: {reason(error)}"))
    if forked():
        problems.append(Problem(path, "forked while it was being imported: keep work inside functions"))
    return problems + [Problem(path, plain(str(error))) for error in registry.refused[refused_before:]]


def _oddity(path: str) -> str | None:
    """Return what keeps a file from being imported at all; None if nothing does."""
    if not os.path.basename(path).isprintable():
        return "its name has a character that cannot be shown: rename it"
    if any("\ud800" <= letter <= "\udfff" for letter in path):  # how Python spells bytes that are no text
        return "its path is no UTF-8: rename the folder"
    if os.path.exists(path) and not os.path.isfile(path):  # to read a pipe would wait for a writer
        return "it is no file"
    return None


def _is_ours(name: str) -> bool:
    return name.startswith(PATTERNS) and name.endswith(".py")


def _import(path: str) -> None:
    folder, file = os.path.split(os.path.abspath(path))
    name = file[: -len(".py")]
    if folder == BUILT_IN_STRATEGIES:
        importlib.import_module(f"gilbench.inside.strategies.{name}")
        return
    if folder not in sys.path:
        sys.path.append(folder)
    module = importlib.import_module(name)
    origin = getattr(module, "__file__", None) or "a built-in module"
    if os.path.realpath(origin) != os.path.realpath(path):
        raise ImportError(f"the module name {name!r} is already taken by {origin}: rename this file")
