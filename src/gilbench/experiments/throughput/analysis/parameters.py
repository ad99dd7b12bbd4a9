"""Speed-up over a parameter: one function that was measured with several values of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gilbench.analysis.evidence import SERIAL, Evidence
from gilbench.analysis.ratios import Difference
from gilbench.experiments.throughput.analysis.heat_map import workloads_in_order
from gilbench.experiments.throughput.analysis.panels import ScalingPoint, lines_of
from gilbench.inside.schema import WorkloadInfo
from gilbench.interpreters.target import Target

FEWEST_VALUES = 2  # for a line
_Fixed = tuple[tuple[str, str | float], ...]


@dataclass(frozen=True)
class Place:
    """One value of the parameter under one strategy."""

    value: float
    workload: str  # which has this value
    point: ScalingPoint


@dataclass(frozen=True)
class ParameterLine:
    """One strategy over the values of the parameter, ascending."""

    strategy: str  # as a person reads it
    family: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class ParameterPanel:
    """The workloads of a family that differ in one number alone, on one target."""

    family: str
    fixed: _Fixed  # the other parameters
    parameter: str  # the name of the number
    target: str
    workers: int
    lines: tuple[ParameterLine, ...]  # serial code, which is at 1, among them


@dataclass(frozen=True)
class Turn:
    """What a strategy gains over the values: below some value it does or does not, and from another on it is so.

    Without names it is the same with every value.
    """

    gains: bool  # with the highest value
    earlier: str = ""  # the last workload before the turn
    later: str = ""  # the first one after it
    open: bool = False  # whether there are values between them for which it is undecided


NEVER = Turn(gains=False)


def parameter_panels(evidence: Evidence, target: Target) -> list[ParameterPanel]:
    """Return a panel for every family with a number among its parameters, and every combination of the others."""
    families: dict[str, list[WorkloadInfo]] = {}
    for info in workloads_in_order(evidence, target):
        if info.parameters:
            families.setdefault(info.family, []).append(info)
    return [panel for members in families.values() for panel in _panels(evidence, target, members)]


def turn(line: ParameterLine) -> Turn | None:
    """Return what a strategy gains over the values of a line.

    None where that cannot be said: there is but one, an end is undecided, or it changes more than once.
    """
    gains = [_gains(place.point.judgement) for place in line.places]
    turns = [n for n, (one, next_one) in enumerate(pairwise(gains)) if one != next_one]
    if len(gains) < FEWEST_VALUES or gains[0] is None or gains[-1] is None:
        return None
    if not turns:
        return Turn(gains[-1])
    earlier, later = turns[0], turns[-1] + 1
    between = gains[earlier + 1 : later]
    if gains[0] == gains[-1] or any(each is not None for each in between):
        return None
    return Turn(gains[-1], line.places[earlier].workload, line.places[later].workload, open=bool(between))


def _gains(judgement: Difference) -> bool | None:
    return None if judgement == "undecided" else judgement == "faster"


def _panels(evidence: Evidence, target: Target, members: Sequence[WorkloadInfo]) -> Iterator[ParameterPanel]:
    parameter = _number(members)
    if parameter is None:
        return
    by_rest: dict[_Fixed, list[WorkloadInfo]] = {}
    for info in members:
        rest = tuple(each for each in info.parameters if each[0] != parameter)
        by_rest.setdefault(rest, []).append(info)
    for fixed, alike in by_rest.items():
        lines = _lines(evidence, target, parameter, alike)
        if any(len(line.places) >= FEWEST_VALUES for line in lines if line.family != SERIAL):
            workers = evidence.workers(target.id)
            yield ParameterPanel(alike[0].family, fixed, parameter, target.id, workers, lines)


def _number(members: Sequence[WorkloadInfo]) -> str | None:
    """Return the name of the parameter that has most values, all of them numbers; None if none has two."""
    values: dict[str, set[str | float]] = {}
    for info in members:
        for name, value in info.parameters:
            values.setdefault(name, set()).add(value)
    numbers = {name: found for name, found in values.items() if not any(isinstance(each, str) for each in found)}
    lines = [name for name, found in numbers.items() if len(found) >= FEWEST_VALUES]
    return max(lines, key=lambda name: len(numbers[name]), default=None)


def _lines(
    evidence: Evidence, target: Target, parameter: str, members: Sequence[WorkloadInfo]
) -> tuple[ParameterLine, ...]:
    """Return the lines of a panel, at the number of workers that the target's tables are about."""
    crew = evidence.workers(target.id)
    found: dict[tuple[str, str], list[Place]] = {}
    for info in members:
        value = dict(info.parameters)[parameter]
        for line in lines_of(evidence, target.id, info):
            workers = 1 if line.family == SERIAL else crew
            places = [Place(float(value), info.name, point) for point in line.points if point.workers == workers]
            found.setdefault((line.strategy, line.family), []).extend(places)
    return tuple(
        ParameterLine(*of, tuple(sorted(places, key=lambda each: each.value))) for of, places in found.items() if places
    )
