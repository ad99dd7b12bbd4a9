"""Runs to build pages of: simulated, nothing was measured."""

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from tests.probe.probed import ALL, probes
from tests.report.pages import HOSTILE
from tests.simulated import (
    CALM,
    World,
    free_threaded,
    lost,
    scenario,
    simulate,
    target,
    under_the_gil,
    with_problem,
    workload,
)

from gilbench.experiments.calls import stored
from gilbench.inside.schema import Problem
from gilbench.interpreters.candidate import Unusable
from gilbench.interpreters.target import Target
from gilbench.probe.data import as_json
from gilbench.probe.results import Probed
from gilbench.store.records import StoredRun

_SCRATCH = tempfile.TemporaryDirectory(prefix="gilbench-tests-")  # removed when the tests end

THREAD = "3.13/primes/thread/2"
TEXTBOOK = under_the_gil("3.13") | free_threaded("3.13t")
SKIPS = {f"3.13/{each}/interpreter_executor/2": "needs 3.14" for each in ("primes", "echo")}
TROUBLES = {
    "3.13t/primes/thread/2": {2: lost("failed", "exit code 1", "Traceback ...\nthe end")},
    "3.13/crc32_held/thread/2": {1: lost("failed", "wrong result: 3")},
    "3.13t/echo/thread/2": {1: lost("timed out", "no result")},
}


def full() -> StoredRun:
    """Two targets, every outcome, copies, and calls that were probed."""
    seconds = TEXTBOOK | {"3.13/primes/serial/1#2": 0.2, "3.13/primes/thread/2#2": 0.2 / 0.9}
    left_out = [f"3.13/{work}/thread_pool/{count}" for work in ("echo", "sleep") for count in (1, 2)]
    run = simulate(
        seconds,
        World(troubles=TROUBLES, noise=0.02, rounds=8),
        skips=SKIPS,
        left_out=left_out,
        unusable=(Unusable("3.16", "no Python 3.16 on this machine"),),
    )
    return _probed(run, ALL)


def one_target() -> StoredRun:
    """One interpreter: nothing to compare it with."""
    return simulate(under_the_gil("3.13"))


def empty() -> StoredRun:
    """Interrupted before anything was measured."""
    return simulate(under_the_gil("3.13"), World(rounds=0), finished=False)


def invented() -> StoredRun:
    """A dry run."""
    return simulate(TEXTBOOK, invented=True)


def many_cores() -> StoredRun:
    """Lines over six worker counts on a machine with eight usable CPUs."""
    seconds = {}
    for name in ("3.13/primes", "3.13/sha256", "3.13t/primes"):
        for workers in (1, 2, 3, 4, 6, 8):
            ratios = {"thread": 0.9 * workers**0.4, "process_executor[fork]": 0.9 * workers}
            seconds |= scenario(name, ratios, workers=workers)
    return simulate(seconds, usable_cpus=8)


def hostile() -> StoredRun:
    """Every text that comes from elsewhere tries to break out."""
    base = with_problem(target("3.13", compiler=HOSTILE, version=HOSTILE), Problem(HOSTILE, HOSTILE))
    works = [replace(each, asks=HOSTILE) for each in base.catalogue.workloads]
    asked = replace(base, spec=HOSTILE, catalogue=replace(base.catalogue, workloads=works))
    run = simulate(
        under_the_gil("3.13"),
        World(
            troubles={THREAD: {1: lost("failed", HOSTILE, HOSTILE)}},
            surroundings={"3.13/echo/thread/2": {"notes": [HOSTILE]}},
        ),
        targets=(asked,),
        skips={"3.13/primes/asyncio/2": HOSTILE},
        unusable=(Unusable(HOSTILE, HOSTILE),),
        machine={HOSTILE: HOSTILE},
        command=("gilbench", HOSTILE),
    )
    calls = [replace(each, call=HOSTILE, reason=HOSTILE, notes=(HOSTILE,)) for each in ALL]
    return _probed(replace(run, folder=Path("/runs") / HOSTILE.replace("/", "|")), calls)


def of_size(results: int) -> StoredRun:
    """Return a run with about that many results on four targets."""
    strategies = ("serial/1", "thread/2", "thread_pool/2", "thread_executor/2", "process_executor[fork]/2", "asyncio/2")
    names = [f"workload_number_{number}" for number in range(round(results / 4 / len(strategies)))]
    targets = tuple(_with_workloads(target(name), names) for name in ("3.11", "3.13", "3.14", "3.13t"))
    seconds: Mapping[str, float] = {
        f"{each.id}/{name}/{strategy}": 0.1 + 0.01 * place
        for each in targets
        for name in names
        for place, strategy in enumerate(strategies)
    }
    return simulate(seconds, replace(CALM, rounds=3, values=1), targets=targets)


def _probed(run: StoredRun, calls: Iterable[Probed]) -> StoredRun:
    """Return the run with calls probed into its folder."""
    folder = Path(tempfile.mkdtemp(dir=_SCRATCH.name)) / run.folder.name
    folder.mkdir()
    (folder / stored.FILE).write_text(as_json(probes(*calls)), encoding="utf-8")
    return replace(run, folder=folder)


def _with_workloads(of: Target, names: list[str]) -> Target:
    return replace(of, catalogue=replace(of.catalogue, workloads=[workload(name) for name in names]))
