"""Hold the results of items to what the workload says they must be."""

from __future__ import annotations

from typing import Any

from gilbench.inside.telling import one_line, short


class WrongResultError(RuntimeError):
    """An item did not give what the workload says it must."""


def check(results: list[Any], expected: Any, items: int) -> None:
    """Raise WrongResultError unless there is one result per item and each is, as it says itself, the expected one."""
    if len(results) != items:
        raise WrongResultError(f"wrong result: {len(results)} results for {items} items")
    for index, result in enumerate(results):
        if _differs(result, expected, f"item {index + 1} of {items}"):
            raise WrongResultError(
                f"wrong result: item {index + 1} of {items} gave {short(result)}, expected {short(expected)}"
            )


def _differs(result: Any, expected: Any, item: str) -> bool:
    try:
        return bool(result != expected)
    except BaseException as error:
        raise WrongResultError(f"{item} cannot be compared with what is expected: {one_line(error)}") from error
