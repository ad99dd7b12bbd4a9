"""Comparisons to render."""

from dataclasses import replace

from tests.report.pages import HOSTILE

from gilbench.compare.records import Change, ClassRatio, Comparison, ComparisonRow, Source
from gilbench.compare.sides import OTHER_SESSION
from gilbench.inside.globs import in_words
from gilbench.model import CopiedTrial, Estimate, NoiseFloor
from gilbench.plan.classes import C_KEEPS_GIL, PURE_PYTHON, WAITING

_PYTHON_NAMES = {"thread": "Thread", "process_executor": "ProcessPoolExecutor", "asyncio": "asyncio tasks"}
_FAMILIES = {"serial": "serial", "thread": "threads", "process_executor": "processes", "asyncio": "asyncio"}


def row(workload, strategy, verdict, ratio, **changes):
    """Return a row of a trial at two workers, serial ones at one; the ratio is (value, low, high)."""
    workers = 1 if strategy == "serial" else 2
    name, _, method = strategy.partition("[")
    made = ComparisonRow(
        trial=f"throughput/{workload}/{strategy}/{workers}",
        experiment="throughput",
        workload=workload,
        workload_class=PURE_PYTHON,
        strategy=strategy,
        workers=workers,
        target="3.13t",
        base="3.13",
        new="3.13t",
        ratio=Estimate(*ratio, 5),
        margin=0.05,
        verdict=verdict,
        doubts=(),
        rounds_needed=None,
        parameters="",
        strategy_in_words=in_words(_PYTHON_NAMES.get(name, name), method.rstrip("]")),
        family=_FAMILIES.get(name, ""),
        before=Estimate(0.2, 0.198, 0.202, 5),
        after=Estimate(0.2 / ratio[0], None, None, 1),
        unit="s",
        noise=0.031,
    )
    return replace(made, **changes)


def source(name, *targets, **changes):
    """Return a run with these targets."""
    made = Source(
        name=name,
        created="2026-11-22T10:15:00+00:00",
        gilbench="0.1.0",
        usable_cpus=2,
        targets=tuple((each, f"CPython {each}") for each in targets),
        floor=NoiseFloor(0.031, 5, (CopiedTrial("primes", "Thread", 2, "3.13", Estimate(1.01, 0.98, 1.03, 5)),)),
        invented=False,
        finished=True,
    )
    return replace(made, **changes)


WITHIN = Comparison(
    paired=True,
    min_effect=0.05,
    floor=0.031,
    family=5,
    rows=(
        row("primes", "serial", "slower", (0.8, 0.78, 0.82)),
        row("http_download", "thread", "undecided", (0.97, 0.8, 1.2), doubts=("workers hardly overlapped",)),
        row("echo", "asyncio", "undecided", (0.98, 0.88, 1.09), margin=0.08, rounds_needed=8, workload_class=WAITING),
        row("nbody", "serial", "same", (1.01, 0.99, 1.03)),
        row("nbody", "thread", "undecided", (1.05, 1.02, 1.08)),
        replace(
            row("fib", "process_executor[fork]", "undecided", (1.2, None, None)), ratio=Estimate(1.2, None, None, 1)
        ),
        row("primes", "thread", "faster", (1.98, 1.91, 2.05)),
        row(
            "crc32_held",
            "thread",
            "faster",
            (12_300.0, 12_000.0, 12_600.0),
            target="3.14t",
            new="3.14t",
            workload_class=C_KEEPS_GIL,
        ),
    ),
    means=(
        ClassRatio("throughput", PURE_PYTHON, "serial", "3.13", "3.13t", Estimate(0.9, 0.88, 0.92, 5), 2),
        ClassRatio("throughput", PURE_PYTHON, "threads", "3.13", "3.13t", Estimate(1.44, 1.4, 1.48, 5), 2),
        ClassRatio("throughput", PURE_PYTHON, "processes", "3.13", "3.13t", Estimate(1.2, None, None, 1), 1),
        ClassRatio("throughput", WAITING, "asyncio", "3.13", "3.13t", Estimate(0.97, 0.8, 1.2, 5), 1),
        ClassRatio("throughput", C_KEEPS_GIL, "threads", "3.13", "3.14t", Estimate(12_300.0, 12_000.0, 12_600.0, 5), 1),
    ),
    one_sided=("primes, InterpreterPoolExecutor, 2 workers: only 3.14t has a result",),
    warnings=("in doubt, and therefore undecided: 1 of the rows (workers hardly overlapped)",),
    sources=(source("run", "3.13", "3.13t", "3.14t"),),
    changes=(Change("serious", "version", "3.14t", "3.13", "3.14t", "3.13.5", "3.14.0"),),
    uncompared=("safety",),
)
BETWEEN = replace(
    WITHIN,
    paired=False,
    floor=None,
    rows=(
        row(
            "nbody",
            "serial",
            "same",
            (1.0, 0.99, 1.01),
            target="3.13",
            base="before/3.13",
            new="after/3.13",
            noise=None,
        ),
    ),
    means=(),
    one_sided=(),
    family=1,
    warnings=(OTHER_SESSION,),
    sources=(
        source("before", "3.13", floor=None),
        source("after", "3.13", created="2026-11-23T10:15:00+00:00", floor=None),
    ),
    changes=(
        Change("serious", "compiler", "3.13", "before", "after", "GCC 12.2.0", "GCC 14.2.0"),
        Change("warning", "kernel", "machine", "before", "after", "6.1", "6.18"),
        Change("note", "seed", "settings", "before", "after", "1", ""),
    ),
    uncompared=(),
)
HOSTILE_NAMES = replace(
    WITHIN,
    rows=tuple(replace(each, workload=HOSTILE, strategy=HOSTILE, base=HOSTILE, new=HOSTILE) for each in WITHIN.rows),
    means=(ClassRatio("throughput", PURE_PYTHON, "threads", HOSTILE, HOSTILE, Estimate(1.0, 0.9, 1.1, 5), 3),),
    one_sided=(HOSTILE,),
    warnings=(HOSTILE,),
    sources=(source(HOSTILE, HOSTILE),),
    changes=(Change("serious", HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
    uncompared=(HOSTILE,),
)


SEVERAL_EXPERIMENTS = replace(
    WITHIN,
    rows=(WITHIN.rows[0], replace(WITHIN.rows[0], experiment="startup", trial="startup/primes/serial/1")),
    means=(WITHIN.means[0], replace(WITHIN.means[0], experiment="startup")),
)

WITHOUT_WORKLOADS = replace(
    WITHIN,
    rows=(
        row("", "thread", "slower", (0.5, 0.4, 0.6), experiment="startup", trial="startup/thread/2"),
        row("", "", "faster", (2.0, 1.9, 2.1), experiment="startup", trial="startup", workers=1),
    ),
    means=(
        ClassRatio("startup", "startup", "threads", "3.13", "3.13t", Estimate(0.5, 0.4, 0.6, 5), 1),
        ClassRatio("startup", "startup", "", "3.13", "3.13t", Estimate(2.0, 1.9, 2.1, 5), 1),
    ),
)


def many(rows, workload="primes"):
    """Return a comparison with so many slower rows."""
    worse = [row(f"{workload}{number}", "thread", "slower", (0.5, 0.4, 0.6)) for number in range(rows)]
    return replace(WITHIN, rows=tuple(worse))
