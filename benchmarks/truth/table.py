"""Print how far the held share is from the truth, by interpreter and by what else the machine does.

    python benchmarks/truth/table.py --python python3.9 --python python3.14t --hogs 0 1 2 --repeats 10

Goals: the pair told apart every time; the error at or below 0.03 on a quiet machine and 0.06 beside two hogs; the truth
inside nine of ten intervals; nothing above 0.05 where the GIL is off.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))
from truth import py_spy, tasks
from truth.load import hogs

MEASURE = str(Path(__file__).with_name("measure.py"))
SOURCES = str(Path(__file__).parents[2] / "src")
PATIENCE = 10.0  # seconds beyond those of the measurement
TOOLS = ("gilbench", "gil_load", "gilknocker", "py-spy")


class Cell(NamedTuple):
    """One thing to measure."""

    python: str
    tool: str
    task: str
    share: float  # of the task, so far as the GIL is on


def measure(cell: Cell, seconds: float, rate: float) -> dict[str, Any]:
    """Return the outcome of one measurement in a process of its own."""
    python, tool, task, share = cell
    spied = tool == "py-spy"
    lasting = seconds + 5 if spied else seconds
    arguments = [MEASURE, "none" if spied else tool, *map(str, (task, share, lasting, rate))]
    if spied:
        try:
            return {"share": py_spy.share(python, arguments, seconds)}
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            return {"error": str(error)}
    start = [python, "-m", "gil_load"] if tool == "gil_load" else [python]  # it replaces functions of the C library
    try:
        done = subprocess.run(
            [*start, *arguments],
            env={**os.environ, "PYTHONPATH": SOURCES},
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds + PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return {"error": f"did not end within {seconds + PATIENCE:g} s"}
    if done.returncode:
        return {"error": (done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1]}
    outcome: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return outcome


def describe(python: str) -> tuple[str, bool]:
    """Return an interpreter's name and whether its GIL is on."""
    code = (
        "import sys; on = getattr(sys, '_is_gil_enabled', lambda: True)();"
        "print(sys.implementation.name, '.'.join(map(str, sys.version_info[:3])) + ('' if on else 't'), on)"
    )
    name, version, on = subprocess.check_output([python, "-c", code], text=True).split()
    return f"{name} {version}", on == "True"


def line(name: str, busy: int, cell: Cell, truth: float, outcomes: list[dict[str, Any]]) -> str:
    """Return one row of the table."""
    _, tool, task, _ = cell
    head = f"{name:16} {busy:4d}  {tool:10} {task:12} {truth:5.2f}"
    good = [each for each in outcomes if each.get("share") is not None]
    if not good:
        return f"{head}   {outcomes[0].get('skipped') or outcomes[0].get('error') or 'nothing seen running'}"
    errors = [each["share"] - truth for each in good]
    text = f"{head}  {statistics.mean(errors):+7.3f} {max(map(abs, errors)):7.3f}"
    if "low" in good[0]:
        covered = sum(each["low"] <= truth <= each["high"] for each in good)
        width = statistics.mean(each["high"] - each["low"] for each in good)
        text += f"  {covered:2d} of {len(good):2d}  {width:6.3f}  {statistics.mean(each['cost'] for each in good):6.1%}"
    return text


def pairs(name: str, busy: int, released: list[dict[str, Any]], held: list[dict[str, Any]]) -> str:
    """Return in how many repeats the held call came out above the released one, intervals apart."""
    both = [(a, b) for a, b in zip(released, held) if a.get("share") is not None and b.get("share") is not None]
    apart = sum(a["high"] < b["low"] for a, b in both)
    return f"{name:16} {busy:4d}  the pair told apart in {apart} of {len(both)} runs"


def main() -> None:
    """Measure everything in random order, then print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--python", action="append", default=[], help="an interpreter; may be repeated")
    parser.add_argument("--hogs", type=int, nargs="*", default=[0, 1, 2], help="CPU-bound processes beside it")
    parser.add_argument("--tool", action="append", choices=TOOLS, help="what to measure with; may be repeated")
    parser.add_argument("--task", action="append", choices=tuple(tasks.TASKS), help="may be repeated; default: all")
    parser.add_argument("--repeats", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=3.0, help="of each measurement")
    parser.add_argument("--rate", type=float, default=1000.0, help="looks per second")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    names = {python: describe(python) for python in asked.python or [sys.executable]}
    sys.stdout.write(
        f"{'interpreter':16} hogs  {'tool':10} {'task':12} truth    error   worst   covered   width    cost  load\n"
    )
    for busy in asked.hogs:
        with hogs(busy):
            cells = [
                Cell(python, tool, task, share)
                for python in names
                for tool in asked.tool or ["gilbench"]
                for task in asked.task or tasks.TASKS
                for share in tasks.SHARES
            ]
            outcomes = defaultdict(list)
            for repeat in range(asked.repeats):
                random.Random(asked.seed + repeat).shuffle(cells)
                for cell in cells:
                    outcomes[cell].append(measure(cell, asked.seconds, asked.rate))
            load = os.getloadavg()[0]
        for cell in sorted(cells):
            name, on = names[cell.python]
            truth = cell.share if on else 0.0
            sys.stdout.write(f"{line(name, busy, cell, truth, outcomes[cell])}  {load:4.1f}\n")
            if cell[1:] == ("gilbench", "calls", 1.0) and on:
                ends = (outcomes[cell._replace(share=0.0)], outcomes[cell])
                sys.stdout.write(f"{pairs(name, busy, *ends)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
