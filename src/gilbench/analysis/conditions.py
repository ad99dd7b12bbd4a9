"""Conditions that the work changed while it was measured: its calls cannot be compared with each other any more."""

from collections.abc import Callable
from typing import Any

from gilbench import fmt
from gilbench.inside.schema import Surroundings

CHANGED = "changed during the work:"  # what sets these doubts apart from others
_CONDITIONS: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
    ("CPU set", "affinity", fmt.cpu_set),
    ("switch interval", "switch_interval", lambda seconds: fmt.tick(seconds, "s")),
    ("recursion limit", "recursion_limit", fmt.count),
    ("default start method", "start_method", str),
)


def changes(around: Surroundings) -> list[str]:
    """Return a doubt for each condition that was another after the last call than before the first."""
    if around.conditions_before is None or around.conditions_after is None:  # stored before anybody looked
        return []
    found = []
    for name, field, shown in _CONDITIONS:
        before, after = getattr(around.conditions_before, field), getattr(around.conditions_after, field)
        if before is not None and after is not None and before != after:
            found.append(f"the {name} {CHANGED} {shown(before)} → {shown(after)}")
    return found
