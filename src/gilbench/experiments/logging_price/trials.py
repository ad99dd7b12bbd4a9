"""The trials of logging in a run: which there are, what they are called, and where those of one target are found."""

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.experiments.logging_price.records import (
    DISABLED,
    EXCEPTION,
    FILE,
    NULL,
    OF_PROCESSES,
    PROCESS_FILES,
    PROCESS_QUEUE,
    QUEUE,
    ROTATING,
    STREAM,
)
from gilbench.plan.trial import Trial

NAME = "logging_price"
TO = "to"  # the parameter
THREADS = 2  # of which sentences tell
MANY = 4  # at least: there are often more threads that log than CPUs
CORE = (DISABLED, NULL, STREAM, FILE, QUEUE)
WHOLE = (*CORE, ROTATING, EXCEPTION, *OF_PROCESSES)
DECIDING = (DISABLED, FILE)
TOLD = (QUEUE, PROCESS_FILES)  # beside these, where sentences are told of an interpreter
CALLED = {
    DISABLED: "disabled level",
    NULL: "null handler",
    STREAM: "stream in memory",
    FILE: "file",
    QUEUE: "queue, then a file",
    ROTATING: "rotating file",
    EXCEPTION: "file, with exc_info",
    PROCESS_FILES: "file of each process",
    PROCESS_QUEUE: "queue of processes, then a file",
}


def goes_to(trial: Trial) -> str:
    """Return where the records of a trial go."""
    return str(dict(trial.parameters)[TO])


def told(evidence: Evidence, target: str, to: str) -> Summary | None:
    """Return the trial of THREADS threads that sentences are about, None if it was not planned."""
    for each in evidence.of(NAME):
        if (each.trial.target, each.trial.workers, goes_to(each.trial)) == (target, THREADS, to):
            return each
    return None
