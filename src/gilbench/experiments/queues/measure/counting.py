"""Hold what consumers took to what producers put."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gilbench.inside.checking import WrongResultError


class Counts(NamedTuple):
    """What became of the items of a window."""

    lost: int
    twice: int
    disordered: int


def counted(put: Sequence[int], taken: Sequence[Sequence[int]]) -> Counts:
    """Return what became of what each producer put, by what each consumer took, in its order.

    An item is disordered if it came to a consumer right after a later one of the same producer. Raises
    WrongResultError if something was taken that nobody put.
    """
    producers = len(put)
    if len(put) == len(taken) == 1 and taken[0] == list(range(put[0])):  # told at once of a million
        return Counts(0, 0, 0)
    different = {item for each in taken for item in each}
    for item in different:
        if not 0 <= item // producers < put[item % producers]:
            raise WrongResultError(f"wrong result: a consumer took {item}, which nobody put")
    disordered = sum(_disordered(_of(place, producers, each)) for place in range(producers) for each in taken)
    return Counts(sum(put) - len(different), sum(map(len, taken)) - len(different), disordered)


def _of(place: int, producers: int, items: Sequence[int]) -> Sequence[int]:
    return items if producers == 1 else [item for item in items if item % producers == place]


def _disordered(items: Sequence[int]) -> int:
    return sum(after < before for before, after in zip(items, items[1:]))
