"""Stored runs → a comparison: targets within a run, paired by round, or runs with each other, never paired."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.figures import Figure
from gilbench.analysis.ratios import Seconds, Standard
from gilbench.analysis.summary import Summary
from gilbench.compare import changed, contrast, remarks
from gilbench.compare.base import choose
from gilbench.compare.comparable import Session, changes, more_than_the_gil, require_comparable
from gilbench.compare.contrast import Contrast
from gilbench.compare.records import Change, ClassRatio, Comparison, ComparisonRow, Source, Verdict
from gilbench.compare.sources import source
from gilbench.compare.thresholds import Thresholds
from gilbench.errors import NoBaselineError
from gilbench.experiments.catalogue import Experiments
from gilbench.model import NoiseFloor
from gilbench.plan.classes import CLASSES, FAMILY_ORDER, workload_class
from gilbench.store.records import StoredRun

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
    def group(self) -> str:
        """The class of work; the experiment where there is no workload."""
        return self.before.trial.experiment if self.before.work is None else workload_class(self.before.work)

    @property
    def family(self) -> str:
        """The family of the strategy; empty where there is none."""
        return "" if self.before.way is None else self.before.way.family

    @property
    def in_words(self) -> str:
        """The strategy as a person reads it, with the parameters of the trial."""
        return " ".join(filter(None, (self.after.strategy_in_words, self.after.trial.parameter_text)))

    @property
    def doubts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.before.doubts + self.after.doubts))


@dataclass(frozen=True)
class _Circumstances:
    """What there is to know about the sides beside their trials."""

    remarks: Sequence[str]
    sources: Sequence[Source]
    changes: Sequence[Change]
    uncompared: Sequence[str]


@dataclass(frozen=True)
class _Rules:
    """What the rows of a comparison are judged by."""

    measure: Measure
    thresholds: Thresholds
    floor: NoiseFloor | None
    figures: Mapping[str, Figure]  # what is compared, by experiment

    def contrast(self, pair: _Pair) -> Contrast | None:
        """Return base ÷ new, or new ÷ base where more is better: above 1 the new side does better."""
        before, after = self.in_order(pair.before, pair.after)
        return self.measure(before.rounds, after.rounds)

    def in_order(self, before: Summary, after: Summary) -> tuple[Summary, Summary]:
        """Return what is divided by what."""
        more_is_better = self.figures[before.trial.experiment].better == "more"
        return (after, before) if more_is_better else (before, after)

    def standard(self, pair: _Pair) -> Standard:
        """Return what a difference of this pair has to reach."""
        share = self.thresholds.share(remarks.names_of(pair.before), pair.group)
        return Standard(share) if self.floor is None else Standard(share, self.floor.share, self.floor.rounds)


def within(run: StoredRun, base: str | None, thresholds: Thresholds, experiments: Experiments) -> Comparison:
    """Compare every target of a run with the one that the SPEC `base` means, by default the first.

    A twin that was only brought along is left out, unless it is the base.
    Raises UsageError if that is none or several, and NoBaselineError if there is nothing to compare.
    """
    chosen = choose(run.manifest.targets, base).id
    ids = [each.id for each in run.manifest.targets if each.id == chosen or not each.twin_of]
    if len(ids) < 2:  # noqa: PLR2004  it takes two
        raise NoBaselineError("the run has only one interpreter: name a second run to compare it with, or a --baseline")
    evidence = experiments.evidence(run)
    comparable = _comparable(evidence, experiments)
    sides = {
        each: _Side("", {one.trial.name: one for one in comparable.values() if one.trial.target == each})
        for each in ids
    }
    first = sides.pop(chosen)
    matched = [(first, side) for side in sides.values()]
    told = [
        *remarks.of_runs({"": run.manifest}),
        *remarks.unequal(comparable, ids),
        *more_than_the_gil(run.manifest.targets, chosen, sides),
    ]
    targets = [each for each in run.manifest.targets if each.id in ids]
    return _comparison(
        matched,
        _Rules(contrast.paired, thresholds, _floor([evidence]), _figures(experiments)),
        _Circumstances(
            remarks=told,
            sources=[source(run.folder.name, evidence, targets)],
            changes=changed.among(targets, chosen),
            uncompared=_uncompared([evidence], experiments),
        ),
    )


def between(runs: Mapping[str, StoredRun], thresholds: Thresholds, experiments: Experiments) -> Comparison:
    """Compare runs, by their names, with the first of them; targets are matched by id.

    Raises NoBaselineError where that would mean nothing.
    """
    evidence = {name: experiments.evidence(run) for name, run in runs.items()}
    base, *news = [Session(name, each.manifest, _comparable(each, experiments)) for name, each in evidence.items()]
    for new in news:
        require_comparable(base, new)
    first = _Side(f"{base.name}/", base.summaries)
    matched = [(first, _Side(f"{new.name}/", new.summaries)) for new in news]
    told = [OTHER_SESSION, *remarks.of_runs({name: run.manifest for name, run in runs.items()})]
    told += [
        f"{new.name} is the same run as {base.name}" for new in news if remarks.is_copy(runs[base.name], runs[new.name])
    ]
    told += [change for new in news for change in changes(base, new)]
    return _comparison(
        matched,
        _Rules(contrast.unpaired, thresholds, _floor(evidence.values()), _figures(experiments)),
        _Circumstances(
            remarks=told,
            sources=[source(name, each, each.manifest.subjects) for name, each in evidence.items()],
            changes=[each for new in news for each in changed.between(base, new)],
            uncompared=_uncompared(evidence.values(), experiments),
        ),
    )


def _floor(evidence: Iterable[Evidence]) -> NoiseFloor | None:
    found = [each.floor for each in evidence if each.floor is not None]
    return max(found, key=lambda each: each.share, default=None)


def _figures(experiments: Experiments) -> dict[str, Figure]:
    return {name: each.compared for name, each in experiments.reductions.items() if each.compared is not None}


def _comparable(evidence: Evidence, experiments: Experiments) -> dict[str, Summary]:
    """Return the trials, by id, of experiments that compare something; the others' are nobody's base."""
    comparing = _figures(experiments)
    return {key: each for key, each in evidence.summaries.items() if each.trial.experiment in comparing}


def _uncompared(evidence: Iterable[Evidence], experiments: Experiments) -> list[str]:
    """Name the experiments that have results, and no figure that is compared."""
    here = {one.trial.experiment for each in evidence for one in each.summaries.values() if one.state == "ok"}
    return [each.name for each in experiments.known if each.name in here and each.name not in _figures(experiments)]


def _comparison(matched: Sequence[tuple[_Side, _Side]], rules: _Rules, known: _Circumstances) -> Comparison:
    pairs = [pair for base, new in matched for pair in _pairs(base, new)]
    measured = [(pair, found) for pair in pairs if (found := rules.contrast(pair)) is not None]
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
        floor=None if rules.floor is None else rules.floor.share,
        family=len(contrast.family(tested).p_values),
        rows=tuple(sorted(rows, key=lambda row: row.ratio.value)),
        means=tuple(_means([pair for pair, _ in sound], rules)),
        one_sided=tuple(line for base, new in matched for line in _one_sided(base, new)),
        warnings=(*known.remarks, *remarks.doubts(rows), *remarks.without_effect(_here(matched), rules.thresholds)),
        sources=tuple(known.sources),
        changes=tuple(known.changes),
        uncompared=tuple(known.uncompared),
    )


def _here(matched: Sequence[tuple[_Side, _Side]]) -> list[Summary]:
    return [summary for sides in matched for side in sides for summary in side.summaries.values()]


def _pairs(base: _Side, new: _Side) -> list[_Pair]:
    return [
        _Pair(base.label(before), new.label(after), before, after)
        for name, before in base.summaries.items()
        if before.state == "ok" and (after := new.summaries.get(name)) is not None and after.state == "ok"
    ]


def _one_sided(base: _Side, new: _Side) -> list[str]:
    """Name what has a result on one side only; what neither side has is nobody's loss."""
    return [
        f"{summary.in_words}: only {here.label(summary)} has a result{_why(there, name)}"
        for here, there in ((base, new), (new, base))
        for name, summary in here.summaries.items()
        if summary.state == "ok" and (name not in there.summaries or there.summaries[name].state != "ok")
    ]


