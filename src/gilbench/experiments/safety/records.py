"""What one call of the safety experiment saw, and the names that plan and measuring share."""

from __future__ import annotations

from gilbench.inside.record import Record

UNLOCKED = ("attribute", "call", "list", "dict", "global")  # ways to count without a lock
LOCKS = ("Lock", "RLock")
COUNT, SHARDED = "itertools.count", "sharded"
CURES = (*LOCKS, COUNT, SHARDED)
COUNTERS = (*UNLOCKED, *CURES)
JOIN, IDENTIFIERS, ORDERING = "join", "identifiers", "order"
SHORTEST = 1e-6  # seconds; CPython takes no shorter switch interval
REPEATS = 6  # of every run of a counter: the range of six values holds their median with a confidence of 97 %


class Runs(Record):
    """The runs of a counter under the same conditions: threads add to it, all are joined, and it is read."""

    threads: int
    shortest: bool  # whether the switch interval was SHORTEST, else it was that which the interpreter comes with
    increments: int  # of all threads together, in each run
    lost: list[int]  # how many of them were not in the total, for each run
    seconds: list[float]  # from the first thread's beginning to the last one's end, for each run


class Identified(Record):
    """How many threads had an identifier that an earlier one of the same group had."""

    together: bool  # whether all of them were alive at the same time; else each had ended before the next began
    threads: int
    idents: int  # by `threading.get_ident()`
    natives: int | None  # by `threading.get_native_id()`; None where there is none


class Seen(Record):
    """What was seen of one mistake; the parts of the others are empty."""

    gil: bool
    counted: list[Runs]
    early: list[float]  # share of the total that was there before join(), for each repeat
    identified: list[Identified]
    finished: list[list[int]]  # in which order threads ended, by their places in the order of their starts
