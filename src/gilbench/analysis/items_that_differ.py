"""Workloads whose items differ, in words: how long their lists are, and how often a value has them."""

from collections.abc import Sequence

from gilbench import fmt
from gilbench.inside.schema import WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.plan.amounts import items_in_list
from gilbench.plan.trial import Trial

_MEAN = "a time per item is the mean over the list"


def in_words(trials: Sequence[Trial], targets: Sequence[Target]) -> str:
    """Say of each workload of these trials how many items are in its list, how often a value has it, and where."""
    infos = {(target.id, info.name): info for target in targets for info in target.catalogue.workloads}
    lengths: dict[str, int] = {}
    repeated: dict[str, dict[int, list[str]]] = {}
    for trial in trials:
        info = infos.get((trial.target, trial.workload or ""))
        length = None if info is None else items_in_list(info, trial.size)
        if info is not None and length is not None:
            lengths[info.name] = length
            where = repeated.setdefault(info.name, {}).setdefault(trial.items // length, [])
            if trial.target not in where:
                where.append(trial.target)
    told = [f"{name}: {length} in a list, {_times(repeated[name])}" for name, length in lengths.items()]
    return "; ".join([*told, _MEAN]) if told else ""


def of_trial(trial: Trial, work: WorkloadInfo | None) -> str:
    """Say of one trial that its items differ; empty if they are alike."""
    length = None if work is None else items_in_list(work, trial.size)
    if length is None:
        return ""
    return f"items that differ: {length} in a list, {_repeated(trial.items // length)}"


def _times(repeated: dict[int, list[str]]) -> str:
    """Return how often a list is in a value; where that is not the same on all targets, with those that have it so."""
    if len(repeated) == 1:
        return _repeated(next(iter(repeated)))
    return ", ".join(f"{_repeated(times)} on {fmt.listed(names)}" for times, names in repeated.items())


def _repeated(times: int) -> str:
    return "done once" if times == 1 else f"repeated {fmt.count(times)}×"
