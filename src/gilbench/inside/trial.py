"""Run one trial: pyperf times the work in the process that the host has started, and writes its file.

What pyperf looks for that is none of a target's business is kept from it while it starts: psutil, and the hooks of
other packages.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from gilbench.inside import lifeline
from gilbench.inside.jsonlines import METRICS_VARIABLE

_METADATA = "importlib.metadata"


def main(arguments: Sequence[str]) -> None:
    """Do what the request among the arguments says; the others are pyperf's."""
    lifeline.of_kernel(0)
    runner = pyperf_runner()
    runner.argparser.add_argument("--trial", required=True, help="the request as JSON")
    options = runner.parse_args(arguments)

    from gilbench.inside import worker  # noqa: PLC0415
    from gilbench.inside.schema import TrialRequest  # noqa: PLC0415

    request = TrialRequest(**json.loads(options.trial))
    os.environ[METRICS_VARIABLE] = request.metrics_file
    worker.work(runner, request)


def pyperf_runner() -> Any:
    """Import what pyperf needs, and return its runner: a process can have one."""
    with _without_psutil(), _without_hooks():
        import pyperf  # noqa: PLC0415

        importlib.import_module("pyperf._collect_metadata")
        return pyperf.Runner(program_args=("-m", "gilbench.inside", "trial"))


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
