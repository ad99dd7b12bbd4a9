"""What became of each trial over all rounds."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from gilbench.analysis import large_results
from gilbench.analysis.compared import Compared
from gilbench.analysis.conditions import changes
from gilbench.analysis.figures import Reduction, Reductions
from gilbench.analysis.frame import NOTHING, SideMetrics, side_medians
from gilbench.analysis.gil_came_back import gil_doubts
from gilbench.analysis.ledger import left_idle, of_round, replaced, wanted_of_round
from gilbench.analysis.lookup import Lookup
from gilbench.analysis.nature import Nature, busy_share, nature
from gilbench.analysis.own_threads import busy_in_serial_code, counted, cpu_by_round, in_words
from gilbench.analysis.turns import took_turns
from gilbench.errors import StoreError
from gilbench.inside.schema import StrategyInfo, Surroundings, WorkerTime, WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.model import Estimate
from gilbench.plan.trial import SERIAL, Trial
from gilbench.store.records import Outcome, StoredRun

if TYPE_CHECKING:
    import pandas as pd  # what it costs to import is paid where the table is made

TrialState = Literal["ok", "wrong", "failed", "timed out", "skipped", "not run"]

FULL = "full"
SMOKE_TEST = "a smoke test, too short to mean anything"
WRONG_RESULT = "wrong result"  # how the reason of a trial with a wrong result begins


@dataclass(frozen=True)
class Summary:
    """One trial over all rounds; texts from the target have lost their folders."""

    trial: Trial
    target: Target
    work: WorkloadInfo | None  # None where the experiment has no workload
    way: StrategyInfo | None
    state: TrialState
    reason: str  # empty when ok
    tail: str  # what the process printed last; empty when ok
    rounds: Mapping[int, float]  # round -> the figure that its experiment compares; empty unless ok, or if none is
    measured: int  # rounds that went well; 0 unless ok
    figures: Mapping[str, Estimate]  # of its own calls, by name; empty unless ok
    side: SideMetrics
    ledger: Mapping[int, tuple[WorkerTime, ...]]  # round -> what each worker's time went on; empty unless ok
    cpu: Mapping[int, float]  # round -> CPU seconds of a value, of all that is counted; empty unless ok
    wanted: Mapping[int, float]  # round -> CPUs that the workers used or waited for; empty where that is not known
    ledger_of_warm_up: bool  # read in the warm-up, since reading it in values would have cost too much
    gil_enabled: bool  # after the work where it ran, else as the target described itself
    own_threads: float | None  # CPUs busy in serial code, where its work has threads of its own; None elsewhere
    doubts: tuple[str, ...]  # why no sentence may rest on it
    notes: tuple[str, ...]  # what else there is to say about it
    drawn: object = None  # of its own calls: what the section of its experiment draws and is no figure
    beyond: str = ""  # why none may rest on its speed-up, although its time stands; empty if one may
    strategy_in_words: str = ""  # as a person reads it: `Pool (fork)`; empty where the experiment has none
    in_words: str = ""  # the trial as a person reads it, without its target: `primes, Pool (fork), 2 workers`
    idle: float | None = None  # share of their time in which workers had no item left; None where items are alike
    busy: float | None = None  # share of its time that serial code of this work was on a CPU; None if nobody knows

    @property
    def workload(self) -> WorkloadInfo:
        """The workload of an experiment that has one; raises StoreError if this trial has none."""
        if self.work is None:
            raise StoreError(f"{self.trial.id} in manifest.json has no workload")
        return self.work

    @property
    def strategy(self) -> StrategyInfo:
        """The strategy of an experiment that has one; raises StoreError if this trial has none."""
        if self.way is None:
            raise StoreError(f"{self.trial.id} in manifest.json has no strategy")
        return self.way

    @property
    def nature(self) -> Nature:
        """Whether its work computes or waits: as declared, or as serial code shows where nobody says."""
        return nature("" if self.work is None else self.work.kind, self.busy)

    @property
    def sound(self) -> bool:
        """Whether a sentence may rest on it."""
        return self.state == "ok" and not self.every_doubt

    @property
    def objections(self) -> tuple[str, ...]:
        """Why nothing about the GIL or the machine may rest on it: its doubts, and threads of its own."""
        return self.every_doubt + (() if self.own_threads is None else (in_words(self.own_threads),))

    @property
    def flags(self) -> tuple[str, ...]:
        """Everything that the reader should know about it."""
        return self.every_doubt + self.notes

    @property
    def every_doubt(self) -> tuple[str, ...]:
        """Why no sentence may rest on it or on its speed-up."""
        return (*self.doubts, self.beyond) if self.beyond else self.doubts


def summarise(run: StoredRun, reductions: Reductions, rounds: Compared, values: "pd.DataFrame") -> dict[str, Summary]:
    """Return a summary by trial id: of every planned trial in the plan's order, then of every skip.

    `rounds` is what is compared, `values` the tidy table of the run. A trial of an experiment that is not known here
    has no figure.
    """
    lookup, plan, sides = Lookup(run.manifest.targets), run.manifest.plan, side_medians(values)
    own_threads = busy_in_serial_code(run)
    serial = {each.work: sides.get(each.id, NOTHING) for each in plan.trials if each.strategy == SERIAL}
    outcomes: dict[str, dict[int, Outcome]] = {}
    for record in run.records:
        outcomes.setdefault(record.trial, {})[record.round] = record.outcome
    summaries = {}
    for trial in plan.trials:
        reduction = reductions.get(trial.experiment)
        side = sides.get(trial.id, NOTHING)
        own = own_threads.get(trial.work)
        busy = busy_share(serial.get(trial.work, NOTHING), own)
        told = _Told(
            outcomes.get(trial.id, {}), reduction, rounds.get(trial.id, {}), side, own, busy, run.manifest.usable_cpus
        )
        summaries[trial.id] = _planned(trial, lookup, told)
    return summaries | {skip.trial.id: _skipped(skip.trial, lookup, skip.reason) for skip in plan.skips}


class _Told(NamedTuple):
    """What the rounds tell of one trial."""

    by_round: Mapping[int, Outcome]
    reduction: Reduction | None
    rounds: Mapping[int, float]
    side: SideMetrics
    own_threads: float | None
    busy: float | None
    usable_cpus: int


def _planned(trial: Trial, lookup: Lookup, told: _Told) -> Summary:
    by_round, reduction, rounds, side, own, busy, usable_cpus = told
    outcomes = list(by_round.values())
    state, reason, tail = _end(outcomes)
    ok = state == "ok"
    calls = {number: each.calls for number, each in sorted(by_round.items())} if ok else {}
    surroundings = [each.surroundings for each in outcomes if each.surroundings is not None]
    work = lookup.workload(trial)
    # Workers that are replaced have to start while others work: that they hardly overlap is what this costs.
    lasting = not any(replaced(call.workers, trial.workers) for each in outcomes for call in each.calls)
    does = nature("" if work is None else work.kind, busy)
    readable = ok and own is None  # else the time of the workers' own threads says nothing of the work
    way = lookup.strategy(trial)
    apart = trial.workers > 1 and way is not None and not way.runs_async  # tasks of an event loop share one ledger
    differ = work is not None and work.listed is not None  # where items are alike, idle workers have other reasons
    idle = _idle(by_round, trial.workers, side) if readable and apart and lasting and differ else None
    turns = took_turns(trial.workers, side, does, usable_cpus, idle) if ok and lasting else ""
    of_warm_up = any(each.ledger_of == "warm-up" for each in surroundings)
    return Summary(
        trial=trial,
        target=lookup.target(trial),
        work=work,
        way=way,
        state=state,
        reason=reason,
        tail=tail,
        rounds=rounds if ok else {},
        measured=len(calls),
        figures=reduction.reduce(trial, calls) if reduction and calls else {},
        drawn=reduction.drawn(trial, calls) if reduction and calls else None,
        side=(side if own is None else counted(side)) if ok else NOTHING,
        ledger={number: spent for number, each in by_round.items() if (spent := of_round(each))} if readable else {},
        cpu=cpu_by_round(by_round, own) if ok else {},
        wanted=_wanted(by_round) if readable and not of_warm_up else {},
        ledger_of_warm_up=of_warm_up,
        gil_enabled=surroundings[-1].gil_after if surroundings else lookup.target(trial).facts.gil_enabled,
        doubts=_doubts(trial, turns, outcomes),
        own_threads=own if ok else None,
        notes=_notes(surroundings, own if ok else None),
        strategy_in_words=lookup.names.strategy(trial),
        in_words=lookup.names.trial_anywhere(trial),
        idle=idle,
        busy=busy,
    )


def _end(outcomes: Sequence[Outcome]) -> tuple[TrialState, str, str]:
    """Return what became of a trial, why, and what it printed last."""
    trouble = next((each for each in outcomes if each.state != "ok"), None)
    if trouble is not None:
        return _state_of(trouble), trouble.reason, trouble.tail
    return ("ok", "", "") if outcomes else ("not run", "the run ended before it", "")


def _skipped(trial: Trial, lookup: Lookup, reason: str) -> Summary:
    return Summary(
        trial=trial,
        target=lookup.target(trial),
        work=lookup.workload(trial),
        way=lookup.strategy(trial),
        state="skipped",
        reason=reason,
        tail="",
        rounds={},
        measured=0,
        figures={},
        side=NOTHING,
        ledger={},
        cpu={},
        wanted={},
        ledger_of_warm_up=False,
        gil_enabled=lookup.target(trial).facts.gil_enabled,
        own_threads=None,
        doubts=(),
        notes=(),
        strategy_in_words=lookup.names.strategy(trial),
        in_words=lookup.names.trial_anywhere(trial),
    )


def _idle(by_round: Mapping[int, Outcome], crew: int, side: SideMetrics) -> float | None:
    shares = (left_idle(of_round(each), crew, side.start_skew or 0.0) for each in by_round.values())
    known = [each for each in shares if each is not None]
    return statistics.median(known) if known else None


def _wanted(by_round: Mapping[int, Outcome]) -> dict[int, float]:
    return {number: cpus for number, each in by_round.items() if (cpus := wanted_of_round(each))}


def _notes(surroundings: Sequence[Surroundings], own_threads: float | None) -> tuple[str, ...]:
    of_target = dict.fromkeys(note for each in surroundings for note in each.notes)
    peaks = [each.peak_memory for each in surroundings if each.peak_memory is not None]
    return (*of_target, *large_results.peak(peaks), *(() if own_threads is None else (in_words(own_threads),)))


def _state_of(outcome: Outcome) -> TrialState:
    return "wrong" if outcome.state == "failed" and outcome.reason.startswith(WRONG_RESULT) else outcome.state


def _doubts(trial: Trial, turns: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    doubts = []
    if trial.size != FULL:
        doubts.append(SMOKE_TEST)
    if turns:
        doubts.append(turns)
    seen = [each.surroundings for each in outcomes if each.surroundings is not None]
    return (*doubts, *gil_doubts(seen), *dict.fromkeys(change for each in seen for change in changes(each)))
