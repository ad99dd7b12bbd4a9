"""What trials and figures of the experiment are called."""

from collections.abc import Iterable

from gilbench.analysis.summary import Summary
from gilbench.experiments.handover.records import DEFAULT, SHORT, SWEEPS

NAME = "handover"
COST, COST_BY_CLOCK, RATE = "handover_cpu", "handover_wall", "handovers_per_second"
PACE, SWITCHES = "handover_pace", "handover_switches"
LOST, LOST_CPU = "handover_share", "handover_cpu_share"
KEPT = 0.5  # hand-overs for each switch interval, at least, for it to be the one that was asked for
SPEAKS = 2  # threads: those that the sentences are about
INTERVALS = tuple(sorted(each for sweep in SWEEPS.values() for each in sweep.intervals))


def at(figure: str, interval: float) -> str:
    """Return the name of a figure at a switch interval (seconds): `handover_share_100us`; plain at the default."""
    return figure if interval == DEFAULT else f"{figure}_{round(interval * 1e6)}us"


def parameters(intervals: str) -> tuple[tuple[str, str], ...]:
    """Return the parameters of a trial that goes through these intervals."""
    return (("intervals", intervals),)


def of_two(trials: Iterable[Summary], target: str) -> Summary | None:
    """Return the trial that the sentences about a target are about, None if it was not planned."""
    alike = target, SPEAKS, parameters(SHORT)
    return next(
        (each for each in trials if (each.trial.target, each.trial.workers, each.trial.parameters) == alike), None
    )
