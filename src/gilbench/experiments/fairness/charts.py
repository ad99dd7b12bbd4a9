"""The charts of fairness: throughput over numbers of threads, and how evenly they were served."""

from collections.abc import Iterator, Mapping, Sequence

from gilbench import fmt
from gilbench.analysis.summary import Summary
from gilbench.experiments.fairness.busy import in_the_way
from gilbench.experiments.fairness.records import DEFAULT, NONE
from gilbench.experiments.fairness.trials import interval_of, lock_of
from gilbench.model import Estimate
from gilbench.model.blocks import Axis, Chart, Mark, Series

_LEAST_POINTS = 2  # of a line, beside the one that all begin at
_ByTarget = Mapping[str, Sequence[Summary]]


def throughput(measured: Sequence[Summary], cpus: int) -> Iterator[Chart]:
    """Yield a line for each interpreter: throughput ÷ that of as many threads as CPUs, over the number of threads.

    Where other programs were in the way there is no such ratio to draw.
    """
    far = _by_target(
        [each for each in measured if each.trial.workers > cpus and _plain(each) and not in_the_way(each, cpus)]
    )
    lines = {target: trials for target, trials in far.items() if len(trials) >= _LEAST_POINTS}
    if lines:
        yield Chart(
            kind="lines",
            title="Throughput of more threads than CPUs",
            finding=_most(lines, cpus),
            axis=Axis(f"÷ {fmt.plural(cpus, 'thread')}", "×", reference=1.0, across="threads"),
            series=tuple(
                Series(target, "", "", (_start(target, cpus), *(_mark(each, "beyond_cpus", cpus) for each in trials)))
                for target, trials in lines.items()
            ),
        )


def evenness(measured: Sequence[Summary], cpus: int) -> Iterator[Chart]:
    """Yield Jain's index for each number of threads, at the default switch interval."""
    rows = sorted(
        (each for each in measured if interval_of(each.trial) == DEFAULT),
        key=lambda each: (lock_of(each.trial), each.trial.workers),
    )
    if rows:
        yield Chart(
            kind="bars",
            title="How evenly threads are served",
            finding=_least(rows, cpus),
            axis=Axis("Jain's index of fairness", "", limits=(0.0, 1.05), reference=1.0),
            series=tuple(
                Series(each.trial.target, "", _row(each), (_mark(each, "jain_index", cpus),)) for each in rows
            ),
        )


def ratio(found: Estimate) -> str:
    """Show a ratio, with its interval where it has one: a long window is measured once in a round."""
    return fmt.ratio(found.value) if found.low is None else fmt.ratio_interval(found)


def _plain(summary: Summary) -> bool:
    return lock_of(summary.trial) == NONE and interval_of(summary.trial) == DEFAULT


def _by_target(trials: Sequence[Summary]) -> dict[str, list[Summary]]:
    found: dict[str, list[Summary]] = {}
    for each in sorted(trials, key=lambda each: each.trial.workers):
        found.setdefault(each.trial.target, []).append(each)
    return found


def _start(target: str, cpus: int) -> Mark:
    return Mark(
        float(cpus), 1.0, None, None, f"{fmt.plural(cpus, 'thread')} on {target}: what others are compared with"
    )


def _mark(summary: Summary, figure: str, cpus: int) -> Mark:
    found, trial = summary.figures[figure], summary.trial
    hint = f"{_row(summary)}, on {trial.target}: {_shown(summary, figure)}"
    clear = summary.sound and not in_the_way(summary, cpus)
    return Mark(float(trial.workers), found.value, found.low, found.high, hint, clear=clear)


def _shown(summary: Summary, figure: str) -> str:
    found = summary.figures[figure]
    return ratio(found) if figure == "beyond_cpus" else f"Jain's index {fmt.factor(found.value)}"


def _row(summary: Summary) -> str:
    threads = fmt.plural(summary.trial.workers, "thread")
    return threads if lock_of(summary.trial) == NONE else f"{threads}, one lock"


def _most(lines: _ByTarget, cpus: int) -> str:
    """Say what the most threads got done on each interpreter."""
    ends = [
        f"{fmt.plural(trials[-1].trial.workers, 'thread')} {ratio(trials[-1].figures['beyond_cpus'])} on {target}"
        for target, trials in lines.items()
    ]
    return f"Throughput ÷ that of {fmt.plural(cpus, 'thread')}: {'; '.join(ends)}."


def _least(rows: Sequence[Summary], cpus: int) -> str:
    """Say where threads were served least evenly on each interpreter."""
    found = []
    for target in dict.fromkeys(each.trial.target for each in rows):
        least = min(
            (each for each in rows if each.trial.target == target), key=lambda each: each.figures["jain_index"].value
        )
        crew = fmt.crew(least.trial.workers, "thread", cpus)
        lock = "" if lock_of(least.trial) == NONE else " that share a lock"
        found.append(f"{fmt.factor(least.figures['jain_index'].value)} on {target} ({crew}{lock})")
    return f"Jain's index, which is 1 where all get as much, is lowest at {'; '.join(found)}."
