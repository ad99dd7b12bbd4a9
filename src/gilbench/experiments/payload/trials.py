"""The trials of payload in a run, and how they are called."""

from collections.abc import Iterable

from gilbench import fmt
from gilbench.analysis.summary import Summary
from gilbench.experiments.payload.quotients import Crossing
from gilbench.plan.trial import Trial

NAME = "payload"
THREAD, EXECUTOR, POOL, PIPE = "thread_executor", "process_executor", "process_pool", "pipe"
INTERPRETER, MANAGER, BLOCK, ARRAY = "interpreter_executor", "manager", "shared_memory", "array"
BYTES, INTEGERS, STRINGS, NDARRAY = "bytes", "integers", "strings", "ndarray"
BUFFERS = "buffers"

# In Python's words, in the order of tables.
WAYS = {
    THREAD: "ThreadPoolExecutor",
    INTERPRETER: "InterpreterPoolExecutor",
    EXECUTOR: "ProcessPoolExecutor",
    POOL: "Pool",
    PIPE: "Pipe",
    MANAGER: "Manager().Queue",
    BLOCK: "shared_memory",
    ARRAY: "Array",
}
KINDS = {
    BYTES: "bytes",
    INTEGERS: "list of int",
    STRINGS: "dict of str",
    NDARRAY: "numpy array",
}


def way(trial: Trial) -> str:
    """Return by which way a trial hands over, by its key."""
    return str(dict(trial.parameters)["through"])


def kind(trial: Trial) -> str:
    """Return what a trial hands over, by its key."""
    return str(dict(trial.parameters)["data"])


def in_words(trial: Trial) -> str:
    """Return a way as a person reads it: `Pool`, `Pool, buffers apart`."""
    name = WAYS.get(way(trial), way(trial))
    return f"{name}, buffers apart" if is_packed(trial) else name


def is_packed(trial: Trial) -> bool:
    """Tell whether the data are pickled by protocol 5, with their buffers apart."""
    return dict(trial.parameters).get("pickle") == BUFFERS


def of_bytes(trials: Iterable[Summary], target: str) -> dict[str, Summary]:
    """Return the trials of one interpreter that hand over bytes as they are, by their ways."""
    return {
        way(each.trial): each
        for each in trials
        if each.trial.target == target and kind(each.trial) == BYTES and not is_packed(each.trial)
    }


def from_where(where: Crossing) -> str:
    """Say from which size on sharing beats copying, as far as the sizes measured tell."""
    if where.after is None:
        return f"at every size from {fmt.size(where.size)} on"
    return f"from between {fmt.size(where.after)} and {fmt.size(where.size)} on"
