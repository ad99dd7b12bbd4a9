"""Stored runs → a comparison: targets within a run, paired by round, or runs with each other, never paired."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gilbench.analysis import contrast
from gilbench.analysis.comparability import Session, changes, require_comparable
from gilbench.analysis.compare import Seconds
from gilbench.analysis.contrast import Contrast
from gilbench.analysis.summary import Summary, summarise
from gilbench.comparison import ClassRatio, Comparison, ComparisonRow, Verdict
from gilbench.errors import NoBaselineError, UsageError
from gilbench.leads import CLASSES, workload_class
from gilbench.store import Manifest, StoredRun

OTHER_SESSION = "different sessions: rounds cannot be paired, drift of the machine is in these figures"

Measure = Callable[[Seconds, Seconds], Contrast | None]


@dataclass(frozen=True)
class _Side:
    prefix: str  # of its targets' names
    summaries: Mapping[str, Summary]  # by the name that the same trial has on the other side

    def label(self, summary: Summary) -> str:
        return f"{self.prefix}{summary.trial.target}"


@dataclass(frozen=True)
class _Pair:
    base: str
    new: str
    before: Summary
    after: Summary

    @property
    def doubts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.before.doubts + self.after.doubts))


def within(run: StoredRun, base: str | None, margin: float) -> Comparison:
    """Compare every target of a run with one of them, by default the first.

    Raises UsageError if the run has no target of that id, and NoBaselineError if there is nothing to compare.
    """
    ids = [target.id for target in run.manifest.targets]
    if base is not None and base not in ids:
        raise UsageError(f"--base {base}: this run has no such target; it has {', '.join(map(repr, ids))}")
    if len(ids) < 2:  # noqa: PLR2004  it takes two
        raise NoBaselineError("the run has only one interpreter: name a second run to compare it with")
    summaries = summarise(run)
    sides = {
        each: _Side("", {one.trial.name: one for one in summaries.values() if one.trial.target == each}) for each in ids
    }
    first = sides.pop(base or ids[0])
    matched = [(first, side) for side in sides.values()]
    return _comparison(matched, contrast.paired, margin, _remarks({"": run.manifest}))


def between(runs: Mapping[str, StoredRun], margin: float) -> Comparison:
    """Compare runs, by their names, with the first of them; targets are matched by id.

    Raises NoBaselineError where that would mean nothing.
    """
    base, *news = [Session(name, run.manifest, summarise(run)) for name, run in runs.items()]
    for new in news:
        require_comparable(base, new)
    first = _Side(f"{base.name}/", base.summaries)
    matched = [(first, _Side(f"{new.name}/", new.summaries)) for new in news]
    remarks = [OTHER_SESSION, *_remarks({name: run.manifest for name, run in runs.items()})]
    remarks += [change for new in news for change in changes(base, new)]
    return _comparison(matched, contrast.unpaired, margin, remarks)


def _comparison(
    matched: Sequence[tuple[_Side, _Side]], measure: Measure, margin: float, remarks: Sequence[str]
) -> Comparison:
    pairs = [pair for base, new in matched for pair in _pairs(base, new)]
    measured = [
        (pair, found) for pair in pairs if (found := measure(pair.before.rounds, pair.after.rounds)) is not None
    ]
    if not measured:
        raise NoBaselineError("no trial went well on both sides of the comparison; the report of the run says why")
    sound = [(pair, found) for pair, found in measured if not pair.doubts]
    doubtful = [(pair, found) for pair, found in measured if pair.doubts]
    tested = [found for _, found in sound]
    rows = [
        _row(pair, found, verdict)
        for (pair, found), verdict in zip(sound, contrast.verdicts(tested, margin), strict=True)
    ] + [_row(pair, found, "undecided") for pair, found in doubtful]
    return Comparison(
        paired=measure is contrast.paired,
        margin=margin,
        family=contrast.family(tested),
        rows=tuple(sorted(rows, key=lambda row: row.ratio.value)),
        means=tuple(_means([pair for pair, _ in sound], measure)),
        one_sided=tuple(line for base, new in matched for line in _one_sided(base, new)),
        warnings=(*remarks, *_doubts(rows)),
    )


def _pairs(base: _Side, new: _Side) -> list[_Pair]:
    return [
        _Pair(base.label(before), new.label(after), before, after)
        for name, before in base.summaries.items()
        if before.state == "ok" and (after := new.summaries.get(name)) is not None and after.state == "ok"
    ]


def _one_sided(base: _Side, new: _Side) -> list[str]:
    """Name what has a result on one side only; what neither side has is nobody's loss."""
    return [
        f"{summary.trial.name}: only {here.label(summary)} has a result"
        for here, there in ((base, new), (new, base))
        for name, summary in here.summaries.items()
        if summary.state == "ok" and (name not in there.summaries or there.summaries[name].state != "ok")
    ]


def _row(pair: _Pair, found: Contrast, verdict: Verdict) -> ComparisonRow:
    trial = pair.before.trial
    return ComparisonRow(
        experiment=trial.experiment,
        workload=trial.workload,
        workload_class=workload_class(pair.before.workload),
        strategy=trial.strategy_label,
        workers=trial.workers,
        base=pair.base,
        new=pair.new,
        ratio=found.ratio,
        verdict=verdict,
        doubts=pair.doubts,
    )


def _means(pairs: Sequence[_Pair], measure: Measure) -> list[ClassRatio]:
    """Return the mean of each class and two sides, over the rounds that all their trials share."""
    groups: dict[tuple[str, str, str], list[_Pair]] = {}
    for pair in pairs:
        groups.setdefault((pair.base, pair.new, workload_class(pair.before.workload)), []).append(pair)
    means = []
    for (base, new, group), members in groups.items():
        before = contrast.pooled([each.before.rounds for each in members])
        found = measure(before, contrast.pooled([each.after.rounds for each in members]))
        if found is not None:
            means.append(ClassRatio(group, base, new, found.ratio, len(members)))
    order = list(dict.fromkeys((base, new) for base, new, _ in groups))
    return sorted(means, key=lambda each: (order.index((each.base, each.new)), CLASSES.index(each.workload_class)))


def _remarks(manifests: Mapping[str, Manifest]) -> list[str]:
    found = []
    for name, manifest in manifests.items():
        run = f"run {name}" if name else "the run"
        if manifest.invented:
            found.append(f"invented timings: {run} is a dry run, nothing in it was measured")
        if not manifest.finished:
            found.append(f"{run} was interrupted: it has fewer rounds than it was asked for")
    return found


def _doubts(rows: Sequence[ComparisonRow]) -> list[str]:
    counts = Counter(doubt for row in rows for doubt in row.doubts)
    return [f"in doubt, and therefore undecided: {number} of the rows ({doubt})" for doubt, number in counts.items()]
