"""What the calls of throughput come to, alone and against each other."""

import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from gilbench.analysis.evidence import SERIAL, Evidence
from gilbench.analysis.figures import Figure
from gilbench.analysis.intervals import typical_seconds
from gilbench.analysis.ratios import rounds_to_decide
from gilbench.analysis.summary import Summary
from gilbench.experiments.throughput.analysis.cpu_time import cpu_against_serial
from gilbench.experiments.throughput.analysis.gil import shares_gil
from gilbench.experiments.throughput.analysis.gil_gap import gap_of
from gilbench.experiments.throughput.analysis.judged import judged
from gilbench.experiments.throughput.analysis.ledger_rows import idle
from gilbench.experiments.throughput.analysis.scaling import efficiency, serial_fraction_estimate, shares_cpus
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial

FIGURES = (
    Figure("seconds_per_item", "s", "less", "Time of a value ÷ its items, of which another Python may do more."),
    Figure("speedup", "×", "more", "Serial time ÷ this time, in the same round, on the same Python."),
    Figure("efficiency", "share", "more", "Speed-up ÷ workers."),
    Figure("serial_fraction", "share", "less", "Karp and Flatt's: 0 is ideal scaling, 1 is none."),
    Figure("gil_gap", "share", "less", "What threads leave unused of what the same work reaches in warm processes."),
    Figure("idle_speedup", "×", "more", "The speed-up had nothing else run on the machine, at most."),
    Figure("cpu_against_serial", "×", "less", "CPU time of an item ÷ that of serial code, in the same round."),
    Figure("running", "share", "", "Share of the workers' time on a CPU."),
    Figure("ready", "share", "less", "Share of the workers' time in which no CPU was free."),
    Figure("blocked", "share", "", "Share of the workers' time blocked: on the GIL, a lock, input or output."),
    Figure("parallelism", "CPUs", "more", "CPUs busy on average."),
    Figure("cpu_seconds", "s", "less", "CPU time of a value, all workers together."),
    Figure("cpu_per_wall", "CPUs", "", "CPU time ÷ the time of the value."),
    Figure("voluntary_switches", "", "less", "Voluntary context switches in a value, all workers together."),
    Figure("involuntary_switches", "", "less", "Involuntary context switches in a value, all workers together."),
    Figure("overlap", "share", "more", "Share of the time in which every worker was in an item."),
    Figure("start_skew", "s", "less", "Time between the first and the last worker's first start."),
)
COMPARED = "seconds_per_item"

_OF_SIDE = {"voluntary_switches": "voluntary", "involuntary_switches": "involuntary"}
_SIDE = (
    "running",
    "ready",
    "blocked",
    "parallelism",
    "cpu_seconds",
    "cpu_per_wall",
    *_OF_SIDE,
    "overlap",
    "start_skew",
)
_WITH_INTERVAL = (
    "seconds",
    "seconds_per_item",
    "speedup",
    "serial_fraction",
    "gil_gap",
    "idle_speedup",
    "cpu_against_serial",
)


def reduce(trial: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return the seconds of an item: the median over rounds of each round's median."""
    medians = [statistics.median(call.seconds for call in calls) for calls in rounds.values() if calls]
    return {"seconds_per_item": typical_seconds([each / trial.items for each in medians])} if medians else {}


def related(evidence: Evidence) -> dict[str, dict[str, Estimate]]:
    """Return what a trial comes to beside others: speed-up and what follows from it, and the medians of its calls."""
    return {each.trial.id: {**_ratios(evidence, each), **_medians(each)} for each in evidence.throughput}


def row(evidence: Evidence, summary: Summary) -> dict[str, Any]:
    """Return the cells of a row of results.csv."""
    found = {**evidence.figures[summary.trial.id], **_of_values(summary)}
    cells: dict[str, Any] = _verdict(evidence, summary)
    for name in _WITH_INTERVAL:
        cells |= _cells(name, found.get(name))
    return cells | _plain(found, summary)


def _of_values(summary: Summary) -> dict[str, Estimate]:
    """Return the seconds of whole values, which other programs read: where items differ they compare with nothing."""
    values = [each * summary.trial.items for each in summary.rounds.values()]
    return {"seconds": typical_seconds(values)} if values else {}


def _ratios(evidence: Evidence, summary: Summary) -> dict[str, Estimate]:
    speedup, workers = evidence.speedups.get(summary.trial.id), summary.trial.workers
    gap, idle_speedup = gap_of(evidence, summary), idle(evidence, summary)
    cpu = cpu_against_serial(evidence, summary)
    found: dict[str, Estimate] = {}
    if speedup is not None:
        found["speedup"] = speedup
        if not shares_cpus(summary, evidence.manifest.usable_cpus):
            parallel = workers > 1 and summary.trial.strategy != SERIAL
            found["efficiency"] = Estimate(efficiency(speedup.value, workers), None, None, speedup.rounds)
            found |= {"serial_fraction": serial_fraction_estimate(speedup, workers)} if parallel else {}
    found |= {} if gap is None else {"gil_gap": gap}
    found |= {} if idle_speedup is None else {"idle_speedup": idle_speedup}
    return found | ({} if cpu is None else {"cpu_against_serial": cpu})


def _medians(summary: Summary) -> dict[str, Estimate]:
    values = {name: getattr(summary.side, _OF_SIDE.get(name, name)) for name in _SIDE}
    rounds = len(summary.rounds)
    return {name: Estimate(value, None, None, rounds) for name, value in values.items() if value is not None}


def _verdict(evidence: Evidence, summary: Summary) -> dict[str, Any]:
    speedup = evidence.speedups.get(summary.trial.id)
    if speedup is None or summary.trial.strategy == SERIAL:
        return {}
    found = judged(evidence, summary, speedup)
    return {"verdict": found, "rounds_needed": rounds_to_decide(speedup) if found == "undecided" else None}


def _plain(found: Mapping[str, Estimate], summary: Summary) -> dict[str, Any]:
    """Return the cells without an interval; blocked is called a wait for the GIL where nothing else can block."""
    side, efficient = summary.side, found.get("efficiency")
    waits_for_gil = summary.nature == "computes" and shares_gil(summary)
    return {
        "efficiency": None if efficient is None else efficient.value,
        **{name: getattr(side, _OF_SIDE.get(name, name)) for name in _SIDE},
        "gil_wait": side.wait if waits_for_gil else None,
    }


def _cells(column: str, estimate: Estimate | None) -> dict[str, Any]:
    if estimate is None:
        return {}
    return {column: estimate.value, f"{column}_low": estimate.low, f"{column}_high": estimate.high}
