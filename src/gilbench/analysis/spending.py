"""How the budget of a run was spent, and what precision it bought."""

import math
from collections.abc import Mapping, Sequence

from gilbench.analysis.lookup import Lookup
from gilbench.analysis.precision import Rules, pairs
from gilbench.model import ClassSpending, Spending
from gilbench.plan.classes import CLASSES, workload_class
from gilbench.plan.naming import Names
from gilbench.plan.schedule import Pair, worst
from gilbench.plan.trial import Trial
from gilbench.store.records import StoredRun, settings_of


def spending(run: StoredRun, rules: Rules) -> Spending:
    """Return what went where; a trial that was lost took time, but is not expected to be precise."""
    depth = settings_of(run.manifest).depth
    known = pairs(run, rules)
    least_precise = worst(known)
    seconds = _seconds_by_round(run)
    rounds = _rounds(run, rules)
    return Spending(
        budget=depth.budget,
        precision=depth.precision,
        least=math.fsum(each for number, each in seconds.items() if number <= depth.rounds),
        more=math.fsum(each for number, each in seconds.items() if number > depth.rounds),
        complete_rounds=min(rounds.values(), default=0),
        comparisons=len(known),
        precise=sum(each.half_width <= depth.precision for each in known),
        worst=None if least_precise is None or math.isinf(least_precise.half_width) else least_precise.half_width,
        worst_trial="" if least_precise is None else Names(run.manifest.targets).trial(least_precise.other),
        classes=tuple(_classes(run, known, rounds, depth.precision)),
    )


def _seconds_by_round(run: StoredRun) -> dict[int, float]:
    seconds: dict[int, float] = {}
    for record in run.records:
        seconds[record.round] = seconds.get(record.round, 0.0) + record.outcome.elapsed
    return seconds


def _rounds(run: StoredRun, rules: Rules) -> dict[str, int]:
    """Return the number of rounds of every trial that is repeated and was never lost, copies included."""
    repeated = (trial.id for trial in run.manifest.plan.measured if trial.experiment not in rules.once)
    counts = dict.fromkeys(repeated, 0)
    for record in run.records:
        if record.trial in counts:
            counts[record.trial] += 1
    lost = {record.trial for record in run.records if record.outcome.state != "ok"}
    return {trial: count for trial, count in counts.items() if trial not in lost}


def _classes(run: StoredRun, known: Sequence[Pair], rounds: Mapping[str, int], precision: float) -> list[ClassSpending]:
    lookup = Lookup(run.manifest.targets)
    members: dict[str, list[Trial]] = {}
    for trial in run.manifest.plan.measured:
        members.setdefault(_group(trial, lookup), []).append(trial)
    elapsed: dict[str, float] = {}
    for record in run.records:
        elapsed[record.trial] = elapsed.get(record.trial, 0.0) + record.outcome.elapsed
    found = []
    for each in (*CLASSES, *(group for group in members if group not in CLASSES)):
        trials = members.get(each, [])
        counted = [rounds[trial.id] for trial in trials if trial.id in rounds]
        compared = [one for one in known if _group(one.base, lookup) == each]
        if counted:
            found.append(
                ClassSpending(
                    workload_class=each,
                    seconds=math.fsum(elapsed.get(trial.id, 0.0) for trial in trials),
                    fewest_rounds=min(counted),
                    most_rounds=max(counted),
                    comparisons=len(compared),
                    precise=sum(one.half_width <= precision for one in compared),
                )
            )
    return found


def _group(trial: Trial, lookup: Lookup) -> str:
    """Return the class of a trial's work; its experiment where it has no workload."""
    workload = lookup.workload(trial)
    return trial.experiment if workload is None else workload_class(workload)
