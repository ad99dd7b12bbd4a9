"""What a run would do, as text: trials, skips with their reasons, what is left out, and how long it might take."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from gilbench import fmt
from gilbench.plan.naming import Names, what
from gilbench.plan.trial import SERIAL, OverBudget, Plan, Trial
from gilbench.settings import Depth


def render(plan: Plan, depth: Depth, seconds: float, names: Names, remarks: Sequence[str] = ()) -> str:
    """Return the plan as text; `seconds` is the estimate for a run of the least number of rounds."""
    lines = [f"trials ({len(plan.trials)}):", *(f"  {line}" for line in _grouped(plan.trials, names))]
    if plan.skips:
        lines += [f"skipped ({len(plan.skips)}):", *(f"  {line}" for line in _skips(plan, names))]
    if plan.left_out:
        lines += [f"left out ({len(plan.left_out)}), --suite full measures them:", *_left_out(plan.left_out, names)]
    if any(trial.workload is not None and trial.size == "full" for trial in plan.trials):
        lines.append("how many items make a value is settled when a run begins, unless --like names a run")
    if plan.over_budget:
        lines += [no_room(plan.over_budget, depth), *_left_out(plan.over_budget.trials, names)]
    lines += remarks
    lines.append(in_time(depth, seconds))
    return "\n".join(lines)


def no_room(over: OverBudget, depth: Depth) -> str:
    """Say how many trials the budget has no room for, and which budget would have."""
    return (
        f"no room for {fmt.plural(len(over.trials), 'trial')} in the budget of {fmt.duration(depth.budget)}, "
        f"which decide no sentence: {over.option} measures them"
    )


def in_time(depth: Depth, seconds: float, spent: float = 0.0) -> str:
    """Say how long the least number of rounds takes with all that is still around it, and whether the budget allows it.

    `spent` are the seconds of the budget that are gone.
    """
    takes, over = f"{depth.rounds} rounds take about {fmt.duration(seconds)}", seconds + spent - depth.budget
    if over >= 1:
        gone = f" after {fmt.duration(spent)} of preparing" if spent else ""
        return (
            f"{takes}{gone}, {fmt.duration(over)} more than the budget of {fmt.duration(depth.budget)} allows: "
            "they are measured anyway; fewer interpreters, workloads or strategies take less time"
        )
    return takes + ("; more are added while the budget lasts" if depth.most_rounds > depth.rounds else "")


def _grouped(trials: Iterable[Trial], names: Names) -> Iterator[str]:
    """Yield one line per target and workload: its strategies with their worker counts."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for trial in trials:
        workers = "" if trial.strategy == SERIAL else f"× {fmt.count(trial.workers)}"
        words = (names.strategy(trial), workers, f"({trial.parameter_text})" if trial.parameters else "")
        groups[trial.target, what(trial)].append(" ".join(each for each in words if each))
    for (target, workload), strategies in groups.items():
        yield f"{target} {workload}: {', '.join(strategies)}"


def _skips(plan: Plan, names: Names) -> Iterator[str]:
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for skip in plan.skips:
        groups[skip.trial.target, skip.reason].append(names.whatever(skip.trial))
    for (target, reason), trials in groups.items():
        yield f"{target}: {reason}: {', '.join(dict.fromkeys(trials))}"


def _left_out(trials: Iterable[Trial], names: Names) -> Iterator[str]:
    counts = Counter((trial.target, names.strategy(trial) or trial.experiment) for trial in trials)
    for target in dict.fromkeys(target for target, _ in counts):
        named = (f"{count} of {strategy}" for (where, strategy), count in counts.items() if where == target)
        yield f"  {target}: {', '.join(named)}"
