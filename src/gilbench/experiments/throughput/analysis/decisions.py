"""What to use for each class of work on each interpreter, and where nobody can tell yet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from gilbench import fmt
from gilbench.analysis.evidence import SERIAL, Evidence
from gilbench.analysis.intervals import typical_seconds
from gilbench.analysis.ratios import Standard, difference, ratio
from gilbench.experiments.throughput.analysis.by_threads import ByThreads, by_threads
from gilbench.experiments.throughput.analysis.candidates import Candidate, candidates, changes_shared_state
from gilbench.experiments.throughput.analysis.choice import (
    Choice,
    choose,
    default_twin,
    in_its_way,
    likeliest,
    over,
    plain_twin,
)
from gilbench.experiments.throughput.analysis.exceptions import exceptions
from gilbench.experiments.throughput.analysis.told import Told
from gilbench.inside.schema import WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.model import Estimate

Answer = Literal["use", "serial", "undecided"]

_MANY_ROUNDS, _NARROW = 10, 0.10  # what high confidence takes: rounds, and the interval's width ÷ value
_RISKS = {
    "fork": "fork copies locks that other threads hold: in a program with threads, workers may never get on",
    "spawn": "spawn imports the main module again in each worker: it needs if __name__ == '__main__'",
    "forkserver": "forkserver imports the main module again in each worker: it needs if __name__ == '__main__'",
}


@dataclass(frozen=True)
class Decision:
    """What to use for one class of work on one target."""

    workload_class: str  # "pure-Python CPU", "C that keeps the GIL", "C that releases the GIL", "waiting", ...
    target: str
    workload: str  # the workload that it was read off
    answer: Answer
    strategy: str  # in Python's words: what to use; where that is undecided, the likeliest candidate
    family: str  # of that strategy
    gain: Estimate | None  # of that strategy over serial code; None for serial code
    when_idle: bool  # the gain is that of an idle machine
    serial: float  # seconds of an item in serial code
    seconds: float  # seconds of an item under that strategy
    because: tuple[str, ...]  # why, and what to know before following it
    confidence: Literal["high", "medium", "low"] | None  # None where it is undecided
    work: tuple[str, int, str]  # what an item does: name, version, size; times of other work are not comparable
    rounds: Mapping[int, float]  # such seconds of what is advised, by round; of serial code where that is undecided
    threads: ByThreads | None = None  # what plain threads do with that workload; None where they gave no result
    among_the_fastest: int = 0  # how many interpreters no other is clearly faster than, if this is one of them, else 0

    @property
    def rather_serial(self) -> bool:
        """Whether, undecided as it is, even the best of the strategies is more likely to lose than to gain."""
        return self.answer == "undecided" and self.gain is not None and self.gain.value <= 1


def decisions(evidence: Evidence, target: Target, told: Mapping[str, Told]) -> list[Decision]:
    """Return a row for every class whose lead was measured under a strategy beside serial.

    `told` is what the verdict says of threads, by class: no advice contradicts it.
    """
    rows = (_of_class(evidence, target, each, told.get(each)) for each in evidence.leads(target))
    return [row for row in rows if row is not None]


def with_the_fastest(found: Sequence[Decision], standard: Standard) -> list[Decision]:
    """Return the decisions, those marked that are the fastest on any interpreter for the same work."""
    return [replace(each, among_the_fastest=_rivals(each, found, standard)) for each in found]


def _rivals(decision: Decision, found: Sequence[Decision], standard: Standard) -> int:
    """Return how many interpreters are among the fastest; 0 if this one is not, or if none is clearly slower."""
    same = [each for each in found if (each.workload_class, each.work) == (decision.workload_class, decision.work)]
    fastest = min(same, key=lambda each: typical_seconds(list(each.rounds.values())).value)
    level = [each for each in same if each is fastest or _level(each, fastest, standard)]
    return len(level) if decision in level and len(level) < len(same) else 0


def _level(one: Decision, fastest: Decision, standard: Standard) -> bool:
    gap = ratio(one.rounds, fastest.rounds)
    return gap is not None and difference(gap, standard) != "faster"


def _of_class(evidence: Evidence, target: Target, workload_class: str, told: Told | None) -> Decision | None:
    found = candidates(evidence, target, evidence.leads(target)[workload_class].name, told)
    if not found:
        return None
    return replace(_decide(evidence, target, workload_class, told, found), threads=by_threads(evidence, found))


def _decide(
    evidence: Evidence, target: Target, workload_class: str, told: Told | None, found: Sequence[Candidate]
) -> Decision:
    lead = evidence.leads(target)[workload_class]
    choice = choose(found, evidence.standard)
    notes = (*_copies(lead), *exceptions(evidence, target, lead, choice, told))
    if choice is not None:
        known = (*_variant(choice.use, found), *_start_method(choice.use, found), *_at_most(choice.use))
        because = (_instead(choice, len(found) - 1), *known, *notes)
        return _decision("use", choice.use, workload_class, because, _confidence(choice.use.gain))
    perhaps, best = likeliest(found, evidence.standard), max(found, key=lambda each: each.gain.value)
    if perhaps is not None:
        why = perhaps.why or _unclear_beside(in_its_way(perhaps, found, evidence.standard)[0], perhaps)
        return _decision("undecided", perhaps, workload_class, (why, *notes), None)
    if told is not None and told.of(lead.name):
        return _decision("undecided", best, workload_class, (f"threads gain in {told.workload}", *notes), None)
    return _decision("serial", best, workload_class, (_ruled_out(best, len(found)), *notes), _confidence(best.gain))


def _decision(
    answer: Answer,
    about: Candidate,
    workload_class: str,
    because: tuple[str, ...],
    confidence: Literal["high", "medium", "low"] | None,
) -> Decision:
    trial, serial = about.summary.trial, about.serial
    alone = typical_seconds(list(serial.rounds.values())).value
    together = typical_seconds(list(about.summary.rounds.values())).value
    to_serial = answer == "serial"
    return Decision(
        workload_class=workload_class,
        target=trial.target,
        workload=about.summary.workload.name,
        answer=answer,
        strategy=SERIAL if to_serial else about.called,
        family="serial" if to_serial else about.summary.strategy.family,
        gain=None if to_serial else about.gain,
        when_idle=about.state == "gains when idle",
        serial=alone,
        seconds=alone if to_serial else together,
        because=because,
        confidence=confidence,
        work=(about.summary.workload.name, about.summary.workload.version, trial.size),
        rounds=about.summary.rounds if answer == "use" else serial.rounds,
    )


def _instead(choice: Choice, others: int) -> str:
    more = f" and {others} other strateg{'y' if others == 1 else 'ies'}" if others else ""
    best = "" if choice.use is choice.best else f"; {choice.best.called} is not clearly faster"
    return f"instead of serial{more}{best}"


def _ruled_out(best: Candidate, count: int) -> str:
    highest = f"{best.called}: {fmt.ratio_interval(best.speedup)}"
    return f"a gain is ruled out of {f'all {count}; highest, ' if count > 1 else ''}{highest}"


def _unclear_beside(usual: Candidate, perhaps: Candidate) -> str:
    """Say why a start method or a variant that gains is not advised: it is not clearly faster than what is usual."""
    varied = usual.summary.trial.strategy != perhaps.summary.trial.strategy
    what = usual.called if varied else "under the default start method"
    return f"not clearly faster than {what}{f', {usual.why}' if usual.doubted else ''}"


def _variant(use: Candidate, found: Sequence[Candidate]) -> Iterator[str]:
    """Say how much faster it is than what it is a variant of."""
    plain = plain_twin(use, found)
    gain = over(plain, use) if plain is not None else None
    if plain is not None and gain is not None:
        yield f"{fmt.ratio_interval(gain)} the speed of {plain.called}"
    elif use.summary.strategy.variant_of:
        yield f"{use.summary.strategy.variant_of}, of which it is a variant, gave no result"


def _start_method(use: Candidate, found: Sequence[Candidate]) -> Iterator[str]:
    """Say that it is the interpreter's own, or why it is another, and what that risks."""
    method, own = use.summary.trial.start_method, use.summary.target.facts.default_start_method
    if method is None:
        return
    if not use.foreign:
        yield f"default start method, {own}"
        return
    default = default_twin(use, found)
    gain = over(default, use) if default is not None else None
    if gain is None:
        yield f"the default start method, {own}, gave no result"
    else:
        yield f"{fmt.ratio_interval(gain)} the speed of the default start method, {own}"
    if method in _RISKS:
        yield _RISKS[method]


def _at_most(use: Candidate) -> Iterator[str]:
    if use.state == "gains when idle" and use.summary.strategy.shares_memory:
        yield "if they do not get in each other's way: here they seldom ran at the same time"


def _copies(info: WorkloadInfo) -> Iterator[str]:
    if changes_shared_state(info):
        yield "no processes: each would change a copy of its own"


def _confidence(estimate: Estimate) -> Literal["high", "medium"]:
    if estimate.low is None or estimate.high is None:
        return "medium"
    narrow = (estimate.high - estimate.low) / estimate.value < _NARROW
    return "high" if narrow and estimate.rounds >= _MANY_ROUNDS else "medium"
