"""Cures: what threads do instead of sharing, and that what comes of it is the same.

Each cure is held against its step: the same items, by as many threads, of one thing for all. What a cure costs beside
the items counts as well: what is merged when the threads have ended, and the owner that a queue needs.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any, Callable, NamedTuple

from gilbench.experiments.sharing.measure.interpreters import with_interpreters
from gilbench.experiments.sharing.measure.owner import adds, appends, with_owner
from gilbench.experiments.sharing.measure.steps import STEPS, Box, Step, add
from gilbench.experiments.sharing.measure.windows import Turn, Window, require_all, windowed, worked

Windows = Callable[[int, float], Window]  # is given the items between two looks at the clock, and seconds


class Own(NamedTuple):
    """What each thread works on instead of the thing of all, and how."""

    take: Callable[[Any], Any]  # of the thing, by each thread before its time begins
    run: Callable[[Any, range], Any]
    reads: Callable[[Any], Any] = lambda _: None  # what the last item must read of it
    merge: Callable[[Any, Sequence[Any]], None] | None = None  # what all took into the thing, when they have ended


def opened(step: str, cure: str, threads: int) -> AbstractContextManager[Windows]:
    """Give windows of a step with a cure, until the block ends; raises KeyError for a pair that there is not."""
    return CURES[step, cure](STEPS[step], threads)


@contextmanager
def _with_own(own: Own, step: Step, threads: int) -> Iterator[Windows]:
    yield partial(_window, own, step, threads)


def _window(own: Own, step: Step, threads: int, often: int, seconds: float) -> Window:
    thing = step.make()
    turns = worked(Step(step.make, own.run, own.reads), lambda: own.take(thing), threads, often, seconds)
    if own.merge is not None:
        turns = [*turns, _merged(own.merge, thing, turns)]
    require_all(step, thing, turns)
    return windowed(turns, 0)


def _merged(merge: Callable[[Any, Sequence[Any]], None], thing: Any, turns: Sequence[Turn]) -> Turn:
    """Merge what threads took into the thing of all, as the last thing that is done; it does no item itself."""
    before = time.thread_time()
    merge(thing, [each.thing for each in turns])
    return Turn(thing, turns[0].begun, time.perf_counter(), time.thread_time() - before, 0)


def _read_hoisted(thing: Box, times: range) -> object:
    value, read = thing.value, None
    for _ in times:
        read = value
    return read


def _call_hoisted_method(thing: Box, times: range) -> object:
    get, read = thing.get, None
    for _ in times:
        read = get()
    return read


def _call_hoisted_function(thing: dict[str, Any], times: range) -> None:
    function = thing["_nothing"]
    for _ in times:
        function()


def _extend(thing: list[None], taken: Sequence[list[None]]) -> None:
    for each in taken:
        thing.extend(each)


def _sum(thing: Box, taken: Sequence[Box]) -> None:
    thing.value += sum(each.value for each in taken)


def _same(thing: Any) -> Any:
    return thing


def _own(own: Own) -> Callable[[Step, int], AbstractContextManager[Windows]]:
    return partial(_with_own, own)


def _copies(step: str, of: Callable[[Any], Any]) -> Callable[[Step, int], AbstractContextManager[Windows]]:
    return _own(Own(of, STEPS[step].run, STEPS[step].reads))


_READ = ("list_item", "dict_value", "attribute", "method")
CURES: dict[tuple[str, str], Callable[[Step, int], AbstractContextManager[Windows]]] = {
    ("attribute", "hoist"): _own(Own(_same, _read_hoisted, STEPS["attribute"].reads)),
    ("method", "hoist"): _own(Own(_same, _call_hoisted_method, STEPS["method"].reads)),
    ("global_function", "hoist"): _own(Own(_same, _call_hoisted_function)),
    **{(step, "copy"): _copies(step, copy.deepcopy) for step in _READ},
    **{(step, "shallow"): _copies(step, copy.copy) for step in _READ},
    ("append", "shards"): _own(Own(lambda _: [], STEPS["append"].run, merge=_extend)),
    ("add", "shards"): _own(Own(lambda _: Box(0), add, merge=_sum)),
    ("locked", "shards"): _own(Own(lambda _: Box(0), add, merge=lambda thing, taken: _sum(thing[0], taken))),
    ("append", "queue"): partial(with_owner, appends),
    ("locked", "queue"): partial(with_owner, adds),
    ("attribute", "interpreters"): partial(with_interpreters, "attribute"),
    ("locked", "interpreters"): partial(with_interpreters, "add"),
}
