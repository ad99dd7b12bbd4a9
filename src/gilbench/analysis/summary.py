"""What became of each trial over all rounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from gilbench.analysis.frame import NOTHING, SideMetrics, round_medians, side_medians, tidy
from gilbench.analysis.ledger import of_round, wanted_of_round
from gilbench.analysis.lookup import Lookup
from gilbench.analysis.privacy import without_folders
from gilbench.inside.schema import StrategyInfo, WorkerTime, WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.model import Estimate
from gilbench.plan.trial import Trial
from gilbench.store.records import Outcome, StoredRun

TrialState = Literal["ok", "wrong", "failed", "timed out", "skipped", "not run"]

FULL = "full"
SMOKE_TEST = "a smoke test, too short to mean anything"
HARDLY_OVERLAPPED = "workers hardly overlapped"
GIL_CAME_BACK = "the GIL changed during the work"
LEAST_OVERLAP = 0.5  # below this the workers took turns, and contention was never measured
WRONG_RESULT = "wrong result"  # how the reason of a trial with a wrong result begins


@dataclass(frozen=True)
class Summary:
    """One trial over all rounds; texts from the target have lost their folders."""

    trial: Trial
    target: Target
    workload: WorkloadInfo
    strategy: StrategyInfo
    state: TrialState
    reason: str  # empty when ok
    tail: str  # what the process printed last; empty when ok
    rounds: Mapping[int, float]  # round -> seconds; empty unless ok
    side: SideMetrics
    ledger: Mapping[int, tuple[WorkerTime, ...]]  # round -> what each worker's time went on; empty unless ok
    wanted: Mapping[int, float]  # round -> CPUs that the workers used or waited for; empty where that is not known
    held: Estimate | None  # share of its CPU time in which it keeps the GIL; of the held_share experiment only
    ledger_of_warm_up: bool  # read in the warm-up, since reading it in values would have cost too much
    gil_enabled: bool  # after the work where it ran, else as the target described itself
    doubts: tuple[str, ...]  # why no sentence may rest on it
    notes: tuple[str, ...]  # what the target wants to have said

    @property
    def sound(self) -> bool:
        """Whether a sentence may rest on it."""
        return self.state == "ok" and not self.doubts

    @property
    def flags(self) -> tuple[str, ...]:
        """Everything that the reader should know about it."""
        return self.doubts + self.notes


def summarise(run: StoredRun) -> dict[str, Summary]:
    """Return a summary by trial id: of every planned trial in the plan's order, then of every skip."""
    lookup, plan = Lookup(run.manifest.targets), run.manifest.plan
    values = tidy(run)
    rounds, sides = round_medians(values), side_medians(values)
    outcomes: dict[str, dict[int, Outcome]] = {}
    for record in run.records:
        outcomes.setdefault(record.trial, {})[record.round] = record.outcome
    summaries = {
        trial.id: _planned(
            trial, lookup, outcomes.get(trial.id, {}), rounds.get(trial.id, {}), sides.get(trial.id, NOTHING)
        )
        for trial in plan.trials
    }
    return summaries | {skip.trial.id: _skipped(skip.trial, lookup, skip.reason) for skip in plan.skips}


def _planned(
    trial: Trial, lookup: Lookup, by_round: Mapping[int, Outcome], rounds: Mapping[int, float], side: SideMetrics
) -> Summary:
    outcomes = list(by_round.values())
    trouble = next((each for each in outcomes if each.state != "ok"), None)
    if trouble is not None:
        state = _state_of(trouble)
        reason, tail = without_folders(trouble.reason), without_folders(trouble.tail)
    elif rounds:
        state, reason, tail = "ok", "", ""
    else:
        state, reason, tail = "not run", "the run ended before it", ""
    ok = state == "ok"
    surroundings = [each.surroundings for each in outcomes if each.surroundings is not None]
    of_warm_up = any(each.ledger_of == "warm-up" for each in surroundings)
    return Summary(
        trial=trial,
        target=lookup.target(trial),
        workload=lookup.workload(trial),
        strategy=lookup.strategy(trial),
        state=state,
        reason=reason,
        tail=tail,
        rounds=rounds if ok else {},
        side=side if ok else NOTHING,
        ledger={number: spent for number, each in by_round.items() if (spent := of_round(each))} if ok else {},
        wanted=_wanted(by_round) if ok and not of_warm_up else {},
        held=_held(outcomes) if ok else None,
        ledger_of_warm_up=of_warm_up,
        gil_enabled=surroundings[-1].gil_after if surroundings else lookup.target(trial).facts.gil_enabled,
        doubts=_doubts(trial, side if ok else NOTHING, outcomes),
        notes=tuple(dict.fromkeys(without_folders(note) for each in surroundings for note in each.notes)),
    )


def _skipped(trial: Trial, lookup: Lookup, reason: str) -> Summary:
    return Summary(
        trial=trial,
        target=lookup.target(trial),
        workload=lookup.workload(trial),
        strategy=lookup.strategy(trial),
        state="skipped",
        reason=without_folders(reason),
        tail="",
        rounds={},
        side=NOTHING,
        ledger={},
        wanted={},
        held=None,
        ledger_of_warm_up=False,
        gil_enabled=lookup.target(trial).facts.gil_enabled,
        doubts=(),
        notes=(),
    )


def _held(outcomes: Sequence[Outcome]) -> Estimate | None:
    """Return the share of the last round that has one; its interval is that of the samples within it."""
    found = [sample.held for each in outcomes for sample in each.samples if sample.held is not None]
    if not found or found[-1].share is None:
        return None
    return Estimate(found[-1].share, found[-1].low, found[-1].high, len(found))


def _wanted(by_round: Mapping[int, Outcome]) -> dict[int, float]:
    return {number: cpus for number, each in by_round.items() if (cpus := wanted_of_round(each))}


def _state_of(outcome: Outcome) -> TrialState:
    return "wrong" if outcome.state == "failed" and outcome.reason.startswith(WRONG_RESULT) else outcome.state


def _doubts(trial: Trial, side: SideMetrics, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    doubts = []
    if trial.size != FULL:
        doubts.append(SMOKE_TEST)
    if trial.workers > 1 and side.overlap is not None and side.overlap < LEAST_OVERLAP:
        doubts.append(HARDLY_OVERLAPPED)
    seen = [each.surroundings for each in outcomes if each.surroundings is not None]
    if any(each.gil_before != each.gil_after for each in seen):
        doubts.append(GIL_CAME_BACK)
    return tuple(doubts)
