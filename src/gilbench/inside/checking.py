"""Hold the results of items to what the workload says they must be, or to what serial work has returned."""

from __future__ import annotations

import math
from typing import Any, Callable

from gilbench.inside.callables import undone
from gilbench.inside.registry import Workload
from gilbench.inside.telling import one_line, plain, short


class WrongResultError(RuntimeError):
    """An item did not give what the workload says it must."""


class CannotCompareError(RuntimeError):
    """What a workload expects cannot be compared with what it returns, which is no fault of the work."""


class about:  # noqa: N801  reads as a function where it is used: expect={"full": about(0.5)}
    """A number that results may differ from a little: equal to what `math.isclose` calls close to it."""

    def __init__(self, value: float, *, rel_tol: float = 1e-9, abs_tol: float = 0.0) -> None:
        self._value = value
        self._near = {"rel_tol": rel_tol, "abs_tol": abs_tol}

    def __eq__(self, other: object) -> bool:
        try:
            return math.isclose(self._value, other, **self._near)  # type: ignore[arg-type]  # else TypeError
        except TypeError:
            return NotImplemented

    __hash__ = None  # type: ignore[assignment]  # what is equal need not be the same

    def __repr__(self) -> str:
        return f"about({self._value!r})"


class Standard:
    """What the results of one workload at one size are held to."""

    def __init__(self, workload: Workload, size: str, resource: tuple[Any, ...]) -> None:
        """Take what is expected from the workload; where it states nothing, from doing one item of it here and now."""
        self._check = workload.check
        self._expected = None if workload.expect is None else (workload.expect[size],)
        if self._check is None and self._expected is None:
            self._expected = (workload.function(workload.sizes[size], *resource),)

    def require(self, results: list[Any], items: int) -> None:
        """Raise WrongResultError unless there is one result per item, and each is as it has to be.

        Raises CannotCompareError where that cannot be told.
        """
        _require_number(results, items)
        for expected in self._expected or ():
            check(results, expected, items)
        if self._check is not None and (wrong := _asked(self._check, results)):
            raise WrongResultError(f"wrong result: {plain(str(wrong))}")


def _asked(check: Callable[[list[Any]], Any], results: list[Any]) -> Any:
    try:
        return check(results)
    except BaseException as error:
        raise CannotCompareError(f"the workload's own `check` failed: {one_line(error)}") from error


def check(results: list[Any], expected: Any, items: int) -> None:
    """Raise WrongResultError unless there is one result per item and each is, as what is expected says, equal to it."""
    _require_number(results, items)
    for index, result in enumerate(results):
        if not _equal(expected, result, f"item {index + 1} of {items}"):
            raise WrongResultError(
                f"wrong result: item {index + 1} of {items} gave {short(result)}, expected {short(expected)}"
            )


def _require_number(results: list[Any], items: int) -> None:
    if len(results) != items:
        raise WrongResultError(f"wrong result: {len(results)} results for {items} items")


def _equal(expected: Any, result: Any, item: str) -> bool:
    """Ask what is expected first: it may be an object that knows what is near enough."""
    if (wrong := undone(result)) is not None:
        raise CannotCompareError(wrong)
    try:
        equal = bool(expected == result)
    except BaseException as error:
        raise CannotCompareError(
            f"{item}: results cannot be compared by ==: return what can be, or give the workload a `check` "
            f"({one_line(error)})"
        ) from error
    if not equal:
        _require_equality(expected, result, item)
    return equal


def _require_equality(expected: Any, result: Any, item: str) -> None:
    """Raise CannotCompareError for two objects of a class that never has equal ones; members of an enum are values."""
    kind: Any = type(expected)
    if kind.__eq__ is object.__eq__ and type(result) is kind and not hasattr(kind, "__members__"):
        raise CannotCompareError(
            f"{item}: a {kind.__name__} is equal to itself alone, so that results cannot be compared: return what can "
            "be, or give the workload a `check`"
        )
