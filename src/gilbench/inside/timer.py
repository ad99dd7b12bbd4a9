"""pyperf's runner, kept from what it looks for and what it imports that is none of a trial's business.

What a trial imports is paid for in every trial and round. psutil might bring back the GIL; hooks of other packages are
asked for by nobody; and a third of what pyperf imports of the standard library serves its other commands.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import ModuleType, SimpleNamespace
from typing import Any, Callable

_METADATA = "importlib.metadata"
# Modules of which pyperf calls next to nothing in a trial, and what it does call.
_HARDLY_USED: dict[str, dict[str, Callable[..., Any]]] = {
    "shlex": {},
    "shutil": {"get_terminal_size": lambda: os.terminal_size((80, 24))},  # for a help that nobody asks for
    "socket": {"gethostname": platform.node},
    "statistics": {},
    "subprocess": {},
    "tempfile": {},
    "uuid": {},
}


def runner() -> Any:
    """Import what pyperf needs, and return its runner, which wants the request of a trial: a process can have one."""
    platform.machine()  # PyPy starts a process for it, so it must not do so while others stand in for modules
    with _without_psutil(), _without_hooks(), _standing_in():
        import pyperf  # noqa: PLC0415

        importlib.import_module("pyperf._collect_metadata")
        importlib.import_module("pyperf._inprocess_manager")
        found = pyperf.Runner(program_args=("-m", "gilbench.inside", "trial"))
        found.argparser.add_argument("--trial", required=True, help="the request as JSON")
    return found


def spare(known: str) -> None:
    """Tell pyperf the description of the platform, and how many bits this interpreter has.

    Else it has both asked, after the values, of the programs `uname` and `file`: two processes, more than 10 ms.
    """
    metadata: Any = sys.modules["pyperf._collect_metadata"]
    told = {"platform": lambda *_: known, "architecture": partial(platform.architecture, "")}
    metadata.platform = SimpleNamespace(**{**vars(platform), **told})


def write_to(options: argparse.Namespace, path: str) -> None:
    """Have pyperf write its suite into a new file by way of its option for a pipe.

    What goes into a pipe it does not format for people before, as it does with --output.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415

        handle = msvcrt.get_osfhandle(handle)
    options.pipe = handle


@contextmanager
def _without_psutil() -> Iterator[None]:
    """Keep pyperf from importing psutil, should the target have it: a third-party extension may bring back the GIL."""
    modules: dict[str, Any] = sys.modules
    modules["psutil"] = None  # this is how Python spells "cannot be imported"
    try:
        yield
    finally:
        del modules["psutil"]


@contextmanager
def _without_hooks() -> Iterator[None]:
    """Keep pyperf from looking for hooks in all that is installed: it asks for none.

    What it would look with takes longer to import than pyperf itself, and cannot be asked that way on Python 3.9. Work
    that imports it later gets the real one.
    """
    parent, modules = importlib, sys.modules
    before = modules.get(_METADATA)
    modules[_METADATA] = parent.metadata = _NoEntryPoints(_METADATA)
    try:
        yield
    finally:
        del parent.metadata, modules[_METADATA]
        if before is not None:
            modules[_METADATA] = parent.metadata = before


class _NoEntryPoints(ModuleType):
    """Stands in for `importlib.metadata` where nothing is installed."""

    def entry_points(self) -> _NoEntryPoints:
        """Return itself, which has none of any group."""
        return self

    def select(self, **_: str) -> tuple[()]:
        """Return none."""
        return ()


@contextmanager
def _standing_in() -> Iterator[None]:
    """Spare pyperf the import of what it hardly uses; work that imports it gets the real modules.

    Only pyperf may meet what stands in for them: what it imports of the library that imports them too comes before, at
    the top of this file.
    """
    spared = {name: _StandIn(name) for name in _HARDLY_USED if name not in sys.modules}
    sys.modules.update(spared)
    try:
        yield
    finally:
        for name in spared:
            del sys.modules[name]


class _StandIn(ModuleType):
    """Stands in for a module of which nothing but functions is used."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return what does as well as a function of the module, or else imports it when it is called."""
        if name.startswith("__"):
            raise AttributeError(name)
        return _HARDLY_USED[self.__name__].get(name) or partial(_call, self.__name__, name)


def _call(module: str, function: str, *values: Any, **named: Any) -> Any:
    return getattr(importlib.import_module(module), function)(*values, **named)
