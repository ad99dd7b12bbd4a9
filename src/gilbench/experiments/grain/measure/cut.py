"""The tasks of one length, even or uneven."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from gilbench.experiments.grain.measure.tasks import empty, end_of, work
from gilbench.experiments.grain.records import EVEN, ONE_LONG_IN, cut
from gilbench.inside.schema import TrialRequest


class Cut(NamedTuple):
    """The tasks of one length."""

    length: float  # seconds of a task on average, about; 0 for tasks that do nothing
    function: Callable[[Any], Any]
    items: Sequence[int]
    expected: Sequence[int]

    def in_turn(self) -> list[Any]:
        """Do all of them one after another."""
        return [self.function(item) for item in self.items]


def cuts(request: TrialRequest, speed: float) -> list[Cut]:
    """Return the tasks of a trial by their length, beginning with empty ones; `speed` is in steps per second."""
    kind = str(request.parameters["tasks"])
    amount = float(request.parameters["work"])
    return [
        _of_steps(length, _steps(kind, length * speed, many)) if length else _empty(many)
        for length, many in cut(kind, amount, request.workers)
    ]


def _empty(many: int) -> Cut:
    items = list(range(many))  # numbers, so that results in another order are wrong ones
    return Cut(0.0, empty, items, items)


def _of_steps(length: float, steps: Sequence[int]) -> Cut:
    ends = {each: end_of(each) for each in set(steps)}
    return Cut(length, work, steps, [ends[each] for each in steps])


def _steps(kind: str, steps: float, many: int) -> list[int]:
    """Return the steps of so many tasks, of so many steps on average; of uneven ones the long come first."""
    if kind == EVEN:
        return [round(steps)] * many
    long, half = many // ONE_LONG_IN, steps * many / 2
    return [round(half / long)] * long + [round(half / (many - long))] * (many - long)
