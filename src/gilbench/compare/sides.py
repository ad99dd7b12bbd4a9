"""Stored runs → a comparison: targets within a run, paired by round, or runs with each other, never paired."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from gilbench.analysis.floor import noise_floor
from gilbench.analysis.ratios import Seconds, Standard
from gilbench.analysis.summary import Summary, summarise
from gilbench.compare import contrast
from gilbench.compare.base import choose
from gilbench.compare.comparable import Session, changes, require_comparable
from gilbench.compare.contrast import Contrast
from gilbench.compare.records import ClassRatio, Comparison, ComparisonRow, Verdict
from gilbench.compare.thresholds import Thresholds
from gilbench.errors import NoBaselineError
from gilbench.plan.classes import CLASSES, workload_class
from gilbench.store.records import Manifest, StoredRun

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


@dataclass(frozen=True)
class _Rules:
    """What the rows of a comparison are judged by."""

    measure: Measure
    thresholds: Thresholds
    floor: float | None

    def standard(self, pair: _Pair) -> Standard:
        """Return what a difference of this pair has to reach."""
        share = self.thresholds.share(pair.before.trial, workload_class(pair.before.workload))
        return Standard(share, self.floor or 0.0)


def within(run: StoredRun, base: str | None, thresholds: Thresholds) -> Comparison:
    """Compare every target of a run with the one that the SPEC `base` means, by default the first.

    Raises UsageError if that is none or several, and NoBaselineError if there is nothing to compare.
    """
    chosen = choose(run.manifest.targets, base).id
    ids = [target.id for target in run.manifest.targets]
    if len(ids) < 2:  # noqa: PLR2004  it takes two
        raise NoBaselineError("the run has only one interpreter: name a second run to compare it with, or a --baseline")
    summaries = summarise(run)
    sides = {
        each: _Side("", {one.trial.name: one for one in summaries.values() if one.trial.target == each}) for each in ids
    }
    first = sides.pop(chosen)
    matched = [(first, side) for side in sides.values()]
    return _comparison(matched, _Rules(contrast.paired, thresholds, _floor([run])), _remarks({"": run.manifest}))


def between(runs: Mapping[str, StoredRun], thresholds: Thresholds) -> Comparison:
    """Compare runs, by their names, with the first of them; targets are matched by id.

    Raises NoBaselineError where that would mean nothing.
    """
    base, *news = [Session(name, run.manifest, summarise(run)) for name, run in runs.items()]
    for new in news:
        require_comparable(base, new)
    first = _Side(f"{base.name}/", base.summaries)
    matched = [(first, _Side(f"{new.name}/", new.summaries)) for new in news]
    remarks = [OTHER_SESSION, *_remarks({name: run.manifest for name, run in runs.items()})]
    remarks += [f"{new.name} is the same run as {base.name}" for new in news if _same(runs[base.name], runs[new.name])]
    remarks += [change for new in news for change in changes(base, new)]
    return _comparison(matched, _Rules(contrast.unpaired, thresholds, _floor(runs.values())), remarks)


def _same(one: StoredRun, other: StoredRun) -> bool:
    """Tell whether one is a copy of the other: a baseline beside the run that it was made from."""
    return one.manifest.created == other.manifest.created and one.records == other.records


def _floor(runs: Iterable[StoredRun]) -> float | None:
    return max((found.share for run in runs if (found := noise_floor(run)) is not None), default=None)


def _comparison(matched: Sequence[tuple[_Side, _Side]], rules: _Rules, remarks: Sequence[str]) -> Comparison:
    pairs = [pair for base, new in matched for pair in _pairs(base, new)]
    measured = [
        (pair, found) for pair in pairs if (found := rules.measure(pair.before.rounds, pair.after.rounds)) is not None
    ]
    if not measured:
        raise NoBaselineError("no trial went well on both sides of the comparison; the report of the run says why")
    sound = [(pair, found) for pair, found in measured if not pair.doubts]
    doubtful = [(pair, found) for pair, found in measured if pair.doubts]
    tested = [found for _, found in sound]
    judged = contrast.verdicts(tested, [rules.standard(pair) for pair, _ in sound])
    rows = [
        *(_row(pair, found, verdict, rules) for (pair, found), verdict in zip(sound, judged, strict=True)),
        *(_row(pair, found, "undecided", rules) for pair, found in doubtful),
    ]
    return Comparison(
        paired=rules.measure is contrast.paired,
        min_effect=rules.thresholds.min_effect,
        floor=rules.floor,
        family=contrast.family(tested),
        rows=tuple(sorted(rows, key=lambda row: row.ratio.value)),
        means=tuple(_means([pair for pair, _ in sound], rules.measure)),
        one_sided=tuple(line for base, new in matched for line in _one_sided(base, new)),
        warnings=(*remarks, *_doubts(rows), *_without_effect(matched, rules.thresholds)),
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


def _row(pair: _Pair, found: Contrast, verdict: Verdict, rules: _Rules) -> ComparisonRow:
    trial, standard = pair.before.trial, rules.standard(pair)
    waits_for_rounds = verdict == "undecided" and not pair.doubts
    return ComparisonRow(
        trial=trial.name,
        experiment=trial.experiment,
        workload=trial.workload,
        workload_class=workload_class(pair.before.workload),
        strategy=trial.strategy_label,
        workers=trial.workers,
        target=pair.after.trial.target,
        base=pair.base,
        new=pair.new,
        ratio=found.ratio,
        margin=standard.least,
        verdict=verdict,
        doubts=pair.doubts,
        rounds_needed=contrast.rounds_needed(found, standard.margin) if waits_for_rounds else None,
    )


def _means(pairs: Sequence[_Pair], measure: Measure) -> list[ClassRatio]:
    """Return the mean of each experiment, class and two sides, over the rounds that all their trials share."""
    groups: dict[tuple[str, str, str, str], list[_Pair]] = {}
    for pair in pairs:
        key = (pair.base, pair.new, pair.before.trial.experiment, workload_class(pair.before.workload))
        groups.setdefault(key, []).append(pair)
    means = []
    for (base, new, experiment, group), members in groups.items():
        before = contrast.pooled([each.before.rounds for each in members])
        found = measure(before, contrast.pooled([each.after.rounds for each in members]))
        if found is not None:
            means.append(ClassRatio(experiment, group, base, new, found.ratio, len(members)))
    order = list(dict.fromkeys(key[:3] for key in groups))
    return sorted(
        means,
        key=lambda each: (order.index((each.base, each.new, each.experiment)), CLASSES.index(each.workload_class)),
    )


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


def _without_effect(matched: Sequence[tuple[_Side, _Side]], thresholds: Thresholds) -> list[str]:
    trials = [summary.trial for sides in matched for side in sides for summary in side.summaries.values()]
    return [
        f"no trial here is called {glob!r}: this threshold changes nothing"
        for glob in thresholds.without_effect(trials)
    ]
