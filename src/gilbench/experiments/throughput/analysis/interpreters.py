"""The same trials on two targets."""

from dataclasses import dataclass

from gilbench.analysis.evidence import SERIAL, Evidence, at_workers
from gilbench.analysis.ratios import Standard, difference, mean_ratio, ratio
from gilbench.analysis.summary import Summary
from gilbench.experiments.throughput.analysis.twins import closest_with_gil
from gilbench.interpreters.twins import differences
from gilbench.model import CellState, Estimate
from gilbench.plan.classes import place, workload_class

Pair = tuple[Summary, Summary]  # the same trial on the base and on the other target


@dataclass(frozen=True)
class InterpreterRow:
    """The same trial on two targets: base time ÷ other time, above 1 means that the other is faster."""

    workload: str
    workload_class: str
    strategy: str  # as a person reads it
    workers: int
    base: str
    other: str
    ratio: Estimate
    state: CellState


@dataclass(frozen=True)
class ClassMean:
    """Geometric mean of the ratios of one workload class between two targets, one strategy."""

    workload_class: str
    strategy: str  # as a person reads it
    base: str
    other: str
    ratio: Estimate
    rows: int  # how many ratios are in it


def pairs(evidence: Evidence) -> list[Pair]:
    """Return what was measured on two targets: serial code, and every strategy at the base's worker count.

    The first target is the base. A target without a GIL is compared with its twin too, or else with the newest CPython
    that has one, in serial code; a twin that was only brought along is compared with nothing else. Pairs of the same
    two targets stand together.
    """
    base, *others = evidence.manifest.subjects
    found = [pair for other in others for pair in _common(evidence, base.id, other.id)]
    with_base = {frozenset({base.id, other.id}) for other in others}
    for free in evidence.manifest.subjects:
        locked = None if free.facts.gil_enabled else closest_with_gil(free, evidence.manifest.targets)
        if locked is not None and frozenset({free.id, locked.id}) not in with_base:
            found += [pair for pair in _common(evidence, locked.id, free.id) if pair[0].trial.strategy == SERIAL]
    return found


def apart(evidence: Evidence, one: str, other: str) -> str:
    """Say what sets two targets apart: "another version, another compiler"; empty if it is nothing that matters."""
    facts = {each.id: each.facts for each in evidence.manifest.targets}
    differing = ", ".join(differences(facts[one], facts[other]))
    if facts[one].gil_enabled == facts[other].gil_enabled:
        return differing
    return f"not the GIL alone: {differing}" if differing else "the GIL alone"


def interpreter_rows(measured: list[Pair], standard: Standard) -> list[InterpreterRow]:
    """Return a row for each pair with a common round: the same two targets together, the highest ratio first."""
    rows = [row for base, other in measured if (row := _row(base, other, standard)) is not None]
    order = list(dict.fromkeys((row.base, row.other) for row in rows))
    return sorted(rows, key=lambda row: (order.index((row.base, row.other)), -row.ratio.value, row.workload))


def class_means(measured: list[Pair]) -> list[ClassMean]:
    """Return the geometric mean of each class, strategy and two targets, over the rounds that all its pairs share."""
    groups: dict[tuple[str, str, str, str], list[Pair]] = {}
    for base, other in measured:
        key = (base.trial.target, other.trial.target, workload_class(base.workload), base.strategy_in_words)
        groups.setdefault(key, []).append((base, other))
    means = []
    for (base_id, other_id, group, strategy), members in groups.items():
        mean = mean_ratio([(base.rounds, other.rounds) for base, other in members])
        if mean is not None:
            means.append(ClassMean(group, strategy, base_id, other_id, mean, len(members)))
    return sorted(means, key=lambda each: place(each.workload_class))


def _common(evidence: Evidence, base: str, other: str) -> list[Pair]:
    serial = tuple(each for each in evidence.on(base) if each.trial.strategy == SERIAL)
    found = []
    for each in serial + at_workers(evidence.on(base), evidence.workers(base)):
        trial = each.trial
        twin = evidence.find(other, each.workload.name, trial.strategy_label, trial.workers)
        if each.state == "ok" and twin is not None and twin.state == "ok":
            found.append((each, twin))
    return found


def _row(base: Summary, other: Summary, standard: Standard) -> InterpreterRow | None:
    compared = ratio(base.rounds, other.rounds)
    if compared is None:
        return None
    return InterpreterRow(
        workload=base.workload.name,
        workload_class=workload_class(base.workload),
        strategy=base.strategy_in_words,
        workers=base.trial.workers,
        base=base.trial.target,
        other=other.trial.target,
        ratio=compared,
        state=difference(compared, standard),
    )
