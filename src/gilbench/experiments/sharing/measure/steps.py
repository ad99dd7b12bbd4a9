"""The steps of the ladder: what an item does to a thing, and what must come of it.

A thing is whatever a step works on, made afresh for each window. Loops touch nothing but the thing, their own numbers
and what never dies: without a GIL, any other object that two threads refer to would be shared by accident.
"""

from __future__ import annotations

import threading
from types import FunctionType
from typing import Any, Callable, NamedTuple


class Step(NamedTuple):
    """One step."""

    make: Callable[[], Any]
    run: Callable[[Any, range], Any]  # an item for each of these numbers; returns what the last one read, else None
    reads: Callable[[Any], Any] = lambda _: None  # what that must be
    taken: Callable[[Any], int] | None = None  # how many items a thing shows; None if they leave no trace
    loses: bool = False  # whether a thing that threads share may show fewer than there were


class Box:
    """An object with an attribute and a method."""

    def __init__(self, value: object) -> None:
        self.value: Any = value

    def get(self) -> object:
        """Return the value."""
        return self.value


def _read_object(thing: object, times: range) -> object:
    read = None
    for _ in times:
        read = thing
    return read


def _read_item(thing: list[object], times: range) -> object:
    read = None
    for _ in times:
        read = thing[0]
    return read


def _read_value(thing: dict[str, object], times: range) -> object:
    read = None
    for _ in times:
        read = thing["a"]
    return read


def _read_attribute(thing: Box, times: range) -> object:
    read = None
    for _ in times:
        read = thing.value
    return read


def _call_method(thing: Box, times: range) -> object:
    read = None
    for _ in times:
        read = thing.get()
    return read


def _append(thing: list[None], times: range) -> None:
    append = thing.append
    for _ in times:
        append(None)


def add(thing: Box, times: range) -> None:
    """Add 1 to the value so many times."""
    for _ in times:
        thing.value += 1


def _add_under_lock(thing: tuple[Box, threading.Lock], times: range) -> None:
    box, lock = thing
    for _ in times:
        with lock:
            box.value += 1


def _nothing() -> None:
    """Do nothing."""


def _call_nothing(times: range) -> None:
    for _ in times:
        _nothing()


def _functions() -> dict[str, Any]:
    """Return the globals of a function that calls another one, both with code of their own."""
    found: dict[str, Any] = {}
    for each in (_nothing, _call_nothing):
        found[each.__name__] = FunctionType(each.__code__.replace(), found)
    return found


STEPS = {
    "object": Step(object, _read_object, lambda thing: thing),
    "list_item": Step(lambda: [object()], _read_item, lambda thing: thing[0]),
    "small_int": Step(lambda: [7], _read_item, lambda thing: thing[0]),
    "dict_value": Step(lambda: {"a": object()}, _read_value, lambda thing: thing["a"]),
    "attribute": Step(lambda: Box(object()), _read_attribute, lambda thing: thing.value),
    "method": Step(lambda: Box(object()), _call_method, lambda thing: thing.value),
    "global_function": Step(_functions, lambda thing, times: thing["_call_nothing"](times)),
    "append": Step(list, _append, taken=len),
    "add": Step(lambda: Box(0), add, taken=lambda thing: int(thing.value), loses=True),
    "locked": Step(lambda: (Box(0), threading.Lock()), _add_under_lock, taken=lambda thing: int(thing[0].value)),
}
