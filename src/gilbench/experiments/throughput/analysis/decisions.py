"""What to use for each class of work: the simplest strategy that clearly gains and that nothing clearly beats."""

from dataclasses import dataclass
from typing import Literal

from gilbench.analysis.evidence import SERIAL, Evidence, at_workers
from gilbench.analysis.ratios import FEWEST_ROUNDS, Standard, difference, overlapping
from gilbench.analysis.summary import Summary
from gilbench.inside.schema import WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.model import Estimate

_SIMPLEST_FAMILY = ("serial", "asyncio", "threads", "interpreters", "processes")
_SIMPLEST_STRATEGY = ("thread_executor", "process_executor", "thread_pool", "process_pool", "thread", "process")
_MANY_ROUNDS, _NARROW = 10, 0.10  # what high confidence takes: rounds, and the interval's width ÷ value


@dataclass(frozen=True)
class Decision:
    """What to use for one class of work on one target: the simplest strategy that is not beaten."""

    workload_class: str  # "pure-Python CPU", "C that keeps the GIL", "C that releases the GIL", "waiting", ...
    target: str
    use: str  # strategy label
    workload: str  # the workload that it was read off
    speedup: Estimate | None  # None when the answer is serial
    instead_of: str  # what it was compared with, in words
    confidence: Literal["high", "medium", "low"]


def decisions(evidence: Evidence, target: Target) -> list[Decision]:
    """Return a row for every class whose lead was measured under a strategy beside serial in two rounds or more."""
    rows = (_decide(evidence, target, each, info) for each, info in evidence.leads(target).items())
    return [row for row in rows if row is not None]


def _decide(evidence: Evidence, target: Target, workload_class: str, info: WorkloadInfo) -> Decision | None:
    candidates = _candidates(evidence, target.id, info.name)
    if not candidates:
        return None
    standard = evidence.standard
    gaining = [label for label, (_, speedup) in candidates.items() if difference(speedup, standard) == "faster"]
    best = max(gaining or candidates, key=lambda label: candidates[label][1].value)
    top = candidates[best][1]
    if gaining:
        level = [label for label in gaining if overlapping(candidates[label][1], top)]
        use = min(level, key=lambda label: _simplicity(candidates[label][0]))
        speedup, instead_of = candidates[use][1], _others(len(candidates) - 1)
        if use != best:
            instead_of += f"; {best} is not clearly faster"
    else:
        open_question = ", whose gain is undecided" if difference(top, standard) == "undecided" else ""
        use, speedup, instead_of = SERIAL, None, f"{best}, the fastest of {len(candidates)}{open_question}"
    return Decision(
        workload_class=workload_class,
        target=target.id,
        use=use,
        workload=info.name,
        speedup=speedup,
        instead_of=instead_of,
        confidence=_confidence(speedup or top, standard),
    )


def _candidates(evidence: Evidence, target: str, workload: str) -> dict[str, tuple[Summary, Estimate]]:
    """Return the sound trials with an interval, by strategy label."""
    return {
        each.trial.strategy_label: (each, evidence.speedups[each.trial.id])
        for each in at_workers(evidence.on(target), evidence.workers(target))
        if each.trial.workload == workload
        and each.sound
        and each.trial.id in evidence.speedups
        and evidence.speedups[each.trial.id].low is not None
    }


def _simplicity(summary: Summary) -> tuple[int, int, bool, str]:
    """Return what orders strategies from simple to laborious: family, interface, the platform's own start method.

    An event loop that hands its work to threads is no simpler than these.
    """
    threaded_loop = summary.strategy.family == "asyncio" and not summary.strategy.runs_async
    family = "threads" if threaded_loop else summary.strategy.family
    name, start_method = summary.trial.strategy, summary.trial.start_method
    rank = _SIMPLEST_STRATEGY.index(name) if name in _SIMPLEST_STRATEGY else len(_SIMPLEST_STRATEGY)
    foreign = start_method != summary.target.facts.default_start_method
    return _SIMPLEST_FAMILY.index(family), rank, foreign, summary.trial.strategy_label


def _others(count: int) -> str:
    if count == 0:
        return "serial"
    return f"serial and {count} other strateg{'y' if count == 1 else 'ies'}"


def _confidence(estimate: Estimate, standard: Standard) -> Literal["high", "medium", "low"]:
    if estimate.low is None or estimate.high is None or estimate.rounds < FEWEST_ROUNDS:
        return "low"
    if difference(estimate, standard) == "undecided":
        return "low"
    narrow = (estimate.high - estimate.low) / estimate.value < _NARROW
    return "high" if narrow and estimate.rounds >= _MANY_ROUNDS else "medium"
