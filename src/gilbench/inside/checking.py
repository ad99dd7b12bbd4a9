"""Hold the results of items to what the workload says they must be."""

from __future__ import annotations

from typing import Any

LONGEST = 60  # characters of a value in a reason


class WrongResultError(RuntimeError):
    """An item did not give what the workload says it must."""


def check(results: list[Any], expected: Any, items: int) -> None:
    """Raise WrongResultError unless there is one result per item and each is the expected one."""
    if len(results) != items:
        raise WrongResultError(f"wrong result: {len(results)} results for {items} items")
    for index, result in enumerate(results):
        if result != expected:
            raise WrongResultError(
                f"wrong result: item {index + 1} of {items} gave {_short(result)}, expected {_short(expected)}"
            )


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."
