"""Which trials are measured twice: those that were chosen, and the spares that take the place of what failed. Pure.

Spares are planned beforehand, so that the plan and the records alone say which of them took part: a copy of which
itself or the original failed in the first round is replaced by its first spare that another copy has not taken and
whose original went well. A spare joins at the end of the first round, and has as many rounds as any other trial.
"""

from collections.abc import Container
from dataclasses import replace
from itertools import chain

from gilbench.plan.trial import Plan, Trial

FIRST = 1  # the round in which a place is still filled; later, a spare would have too few rounds to tell much


def stand_ins(plan: Plan, failed: Container[str]) -> tuple[Trial, ...]:
    """Return the spares that are needed, given the ids of what failed in the first round; spares that failed count."""
    taken: list[Trial] = []
    for copy, spares in zip(plan.copies, plan.spares, strict=False):  # what took a place has none of its own
        current: Trial | None = copy
        while current is not None and (current.id in failed or current.original.id in failed):
            current = next((each for each in spares if each not in taken and each.original.id not in failed), None)
            taken += [] if current is None else [current]
    return tuple(taken)


def settled(plan: Plan, measured: Container[str]) -> Plan:
    """Return the plan whose copies are those that took part, given the ids of all that has a record."""
    spares = dict.fromkeys(chain.from_iterable(plan.spares))
    return replace(plan, copies=plan.copies + tuple(s for s in spares if s.id in measured and s not in plan.copies))
