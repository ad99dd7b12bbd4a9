"""Measure one task once, in this interpreter, and write the outcome as one line of JSON.

    python measure.py TOOL TASK SHARE SECONDS RATE

TOOL is gilbench, gil_load, gilknocker, or none: only run the task, for a profiler that watches from outside.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Callable

sys.path.insert(0, str(Path(__file__).parents[1]))
from truth import tasks

Run = Callable[[], None]


def gilbench(run: Run, task: str, rate: float) -> dict[str, Any]:
    """Measure with this project."""
    from gilbench import watch  # noqa: PLC0415  not every tool is there

    with watch(rate) as gil:
        run()
    figures = gil.figures
    if figures is None:
        return {"error": gil.reason}
    of_wall = task == "loops"
    return {
        "share": figures.of_wall if of_wall else figures.share,
        "low": figures.of_wall_low if of_wall else figures.low,
        "high": figures.of_wall_high if of_wall else figures.high,
        "cost": gil.cost,
        "longest_stall": figures.longest_stall,
    }


def gil_load(run: Run, task: str, rate: float) -> dict[str, Any]:  # noqa: ARG001  one signature for all
    """Measure with gil_load, which replaces the lock functions of the interpreter, at its own rate."""
    import gil_load as tool  # type: ignore[import-not-found]  # noqa: PLC0415  not every tool is there

    tool.init()
    tool.start()
    run()
    tool.stop()
    return {"share": tool.get()[0]["held"]}


def gilknocker(run: Run, task: str, rate: float) -> dict[str, Any]:  # noqa: ARG001  one signature for all
    """Measure with gilknocker, a thread in Rust that asks for the GIL at fixed intervals: those of its own example."""
    from gilknocker import KnockKnock  # type: ignore[import-not-found]  # noqa: PLC0415  not every tool is there

    tool = KnockKnock(polling_interval_micros=100)
    tool.start()
    run()
    share = tool.contention_metric
    tool.stop()
    return {"share": share}


def none(run: Run, task: str, rate: float) -> dict[str, Any]:  # noqa: ARG001  one signature for all
    """Only run."""
    run()
    return {}


TOOLS = {each.__name__: each for each in (gilbench, gil_load, gilknocker, none)}


def main(tool: str, task: str, share: str, seconds: str, rate: str) -> None:
    """Write one line: the outcome, or why there is none."""
    reason = tasks.missing(task, float(share))
    if reason:
        sys.stdout.write(json.dumps({"skipped": reason}) + "\n")
        return
    tasks.keep_at(tasks.TASKS[task], float(share), 0.05)  # caches, frequency, the file on its way from the disk
    outcome = TOOLS[tool](lambda: tasks.keep_at(tasks.TASKS[task], float(share), float(seconds)), task, float(rate))
    sys.stdout.write(json.dumps(outcome) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
