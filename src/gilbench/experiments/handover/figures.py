"""What the runs of handover come to.

A repeat gives a figure each, and the interval is that of the repeats; with several rounds that of the rounds, of which
each counts with the median of its repeats. The cost of a hand-over is the slope of the straight line by least squares
through what the threads took more than one thread, over the hand-overs that they saw.
"""

import statistics
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from gilbench import fmt
from gilbench.analysis import repeats
from gilbench.analysis.figures import Figure
from gilbench.analysis.intervals import typical
from gilbench.experiments.handover.names import (
    COST,
    COST_BY_CLOCK,
    INTERVALS,
    LOST,
    LOST_CPU,
    PACE,
    RATE,
    SWITCHES,
    at,
    parameters,
)
from gilbench.experiments.handover.records import DEFAULT, SHORT, Beside
from gilbench.inside.experiment import Call
from gilbench.model import Estimate
from gilbench.plan.trial import Trial

FIGURES = (
    Figure(COST, "s", "less", "CPU time of one hand-over of the GIL."),
    Figure(COST_BY_CLOCK, "s", "less", "Time of one hand-over by the clock, where no other program took CPU time."),
    Figure(
        RATE,
        "per second",
        "",
        "Hand-overs at the default switch interval; without a GIL how often threads blocked, counted by the kernel.",
    ),
    *(
        Figure(
            at(LOST, each),
            "share",
            "less",
            f"Time that the threads took more than one thread, at {fmt.tick(each, 's')}.",
        )
        for each in INTERVALS
    ),
    *(
        Figure(at(LOST_CPU, each), "share", "less", f"The same of their CPU time, at {fmt.tick(each, 's')}.")
        for each in INTERVALS
    ),
    *(
        Figure(at(PACE, each), "×", "", f"Hand-overs ÷ the switch intervals that passed, at {fmt.tick(each, 's')}.")
        for each in INTERVALS
    ),
    Figure(SWITCHES, "×", "", "How often threads blocked, as counted by the kernel, for each hand-over."),
)
COMPARED = None  # builds without a GIL have no cost of a hand-over, and would never be known precisely
FEWEST = 50  # hand-overs at the shortest interval, at the median of repeats, from which lines say something
QUIET = 0.95  # CPUs that serial code had, at least, where no other program was in its way

_Repeat = Sequence[Beside]
_Rounds = Sequence[Sequence[_Repeat]]
_Tell = Callable[[_Repeat], float | None]


def reduce(trial: Trial, rounds: Mapping[int, Sequence[Call]]) -> dict[str, Estimate]:
    """Return medians, with the 95 % interval of repeats or of rounds; without a GIL only how often threads blocked."""
    with_gil = all(call.seen.gil for calls in rounds.values() for call in calls)
    of_rounds = [[repeat for call in calls for repeat in call.seen.repeats] for calls in rounds.values()]
    told = {**_costs(trial, of_rounds), **_RATES, **_BY_INTERVAL} if with_gil else {RATE: _blocked}
    values = {
        name: [[value for repeat in repeats if (value := tell(repeat)) is not None] for repeats in of_rounds]
        for name, tell in told.items()
    }
    return {name: _typical(known) for name, found in values.items() if (known := [each for each in found if each])}


def slope(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Return that of the straight line by least squares; raises statistics.StatisticsError if all `xs` are the same."""
    return statistics.linear_regression(xs, ys).slope


def _costs(trial: Trial, of_rounds: _Rounds) -> Mapping[str, _Tell]:
    """Return what tells the costs of a hand-over, of all repeats or of none: some are no fair choice among them."""
    most = [max(each.turns or 0 for each in repeat) for repeats in of_rounds for repeat in repeats]
    if trial.parameters != parameters(SHORT) or not most or statistics.median(most) < FEWEST:
        return {}
    return {COST: _cost, COST_BY_CLOCK: _cost_by_clock} if _is_quiet(of_rounds) else {COST: _cost}


def _is_quiet(of_rounds: _Rounds) -> bool:
    """Tell whether serial code had a CPU to itself."""
    had = [each.serial_cpu / each.serial_seconds for repeats in of_rounds for repeat in repeats for each in repeat]
    return bool(had) and statistics.median(had) >= QUIET


def _cost(repeat: _Repeat) -> float | None:
    return _over_turns(repeat, [each.cpu - each.serial_cpu for each in repeat])


def _cost_by_clock(repeat: _Repeat) -> float | None:
    return _over_turns(repeat, [each.seconds - each.serial_seconds for each in repeat])


def _over_turns(repeat: _Repeat, more: Sequence[float]) -> float | None:
    turns = [each.turns or 0 for each in repeat]
    return slope(turns, more) if min(turns) < max(turns) else None


def _lost(interval: float, repeat: _Repeat) -> float | None:
    run = _at(interval, repeat)
    return None if run is None else 1 - run.serial_seconds / run.seconds


def _lost_cpu(interval: float, repeat: _Repeat) -> float | None:
    run = _at(interval, repeat)
    return None if run is None else 1 - run.serial_cpu / run.cpu


def _rate(repeat: _Repeat) -> float | None:
    run = _at(DEFAULT, repeat)
    return None if run is None or run.turns is None else run.turns / run.seconds


def _blocked(repeat: _Repeat) -> float | None:
    run = _at(DEFAULT, repeat)
    return None if run is None or run.voluntary is None else run.voluntary / run.seconds


def _pace(interval: float, repeat: _Repeat) -> float | None:
    run = _at(interval, repeat)
    return None if run is None or run.turns is None else run.turns * interval / run.seconds


def _switches(repeat: _Repeat) -> float | None:
    turns = sum(each.turns or 0 for each in repeat)
    known = [each.voluntary for each in repeat if each.voluntary is not None]
    return sum(known) / turns if turns and len(known) == len(repeat) else None


def _at(interval: float, repeat: _Repeat) -> Beside | None:
    return next((each for each in repeat if each.interval == interval), None)


_RATES: Mapping[str, _Tell] = {RATE: _rate, SWITCHES: _switches}
_BY_INTERVAL: Mapping[str, _Tell] = {
    at(name, each): partial(tell, each)
    for each in INTERVALS
    for name, tell in ((LOST, _lost), (LOST_CPU, _lost_cpu), (PACE, _pace))
}


def _typical(of_rounds: repeats.Rounds) -> Estimate:
    return repeats.over(of_rounds, statistics.median, typical)