def _why(there: _Side, name: str) -> str:
    """Say what became of a trial on the side that has no result of it."""
    other = there.summaries.get(name)
    if other is None:
        return ", the other side did not plan it"
    return f"; {there.label(other)}: {other.state}{f', {other.reason}' if other.reason else ''}"


def _row(pair: _Pair, found: Contrast, verdict: Verdict, rules: _Rules) -> ComparisonRow:
    trial, standard = pair.before.trial, rules.standard(pair)
    waits_for_rounds = verdict == "undecided" and not pair.doubts
    return ComparisonRow(
        trial=trial.name,
        experiment=trial.experiment,
        workload=trial.workload or "",
        workload_class=pair.group,
        strategy=trial.strategy_label,
        parameters=trial.parameter_text,
        strategy_in_words=pair.in_words,
        family=pair.family,
        before=contrast.level(pair.before.rounds),
        after=contrast.level(pair.after.rounds),
        unit=rules.figures[trial.experiment].unit,
        noise=None if rules.floor is None else standard.floor_in(found.ratio.rounds),
        workers=trial.workers,
        target=pair.after.trial.target,
        base=pair.base,
        new=pair.new,
        ratio=found.ratio,
        margin=standard.least_in(found.ratio.rounds),
        verdict=verdict,
        doubts=pair.doubts,
        rounds_needed=contrast.rounds_needed(found, standard.margin) if waits_for_rounds else None,
    )


def _means(pairs: Sequence[_Pair], rules: _Rules) -> list[ClassRatio]:
    """Return the mean of each experiment, class, family and two sides, over the rounds that all their trials share."""
    groups: dict[tuple[str, str, str, str, str], list[_Pair]] = {}
    for pair in pairs:
        key = (pair.base, pair.new, pair.before.trial.experiment, pair.group, pair.family)
        groups.setdefault(key, []).append(pair)
    means = []
    for (base, new, experiment, group, family), members in groups.items():
        ordered = [rules.in_order(each.before, each.after) for each in members]
        before, after = ([one.rounds for one in side] for side in zip(*ordered, strict=True))
        found = rules.measure(contrast.pooled(before), contrast.pooled(after))
        if found is not None:
            means.append(ClassRatio(experiment, group, family, base, new, found.ratio, len(members)))
    order = list(dict.fromkeys(key[:3] for key in groups))
    return sorted(
        means,
        key=lambda each: (
            order.index((each.base, each.new, each.experiment)),
            _place(each.workload_class, CLASSES),
            _place(each.family, FAMILY_ORDER),
        ),
    )


def _place(name: str, order: Sequence[str]) -> int:
    """Return where a name stands in an order, the last place for names that are not in it."""
    return order.index(name) if name in order else len(order)
