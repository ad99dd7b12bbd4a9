"""How stored runs spent their wall time: what is read from run folders, without measuring anything.

Prints for each run the share of its wall that went into timed values; the wall of a trial and round beyond its values
and what warmed it, for threads and processes on each target; how many rounds the trials have that decide a sentence,
and the others; and after how many seconds each of them had those that they should have.

A record has no date, so a run's seconds are counted from its two files that have: from when `.lock` was taken to the
last line of `journal.jsonl`. Whatever the run did between two trials counts as done before the first, so that a moment
is told too late rather than too early. A folder must keep those dates when it is copied (`cp -a`).
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import tables

from gilbench.analysis.evidence import THROUGHPUT
from gilbench.analysis.lookup import Lookup
from gilbench.errors import GilbenchError
from gilbench.experiments.catalogue import Experiments
from gilbench.experiments.discovery import find
from gilbench.plan.rank import Rank
from gilbench.plan.trial import Trial
from gilbench.store import run_folder
from gilbench.store.records import Record, StoredRun, settings_of

DECIDING, OTHERS = "decide a sentence", "others"
GOALS = {DECIDING: 7, OTHERS: 3}  # rounds that each of them should have
FAMILIES = ("threads", "processes")  # whose wall beyond the values has a goal


@dataclass(frozen=True)
class Rounds:
    """How often trials were measured, and when they had been measured often enough."""

    counts: tuple[int, ...]  # of each trial, ascending
    goal: int
    reached: float | None  # seconds since the start until all of them had so many; None where one never had

    @property
    def lacking(self) -> int:
        """Trials that never had so many rounds."""
        return sum(count < self.goal for count in self.counts)


@dataclass(frozen=True)
class Spent:
    """What one run spent. Seconds, all of them."""

    budget: float
    whole: float  # from taking the folder to the last record
    trials: float  # of that, inside the processes of trials
    values: float  # of that, timed
    beyond: Mapping[tuple[str, str], tuple[float, ...]]  # by family of strategies and target, of each trial and round
    rounds: Mapping[str, Rounds]  # by what the trials are for


def main() -> None:
    """Print what each run spent."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("runs", type=Path, nargs="+", metavar="RUN_FOLDER")
    for folder in parser.parse_args().runs:
        try:
            found = spent(run_folder.load(folder), seconds_of(folder))
        except (OSError, GilbenchError) as error:
            sys.exit(f"{folder}: {error}")
        sys.stdout.write(f"{folder}\n{text(found)}")


def seconds_of(folder: Path) -> float:
    """Return the seconds from taking a run folder to its last record; raises OSError if it has no such files."""
    return (folder / run_folder.JOURNAL).stat().st_mtime - (folder / run_folder.LOCK).stat().st_mtime


def spent(run: StoredRun, whole: float) -> Spent:
    """Return what a run spent that took `whole` seconds up to its last record."""
    experiments = find()
    # The calls of other experiments do not tell the wall time that they took.
    timed = {each.id for each in run.manifest.plan.possible if each.experiment == THROUGHPUT}
    calls = [call.seconds for record in run.records if record.trial in timed for call in record.outcome.calls]
    return Spent(
        budget=settings_of(run.manifest).depth.budget,
        whole=whole,
        trials=math.fsum(record.outcome.elapsed for record in run.records),
        values=math.fsum(calls),
        beyond=beyond(run),
        rounds=rounds(run, whole, experiments),
    )


def beyond(run: StoredRun) -> dict[tuple[str, str], tuple[float, ...]]:
    """Return the wall of each trial and round of throughput beyond its values and what warmed it."""
    trials = {each.id: each for each in run.manifest.plan.possible if each.experiment == THROUGHPUT}
    lookup = Lookup(run.manifest.targets)
    found: dict[tuple[str, str], tuple[float, ...]] = {}
    for record in run.records:
        trial = trials.get(record.trial)
        strategy = None if trial is None or record.outcome.state != "ok" else lookup.strategy(trial)
        if trial is not None and strategy is not None:
            key = strategy.family, trial.target
            found[key] = (*found.get(key, ()), _beyond(trial, record))
    return found


def _beyond(trial: Trial, record: Record) -> float:
    outcome = record.outcome
    values = [call.seconds for call in outcome.calls]
    warming = trial.workers / trial.items * statistics.fmean(values)  # an item in every worker
    return outcome.elapsed - math.fsum(values) - warming - outcome.warmed - math.fsum(outcome.settling)


def rounds(run: StoredRun, whole: float, experiments: Experiments) -> dict[str, Rounds]:
    """Return how often the trials were measured that are measured more than once and were never lost."""
    once = experiments.rules(run.manifest).once
    lost = {record.trial for record in run.records if record.outcome.state != "ok"}
    repeated = {each.id for each in run.manifest.plan.measured if each.experiment not in once} - lost
    first = deciding(run, experiments) & repeated
    kinds = {DECIDING: first, OTHERS: repeated - first}
    return {kind: _rounds(run, whole, trials, GOALS[kind]) for kind, trials in kinds.items() if trials}


def deciding(run: StoredRun, experiments: Experiments) -> set[str]:
    """Return the ids of the trials that sentences of the verdict rest on, and of the copies that tell the noise."""
    rules = experiments.rules(run.manifest)
    return {each.id for each in run.manifest.plan.measured if rules.rank(each) is Rank.DECIDES}


def _rounds(run: StoredRun, whole: float, trials: set[str], goal: int) -> Rounds:
    counts = dict.fromkeys(trials, 0)
    reached = {}
    for record, moment in zip(run.records, moments(run.records, whole), strict=True):
        if record.trial in counts:
            counts[record.trial] += 1
            if counts[record.trial] == goal:
                reached[record.trial] = moment
    return Rounds(tuple(sorted(counts.values())), goal, max(reached.values()) if len(reached) == len(trials) else None)


def moments(records: Sequence[Record], whole: float) -> list[float]:
    """Return after how many seconds, at the latest, each record was there; the last one was there after `whole`."""
    found = []
    for record in reversed(records):
        found.append(whole)
        whole -= record.outcome.elapsed
    return found[::-1]


def text(found: Spent) -> str:
    """Return what a run spent as lines of text."""
    head = (
        f"up to the last record {found.whole:.0f} s, a budget of {found.budget:.0f} s; inside trials"
        f" {found.trials:.0f} s; inside values {found.values:.0f} s: {share(found):.0%} of the wall\n"
    )
    return head + tables.text(_table_beyond(found)) + tables.text(_table_rounds(found))


def share(found: Spent) -> float:
    """Return the share of the wall that went into values."""
    return found.values / found.whole


def _table_beyond(found: Spent) -> Iterator[Sequence[str]]:
    yield "beyond values and warm-up", "target", "median", "fastest", "trials and rounds"
    for (family, target), seconds in sorted(found.beyond.items()):
        if family in FAMILIES:
            middle, least = (f"{each * 1000:.0f} ms" for each in (statistics.median(seconds), min(seconds)))
            yield family, target, middle, least, str(len(seconds))


def _table_rounds(found: Spent) -> Iterator[Sequence[str]]:
    yield "rounds of trials that", "trials", "fewest", "median", "most", "should have", "fewer have", "all had them"
    for kind, each in found.rounds.items():
        known = "–" if each.reached is None else f"{each.reached:.0f} s, {each.reached / found.budget:.0%} of budget"
        counts = (each.counts[0], statistics.median(each.counts), each.counts[-1], each.goal, each.lacking)
        yield kind, str(len(each.counts)), *(f"{count:g}" for count in counts), known


if __name__ == "__main__":
    main()
