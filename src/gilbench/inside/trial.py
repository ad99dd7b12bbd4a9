"""Run one trial: pyperf times the work in the process that the host has started, and writes its file."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from gilbench.inside import lifeline, timer
from gilbench.inside.jsonlines import METRICS_VARIABLE


def main(arguments: Sequence[str]) -> None:
    """Do what the request among the arguments says; the others are pyperf's."""
    lifeline.of_kernel(0)
    with _without_collecting():
        runner = timer.runner()
        from gilbench.inside import worker  # noqa: PLC0415
        from gilbench.inside.schema import TrialRequest  # noqa: PLC0415

    options = runner.parse_args(arguments)
    request = TrialRequest(**json.loads(options.trial))
    timer.spare(request.platform)
    timer.write_to(options, request.pyperf_file)
    os.environ[METRICS_VARIABLE] = request.metrics_file
    worker.work(runner, request)
    # As it ends, the interpreter would look through all its objects for garbage several times. What has to be put away
    # at the end, such as temporary files and pools, is told by other means.
    if hasattr(gc, "freeze"):
        gc.freeze()


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Import without the garbage collector, which would look in vain again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
