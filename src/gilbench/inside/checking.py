"""Hold the results of items to what the workload says they must be, or to what serial work has returned."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Callable

from gilbench.inside import relative
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

    def __init__(self, workload: Workload, size: str, resource: tuple[Any, ...], listed: Sequence[Any]) -> None:
        """Take what is expected from the workload; where it states nothing, from doing each item here and now.

        `listed` is what the work is called with once around: items that differ, or the size.
        """
        self._check = workload.check
        self._in_a_list = None if workload.items is None else len(listed)
        self._expected: Sequence[Any] = ()
        if workload.expect is not None:
            self._expected = (workload.expect[size],) if workload.items is None else workload.expect[size]
        elif self._check is None:
            self._expected = [workload.function(each, *resource) for each in listed]

    def require(self, results: list[Any], items: int) -> None:
        """Raise WrongResultError unless there is one result per item, and each is as it has to be.

        Raises CannotCompareError where that cannot be told.
        """
        _require_number(results, items)
        _compare(results, self._expected, items)
        if self._check is not None:
            together = self._in_a_list or items
            for start in range(0, items, together):
                _ask(self._check, results[start : start + together])

    def require_first(self, results: list[Any], workers: int) -> None:
        """Raise as `require` does if one of the workers, which have all done the first item, did not do it right.

        Of items that differ `check` is asked about whole lists alone.
        """
        if self._in_a_list is None:
            self.require(results, workers)
        else:
            _require_number(results, workers)
            _compare(results, self._expected[:1], workers)


def _ask(check: Callable[[list[Any]], Any], results: list[Any]) -> None:
    try:
        wrong = check(results)
    except BaseException as error:
        raise CannotCompareError(f"the workload's own `check` failed: {relative.reason(error)}") from error
    if wrong:
        raise WrongResultError(f"wrong result: {plain(str(wrong))}")


def check(results: list[Any], expected: Any, items: int) -> None:
    """Raise WrongResultError unless there is one result per item and each is, as what is expected says, equal to it."""
    _require_number(results, items)
    _compare(results, (expected,), items)


def _compare(results: list[Any], expected: Sequence[Any], items: int) -> None:
    """Compare each result with what is expected, which is repeated; with nothing, where nothing is."""
    for index, result in enumerate(results) if expected else ():
        place, of = index % len(expected), len(expected)
        item = f"item {index + 1} of {items}" if of == 1 else f"item {place + 1} of {of} in its list"
        if not _equal(expected[place], result, item):
            raise WrongResultError(f"wrong result: {item} gave {short(result)}, expected {short(expected[place])}")


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
