"""Work of your own in one file."""

from __future__ import annotations

import wordcount

from gilbench import about, workload


@workload(
    kind="cpu",
    sizes={"small": 1_000, "full": 50_000},
    expect={"small": 11, "full": 516},
    asks="Do threads count words faster?",
)
def count_words(words: int) -> int:
    """Make a text and count its words."""
    return wordcount.count(wordcount.text(words))


@workload(
    kind="cpu",
    sizes={"small": 1_000, "full": 500_000},
    expect={"small": about(100.0), "full": about(50_000.0)},
    asks="Do threads add up floats faster?",
)
def add_up_floats(numbers: int) -> float:
    """Add up floats, which one Python rounds otherwise than the next."""
    return sum([0.1] * numbers)
