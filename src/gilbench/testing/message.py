"""What a failed comparison shows: the number, its interval, what it rests on, the ledger, and a hint.

At most eight lines and 640 characters, from which on pytest would cut, and without a single quote, which would make
pytest write "AssertionError: " in front.
"""

from __future__ import annotations

from collections.abc import Iterator

from gilbench.testing.figures import Figure
from gilbench.testing.hints import own_threads
from gilbench.testing.times import Times

COMPARISONS = {"<", "<=", ">", ">=", "==", "!="}


def explain(op: str, left: object, right: object) -> list[str] | None:
    """Return the lines of a comparison in which at least one side is a figure; None for any other."""
    figures = [each for each in (left, right) if isinstance(each, Figure)]
    if not figures or op not in COMPARISONS:
        return None
    first = figures[0]
    lines = [f"{_side(left, first)} {op} {_side(right, first)}"]
    if len(figures) == 1:
        return lines + list(_alone(first, right if first is left else left))
    for figure, other in ((figures[0], figures[1]), (figures[1], figures[0])):
        lines += [_interval(figure, other), *_ledger(figure)]
    return lines


def _alone(figure: Figure, bound: object) -> Iterator[str]:
    yield _interval(figure, bound)
    yield from _ledger(figure)
    for other in figure.related():
        text = other.quantity.text
        yield f"{other.quantity.name}: {text(other)}, 95 % interval {text(other.low)} to {text(other.high)}"
    too_high = isinstance(bound, (int, float)) and figure > bound
    if figure.evidence.hint and too_high == figure.quantity.lower_is_better:
        yield f"hint: {figure.evidence.hint}"


def _side(value: object, like: Figure) -> str:
    if isinstance(value, Figure):
        return f"{value.quantity.text(value)} ({value.quantity.name} of {value.evidence.call})"
    if isinstance(value, (int, float)):
        return like.quantity.bound(value)
    return repr(value)


def _interval(figure: Figure, other: object) -> str:
    if figure.low == figure.high:
        return f"exactly, as {figure.evidence.basis}"
    text = figure.quantity.text
    basis = f"95 % interval {text(figure.low)} to {text(figure.high)}, {figure.evidence.basis}"
    return f"{basis}: {_decided(figure, other)}"


def _decided(figure: Figure, other: object) -> str:
    if isinstance(other, Figure):
        apart = figure.high < other.low or other.high < figure.low
        return "decided" if apart else "undecided, the intervals overlap"
    if isinstance(other, (int, float)):
        inside = figure.low <= other <= figure.high
        return "undecided, a larger `seconds` may decide" if inside else "decided"
    return "no number to decide against"


def _ledger(figure: Figure) -> Iterator[str]:
    for whose, times in figure.ledger.items():
        yield f"{whose}: {_shares(times)}"
    if figure.evidence.own_threads is not None:
        yield own_threads(figure.evidence.own_threads)


def _shares(times: Times) -> str:
    if times.ready is None:
        return f"running {_percent(times, times.running)}, ready or blocked {_percent(times, times.blocked)}"
    parts = {"running": times.running, "ready": times.ready, "blocked": times.blocked}
    return ", ".join(f"{name} {_percent(times, part)}" for name, part in parts.items())


def _percent(times: Times, seconds: float) -> str:
    return f"{100 * times.share(seconds):.0f} %"
