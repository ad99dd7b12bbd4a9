"""The trials of sharing in a run: which there are, what a person calls them, and where one target's are found."""

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.summary import Summary
from gilbench.interpreters.target import Target
from gilbench.plan.trial import Trial

NAME = "sharing"
STEP = "step"  # the parameter
THREADS = 2  # that sentences are about
IN_WORDS = {
    "object": "an object",
    "list_item": "an item of a list",
    "small_int": "a small int in a list",
    "dict_value": "a value of a dictionary",
    "attribute": "an attribute",
    "method": "a method call",
    "global_function": "a call of a global function",
    "append": "an append to a list",
    "add": "an attribute += 1",
    "locked": "an attribute += 1 under a lock",
}
STEPS = tuple(IN_WORDS)
READS = ("list_item", "dict_value", "attribute", "method")  # that the claim on reading is about
ADDS, LOCKED = "add", "locked"
CORE = (*READS, LOCKED)
WORTH_SAYING = 1.1  # × from which on a cost or a gain is one
SIDE_BY_SIDE = 1.5  # × of one thread's work that two must do with a thing each, for "free" to mean anything


def step_of(trial: Trial) -> str:
    """Return the step of a trial."""
    return str(dict(trial.parameters)[STEP])


def called(summary: Summary) -> str:
    """Return what a person calls an item of a trial."""
    return IN_WORDS[step_of(summary.trial)]


def planned(evidence: Evidence, target: str) -> list[Summary]:
    """Return the trials of THREADS threads on a target, measured or not, in the order of the steps."""
    found = [each for each in evidence.of(NAME) if (each.trial.target, each.trial.workers) == (target, THREADS)]
    return sorted(found, key=lambda each: STEPS.index(step_of(each.trial)))


def ladder(evidence: Evidence, target: str) -> list[Summary]:
    """Return those of them that sentences may rest on."""
    return [each for each in planned(evidence, target) if each.sound and each.figures]


def costs(summary: Summary) -> bool:
    """Tell whether sharing clearly costs CPU time."""
    low = summary.figures["sharing_cost"].low
    return low is not None and low > WORTH_SAYING


def is_free(summary: Summary) -> bool:
    """Tell whether sharing clearly costs next to nothing here, whatever the reason."""
    high = summary.figures["sharing_cost"].high
    return high is not None and high < WORTH_SAYING


def could_show(summary: Summary, target: Target) -> bool:
    """Tell whether a cost could have shown: where a GIL makes threads take turns it does, or they ran side by side.

    A machine that keeps threads apart spares them what sharing costs.
    """
    return target.facts.gil_enabled or summary.figures["sharing_private_speedup"].value >= SIDE_BY_SIDE
