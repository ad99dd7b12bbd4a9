"""The trials of hidden_locks in a run, and what their calls are called."""

from typing import NamedTuple

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.hidden_locks import records
from gilbench.experiments.hidden_locks.records import CALLS
from gilbench.plan.trial import Trial

NAME = "hidden_locks"
WAIT = "wait"  # the parameter
THREADS = 2
ALL = tuple(name for names in CALLS.values() for name in names)


class Told(NamedTuple):
    """A call in words."""

    called: str
    shared: str  # what both threads use
    own: str  # what each has for itself in the control
    advice: str


TOLD = {
    records.CACHED_PROPERTY: Told(
        "functools.cached_property",
        "one property, read of two different objects",
        "a class each",
        "until 3.11 one lock for all objects of a class: a lock and an attribute of one's own, or 3.12",
    ),
    records.LOGGING: Told(
        "Logger.info",
        "one slow handler",
        "a logger and handler each",
        "a QueueHandler, so that callers wait for nothing slow",
    ),
    records.IMPORT: Told(
        "import_module",
        "one slow module whose import fails",
        "a module each",
        "import before threads start; an optional module too, since a failure is tried again",
    ),
    records.WARNING: Told(
        "warnings.warn",
        "the one showwarning of the process, which is slow",
        "showwarning called directly",
        "a fast showwarning: from 3.14 on all threads that warn wait for it",
    ),
    records.WRITE: Told(
        "BufferedWriter.write",
        "one file on something slow; print ends there",
        "a file each",
        "one thread that writes, or a file each",
    ),
    records.ZIPFILE: Told(
        "ZipFile.read",
        "one archive on a slow disk",
        "an archive each",
        "open the archive in each thread",
    ),
    records.LRU_CACHE: Told(
        "functools.lru_cache",
        "one function, different arguments",
        "a function each",
        "nothing; with the same arguments both compute: a lock of one's own if that is dear",
    ),
    records.QUEUE: Told(
        "Queue.get",
        "one empty queue",
        "a queue each",
        "nothing: it gives its lock back while it waits",
    ),
    records.HASH: Told("hash.update", "one SHA-512 object", "an object each", "an object in each thread"),
    records.COMPRESS: Told("compressobj.compress", "one compressor", "one each", "a compressor in each thread"),
    records.SQLITE: Told(
        "sqlite3.Connection.execute",
        "one connection in memory",
        "a connection each",
        "a connection in each thread; with functions of one's own two threads can block each other for good",
    ),
}


def waits_in(trial: Trial) -> str:
    """Return how the calls of a trial spend their time."""
    return str(dict(trial.parameters)[WAIT])


def of_target(evidence: Evidence, target: str) -> list[Summary]:
    """Return the trials of one target, in the order of what they wait in."""
    found = [each for each in evidence.of(NAME) if each.trial.target == target]
    return sorted(found, key=lambda each: list(CALLS).index(waits_in(each.trial)))
