"""Which of the trials that gilbench chose take part: what decides sentences, and what the budget has room for. Pure.

Trials of the same work, on all targets, are one block, taken whole or not at all. All blocks stand in one order, which
does not depend on the budget, and the longest beginning of it that fits takes part: a larger budget never leaves out
what a smaller one had room for. The order is by rank. Within a rank experiments take turns as in weighted fair
queueing, so that each has about its share of what is spent at any point, and what one does not use goes to the others.
"""

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gilbench.plan.rank import Rank
from gilbench.plan.trial import SERIAL, OverBudget, Plan, Trial

Block = Sequence[Trial]


@dataclass(frozen=True)
class Terms:
    """What decides which trials take part."""

    ranks: Mapping[str, Rank]  # by trial id
    shares: Mapping[str, float]  # of the budget, by experiment
    cost: Callable[[Trial], float]  # seconds of the rounds that a trial is to have


def admitted(plan: Plan, terms: Terms, seconds: float, before: float) -> Plan:
    """Return the plan without what does not fit into so many seconds of rounds; `before` are those around them.

    What decides a sentence is never left out, nor is what was copied, nor serial code that something is compared with.
    """
    fixed = _fixed(plan, terms.ranks)
    taken = set(fixed)
    left = seconds - math.fsum(map(terms.cost, (*fixed, *plan.copies)))
    for block in _in_order([each for each in plan.trials if each not in taken], fixed, terms):
        price = math.fsum(map(terms.cost, block))
        if price > left:
            break
        left -= price
        taken |= set(block)
    whole = before + math.fsum(map(terms.cost, plan.measured))
    return without(plan, [each for each in plan.trials if each not in taken], whole)


def without(plan: Plan, trials: Collection[Trial], budget: float) -> Plan:
    """Return the plan without some of its trials, for which so many seconds would have had room."""
    if not trials:
        return plan
    out = set(trials)
    return replace(
        plan,
        trials=tuple(each for each in plan.trials if each not in out),
        spares=tuple(tuple(each for each in some if each.original not in out) for some in plan.spares),
        over_budget=OverBudget(tuple(trials), budget),
    )


def _fixed(plan: Plan, ranks: Mapping[str, Rank]) -> list[Trial]:
    """Return what takes part whatever the budget: what decides, originals of copies, and what they are held against."""
    originals = {each.original for each in plan.copies}
    chosen = [each for each in plan.trials if ranks[each.id] == Rank.DECIDES or each in originals]
    return [*chosen, *(_bases(plan.trials, chosen))]


def _in_order(trials: Sequence[Trial], fixed: Iterable[Trial], terms: Terms) -> list[Block]:
    """Return the blocks in the order in which they are admitted."""
    spent = dict.fromkeys(terms.shares, 0.0)
    for each in fixed:
        spent[each.experiment] += terms.cost(each)
    ordered: list[Block] = []
    for rank in Rank:
        turns: list[tuple[float, Block]] = []
        for block in _blocks(trials, ordered, rank, terms.ranks):
            experiment = block[0].experiment
            spent[experiment] += math.fsum(map(terms.cost, block))
            turns.append((spent[experiment] / terms.shares[experiment], block))
        ordered += [block for _, block in sorted(turns, key=lambda turn: turn[0])]
    return ordered


def _blocks(
    trials: Sequence[Trial], before: Iterable[Block], rank: Rank, ranks: Mapping[str, Rank]
) -> Iterable[list[Trial]]:
    """Return what of a rank is not in a block yet, by its work and with its serial code, the smallest blocks first."""
    gone = {each for block in before for each in block}
    rest = [each for each in trials if each not in gone]
    chosen = [each for each in rest if ranks[each.id] == rank]
    found: dict[tuple[str, str | None], list[Trial]] = {}
    for each in (*chosen, *_bases(rest, chosen)):
        found.setdefault((each.experiment, each.workload), []).append(each)
    return sorted(found.values(), key=len)


def _bases(among: Iterable[Trial], chosen: Collection[Trial]) -> list[Trial]:
    """Return the serial code that some trials are held against, on all targets, as far as it is not chosen itself."""
    work = {(each.experiment, each.workload) for each in chosen}
    return [
        each
        for each in among
        if each.strategy == SERIAL and (each.experiment, each.workload) in work and each not in chosen
    ]
