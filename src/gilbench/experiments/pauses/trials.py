"""The trials of pauses in a run, and how what goes on in them is called."""

from collections.abc import Mapping

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.plan.trial import Trial

NAME = "pauses"
WHILE, WHERE, COLLECTOR = "while", "where", "collector"
ON, OFF = "on", "off"
THREAD, PROCESS = "thread", "process"
IN_WORDS: Mapping[str, str] = {  # what goes on, in the order of every table: "while another thread …"
    "sleeps": "sleeps",
    "computes": "computes",
    "keeps": "sorts a million floats",
    "releases": "hashes without the GIL",
    "polls": "polls with sleep(0)",
    "collects": "collects garbage",
    "garbage": "makes cyclic garbage",
    "imports": "imports modules again",
    "forks": "forks with 200 MiB",
    "spawns": "runs a command",
    "starts": "starts threads",
}
TOLD = ("computes", "collects", "garbage", "imports")  # what sentences are about
WITHOUT_COLLECTOR = ("garbage", "imports")  # what is measured with the collector off, too, to tell whether it is that
COLLECTS_BY_ITSELF = "collects"


def kind_of(trial: Trial) -> str:
    """Return what goes on in a trial."""
    return str(dict(trial.parameters)[WHILE])


def place_of(trial: Trial) -> str:
    """Return where it goes on."""
    return str(dict(trial.parameters)[WHERE])


def collector_of(trial: Trial) -> str:
    """Return whether the collector is "on" or "off"."""
    return str(dict(trial.parameters)[COLLECTOR])


def find(evidence: Evidence, target: str, kind: str, collector: str = ON, place: str = THREAD) -> Summary | None:
    """Return the trial of these on a target; None if it was not planned."""
    wanted = target, ((WHILE, kind), (WHERE, place), (COLLECTOR, collector))
    return next((each for each in evidence.of(NAME) if (each.trial.target, each.trial.parameters) == wanted), None)
