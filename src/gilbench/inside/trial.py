"""Run one trial: pyperf's manager and its worker both start here, in two processes.

The manager only starts the worker and writes the file, so it imports next to nothing.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from typing import Any

from gilbench.inside import lifeline
from gilbench.inside.jsonlines import METRICS_VARIABLE

# What a worker gets of the user's environment beyond pyperf's own list; some interpreters do not start without it.
PASSED_ON = ("TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
INHERITED = (*PASSED_ON, "PYTHON_JIT", METRICS_VARIABLE, lifeline.MARK)


def main(arguments: Sequence[str]) -> None:
    """Be pyperf's manager or, with --worker among the arguments, its worker."""
    with _without_psutil():
        import pyperf  # noqa: PLC0415

    runner = pyperf.Runner(program_args=("-m", "gilbench.inside", "trial"), add_cmdline_args=_pass_on)
    runner.argparser.add_argument("--trial", required=True, help="the request as JSON")
    options = runner.parse_args(arguments)
    request = json.loads(options.trial)
    if options.worker:
        _work(runner, request)
    else:
        _manage(runner, request["name"], request["metrics_file"])


def _work(runner: Any, request: dict[str, Any]) -> None:
    with _without_psutil():
        importlib.import_module("pyperf._collect_metadata")

    from gilbench.inside import worker  # noqa: PLC0415
    from gilbench.inside.schema import TrialRequest  # noqa: PLC0415

    worker.work(runner, TrialRequest(**request))


def _manage(runner: Any, name: str, metrics_file: str) -> None:
    os.environ[METRICS_VARIABLE] = metrics_file
    lifeline.hold()
    try:
        with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):  # what is printed is the workload's doing
            runner.bench_time_func(name, _never)
    except RuntimeError as error:  # the worker's own words stand above this line already
        sys.exit(str(error))


def _pass_on(command: list[str], options: Any) -> None:
    command.extend(("--trial", options.trial))


def _never(loops: int) -> float:
    raise AssertionError(f"the manager must not time anything ({loops} loops)")


@contextmanager
def _without_psutil() -> Iterator[None]:
    """Keep pyperf from importing psutil, should the target have it: a third-party extension may bring back the GIL."""
    modules: dict[str, Any] = sys.modules
    modules["psutil"] = None  # this is how Python spells "cannot be imported"
    try:
        yield
    finally:
        del modules["psutil"]
