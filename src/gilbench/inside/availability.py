"""Find out by a tiny real call whether a strategy works in this interpreter."""

from __future__ import annotations

from gilbench.inside.loading import one_line
from gilbench.inside.opening import opened
from gilbench.inside.registry import Strategy


def missing(strategy: Strategy, start_method: str | None) -> str | None:
    """Return None if one worker can run two tasks, else why not, in one line."""
    task = _add_one_async if strategy.runs_async else _add_one
    try:
        with opened(strategy, 1, start_method) as run:
            results = run(task, [1, 2])
    except Exception as error:  # noqa: BLE001  whatever it is, it is the reason
        return one_line(error)
    return None if results == [2, 3] else f"gave {results!r} for a task whose results are [2, 3]"


def _add_one(value: int) -> int:
    return value + 1


async def _add_one_async(value: int) -> int:
    return value + 1
