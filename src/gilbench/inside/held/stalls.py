"""The longest stalls, put together by the function that caused them; within bounds, however many there are."""

from __future__ import annotations

from typing import NamedTuple

from gilbench.inside.held.culprit import Culprit

MOST = 32  # functions that are told apart


class Stall(NamedTuple):
    """What one function did to others. Times in seconds."""

    longest: float
    times: int  # how often the sampler was held up by it: there were others while it slept
    total: float
    culprit: Culprit | None  # of the longest; None: nobody was seen, or too many functions to tell them all apart


NOTHING = Stall(0.0, 0, 0.0, None)


class Stalls:
    """Stalls by function, in places that have numbers; the first is for those that have no function."""

    def __init__(self) -> None:
        self._stalls = [NOTHING]
        self._places: dict[str, int] = {}

    def add(self, seconds: float, by: Culprit | None) -> list[int]:
        """Take a stall in, and return the numbers of the places that it has changed."""
        name = function_of(by)
        changed = [0] if name is None else self._place(name)
        place = changed[0]
        self._stalls[place] = joined(self._stalls[place], Stall(seconds, 1, seconds, by))
        return changed

    def at(self, place: int) -> Stall:
        """Return what is known of a place."""
        return self._stalls[place]

    def longest_first(self) -> list[Stall]:
        """Return all that are known."""
        return ordered(list(self._stalls))

    def _place(self, name: str) -> list[int]:
        """Return the place of a function; if there is no more room, that of the one that did the least, and the first.

        What that one did is then known of the first place.
        """
        if name in self._places:
            return [self._places[name]]
        if len(self._stalls) <= MOST:
            self._places[name] = len(self._stalls)
            self._stalls.append(NOTHING)
            return [self._places[name]]
        least = min(self._places, key=lambda each: self._stalls[self._places[each]].total)
        place = self._places[name] = self._places.pop(least)
        self._stalls[0] = joined(self._stalls[0], self._stalls[place]._replace(culprit=None))
        self._stalls[place] = NOTHING
        return [place, 0]


def joined(one: Stall, other: Stall) -> Stall:
    """Return two of the same function as one."""
    longer = other if other.longest > one.longest else one
    return Stall(longer.longest, one.times + other.times, one.total + other.total, longer.culprit)


def ordered(stalls: list[Stall]) -> list[Stall]:
    """Return those that there were, the longest first."""
    return sorted((each for each in stalls if each.times), key=lambda each: each.longest, reverse=True)


def function_of(by: Culprit | None) -> str | None:
    """Return what stalls are put together by: the file and the function, whatever line and thread; else the thread."""
    if by is None or by.place is None:
        return by and by.thread
    file, _, line_and_function = by.place.rpartition(":")
    return f"{file}:{line_and_function.partition(' ')[2]}"
