"""How much work a value holds, in words."""

from collections import defaultdict

from gilbench import fmt
from gilbench.interpreters.kinds import EVERY
from gilbench.store.records import Calibration


def in_words(calibration: Calibration) -> str:
    """Say in one line, for each kind, how many items make a value, where from, and what has more or fewer than most."""
    return " · ".join(_kind(calibration, kind) for kind, items in calibration.items.items() if items)


def _kind(calibration: Calibration, kind: str) -> str:
    named, seconds = defaultdict(list), calibration.seconds_per_item.get(kind, {})
    for workload, items in calibration.items[kind].items():
        named[items].append(_with_time(workload, seconds.get(workload)))
    usual, *others = sorted(named, key=lambda items: (-len(named[items]), items))
    where = [] if kind == EVERY else [kind]
    where += [f"as in {calibration.like}"] if calibration.like else []
    where += [f"calibrated on {calibration.targets[kind]}"] if kind in calibration.targets else []
    exceptions = "".join(f"; {items} of {', '.join(named[items])}" for items in others)
    return f"{', '.join(where)}: {usual} items a value{exceptions}"


def _with_time(workload: str, seconds: float | None) -> str:
    return workload if seconds is None else f"{workload} ({fmt.time(seconds)} each)"
