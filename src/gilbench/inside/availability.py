"""Find out by a tiny real call whether a strategy works in this interpreter."""

from __future__ import annotations

from gilbench.inside.opening import opened
from gilbench.inside.registry import Strategy
from gilbench.inside.telling import one_line, plain, short


def missing(strategy: Strategy, start_method: str | None) -> str | None:
    """Return None if one worker can run two tasks, else why not, in one line."""
    task = _add_one_async if strategy.runs_async else _add_one
    results, right = None, False  # as they stay if leaving the strategy hides an error
    try:
        with opened(strategy, 1, start_method) as run:
            results = run(task, [1, 2])
            right = bool(results == [2, 3])
    except BaseException as error:  # noqa: BLE001  whatever it is, it is the reason
        return one_line(error)
    return None if right else f"gave {plain(short(results))} for a task whose results are [2, 3]"


def _add_one(value: int) -> int:
    return value + 1


async def _add_one_async(value: int) -> int:
    return value + 1
