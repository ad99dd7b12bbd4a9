"""What one call of pool_contract saw, and the names that plan and measuring share."""

from __future__ import annotations

from gilbench.inside.record import Record

THREAD_POOL, EXECUTOR = "ThreadPool", "ThreadPoolExecutor"
POOLS = (THREAD_POOL, EXECUTOR)
KEEPS = "keeps"  # it is promised, and so
DOES = "does"  # it is so, and nobody promises it
BREAKS = "breaks"  # it is promised, and not so
HANGS = "hangs"  # who asks waits for ever, whether anything is promised or not
NOT_OFFERED = "not offered"  # it is not so, and nobody promises it
WORST_FIRST = (HANGS, BREAKS, NOT_OFFERED, DOES, KEEPS)


class Answer(Record):
    """What became of one question to a pool."""

    topic: str
    question: str  # the same for both pools where both can be asked
    entry: str  # of the documentation: "Pool.map"; empty where nothing is promised
    promise: str  # what it says, in our words; empty where it says nothing
    outcome: str  # one of WORST_FIRST
    instead: str  # what happened instead, or what there is instead; empty where it is so


class Seen(Record):
    """What one pool answered."""

    answers: list[Answer]
