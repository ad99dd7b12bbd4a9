"""How much work a value holds, in words."""

from collections import defaultdict

from gilbench import fmt
from gilbench.store.records import Calibration


def in_words(calibration: Calibration) -> str:
    """Say in one line how many items make a value, where that was settled, and what has more items than most."""
    named = defaultdict(list)
    for workload, items in calibration.items.items():
        named[items].append(_with_time(workload, calibration.seconds_per_item.get(workload)))
    usual, *others = sorted(named, key=lambda items: (-len(named[items]), items))
    where = [f"as in {calibration.like}"] if calibration.like else []
    where += [f"calibrated on {calibration.target}"] if calibration.target else []
    exceptions = "".join(f"; {items} of {', '.join(named[items])}" for items in others)
    return f"{', '.join(where)}: {usual} items a value{exceptions}"


def _with_time(workload: str, seconds: float | None) -> str:
    return workload if seconds is None else f"{workload} ({fmt.time(seconds)} each)"
