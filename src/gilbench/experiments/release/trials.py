"""The trials of release in a run: which there are, and where those of one target are found."""

from collections.abc import Iterable

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.plan.trial import Trial

NAME = "release"
LENGTH, BESIDE, COMPUTING = "microseconds", "beside", "computing"  # parameters, and the value of the second
THREADS = 2  # of the curve that sentences are about
TOLD = 10.0  # microseconds of the calls that sentences tell of beside a thread that computes
# Microseconds of a call. Steps are short where the answer is expected, and reach a call that no switch interval holds.
LENGTHS = (0.5, 1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10000.0)
BESIDE_LENGTHS = (0.5, 2.0, TOLD, 50.0, 200.0, 1000.0, 10000.0)
CORE, BESIDE_CORE = (0.5, 2.0, 5.0, 10.0, 100.0), (TOLD, 1000.0)


def length(trial: Trial) -> float:
    """Return the length of a call that a trial asks for, in microseconds."""
    return float(dict(trial.parameters)[LENGTH])


def is_beside(trial: Trial) -> bool:
    """Tell whether the calls of a trial are made beside a thread that computes."""
    return BESIDE in dict(trial.parameters)


def together(evidence: Evidence, target: str) -> list[Summary]:
    """Return the trials of THREADS threads on a target, the shortest calls first."""
    return _by_length(each for each in _on(evidence, target) if _is_told(each.trial))


def beside(evidence: Evidence, target: str) -> list[Summary]:
    """Return the trials beside a thread that computes on a target, the shortest calls first."""
    return _by_length(each for each in _on(evidence, target) if is_beside(each.trial))


def decides(trial: Trial) -> bool:
    """Tell whether sentences are about a trial of this experiment."""
    return length(trial) == TOLD if is_beside(trial) else _is_told(trial)


def _is_told(trial: Trial) -> bool:
    return trial.workers == THREADS and not is_beside(trial)


def _on(evidence: Evidence, target: str) -> list[Summary]:
    return [each for each in evidence.of(NAME) if each.trial.target == target]


def _by_length(trials: Iterable[Summary]) -> list[Summary]:
    return sorted(trials, key=lambda each: length(each.trial))
