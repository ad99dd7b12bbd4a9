"""Put errors and values of others into words: one short line, whatever their own ways of showing themselves do.

A way of showing itself that never ends cannot be cut short here: the host's patience ends that.
"""

from __future__ import annotations

import re
from typing import Any, Callable

LONGEST = 300  # characters of a line
SHOWN = 60  # characters of a value
_READ = 10_000  # characters of what others say that are looked at: more would only cost time and memory
_TRACED = 20_000  # characters of a traceback


def one_line(error: BaseException) -> str:
    """Return an error as `Type: message`, in one line of at most 300 characters.

    The path that an ImportError adds in brackets tells a reader of the report nothing.
    """
    kind = kind_of(error)
    try:
        message = _exact(str, error)
    except BaseException as other:  # noqa: BLE001  it may raise anything, KeyboardInterrupt included
        return plain(f"{kind} (its text cannot be had: {kind_of(other)})")
    if isinstance(error, ImportError):
        message = re.sub(r" \([^()]*[/\\\\][^()]*\)$", "", message)
    return plain(f"{kind}: {message}".strip(": "))


def kind_of(error: BaseException) -> str:
    """Return the name of an error's class, which a metaclass of others cannot get in the way of."""
    return _name(type(error))


def plain(text: str) -> str:
    """Return text that others wrote in one line of at most 300 characters, `?` for each that cannot be shown."""
    return "".join(letter if letter.isprintable() else "?" for letter in " ".join(text[:_READ].split())[:LONGEST])


def short(value: Any) -> str:
    """Return at most 60 characters of a value's `repr`, which may hold line breaks; raises nothing."""
    try:
        text = _exact(repr, value)
    except BaseException as error:  # noqa: BLE001  what cannot be shown is a value too
        return f"a {_name(type(value))} (its repr cannot be had: {one_line(error)})"
    return text if len(text) <= SHOWN else text[: SHOWN - 3] + "..."


def exited(error: SystemExit) -> str:
    """Return the call of `sys.exit` that an error stands for, in one line; raises nothing."""
    arguments = BaseException.__dict__["args"].__get__(error)
    return f"sys.exit({plain(short(arguments[0] if arguments else None))})"


def traced(error: BaseException) -> str:
    """Return the end of an error's traceback, with line breaks; raises nothing."""
    try:
        import traceback  # noqa: PLC0415  work that goes well is spared its import

        lines = traceback.format_exception(type(error), error, error.__traceback__)
        return "".join(line[:_READ] for line in lines[-100:])[-_TRACED:]
    except BaseException as other:  # noqa: BLE001  formatting calls what others wrote
        return f"{one_line(error)}\nIts traceback cannot be had: {one_line(other)}\n"


def _name(kind: type) -> str:
    return str(type.__dict__["__name__"].__get__(kind))[:SHOWN]


def _exact(way: Callable[[Any], str], value: Any) -> str:
    """Return the beginning of what it says as a string proper: it may be of a class with ways of its own."""
    return str.__getitem__(way(value), slice(_READ))
