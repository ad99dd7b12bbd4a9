"""How the budget of a run was spent, and what precision it bought."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gilbench.analysis.compared import Compared
from gilbench.analysis.evidence import THROUGHPUT
from gilbench.analysis.lookup import Lookup
from gilbench.analysis.precision import Rules, pairs_in
from gilbench.model import Spending, SpentOn
from gilbench.plan.classes import CLASSES, workload_class
from gilbench.plan.naming import Names
from gilbench.plan.rank import Rank
from gilbench.plan.schedule import Pair, worst
from gilbench.plan.trial import Trial
from gilbench.store.records import StoredRun, settings_of

IN_WORDS = {
    Rank.DECIDES: "what decides a sentence",
    Rank.ADVISES: "what narrows an advice",
    Rank.SHOWS: "the rest",
}


def spending(run: StoredRun, rules: Rules, rounds: Compared) -> Spending:
    """Return what went where; a trial that was lost took time, but is not expected to be precise.

    `rounds` is what the run compares, of copies too.
    """
    depth, over = settings_of(run.manifest).depth, run.manifest.plan.over_budget
    known = pairs_in(run, rules, rounds)
    least_precise = worst(known)
    seconds = _seconds_by_round(run)
    books = _Books(depth.precision, _rounds(run, rules), _seconds_by_trial(run))
    return Spending(
        budget=depth.budget,
        precision=depth.precision,
        least=math.fsum(each for number, each in seconds.items() if number <= depth.rounds),
        more=math.fsum(each for number, each in seconds.items() if number > depth.rounds),
        complete_rounds=min(books.rounds.values(), default=0),
        comparisons=len(known),
        precise=sum(each.half_width <= depth.precision for each in known),
        worst=_widest(known if least_precise is None else [least_precise]),
        worst_trial="" if least_precise is None else Names(run.manifest.targets).trial(least_precise.other),
        ranks=tuple(_ranks(run, rules, known, books)),
        classes=tuple(_classes(run, known, books)),
        inside_values=_inside_values(run),
        no_room=len(over.trials) if over else 0,
        room=over.option if over else "",
    )


@dataclass(frozen=True)
class _Books:
    """What was spent on each trial, by its id."""

    precision: float
    rounds: Mapping[str, int]  # of what is repeated and was never lost
    seconds: Mapping[str, float]

    def spent_on(self, what: str, trials: Iterable[Trial], compared: Sequence[Pair]) -> SpentOn | None:
        """Return what some trials got; None where none of them ran, or all that is repeated was lost."""
        names = [each.id for each in trials]
        ran = [each for each in names if each in self.seconds]
        counted = [self.rounds[each] for each in names if each in self.rounds]
        if not ran or not counted:
            return None
        return SpentOn(
            what=what,
            trials=len(ran),
            seconds=math.fsum(self.seconds[each] for each in ran),
            fewest_rounds=min(counted),
            most_rounds=max(counted),
            comparisons=len(compared),
            precise=sum(each.half_width <= self.precision for each in compared),
            worst=_widest(compared),
        )


def _seconds_by_round(run: StoredRun) -> dict[int, float]:
    seconds: dict[int, float] = {}
    for record in run.records:
        seconds[record.round] = seconds.get(record.round, 0.0) + record.outcome.elapsed
    return seconds


def _seconds_by_trial(run: StoredRun) -> dict[str, float]:
    elapsed: dict[str, float] = {}
    for record in run.records:
        elapsed[record.trial] = elapsed.get(record.trial, 0.0) + record.outcome.elapsed
    return elapsed


def _inside_values(run: StoredRun) -> float:
    """Return the share of the time; only calls of throughput tell the wall time that they took."""
    timed = {each.id for each in run.manifest.plan.possible if each.experiment == THROUGHPUT}
    elapsed = math.fsum(record.outcome.elapsed for record in run.records)
    inside = math.fsum(call.seconds for record in run.records if record.trial in timed for call in record.outcome.calls)
    return inside / elapsed if elapsed > 0 else 0.0


def _rounds(run: StoredRun, rules: Rules) -> dict[str, int]:
    """Return the number of rounds of every trial that is repeated and was never lost, copies included."""
    repeated = (trial.id for trial in run.manifest.plan.measured if trial.experiment not in rules.once)
    counts = dict.fromkeys(repeated, 0)
    for record in run.records:
        if record.trial in counts:
            counts[record.trial] += 1
    lost = {record.trial for record in run.records if record.outcome.state != "ok"}
    return {trial: count for trial, count in counts.items() if trial not in lost}


def _ranks(run: StoredRun, rules: Rules, known: Sequence[Pair], books: _Books) -> list[SpentOn]:
    measured = run.manifest.plan.measured
    found = (
        books.spent_on(
            IN_WORDS[rank],
            [each for each in measured if rules.rank(each) == rank],
            [each for each in known if each.rank == rank],
        )
        for rank in Rank
    )
    return [each for each in found if each is not None]


def _classes(run: StoredRun, known: Sequence[Pair], books: _Books) -> list[SpentOn]:
    lookup = Lookup(run.manifest.targets)
    members: dict[str, list[Trial]] = {}
    for trial in run.manifest.plan.measured:
        members.setdefault(_group(trial, lookup), []).append(trial)
    found = (
        books.spent_on(each, members.get(each, []), [one for one in known if _group(one.base, lookup) == each])
        for each in (*CLASSES, *(group for group in members if group not in CLASSES))
    )
    return [each for each in found if each is not None]


def _group(trial: Trial, lookup: Lookup) -> str:
    """Return the class of a trial's work; its experiment where it has no workload."""
    workload = lookup.workload(trial)
    return trial.experiment if workload is None else workload_class(workload)


def _widest(compared: Iterable[Pair]) -> float | None:
    """Return the widest half-width; None where nothing is compared, or an interval is missing."""
    widest = max((each.half_width for each in compared), default=math.inf)
    return None if math.isinf(widest) else widest
