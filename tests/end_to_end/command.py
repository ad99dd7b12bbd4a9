"""The real command line in a process of its own, and what can be seen of it from outside."""

import csv
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import gilbench
from gilbench.processes.variables import withheld

PATIENCE = 60.0  # seconds for what should take one or two
# Small enough for a test: a serial trial and one with two threads for each workload, three rounds of one value each:
# a budget that is spent at once has room for no more.
SMALL = ("--quick", "--budget", "1s", "--size", "small", "--workers", "2", "--strategy", "thread", "--seed", "1")
HERE = ("--python", sys.executable)

Key = tuple[str, int]


def interpreter(spec: str) -> str:
    """Return the interpreter that a person calls "3.13t" or "pypy3.11"; skip if it is neither here nor required."""
    name = spec if spec.startswith("pypy") else f"python{spec}"
    found = shutil.which(name)
    if found is None and spec not in os.environ.get("GILBENCH_REQUIRE_TARGETS", "").split():
        pytest.skip(f"{name} is not on PATH")
    assert found, f"GILBENCH_REQUIRE_TARGETS names {spec}, but {name} is not on PATH"
    return found


def environment() -> dict[str, str]:
    """Return an environment in which `gilbench` can be imported as it is here, and has nothing to say about it."""
    silent = {name: value for name, value in os.environ.items() if name not in withheld(os.environ, {})}
    return {**silent, "PYTHONPATH": str(Path(gilbench.__file__).parents[1])}


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "gilbench", *map(str, arguments)]


def run(folder: Path, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    """Run gilbench in the folder to its end."""
    return subprocess.run(
        command(*arguments), cwd=folder, env=environment(), capture_output=True, text=True, check=False, timeout=150
    )


def start(folder: Path, *arguments: str | Path) -> "subprocess.Popen[str]":
    """Start gilbench in the folder; what it prints can be read once it has ended."""
    return subprocess.Popen(
        command(*arguments),
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_until_stored(out: Path, count: int) -> None:
    """Wait until the run has stored this many trials (none: until it has begun to measure) and not ended yet."""
    journal = out / "journal.jsonl"
    wait_for(lambda: journal.exists() and journal.read_bytes().count(b"\n") >= count)


def wait_for(condition: Callable[[], object], patience: float = PATIENCE) -> None:
    """Wait until the condition holds; fail the test if that takes longer than `patience` seconds."""
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline, "what the test waits for did not happen"
        time.sleep(0.002)


def records(out: Path) -> dict[Key, dict]:
    """Return the outcomes by trial and round; a line that was cut off does not count."""
    whole = (out / "journal.jsonl").read_bytes().rpartition(b"\n")[0].splitlines()
    lines = [json.loads(line) for line in whole]
    stored = {(line["trial"], line["round"]): line["outcome"] for line in lines}
    assert len(stored) == len(lines), "a trial was stored twice in one round"
    return stored


def results(out: Path) -> list[dict[str, str]]:
    """Return the rows of results.csv."""
    with (out / "results.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def shape(out: Path) -> set[tuple[str, ...]]:
    """Return what two runs of the same plan have in common, however long their trials took."""
    columns = ("experiment", "workload", "strategy", "start_method", "workers", "target", "state", "reason", "rounds")
    return {tuple(row[column] for column in columns) for row in results(out)}


def alive(out: Path) -> dict[int, str]:
    """Return the processes that belong to a run, by the path of its folder in their arguments or environment."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
            told = (folder / "cmdline").read_bytes() + (folder / "environ").read_bytes()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue  # it has just ended, or is nobody's business
        if state not in "ZX" and os.fsencode(out) in told:
            found[int(folder.name)] = (folder / "comm").read_text().strip()
    return found
