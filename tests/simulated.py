"""Stored runs with simulated timings, for tests: a dict of seconds in, a StoredRun out. Nothing here was measured."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from gilbench.inside.schema import Catalogue, Facts, Problem, StrategyInfo, Surroundings, WorkerTime, WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.plan.trial import Plan, Skip, Trial
from gilbench.store.records import Manifest, Outcome, Record, StoredCall, StoredRun


def workload(name: str, **changes: Any) -> WorkloadInfo:
    """Return a pure-Python CPU workload without a pair, changed as told."""
    info = WorkloadInfo(
        name=name,
        file=f"/home/someone/bench/bm_{name}.py",
        kind="cpu",
        code="python",
        data="private",
        asks=f"What does {name} show?",
        summary=f"Do {name}.",
        has_async_twin=False,
        has_resource=False,
        pair=None,
        version=1,
        missing=None,
    )
    return replace(info, **changes)


WORKLOADS = (
    workload("primes"),
    workload("wordcount"),
    workload("crc32_held", code="c_keeps_gil", pair="crc32", file="/home/someone/bench/bm_crc32.py"),
    workload("crc32_released", code="c_releases_gil", pair="crc32", file="/home/someone/bench/bm_crc32.py"),
    workload("sha256", code="c_releases_gil"),
    workload("echo", kind="io", has_async_twin=True, has_resource=True),
    workload("sleep", kind="io", has_async_twin=True),
    workload("pages", kind="mixed"),
    workload("dict_shared", data="write_shared"),
    workload("dict_read", data="read_shared"),
)

_FAMILIES = {
    "serial": ("serial", None),
    "thread": ("threads", None),
    "raw_thread": ("threads", None),
    "thread_pool": ("threads", None),
    "thread_executor": ("threads", None),
    "process_executor[fork]": ("processes", "fork"),
    "process_executor[spawn]": ("processes", "spawn"),
    "interpreter_executor": ("interpreters", None),
    "asyncio": ("asyncio", None),
    "asyncio_threads": ("asyncio", None),
}

PYTHON_NAMES = {
    "thread": "Thread",
    "raw_thread": "_thread",
    "thread_pool": "ThreadPool",
    "thread_executor": "ThreadPoolExecutor",
    "process": "Process",
    "process_pool": "Pool",
    "process_executor": "ProcessPoolExecutor",
    "interpreter_executor": "InterpreterPoolExecutor",
    "asyncio": "asyncio tasks",
    "asyncio_threads": "asyncio.to_thread",
}

STRATEGIES = tuple(
    StrategyInfo(
        name=label.partition("[")[0],
        start_method=method,
        file="/home/someone/strategies.py",
        family=family,
        shares_memory=family in {"threads", "asyncio"},
        runs_async=label == "asyncio",
        missing=None,
        python_name=PYTHON_NAMES.get(label.partition("[")[0], ""),
    )
    for label, (family, method) in _FAMILIES.items()
)


def target(name: str, **changes: Any) -> Target:
    """Return a target as its id says: "3.13", "3.14t" (GIL off), "3.14t+gil", "pypy3.11"; facts changed as told."""
    minor = int(re.search(r"3\.(\d+)", name)[1])  # type: ignore[index]
    free, pypy = "t" in name.partition("+")[0], name.startswith("pypy")
    facts = Facts(
        executable=f"/home/someone/bin/python-{name.partition('+')[0]}",
        implementation="PyPy" if pypy else "CPython",
        version=f"3.{minor}.5",
        version_info=[3, minor, 5],
        implementation_version=f"3.{minor}.5",
        build="main, Nov 22 2026",
        compiler="GCC 12.2.0",
        config_args="'--prefix=/home/someone/python'",
        free_threaded=free,
        gil_enabled=not free or name.endswith("+gil"),
        jit="absent",
        switch_interval=0.005,
        cpu_count=2,
        affinity=[0, 1],
        cgroup_quota=None,
        start_methods=["fork", "spawn"],
        default_start_method="fork",
        executable_sha256="0" * 64,
        libc="glibc 2.36",
        zlib="1.2.13",
        platform="Linux-6.1-x86_64",
    )
    return Target(
        id=name,
        spec=name,
        executable=facts.executable,
        environment={"PYTHON_GIL": "1"} if name.endswith("+gil") else {},
        facts=replace(facts, **changes),
        catalogue=Catalogue(list(WORKLOADS), list(STRATEGIES), []),
    )


def trial(name: str, **changes: Any) -> Trial:
    """Return the trial of "3.13/primes/process_executor[fork]/2", a second copy of it with "#2" at the end.

    "3.13/primes/serial/1 (held_share)" is one of that experiment.
    """
    name, _, experiment = name.removesuffix(")").partition(" (")
    target_id, work, label, workers = name.removesuffix("#2").split("/")
    strategy, _, method = label.rstrip("]").partition("[")
    return replace(
        Trial(
            experiment=experiment or "throughput",
            workload=work,
            strategy=strategy,
            start_method=method or None,
            workers=int(workers),
            size="full",
            items=4,
            target=target_id,
            copy=int(name.endswith("#2")),
        ),
        **changes,
    )


@dataclass(frozen=True)
class World:
    """How the simulated machine behaves. Names are as `trial` takes them: target/workload/strategy/workers."""

    rounds: int = 6
    values: int = 2
    warmups: int = 0  # of pyperf's own, as in runs of versions that had some
    noise: float = 0.01  # standard deviation of log seconds, of each round of each trial
    drift: float = 0.0  # the same of a whole round: what pairing removes
    hog: Callable[[int], float] = lambda _round: 1.0  # by which factor another program slows a round down
    seed: int = 1
    size: str = "full"
    items: Mapping[str, int] = field(default_factory=dict)  # target -> in a value; 4 on others
    seen: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # name -> what every call saw; workers too
    surroundings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # name -> fields of Surroundings
    troubles: Mapping[str, Mapping[int, Outcome]] = field(default_factory=dict)  # name -> round -> what happened


CALM = World()


def simulate(seconds: Mapping[str, float], world: World = CALM, **manifest: Any) -> StoredRun:
    """Return the stored run of trials with these true seconds; targets come in the order of their first trial.

    `manifest` replaces fields of the manifest; `skips` (name -> reason) and `left_out` (names) belong to the plan.
    """
    chance = np.random.default_rng(world.seed)
    plan = Plan(
        trials=tuple(_in(world, name) for name in seconds if not name.endswith("#2")),
        skips=tuple(Skip(trial(name), reason) for name, reason in manifest.pop("skips", {}).items()),
        left_out=tuple(trial(name) for name in manifest.pop("left_out", ())),
        copies=tuple(_in(world, name) for name in seconds if name.endswith("#2")),
    )
    records = []
    for number in range(1, world.rounds + 1):
        slow = world.hog(number) * float(np.exp(chance.normal(0, world.drift)))
        for name, true in seconds.items():
            measured = true * slow * np.exp(chance.normal(0, world.noise, world.values))
            lost_there = world.troubles.get(name, {}).get(number)
            outcome = lost_there or ok(measured, name, world, gain(name, seconds))
            records.append(Record(trial(name).id, number, outcome))
    ids = dict.fromkeys(name.partition("/")[0] for name in seconds)
    return StoredRun(Path("/home/someone/runs/2026-11-22"), _manifest(plan, ids, world, manifest), tuple(records))


def _in(world: World, name: str) -> Trial:
    here = trial(name, size=world.size)
    return replace(here, items=world.items.get(here.target, here.items))


def gain(name: str, seconds: Mapping[str, float]) -> float:
    """Return as how many workers the workers of a trial ran: their speed-up where they compute, at least one."""
    target_id, work = name.split("/")[:2]
    waits = any(each.name == work and each.kind != "cpu" for each in WORKLOADS)
    alone = seconds.get(f"{target_id}/{work}/serial/1")
    return 1.0 if waits or alone is None else max(1.0, alone / seconds[name])


def ok(measured: Iterable[float], name: str, world: World, at_once: float = 1.0) -> Outcome:
    """Return an outcome with these seconds, of which so many CPUs were busy."""
    here, alone = trial(name), [float(each) for each in measured]
    gil = target(here.target).facts.gil_enabled
    changes = dict(world.seen.get(name, {}))
    workers = tuple(changes.pop("workers")) if "workers" in changes else None
    of = _workers if workers is None else lambda *_: workers
    calls = tuple(_call(each, here, changes, of(each, here.workers, at_once)) for each in alone)
    surroundings = replace(
        Surroundings(gil, gil, "absent", 0.005, [0, 1], here.start_method, []), **world.surroundings.get(name, {})
    )
    warmups = [[1, alone[0]]] * world.warmups
    suite = {"version": "1.0", "benchmarks": [{"runs": [{"values": alone, "warmups": warmups}]}]}
    warmed = world.warmups * alone[0]
    return Outcome("ok", "", "", calls, surroundings, 2 * (sum(alone) + warmed), suite, warmed=warmed)


def _call(seconds: float, of: Trial, changes: Mapping[str, Any], workers: tuple[WorkerTime, ...]) -> StoredCall:
    if of.experiment == "held_share":
        return StoredCall(seconds, (), dict(changes))
    seen = {"cpu_seconds": 0.99 * seconds, "voluntary": 10, "involuntary": 5, "overlap": 1.0, "start_skew": 0.001}
    return StoredCall(seconds, workers, {**seen, **changes})


def _workers(seconds: float, workers: int, at_once: float) -> tuple[WorkerTime, ...]:
    """Return the ledger of workers that took turns on so many CPUs, and never had to wait for one."""
    return (WorkerTime(seconds, 0.99 * seconds * min(1.0, at_once / workers), 0.0, 10, 5),) * workers


def lost(state: str, reason: str, tail: str = "") -> Outcome:
    """Return an outcome without a result."""
    return Outcome(state, reason, tail, (), None, 1.0, None)  # type: ignore[arg-type]


def with_problem(of: Target, problem: Problem) -> Target:
    """Return the target with a file that could not be loaded."""
    return replace(of, catalogue=replace(of.catalogue, problems=[problem]))


def scenario(name: str, ratios: Mapping[str, float], serial: float = 0.2, workers: int = 2) -> dict[str, float]:
    """Return the seconds of "target/workload" serially and under strategies with these true speed-ups."""
    under = {f"{name}/{label}/{workers}": serial / speedup for label, speedup in ratios.items()}
    return {f"{name}/serial/1": serial, **under}


def under_the_gil(name: str) -> dict[str, float]:
    """Return a textbook target with its GIL on: everything that the claims read, decided."""
    return {
        **scenario(
            f"{name}/primes",
            {
                "thread": 0.90,
                "thread_pool": 0.90,
                "thread_executor": 0.90,
                "raw_thread": 0.90,
                "process_executor[fork]": 1.9,
            },
        ),
        **scenario(f"{name}/crc32_released", {"thread": 1.92, "process_executor[fork]": 1.9}),
        **scenario(f"{name}/crc32_held", {"thread": 0.99, "process_executor[fork]": 1.9}),
        **scenario(f"{name}/echo", {"thread": 1.97, "asyncio": 1.99}),
    }


def free_threaded(name: str, cost: float = 1.10) -> dict[str, float]:
    """Return a textbook target with its GIL off, whose serial code takes `cost` times as long."""
    return {
        **scenario(f"{name}/primes", {"thread": 1.9, "process_executor[fork]": 1.9}, serial=0.2 * cost),
        **scenario(f"{name}/crc32_released", {"thread": 1.92, "process_executor[fork]": 1.9}),
        **scenario(f"{name}/crc32_held", {"thread": 1.93, "process_executor[fork]": 1.9}),
        **scenario(f"{name}/echo", {"thread": 1.97}),
    }


def _manifest(plan: Plan, ids: Iterable[str], world: World, changes: Mapping[str, Any]) -> Manifest:
    manifest = Manifest(
        schema=1,
        gilbench="0.1.0",
        created="2026-11-22T10:00:00+00:00",
        command=("gilbench", "run", "--python", "/home/someone/bin/python3.13"),
        invented=False,
        settings={},
        seed=7,
        values=world.values,
        usable_cpus=2,
        machine={"CPU": "A CPU", "governor": "performance", "load average": "0.10 0.05 0.01"},
        targets=tuple(target(each) for each in ids),
        unusable=(),
        plan=plan,
        finished=True,
    )
    return replace(manifest, **changes)
