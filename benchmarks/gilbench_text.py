"""Text that several workloads read: made up, the same on every interpreter, cheap to make.

Not a workload file: its name has no `bm_`, so it is only imported by those that need it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

SYLLABLES = ("a", "be", "cor", "di", "el", "fa", "gro", "hi", "in", "jo", "ka", "lu", "mer", "no", "o", "pes")
VOCABULARY = len(SYLLABLES) ** 2


@functools.cache
def text(words: int) -> str:
    """Return `words` words with a space between them; frequent ones are much more frequent, as in a language.

    Kept after the first call, which belongs outside whatever is timed. Everybody reads the same string, so take
    pieces of it once per pass, and work on the pieces.
    """
    numbers = _numbers()
    # The product of two even draws is small far more often than large.
    return " ".join(_word(next(numbers) * next(numbers) // VOCABULARY) for _ in range(words))


def _word(index: int) -> str:
    first, second = divmod(index, len(SYLLABLES))
    return SYLLABLES[second] + SYLLABLES[first] + SYLLABLES[index % 7]


def _numbers() -> Iterator[int]:
    """Yield whole numbers in [0, VOCABULARY) for ever: a linear congruence, whose upper bits are good enough.

    The `random` module is slower to import and does not promise the same choices in every version.
    """
    state = 1
    while True:
        state = (state * 1_103_515_245 + 12_345) % 2**31
        yield (state >> 16) % VOCABULARY
