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
CURE = "cure"  # the parameter of the trials that have one
HOIST, COPY, SHALLOW, SHARDS, QUEUE, INTERPRETERS = "hoist", "copy", "shallow", "shards", "queue", "interpreters"
CURES_IN_WORDS = {
    HOIST: "looked up once, before the loop",
    COPY: "a copy for each thread",
    SHALLOW: "a shallow copy for each thread",
    SHARDS: "a part for each thread, merged at the end",
    QUEUE: "a queue to one owner",
    INTERPRETERS: "a sub-interpreter for each thread",
}
_OF_STEPS = {
    HOIST: ("attribute", "method", "global_function"),
    COPY: READS,
    SHALLOW: READS,
    SHARDS: ("append", ADDS, LOCKED),
    QUEUE: ("append", LOCKED),
    INTERPRETERS: ("attribute", LOCKED),
}
CURED = tuple((step, cure) for step in STEPS for cure, steps in _OF_STEPS.items() if step in steps)
_BRIEFLY = {  # where there is little room
    "list_item": "list item",
    "dict_value": "dictionary value",
    "attribute": "attribute",
    "method": "method call",
    "global_function": "global function",
    "append": "append",
    "add": "+= 1",
    "locked": "+= 1 under a lock",
    HOIST: "hoisted",
    COPY: "copy each",
    SHALLOW: "shallow copy",
    SHARDS: "merged",
    QUEUE: "queue",
    INTERPRETERS: "interpreters",
}
COPIED, MERGED = ("attribute", COPY), (LOCKED, SHARDS)  # in the core: one that a claim is about, and one beside it
WORTH_SAYING = 1.1  # × from which on a cost or a gain is one
SIDE_BY_SIDE = 1.5  # × of one thread's work that two must do with a thing each, for "free" to mean anything


def step_of(trial: Trial) -> str:
    """Return the step of a trial."""
    return str(dict(trial.parameters)[STEP])


def cure_of(trial: Trial) -> str | None:
    """Return the cure of a trial; None where the trial is that of a step without one."""
    cure = dict(trial.parameters).get(CURE)
    return None if cure is None else str(cure)


def called(summary: Summary) -> str:
    """Return what a person calls an item of a trial."""
    return IN_WORDS[step_of(summary.trial)]


def planned(evidence: Evidence, target: str) -> list[Summary]:
    """Return the trials of steps by THREADS threads on a target, measured or not, in the order of the steps."""
    found = [each for each in _of_threads(evidence, target) if cure_of(each.trial) is None]
    return sorted(found, key=lambda each: STEPS.index(step_of(each.trial)))


def cures(evidence: Evidence, target: str) -> list[Summary]:
    """Return the trials of cures by THREADS threads on a target, measured or not, in the order of the cures."""
    return sorted((each for each in _of_threads(evidence, target) if cure_of(each.trial)), key=place_of_cure)


def place_of_cure(summary: Summary) -> int:
    """Return the place of the trial of a cure in the order of all."""
    return CURED.index((step_of(summary.trial), cure_of(summary.trial) or ""))


def called_cured(summary: Summary) -> str:
    """Return what a person calls an item with its cure."""
    return f"{called(summary)}: {CURES_IN_WORDS[cure_of(summary.trial) or '']}"


def briefly(summary: Summary) -> str:
    """Return the same in a few words."""
    return f"{_BRIEFLY[step_of(summary.trial)]}: {_BRIEFLY[cure_of(summary.trial) or '']}"


def _of_threads(evidence: Evidence, target: str) -> list[Summary]:
    return [each for each in evidence.of(NAME) if (each.trial.target, each.trial.workers) == (target, THREADS)]


def ladder(evidence: Evidence, target: str) -> list[Summary]:
    """Return those of them that sentences may rest on."""
    return [each for each in planned(evidence, target) if each.sound and each.figures]


def costs(summary: Summary) -> bool:
    """Tell whether sharing clearly costs CPU time."""
    low = summary.figures["sharing_cost"].low
    return low is not None and low > WORTH_SAYING


def saves(summary: Summary) -> bool:
    """Tell whether a cure clearly saves CPU time."""
    low = summary.figures["sharing_cure_saves"].low
    return low is not None and low > WORTH_SAYING


def saves_none(summary: Summary) -> bool:
    """Tell whether a cure clearly saves next to no CPU time here, whatever the reason."""
    high = summary.figures["sharing_cure_saves"].high
    return high is not None and high < WORTH_SAYING


def is_free(summary: Summary) -> bool:
    """Tell whether sharing clearly costs next to nothing here, whatever the reason."""
    high = summary.figures["sharing_cost"].high
    return high is not None and high < WORTH_SAYING


def could_show(summary: Summary, target: Target) -> bool:
    """Tell whether a cost could have shown: where a GIL makes threads take turns it does, or they ran side by side.

    A machine that keeps threads apart spares them what sharing costs.
    """
    side = "private" if cure_of(summary.trial) is None else "cured"
    return target.facts.gil_enabled or summary.figures[f"sharing_{side}_speedup"].value >= SIDE_BY_SIDE
