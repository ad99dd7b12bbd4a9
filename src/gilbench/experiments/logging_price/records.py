"""What one call of the logging experiment saw, and what target and host both have to know of its trials."""

from __future__ import annotations

from gilbench.inside.record import Record

# Where records go, which is the parameter of a trial; to the last two they go from processes instead of threads.
DISABLED, NULL, STREAM, FILE, QUEUE = "disabled", "null", "stream", "file", "queue"
ROTATING, EXCEPTION = "rotating", "exception"
PROCESS_FILES, PROCESS_QUEUE = "process-files", "process-queue"
OF_PROCESSES = (PROCESS_FILES, PROCESS_QUEUE)
# What is compared in a trial: calls of a disabled level; else one logger and handler for all threads, or one each.
LAZY, EAGER, GUARDED = "lazy", "eager", "guarded"
SHARED, OWN = "shared", "own"
# Beside records with exc_info=: the same without an exception, and those of Logger.exception.
PLAIN, LOGGED = "plain", "logged"
REPEATS = 7
WARM, WARM_JIT = 0.005, 0.05  # seconds of each call before any counts
# Seconds of calls in a repeat, from one worker and from several. Two threads on one file are what sentences rest on:
# short windows of theirs differ from one another by more than the threads do.
OF_DISABLED, OF_RECORDS = (0.003, 0.006), (0.006, 0.010)
TO_FILE, FROM_PROCESSES = (0.015, 0.030), (0.015, 0.020)
TO_ROTATING = (0.015, 0.020)  # some rotations


def lengths(to: str) -> tuple[float, float]:
    """Return how many seconds of calls a repeat has, from one worker and from several."""
    if to in OF_PROCESSES:
        return FROM_PROCESSES
    return {DISABLED: OF_DISABLED, FILE: TO_FILE, ROTATING: TO_ROTATING}.get(to, OF_RECORDS)


def main_setting(to: str) -> str:
    """Return the setting that tells what a call of a trial takes, from one worker and from several."""
    return {DISABLED: LAZY, PROCESS_FILES: OWN}.get(to, SHARED)


def compared(to: str, workers: int) -> list[tuple[str, int]]:
    """Return what is compared in a trial, and from how many workers; the plainest first."""
    main = main_setting(to)
    more = {
        DISABLED: [(what, crew) for what in (EAGER, GUARDED) for crew in (1, workers)],
        FILE: [(OWN, workers)],
        EXCEPTION: [(PLAIN, 1), (LOGGED, 1)],
    }
    return [(main, 1), (main, workers), *more.get(to, [])]


class Setting(Record):
    """What logging calls take in one setting; lists have one value per repeat, and are empty where there is none."""

    what: str
    threads: int  # or processes
    seconds: list[float]  # wall time ÷ calls of all threads
    cpu: list[float]  # CPU seconds of all threads ÷ their calls
    delivered: list[float]  # wall time until the last record is where it goes ÷ records: of queues
    ready: list[float]  # share of the threads' time in which no CPU was free: of a file, where the platform can tell
    running: list[float]  # share of it on a CPU: of a file
    rotations: list[int]  # of a rotating file


class Seen(Record):
    """The settings of one trial, repeated in turns, and how many records were looked for and found."""

    settings: list[Setting]
    records: int  # every one of them was there, whole and once
