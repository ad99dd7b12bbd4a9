"""What one call of hidden_locks saw, and what target and host both have to know of its trials."""

from __future__ import annotations

from gilbench.inside.record import Record

# How a call spends its time while a lock may be held, which is the parameter of a trial.
SLEEP, COMPUTE = "sleep", "compute"
CACHED_PROPERTY, LRU_CACHE, LOGGING, IMPORT, WARNING = "cached_property", "lru_cache", "logging", "import", "warning"
WRITE, ZIPFILE, QUEUE = "write", "zipfile", "queue"
HASH, COMPRESS, SQLITE = "hash", "compress", "sqlite"
CALLS: dict[str, tuple[str, ...]] = {
    SLEEP: (CACHED_PROPERTY, LOGGING, IMPORT, WARNING, WRITE, ZIPFILE, LRU_CACHE, QUEUE),
    COMPUTE: (HASH, COMPRESS, SQLITE),
}
REPEATS = 9  # the median of nine lies between the second and the eighth: one bad repeat on each side is borne
NAP = 0.002  # seconds that a call of the first kind sleeps inside; one of the second computes for about as long
# What comes of the same call inside of the call; else the name of an error.
WORKS, BLOCKS = "works", "blocks"


class Timed(Record):
    """One call, repeat by repeat, in seconds from the common beginning until the last thread is done."""

    name: str
    alone: list[float]  # one thread
    shared: list[float]  # two threads, one thing
    own: list[float]  # two threads, a thing each
    absent: str | None = None  # why it cannot be made here; then the lists are empty
    again: str | None = None  # what came of the same call inside of it; None where nothing of one's own is called


class Seen(Record):
    """The calls of one trial, each repeated in turns."""

    calls: list[Timed]
