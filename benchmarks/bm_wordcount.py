"""Counting words: strings, hashing and a growing dictionary, as in most programs that read text.

The words are cut afresh on every pass and the dictionary is the item's own, so nothing that is written is shared. It
would surprise if threads without the GIL gained less here than in `dict_per_worker`, which needs no new strings.
"""

from __future__ import annotations

from gilbench import workload
from gilbench_text import text

WORDS = 4_000


@workload(
    kind="cpu",
    sizes={"small": 4, "full": 34},
    expect={"small": 11_970_992, "full": 864_904_172},
    asks="Do threads speed up text processing with a dictionary?",
    version=2,
)
def wordcount(passes: int) -> int:
    """Count how often each word of a text occurs and return a checksum of the counts."""
    counts: dict[str, int] = {}
    for _ in range(passes):
        for word in text(WORDS).split():
            counts[word] = counts.get(word, 0) + 1
    return sum(len(word) * count * count for word, count in counts.items())
