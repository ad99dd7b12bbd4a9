"""What neighbours do, and a unit of it each; what comes out is checked.

A unit is so long that counting it costs it next to nothing.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Mapping
from typing import Any, Callable

_ADDED, _SORTED, _HASHED, _POLLED = 20_000, 1_000_000, 1 << 22, 100
_NODES, _KEPT, _EVERY = 1000, 100, 10  # of a document; documents, of which every tenth

Going = Callable[[], bool]  # asked before each unit: whether to do it


class NeighbourError(RuntimeError):
    """A neighbour did not begin, went wrong, stopped or did not end."""


def computes(going: Going) -> int:
    """Work in pure Python, which hands the GIL over when asked to; a unit adds up 20,000 numbers."""
    units, expected = 0, _ADDED * (_ADDED - 1) // 2
    while going():
        total = 0
        for each in range(_ADDED):
            total += each
        _require(total == expected, "a sum")
        units += 1
    return units


def keeps(going: Going) -> int:
    """Work in C that does not hand the GIL over; a unit is one call that sorts a million floats."""
    units, numbers = 0, _shuffled(_SORTED)
    least, most = min(numbers), max(numbers)
    while going():
        ordered = sorted(numbers)
        _require(ordered[0] == least and ordered[-1] == most, "a sorted list")
        units += 1
    return units


def releases(going: Going) -> int:
    """Work in C without the GIL; a unit is one hash of 4 MiB."""
    import hashlib  # noqa: PLC0415  other kinds have no use for it

    units, buffer = 0, bytes(_HASHED)
    expected = hashlib.sha256(buffer).digest()
    while going():
        _require(hashlib.sha256(buffer).digest() == expected, "a hash")
        units += 1
    return units


def polls(going: Going) -> int:
    """Look again and again, and release the GIL in between; a unit is 100 times `sleep(0)`."""
    units = 0
    while going():
        for _ in range(_POLLED):
            time.sleep(0)
        units += 1
    return units


def garbage(going: Going) -> int:
    """Make documents whose nodes refer to each other, and forget them; a unit is one of 1000 nodes.

    Every tenth is kept until there are 100 younger ones of these. So there is always something older for the collector
    to look through, as in a program that has data.
    """
    units = 0
    kept: list[Any] = [None] * _KEPT
    while going():
        root: list[Any] = []
        for _ in range(_NODES):
            root.append([root])
        if units % _EVERY == 0:
            kept[units // _EVERY % _KEPT] = root
        units += 1
    return units


KINDS: Mapping[str, Callable[[Going], int]] = {
    each.__name__: each for each in (computes, keeps, releases, polls, garbage)
}


def of_name(kind: str) -> Callable[[Going], int]:
    """Return what neighbours of a kind do: one of KINDS, or a function of an experiment, named `module:function`."""
    module, _, function = kind.rpartition(":")
    if not module:
        return KINDS[kind]
    found: Callable[[Going], int] = getattr(importlib.import_module(module), function)
    return found


def _shuffled(count: int) -> list[float]:
    """Return floats in no order, the same every time; by the generator that the C standard gives for `rand`."""
    number, found = 1, []
    for _ in range(count):
        number = (number * 1_103_515_245 + 12_345) % (1 << 31)
        found.append(number / (1 << 31))
    return found


def _require(is_right: bool, what: str) -> None:  # noqa: FBT001  what came out, not a switch
    if not is_right:
        raise NeighbourError(f"{what} of a neighbour came out wrong")
