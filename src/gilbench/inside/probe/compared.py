"""When a call can be compared with itself in two threads, and what is said where it cannot."""

from __future__ import annotations

from typing import Any, Callable, NamedTuple

from gilbench.inside import state
from gilbench.inside.probe import contention
from gilbench.inside.probe.expression import Prepared
from gilbench.inside.probe.private import Loop, Private
from gilbench.inside.probe.records import Contention, Measured, Together
from gilbench.inside.probe.together import difference, same
from gilbench.inside.telling import one_line

SHARE = 0.75  # of the seconds that there are: where there is no GIL to look at, little is left to watch
_SAFE = 2.0  # times the most that it should take, before the host ends this process
BACK = "the GIL came back meanwhile"


class Asked(NamedTuple):
    """What is compared, and what is known of it already."""

    prepared: Prepared
    private: Private | None
    first: Any  # result
    measured: Measured
    together: Together
    seconds: float  # to measure for, of all that was asked for
    left: float  # seconds until the host ends this process


def compared(asked: Asked) -> Contention:
    """Compare a call with itself in two threads, with what they share and with what is each one's own."""
    reason = _why_not(asked)
    if reason:
        return Contention(None, None, reason)
    wrong = _wrong(asked.private, asked) if asked.private else ""
    loops: list[Callable[[], Loop]] = [lambda: asked.prepared.loop]
    if asked.private and not wrong:
        loops.append(asked.private.loop)
    call, seconds = asked.measured.call_seconds, _seconds(asked)
    late = f"a call takes too long to be repeated within {asked.seconds:g} s: more --seconds may help"
    if contention.expected(call, len(loops)) > contention.LATEST * seconds:
        return Contention(None, None, late)
    try:
        found = contention.measure(loops, call, seconds)
    except BaseException as error:  # noqa: BLE001  whatever it is, it is the reason
        return Contention(None, None, f"from two threads at once it raised {one_line(error)}")
    if state.gil_enabled():
        return Contention(None, None, BACK)
    if found is None:
        return Contention(None, None, late)
    shared, *private = found
    return Contention(shared, private[0] if private else None, wrong)


def _why_not(asked: Asked) -> str:
    measured = asked.measured
    if measured.holding is None:
        return measured.reason
    if measured.holding.own_threads is not None:
        return "it has threads of its own"
    if asked.together.outcome == "not tried":
        return asked.together.detail
    if asked.together.outcome not in {"same", "varies"}:
        return "two threads at once do not get what one gets"
    return contention.missing() or ""


def _seconds(asked: Asked) -> float:
    return min(SHARE * asked.seconds, asked.left / (_SAFE * contention.LATEST))


def _wrong(private: Private, asked: Asked) -> str:
    """Return why the call on names of its own is not the same call; empty if it is."""
    try:
        result = private.once()
    except BaseException as error:  # noqa: BLE001  whatever it is, it is the reason
        return f"with the private statement it raised {one_line(error)}"
    if asked.together.outcome == "same" and not same(result, asked.first):
        return f"with the private statement it gives another result: {difference(result, asked.first)}"
    return ""
