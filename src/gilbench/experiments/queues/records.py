"""What one call of the queues experiment saw, and the names that plan and measuring share."""

from __future__ import annotations

from gilbench.inside.record import Record

SEMAPHORES = "semaphores"  # the textbook's bounded buffer: a deque, two semaphores and a lock
QUEUE, SIMPLE = "queue.Queue", "queue.SimpleQueue"
PROCESS_QUEUE, PROCESS_SIMPLE = "multiprocessing.Queue", "multiprocessing.SimpleQueue"
OF_THREADS = (SEMAPHORES, QUEUE, SIMPLE)
OF_PROCESSES = (PROCESS_QUEUE, PROCESS_SIMPLE)
CHANNELS = (*OF_THREADS, *OF_PROCESSES)
UNBOUNDED_ONLY = (SIMPLE, PROCESS_SIMPLE)  # they take no bound
BOUND = 16  # items, where a producer has to wait for a consumer
REPEATS = 6  # of every window: the range of six values holds their median with a confidence of 97 %


class Flow(Record):
    """Windows in which producers put items for a fixed time, and consumers take them all; lists are by repeat."""

    bound: int | None  # how many items may wait at most; None without a bound
    put: list[int]  # items, of all producers together
    seconds: list[float]  # from the first producer's beginning to the last consumer's end
    cpu: list[float]  # seconds of CPU time, of all workers together
    lost: int  # items that no consumer took, in all repeats
    twice: int  # items that were taken once more
    disordered: int  # items that a consumer took after a later one of the same producer


class Seen(Record):
    """What was seen of one channel."""

    flows: list[Flow]
    middles: list[float]  # seconds of a hand-over to a consumer that waits: the median of each repeat; empty if there
    # are several consumers
    tails: list[float]  # the same for the 99th percentile
