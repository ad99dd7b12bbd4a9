"""What one call of the safety experiment saw, and the names that plan and measuring share."""

from __future__ import annotations

from gilbench.inside.record import Record

UNLOCKED = ("attribute", "call", "list", "dict", "global")  # ways to count without a lock
LOCKS = ("Lock", "RLock")
COUNT, SHARDED, QUEUE = "itertools.count", "sharded", "queue"
CURES = (*LOCKS, COUNT, SHARDED, QUEUE)
COUNTERS = (*UNLOCKED, *CURES)
GROUPS = {"unlocked": UNLOCKED, "cures": CURES}  # ways to count that one process measures, one after the other
JOIN, IDENTIFIERS, ORDERING = "join", "identifiers", "order"
SHORTEST = 1e-6  # seconds; CPython takes no shorter switch interval
REPEATS = 6  # of every run of a counter: the range of six values holds their median with a confidence of 97 %


class Runs(Record):
    """The runs of a counter under the same conditions: threads add to it, all are joined, and it is read."""

    way: str  # one of COUNTERS
    threads: int  # that add; a queue has its owner beside them
    shortest: bool  # whether the switch interval was SHORTEST, else it was that which the interpreter comes with
    increments: int  # of all threads together, in each run
    lost: list[int]  # how many of them were not in the total, for each run
    seconds: list[float]  # from the first thread's beginning to the last one's end, for each run
    cpu: list[float]  # seconds of CPU time of all threads, for each run; empty where that cannot be told


class Identified(Record):
    """How many threads had an identifier that an earlier one of the same group had."""

    together: bool  # whether all of them were alive at the same time; else each had ended before the next began
    threads: int
    idents: int  # by `threading.get_ident()`
    natives: int | None  # by `threading.get_native_id()`; None where there is none


class Ended(Record):
    """In which order threads ended that were started one after the other."""

    unequal: bool  # whether each further one had half the work of the one before; else all had the same
    orders: list[list[int]]  # their places in the order of their starts, for each repeat


class Seen(Record):
    """What was seen of one mistake, or of ways to count; the parts of the others are empty."""

    gil: bool
    counted: list[Runs]
    early: list[float]  # share of the total that was there before join(), for each repeat
    identified: list[Identified]
    ended: list[Ended]
