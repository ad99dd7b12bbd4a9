"""Regular expressions: C code that reads a string for most of a millisecond and keeps the GIL while it does.

Nothing in the matching itself needs the GIL, which users often expect to be released: it would surprise if threads
helped while the GIL is on. `findall` is used because it makes no match objects, which would all count references to
the one shared string.
"""

from __future__ import annotations

import re

from gilbench import workload
from gilbench_text import text

WORDS = 8_000
PATTERN = re.compile(r"\b[aeio]\w*[lr]\w*o\b")


@workload(
    kind="cpu",
    code="c_keeps_gil",
    sizes={"small": 2, "full": 15},
    expect={"small": 468, "full": 3_510},
    asks="Do threads speed up regular expressions?",
    version=2,
)
def regex(searches: int) -> int:
    """Search a text for a pattern and return the number of matches."""
    return sum(len(PATTERN.findall(text(WORDS))) for _ in range(searches))
