"""In which order the trials of a round run: random, balanced, and the same again for the same seed. Pure.

A round holds every trial once. Trials that will be compared (the same workload on all targets and strategies) stand
next to each other, so that slow drifts of the machine meet both sides alike. Every even round is the one before it
backwards: over each two rounds every trial is as often ahead of another as behind it.

After the least number of rounds only what is not precise yet goes on, comparison by comparison, so that both sides
always meet the same round: first what decides a sentence, then what narrows an advice, then the rest.
"""

import math
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from gilbench.plan.rank import Rank
from gilbench.plan.trial import Trial

TRUSTED_ROUNDS = 7  # with fewer, a narrow interval is no reason to stop


@dataclass(frozen=True)
class Pair:
    """Two trials that a run sets against each other; twice the same where a trial stands for itself."""

    base: Trial
    other: Trial
    half_width: float  # of the 95 % interval, relative (0.05: ± 5 %); infinite below two common rounds
    rounds: int  # that both have
    rank: Rank  # what it is for

    def is_known_to(self, precision: float) -> bool:
        """Whether it need not be measured any further.

        Of a few rounds some are close together by luck: to stop at those would call too much a difference.
        """
        return self.half_width <= precision and self.rounds >= TRUSTED_ROUNDS


def order(trials: Sequence[Trial], seed: int, round_number: int) -> tuple[Trial, ...]:
    """Return the trials in the order of this round; rounds count from 1."""
    chance = random.Random(f"{seed}/{(round_number + 1) // 2}")  # noqa: S311  a reproducible order is the point
    blocks = [list(block) for _, block in groupby(sorted(trials, key=_place), key=_comparable)]
    chance.shuffle(blocks)
    for block in blocks:
        chance.shuffle(block)
    drawn = tuple(trial for block in blocks for trial in block)
    return drawn if round_number % 2 else drawn[::-1]


def of_one_rank(comparisons: Iterable[Pair]) -> list[Pair]:
    """Return the comparisons as if they were all for the same: whoever chose them wants every one of them."""
    return [replace(each, rank=min(Rank)) for each in comparisons]


def worst(comparisons: Iterable[Pair]) -> Pair | None:
    """Return the least precise comparison of the first rank that there is; None if nothing is compared."""
    return min(comparisons, key=lambda each: (each.rank, -each.half_width), default=None)


def worth_measuring(
    comparisons: Iterable[Pair], precision: float, cost: Callable[[Trial], float], seconds: float
) -> set[Trial]:
    """Return the trials of the next round: both sides of what is not known to ± `precision`, as the seconds allow.

    They are all of one rank, the first of which anything fits: a rank has its turn when those before it are known.
    Comparisons of the same work are one block, taken whole or not at all, the widest interval first. Empty if all is
    precise or nothing fits.
    """
    open_yet = [each for each in comparisons if not each.is_known_to(precision)]
    by_rank = ([each for each in open_yet if each.rank == rank] for rank in Rank)
    return next((chosen for each in by_rank if (chosen := _fitting(each, cost, seconds))), set())


def _fitting(comparisons: Iterable[Pair], cost: Callable[[Trial], float], seconds: float) -> set[Trial]:
    blocks: dict[tuple[str, str], list[Pair]] = {}
    for each in comparisons:
        blocks.setdefault(_comparable(each.base), []).append(each)
    chosen: set[Trial] = set()
    for block in sorted(blocks.values(), key=_widest, reverse=True):
        more = {trial for each in block for trial in (each.base, each.other)} - chosen
        price = math.fsum(map(cost, more))
        if price <= seconds:
            chosen |= more
            seconds -= price
    return chosen


def _widest(block: Iterable[Pair]) -> float:
    return max(each.half_width for each in block)


def _comparable(trial: Trial) -> tuple[str, str]:
    return trial.experiment, trial.workload or ""


def _place(trial: Trial) -> tuple[str, str, str]:
    """Whatever order the trials come in, the same seed draws the same."""
    return *_comparable(trial), trial.id
