"""How many bytes a result takes, as far as Python tells without looking at all of it.

It is weighed once, when a trial warms up. Of very many parts some stand for the others, and what an object written in C
keeps to itself nobody tells: the figure is rather too small than too large.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import chain, islice
from typing import Any

_LOOKED_AT = 100  # parts of one container
_DEEP = 5  # containers within one another
_OBJECT, _PART = 32, 8  # bytes of an object and of its hold on a part, where nobody tells: PyPy does not
_LISTS = {list, tuple, set, frozenset}  # of exactly these types: nothing that others wrote is called to go through them


def weigh(value: Any) -> int:
    """Return about how many bytes a value takes with its parts; raises nothing."""
    return _weigh(value, _DEEP, set())


def _weigh(value: Any, deep: int, seen: set[int]) -> int:
    if id(value) in seen:  # what many parts share is there once
        return 0
    seen.add(id(value))
    parts, number = _parts(value) if deep else ((), 0)
    looked_at = [_weigh(each, deep - 1, seen) for each in islice(parts, _LOOKED_AT)]
    return _alone(value, number) + (sum(looked_at) * number // len(looked_at) if looked_at else 0)


def _alone(value: Any, parts: int) -> int:
    """Return the bytes of the value itself: those of its buffer, where it says less of itself than that."""
    return max(_said(value) or _OBJECT + _PART * parts, len(value) if type(value) is str else _buffer(value))


def _said(value: Any) -> int:
    try:
        return int(sys.getsizeof(value, 0))
    except BaseException:  # noqa: BLE001  what others wrote may raise anything
        return 0


def _buffer(value: Any) -> int:
    try:
        with memoryview(value) as view:
            return view.nbytes
    except BaseException:  # noqa: BLE001  nearly nothing has a buffer
        return 0


def _parts(value: Any) -> tuple[Iterable[Any], int]:
    """Return what a value is made of, and how many parts that is."""
    kind = type(value)
    if kind in _LISTS:
        return value, len(value)
    if kind is dict:
        return chain.from_iterable(value.items()), 2 * len(value)
    try:
        return [kind.__dict__["__dict__"].__get__(value)], 1
    except BaseException:  # noqa: BLE001  it has none, or ways of its own to keep it
        return (), 0
