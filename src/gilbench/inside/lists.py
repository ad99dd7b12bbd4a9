"""Make the lists of a workload whose items differ once, to tell how long they are and whether they can travel.

Runs inside the measured interpreter: standard library only, Python 3.9 syntax.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from itertools import chain
from typing import Any

from gilbench.inside import opening, pickling
from gilbench.inside.forks import contained
from gilbench.inside.items import ItemsError, listed
from gilbench.inside.record import Record
from gilbench.inside.registry import SIZES, Workload
from gilbench.inside.telling import plain

_MOST = 1 << 26  # bytes pickled: enough to tell what cannot be
_PATIENCE = 1.0  # seconds of it


class Lists(Record):
    """What is known of a workload without measuring it."""

    lengths: dict[str, int] | None  # of its lists, by size; None where its items are alike
    missing: str | None  # why there are no lists
    stays: str | None  # why the work or what it is called with cannot be handed to another process


def lists_of(workload: Workload) -> Lists:
    """Make the list of each size, within the workload's resource if it has one."""
    if workload.items is None:
        return Lists(None, None, _stays((workload.function, workload.sizes["small"])))
    with contained():
        try:
            with opening.resource(workload) as resource:
                found = {size: listed(workload, size, resource) for size in SIZES}
        except BaseException as error:  # noqa: BLE001  whatever others raise
            return Lists(
                None,
                plain(str(error))
                if isinstance(error, ItemsError)
                else f"its resource failed: {pickling.in_words(error)}",
                None,
            )
    lengths = {size: len(items) for size, items in found.items()}
    return Lists(lengths, None, _stays(chain([workload.function], *found.values())))


def _stays(parts: Iterable[Any]) -> str | None:
    """Return why one of these cannot be pickled, as they are for every other process; None if all can.

    Of many as many are tried as a moment allows.
    """
    left, deadline = _MOST, time.monotonic() + _PATIENCE
    with contained():
        try:
            for part in parts:
                left -= pickling.size(part)
                if left < 0 or time.monotonic() > deadline:
                    break
        except BaseException as error:  # noqa: BLE001  whatever others raise
            return f"it cannot be handed to another process: {pickling.in_words(error)}"
    return None
