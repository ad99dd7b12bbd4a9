"""Measure a session: the tools in turns, under no hog, one and two, lap after lap."""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

import session
from hogs import hogs
from peers import HERE, pyperf_chain, pytest_chain
from session import HOGS, MORE, SAME, Block, Cycle, Session

from gilbench import machine

BEFORE_AND_AFTER = 15.0  # seconds of a gilbench run's budget in which it describes its targets and writes its report


@dataclass(frozen=True)
class Asked:
    """How much to measure, and how."""

    folder: Path
    minutes: float
    seed: int
    pyperf_options: Sequence[str]
    gilbench_options: Sequence[str]


def measure(asked: Asked) -> Session:
    """Measure as many laps as are expected to fit, at least one; the session is stored after every cycle."""
    begun = time.monotonic()
    sides = environments(asked.folder / "environments")
    kept = Session(machine.facts(), tuple(asked.pyperf_options))
    for lap in count(1):
        order = random.Random(f"{asked.seed}/{lap}").sample(HOGS, len(HOGS))
        for number in order:
            with hogs(number, f"{asked.seed}/{lap}"):
                kept = replace(kept, cycles=(*kept.cycles, cycle(asked, sides, lap, number)))
            session.write(asked.folder, kept)
        spent = time.monotonic() - begun
        sys.stderr.write(f"lap {lap} measured, {spent / 60:.1f} min\n")
        if spent * (lap + 1) / lap > asked.minutes * 60:
            break
    return kept


def environments(folder: Path) -> list[Path]:
    """Make an environment of this interpreter for every side; return their interpreters in the order of the sides."""
    for side in SAME + MORE:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", "--symlinks", folder / side], check=True)
    return [folder / side / "bin" / "python" for side in SAME + MORE]


def cycle(asked: Asked, sides: Sequence[Path], lap: int, number: int) -> Cycle:
    """Let each tool measure once. gilbench gets as much time for each two sides as pyperf has just taken for two."""
    name = f"lap{lap}-hogs{number}"
    folder = asked.folder / name
    folder.mkdir()
    pyperf = pyperf_chain(folder, session.chain(lap), asked.pyperf_options)
    run = folder / "gilbench"
    gilbench(
        *("run", "kernel", "--workloads", HERE / "kernel", "--strategy", "serial", "--workers", "1"),
        *(part for side in sides for part in ("--python", side)),
        *("--budget", f"{budget(pyperf):.0f}s", "--seed", f"{asked.seed + lap}", "--out", run),
        *asked.gilbench_options,
    )
    return Cycle(lap, number, pyperf, pytest_chain(folder, session.chain(lap)), str(run.relative_to(asked.folder)))


def budget(blocks: Sequence[Block]) -> float:
    """Return the budget in seconds that gives each side of a run the time of an average block."""
    return BEFORE_AND_AFTER + len(SAME + MORE) * statistics.fmean(block.seconds for block in blocks)


def gilbench(*arguments: str | Path) -> None:
    """Run gilbench as a user does; end with what it printed if it fails."""
    command = [sys.executable, "-m", "gilbench.cli", *map(str, arguments)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if ended.returncode:
        sys.exit(f"{' '.join(command)} ended with exit code {ended.returncode}: {ended.stdout}")
