"""Which of several ways to recommend: the simplest that clearly gains and that nothing clearly beats."""

from collections.abc import Sequence
from dataclasses import dataclass

from gilbench.analysis.ratios import Standard, difference, overlapping, ratio
from gilbench.experiments.throughput.analysis.candidates import Candidate
from gilbench.model import Estimate

_SIMPLEST_FAMILY = ("serial", "asyncio", "threads", "interpreters", "processes")
_SIMPLEST_STRATEGY = ("thread_executor", "process_executor", "thread_pool", "process_pool", "thread", "process")


@dataclass(frozen=True)
class Choice:
    """What is recommended, and the one with the highest gain, which may be another."""

    use: Candidate
    best: Candidate


def choose(found: Sequence[Candidate], standard: Standard) -> Choice | None:
    """Return what to recommend, None if nothing clearly gains: as measured, else on an idle machine."""
    allowed = [each for each in found if not in_its_way(each, found, standard)]
    for state in ("gains", "gains when idle"):
        gaining = [each for each in allowed if each.state == state]
        if gaining:
            best = max(gaining, key=lambda each: each.gain.value)
            level = [each for each in gaining if each is best or overlapping(each.gain, best.gain)]
            return Choice(min(level, key=_simplicity), best)
    return None


def likeliest(found: Sequence[Candidate], standard: Standard) -> Candidate | None:
    """Return what may turn out to gain most, None if a gain of everything is ruled out.

    What is in doubt comes last, and before it a start method that may not be better than the interpreter's own, and a
    variant that may not be better than what it is one of.
    """
    possible = [each for each in found if each.state != "no gain"]
    return max(
        possible,
        key=lambda each: (not each.doubted, not in_its_way(each, found, standard), each.gain.value),
        default=None,
    )


def in_its_way(candidate: Candidate, among: Sequence[Candidate], standard: Standard) -> list[Candidate]:
    """Return what it is not clearly better than, of what it has to be: the default start method, what it varies."""
    usual = (default_twin(candidate, among), plain_twin(candidate, among))
    return [each for each in usual if each is not None and not _beats(candidate, each, standard)]


def _beats(candidate: Candidate, usual: Candidate, standard: Standard) -> bool:
    if usual.doubted:
        return False
    gain = over(usual, candidate)
    return gain is not None and difference(gain, standard) == "faster"


def default_twin(candidate: Candidate, among: Sequence[Candidate]) -> Candidate | None:
    """Return the same strategy under the interpreter's own start method; None where that gave no result."""
    if not candidate.foreign:
        return None
    same = [each for each in among if each.summary.trial.strategy == candidate.summary.trial.strategy]
    return next((each for each in same if not each.foreign), None)


def plain_twin(candidate: Candidate, among: Sequence[Candidate]) -> Candidate | None:
    """Return what a variant is one of, under the same start method; None where that gave no result, or it is none."""
    plain, method = candidate.summary.strategy.variant_of, candidate.summary.trial.start_method
    trials = ((each, each.summary.trial) for each in among)
    return next((each for each, trial in trials if (trial.strategy, trial.start_method) == (plain, method)), None)


def over(usual: Candidate, candidate: Candidate) -> Estimate | None:
    """Return time of the usual way ÷ candidate's time in the same rounds; None without a common one."""
    return ratio(usual.summary.rounds, candidate.summary.rounds)


def _simplicity(candidate: Candidate) -> tuple[int, int, bool, str]:
    """Return what orders strategies from simple to laborious: family, interface, the platform's own start method.

    An event loop that hands its work to threads is no simpler than these.
    """
    trial = candidate.summary.trial
    family = "threads" if candidate.threaded else candidate.summary.strategy.family
    known = trial.strategy in _SIMPLEST_STRATEGY
    rank = _SIMPLEST_STRATEGY.index(trial.strategy) if known else len(_SIMPLEST_STRATEGY)
    return _SIMPLEST_FAMILY.index(family), rank, candidate.foreign, trial.strategy_label
