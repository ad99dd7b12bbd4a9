"""What the work is called with: the size, once for every item, or what the workload lists of items that differ.

Runs inside the measured interpreter: standard library only, Python 3.9 syntax.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gilbench.inside import relative
from gilbench.inside.registry import Workload

LONGEST = 100_000  # items in a list


class ItemsError(RuntimeError):
    """A list of items that cannot be measured; the message says why."""


def listed(workload: Workload, size: str, resource: tuple[Any, ...], described: int | None = None) -> list[Any]:
    """Return what the work is called with once around: the value of the size, or each item of the workload's list.

    Raises ItemsError if that is no list of 1 to LONGEST items, if `expect` has another number of results, or if it is
    not as long as was `described` when the run was planned.
    """
    value = workload.sizes[size]
    if workload.items is None:
        return [value]
    try:
        found = workload.items(value, *resource)
    except BaseException as error:
        raise ItemsError(f"its `items` failed: {relative.reason(error)}") from error
    if not isinstance(found, Sequence) or isinstance(found, (str, bytes)):
        raise ItemsError(f"its `items` returned no list but a {type(found).__name__}: return a list, one argument each")
    if not 1 <= len(found) <= LONGEST:
        raise ItemsError(f"its `items` returned a list of {len(found):,}: 1 to {LONGEST:,} are allowed")
    _require_results(workload, size, len(found))
    if described is not None and len(found) != described:
        raise ItemsError(
            f"its `items` returned a list of {len(found):,} now, and of {described:,} when the run was planned: "
            "a size has the same list every time"
        )
    return list(found)


def repeated(once: Sequence[Any], items: int) -> list[Any]:
    """Return the items of a value: what the work is called with once around, as often as makes so many.

    Raises ItemsError if that is no whole number of times.
    """
    times, rest = divmod(items, len(once))
    if rest:
        raise ItemsError(f"{items:,} items are no whole number of lists of {len(once):,}: plan the run anew")
    return [*once] * times


def _require_results(workload: Workload, size: str, items: int) -> None:
    expected = None if workload.expect is None else len(workload.expect[size])
    if expected is not None and expected != items:
        raise ItemsError(
            f"`expect` has {expected:,} results for {size!r}, and its list has {items:,} items: give one for each, "
            "in order"
        )
