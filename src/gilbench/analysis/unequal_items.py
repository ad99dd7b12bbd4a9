"""Where interpreters did other numbers of items in a value, in words: between them time per item is compared."""

from collections.abc import Iterable, Mapping

from gilbench import fmt
from gilbench.analysis.evidence import THROUGHPUT
from gilbench.plan.trial import Trial


def in_words(trials: Iterable[Trial]) -> str:
    """Say how many items a value had on each interpreter, of all work of which they differ; empty if they never do."""
    unequal = {workload: by_target for workload, by_target in _items(trials).items() if len({*by_target.values()}) > 1}
    if not unequal:
        return ""
    which = next(iter(unequal)) if len(unequal) == 1 else fmt.plural(len(unequal), "workload")
    return f"items in a value of {which}: {', '.join(_numbers(unequal.values()))}; times are per item"


def _items(trials: Iterable[Trial]) -> dict[str, dict[str, int]]:
    """Return the items in a value by workload and target."""
    found: dict[str, dict[str, int]] = {}
    for trial in trials:
        if trial.experiment == THROUGHPUT and trial.workload is not None:
            found.setdefault(trial.workload, {})[trial.target] = trial.items
    return found


def _numbers(unequal: Iterable[Mapping[str, int]]) -> Iterable[str]:
    """Return the numbers with the targets that have them: `4 to 8 on 3.13 and 3.15`."""
    of_target: dict[str, set[int]] = {}
    for by_target in unequal:
        for target, items in by_target.items():
            of_target.setdefault(target, set()).add(items)
    targets: dict[str, list[str]] = {}
    for target, numbers in of_target.items():
        ends = dict.fromkeys((min(numbers), max(numbers)))
        targets.setdefault(" to ".join(map(fmt.count, ends)), []).append(target)
    return (f"{numbers} on {fmt.listed(names)}" for numbers, names in targets.items())
