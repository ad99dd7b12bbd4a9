"""What a test holds in hand: the fixture `gil`."""

from __future__ import annotations

from collections import Counter
from typing import Any, Callable, TypeVar

import pytest

from gilbench.inside.held.sampler import why_not
from gilbench.inside.kernel import ROOT
from gilbench.machine import cpus
from gilbench.testing import extra_info, held
from gilbench.testing.calls import warmed_up
from gilbench.testing.figures import Figure, HeldShare, Speedup
from gilbench.testing.hints import own_threads
from gilbench.testing.interpreter import gil_is_on
from gilbench.testing.speedup import needed_by_one, speedup

WATCH = 2.0  # seconds
SHARE_OF_A_CPU = 0.25  # that a thread may lack
Kind = TypeVar("Kind", bound=Figure)


class Gil:
    """Measures what calls do with the GIL. All figures are floats with `low`, `high`, `seconds`, `samples`, `ledger`.

    Every method takes a function and its positional arguments, calls it many times, and raises what it raises. The test
    is skipped where the platform cannot tell.
    """

    def __init__(self, item: Any) -> None:
        """Measure for this test."""
        self._item = item
        self._stored: Counter[str] = Counter()

    def held_share(self, function: Callable[..., Any], /, *args: Any, seconds: float = WATCH) -> HeldShare:
        """Return the share of the call's CPU time during which it holds the GIL, 0 to 1; `.of_wall`: of all its time.

        seconds: to measure at most; it ends sooner when the interval is narrow.
        """
        __tracebackhide__ = True
        call = warmed_up(function, args)
        if not gil_is_on():
            return self._store(held.nothing_held(call))
        _skip_if_untold()
        try:
            return self._store(held.held_share(call, _duration(seconds)))
        except held.NotSeenError as error:
            pytest.skip(str(error))

    def longest_stall(self, function: Callable[..., Any], /, *args: Any, seconds: float = WATCH) -> Figure:
        """Return the longest time, in seconds, for which another thread waited for the GIL while the call ran.

        seconds: to measure.
        """
        __tracebackhide__ = True
        call = warmed_up(function, args)
        if not gil_is_on():
            return self._store(held.nobody_stalled(call))
        _skip_if_untold()
        return self._store(held.longest_stall(call, _duration(seconds)))

    def speedup(
        self, function: Callable[..., Any], /, *args: Any, threads: int = 2, seconds: float = 2 * WATCH
    ) -> Speedup:
        """Return how many times as fast threads do the same calls as one thread, by the wall clock.

        `.idle`: what it would be on an idle machine. seconds: to measure at most, but always three rounds. The function
        is called with the same arguments in all threads at once.
        """
        __tracebackhide__ = True
        if threads < 2:  # noqa: PLR2004  one thread beside itself
            raise ValueError(f"threads must be 2 or more, not {threads!r}")
        call = warmed_up(function, args)
        one, usable = needed_by_one(call), cpus.usable(ROOT)
        needed = threads * one.cpus
        if needed > usable + SHARE_OF_A_CPU:
            limit = cpus.usable_limit(ROOT)
            own = "" if one.own_threads is None else f": {own_threads(one.own_threads)}"
            pytest.skip(f"{threads} threads of {call.name} need {needed:.1f} CPUs, {usable} can be used ({limit}){own}")
        return self._store(speedup(call, threads, _duration(seconds)))

    def _store(self, figure: Kind) -> Kind:
        key = figure.quantity.key
        self._stored[key] += 1
        extra_info.store(self._item, figure, self._stored[key])
        return figure


def _skip_if_untold() -> None:
    __tracebackhide__ = True
    reason = why_not()
    if reason is not None:
        pytest.skip(reason)


def _duration(seconds: float) -> float:
    if not seconds > 0:
        raise ValueError(f"seconds must be above 0, not {seconds!r}")
    return seconds
