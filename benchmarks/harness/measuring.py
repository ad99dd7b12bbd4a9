"""Measure a session: the tools in turns, beside each number of hogs, lap after lap."""

from __future__ import annotations

import math
import random
import shutil
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
from peers import KERNEL, pyperf_chain, pytest_chain
from session import MORE, SAME, Block, Cycle, Session

from gilbench.machine import facts
from gilbench.store import run_folder

BESIDES = 20.0  # seconds of gilbench's budget in which it describes, calibrates and reports, before one was measured
TRIALS = 3  # in each round of a run that compares two sides: theirs, and the copy that tells the noise
ONE_TRIAL = ("--experiment", "throughput", "--strategy", "serial", "--workers", "1")  # for each side
KERNEL_RUN = ("run", "kernel", "--workloads", KERNEL, *ONE_TRIAL)
NO_EARLIER = "0.1%"  # precision that is never reached, so that the budget decides how long all of it is measured


@dataclass(frozen=True)
class Asked:
    """How much to measure, and how."""

    folder: Path
    minutes: float
    seed: int
    hogs: Sequence[int]  # how many, in each cycle of a lap
    pyperf_options: Sequence[str]
    budget: float | None  # seconds of a gilbench run; None: as long as pyperf takes


def measure(asked: Asked) -> Session:
    """Measure as many laps as are expected to fit, at least one; the session is stored after every cycle."""
    begun = time.monotonic()
    sides = environments(asked.folder / "environments", SAME + MORE)
    kept = Session(facts.facts(), tuple(asked.pyperf_options))
    for lap in count(1):
        order = random.Random(f"{asked.seed}/{lap}").sample(asked.hogs, len(asked.hogs))
        for number in order:
            with hogs(number, f"{asked.seed}/{lap}"):
                kept = replace(kept, cycles=(*kept.cycles, cycle(asked, sides, kept, (lap, number))))
            session.write(asked.folder, kept)
        spent = time.monotonic() - begun
        sys.stderr.write(f"lap {lap} measured, {spent / 60:.1f} min\n")
        if spent * (lap + 1) / lap > asked.minutes * 60:
            break
    return kept


def environments(folder: Path, sides: Sequence[str], python: str = sys.executable) -> list[Path]:
    """Make an environment of an interpreter for every side; return their interpreters in the order of the sides."""
    for side in sides:
        subprocess.run([python, "-m", "venv", "--without-pip", "--symlinks", folder / side], check=True)
    return [folder / side / "bin" / "python" for side in sides]


def cycle(asked: Asked, sides: Sequence[Path], kept: Session, place: tuple[int, int]) -> Cycle:
    """Let each tool measure once, in this lap and under so many hogs."""
    lap, number = place
    folder = asked.folder / f"lap{lap}-hogs{number}"
    folder.mkdir()
    pyperf = pyperf_chain(folder, session.chain(lap), asked.pyperf_options)
    seconds = asked.budget or besides(asked.folder, kept, number) + for_measuring(pyperf)
    run = folder / "gilbench"
    gilbench(
        *KERNEL_RUN,
        *(part for side in sides for part in ("--python", side)),
        *("--budget", f"{seconds:.1f}s", "--precision", NO_EARLIER, "--seed", f"{asked.seed + lap}", "--out", run),
        *(("--like", asked.folder / kept.cycles[0].gilbench) if kept.cycles else ()),
    )
    pytest = pytest_chain(folder, session.chain(lap))
    return Cycle(lap, number, pyperf, pytest, str(run.relative_to(asked.folder)), seconds)


def for_measuring(blocks: Sequence[Block]) -> float:
    """Return the seconds that give each two sides of a run, with the copy that they need, the time of two blocks."""
    return 2 * statistics.fmean(block.seconds for block in blocks) * (len(SAME + MORE) + 1) / TRIALS


def besides(folder: Path, kept: Session, number: int) -> float:
    """Return how many seconds of its budget gilbench will need for anything but trials, as it last did here."""
    before = [each for each in kept.cycles if each.hogs == number]
    return unspent(folder, before[-1]) if before else BESIDES


def unspent(folder: Path, done: Cycle) -> float:
    """Return how many seconds of its budget a run spent on anything but trials."""
    return done.budget - math.fsum(record.outcome.elapsed for record in run_folder.load(folder / done.gilbench).records)


def is_kept(run: Path) -> bool:
    """Tell whether this run was made; remove what an interrupted one has left."""
    if not run.exists():
        return False
    kept = run_folder.load(run).finished
    if not kept:
        shutil.rmtree(run)
    return kept


def gilbench(*arguments: str | Path) -> None:
    """Run gilbench as a user does; end with what it printed if it fails."""
    command = [sys.executable, "-m", "gilbench", *map(str, arguments)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if ended.returncode:
        sys.exit(f"{' '.join(command)} ended with exit code {ended.returncode}: {ended.stdout}")
