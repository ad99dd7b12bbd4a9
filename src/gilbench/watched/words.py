"""What was seen of a program, for a person who looks at a terminal."""

import math
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gilbench import fmt
from gilbench.inside.held.estimate import HeldShare
from gilbench.inside.held.sentence import sentences
from gilbench.inside.held.stalls import Stall
from gilbench.probe.verdicts import Bound
from gilbench.watched.seen import SILENT, Seen

MOST = 5  # functions
_PARTS = 2  # of a path
_UNKNOWN = "a thread that had ended, or was not seen"
_BY = {"gil": "the GIL allows no more", "cpus": "the CPUs allow no more"}


def report(found: Seen, cpus: int, folder: str) -> str:
    """Return the end of a session: lines, without a line break at the end.

    cpus: that can be used here. folder: from which files are named that are below it.
    """
    if found.figures is None:
        return f"Nothing can be said about the GIL: {found.reason}."
    figures = found.figures
    found = replace(found, stalls=[_named(each, folder) for each in found.stalls])
    told = [" ".join(_what(found, figures)), *_gain(found, figures, cpus), *_remarks(found)]
    return "\n".join([*told, *_table(found.stalls)])


def line(seconds: float, figures: HeldShare | None, busy: float | None, silent: float) -> str:
    """Return the line about a program that runs.

    figures, busy: of the last seconds. silent: seconds in which its sampler has not looked.
    """
    far = fmt.duration(seconds)
    if silent > SILENT:
        return f"{far}: nothing seen for {fmt.duration(silent)}, as while a call keeps the GIL"
    told = []
    if figures is not None and figures.share is not None:
        told.append(f"the GIL was held for {fmt.share(figures.share)} of the CPU time")
    if busy is not None:
        told.append(f"{fmt.factor(busy)} CPUs busy")
    if figures is not None and figures.longest_stall:
        told.append(f"longest stall {fmt.time(figures.longest_stall)}")
    return f"{far}: {', '.join(told)}" if told else f"{far}: nothing seen yet"


def _what(found: Seen, figures: HeldShare) -> list[str]:
    """Return what `print(gil)` says after `gilbench.watch()`; without a GIL, what can be said."""
    culprit = next((each.culprit for each in found.stalls if each.longest >= figures.longest_stall), None)
    told = sentences(figures, culprit, found.cost)
    if not found.gil:
        busy = f"{fmt.factor(found.busy)} CPUs were busy"
        told[0] = f"The GIL is off, so nobody holds it: {busy}, over {figures.seconds:.1f} s."
    return told


def _gain(found: Seen, figures: HeldShare, cpus: int) -> list[str]:
    """Say what threads could gain, or what those that there are wait for each other."""
    if not found.gil:
        return []
    if found.several:
        return _waiting(found, figures)
    if found.most is None:
        return []
    return [_bounded(found.most, cpus)]


def _bounded(most: Bound, cpus: int) -> str:
    here = fmt.plural(cpus, "usable CPU")
    if math.isclose(most.speedup, 1.0, abs_tol=0.05):
        return f"One thread computed, and more of them would gain nothing: {_BY[most.by]} ({here})."
    told = f"One thread computed; the same work in threads is at most {fmt.ratio(most.speedup)} as fast"
    return f"{told}: {_BY[most.by]} ({here})."


def _waiting(found: Seen, figures: HeldShare) -> list[str]:
    busy = f"Several threads computed, on {fmt.factor(found.busy)} CPUs in all"
    if found.waited is None or found.wait is None:
        return [f"{busy}."]
    if figures.of_wall is None:
        those = f"of those who wanted the GIL {fmt.share(found.waited)} had to wait"
        return [f"{busy}: {those}, {fmt.time(found.wait)} on average."]
    held = f"for {fmt.share(figures.of_wall)} of the wall time one of them held the GIL and no other could run Python"
    return [f"{busy}: {held}, and whoever wanted it then waited {fmt.time(found.wait)} on average."]


def _table(stalls: Sequence[Stall]) -> list[str]:
    """Return the functions that kept others waiting, a line for each, those that did the most first."""
    if not stalls:
        return []
    stalls = sorted(stalls, key=lambda each: each.total, reverse=True)
    cells = [("longest", "times", "in all", "stalls of more than 1 ms, by"), *map(_row, stalls[:MOST])]
    widths = [max(len(row[column]) for row in cells) for column in range(3)]
    lines = ["  ".join([*map(str.rjust, row[:3], widths), row[3]]) for row in cells]
    left = stalls[MOST:]
    if left:
        rest = fmt.plural(sum(each.times for each in left), "time")
        lines.append(f"and {fmt.plural(len(left), 'other function')}, {rest}")
    return ["", *lines]


def _named(stall: Stall, folder: str) -> Stall:
    """Return a stall with a short name of the place: of a file that is elsewhere the last folder."""
    if stall.culprit is None or stall.culprit.place is None:
        return stall
    place = stall.culprit.place
    if place.startswith(folder + os.sep):
        short = place[len(folder) + 1 :]
    else:
        parts = Path(place).parts
        short = place if len(parts) <= _PARTS else str(Path("…", *parts[-_PARTS:]))
    return stall._replace(culprit=stall.culprit._replace(place=short))


def _row(stall: Stall) -> tuple[str, str, str, str]:
    who = str(stall.culprit) if stall.culprit else _UNKNOWN
    return fmt.time(stall.longest), fmt.count(stall.times), fmt.time(stall.total), who


def _remarks(found: Seen) -> list[str]:
    """Say what was not watched, and why."""
    told = []
    if found.reason:
        told.append(f"Nothing more was seen: {found.reason}.")
    elif found.silent > SILENT:
        why = "a call kept the GIL to the end, or another program took the place of this one"
        told.append(f"Nothing was seen in the last {fmt.time(found.silent)}: {why}.")
    if found.children:
        told.append(f"Processes that it started took {fmt.time(found.children)} of CPU time, which was not watched.")
    return told
