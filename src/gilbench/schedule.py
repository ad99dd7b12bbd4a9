"""In which order the trials of a round run: random, balanced, and the same again for the same seed. Pure.

A round holds every trial once. Trials that will be compared (the same workload on all targets and strategies) stand
next to each other, so that slow drifts of the machine meet both sides alike. Every even round is the one before it
backwards: over each two rounds every trial is as often ahead of another as behind it.
"""

import random
from collections.abc import Sequence
from itertools import groupby

from gilbench.plan import Trial


def order(trials: Sequence[Trial], seed: int, round_number: int) -> tuple[Trial, ...]:
    """Return the trials in the order of this round; rounds count from 1."""
    chance = random.Random(f"{seed}/{(round_number + 1) // 2}")  # noqa: S311  a reproducible order is the point
    blocks = [list(block) for _, block in groupby(sorted(trials, key=_place), key=_comparable)]
    chance.shuffle(blocks)
    for block in blocks:
        chance.shuffle(block)
    drawn = tuple(trial for block in blocks for trial in block)
    return drawn if round_number % 2 else drawn[::-1]


def _comparable(trial: Trial) -> tuple[str, str]:
    return trial.experiment, trial.workload


def _place(trial: Trial) -> tuple[str, str, str]:
    """Whatever order the trials come in, the same seed draws the same."""
    return *_comparable(trial), trial.id
