"""Call it from two threads at once, and compare what they get with what one thread got."""

from __future__ import annotations

import threading
from typing import Any, Callable

from gilbench.inside.probe.records import Together
from gilbench.inside.telling import one_line, plain

THREADS = 2
LASTING = 0.2  # seconds of calls in each thread
MOST = 200  # calls in each thread
PATIENCE = 5.0  # seconds, and that many times what the calls take alone, until threads count as stuck
_SHOWN = 60  # letters of a result


def calls_for(seconds: float) -> int:
    """Return how many calls each thread makes of a call that takes so long."""
    return max(1, min(MOST, int(LASTING / seconds)))


def together(once: Callable[[], Any], results: tuple[Any, Any], seconds: float) -> Together:
    """Make calls from two threads at once.

    results: of two calls, one after the other; if they differ already, only errors are looked for.
    seconds: of one call.
    """
    expected = results[0]
    steady = same(*results)
    count = calls_for(seconds)
    barrier = threading.Barrier(THREADS)
    raised: list[str] = []
    different: list[str] = []

    def work() -> None:
        barrier.wait()
        for _ in range(count):
            try:
                result = once()
            except BaseException as error:  # noqa: BLE001  whatever it is, it is the answer
                raised.append(one_line(error))
                return
            if steady and not same(result, expected):
                different.append(difference(result, expected))
                return

    threads = [threading.Thread(target=work, daemon=True) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE * (1 + count * seconds))
    if any(thread.is_alive() for thread in threads):
        return Together("stuck", "")
    if raised:
        return Together("raised", raised[0])
    if different:
        return Together("different", different[0])
    return Together("same" if steady else "varies", "")


def same(one: Any, other: Any) -> bool:
    """Tell whether two results are equal, or look the same: not every type knows when it is equal."""
    if type(one) is not type(other):
        return False
    for test in (_equal, _shown):
        try:
            if test(one, other):
                return True
        except BaseException:  # noqa: BLE001, S112  PERF203  the next one may know
            continue
    return False


def difference(result: Any, expected: Any) -> str:
    """Say in what a result is not the expected one; raises nothing."""
    one, other = _short(result), _short(expected)
    return f"{one} instead of {other}" if one != other else f"{one}, which begins alike but is not the same"


def _equal(one: Any, other: Any) -> bool:
    return bool(one == other)


def _shown(one: Any, other: Any) -> bool:
    return repr(one) == repr(other)


def _short(value: Any) -> str:
    try:
        text = plain(repr(value))
    except BaseException as error:  # noqa: BLE001  a result that cannot be shown is a result too
        return f"a {type(value).__name__} ({one_line(error)})"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
