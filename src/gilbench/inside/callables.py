"""What may be the work of a workload: any callable that is called with the size and returns a result.

Runs inside the measured interpreter: standard library only, Python 3.9 syntax. `inspect` would cost each trial its
import, so that only what Python functions say of themselves is asked for.
"""

from __future__ import annotations

import functools
import types
from collections.abc import Mapping
from typing import Any

_GENERATOR, _COROUTINE, _ASYNC_GENERATOR = 0x20, 0x80, 0x200  # of co_flags
_STARRED, _DOUBLY_STARRED = 0x04, 0x08
_ODD = {
    _GENERATOR: "it is a generator: calling it does no work. Return the result, or a list of results",
    _COROUTINE: "it is a coroutine function: give a plain function here, and this one as `async_twin`",
    _ASYNC_GENERATOR: "it is an asynchronous generator: calling it does no work. Give a plain function",
}

_UNREAD = "it gives a {}, and does nothing until somebody reads it: make a list of it"
_UNAWAITED = "it gives a coroutine that nobody awaits: call asyncio.run(...) of it"
_UNREAD_ASYNC = "it gives an asynchronous generator that nobody reads: call asyncio.run(...) of what reads it"
_IDLE = {_GENERATOR: _UNREAD.format("generator"), _COROUTINE: _UNAWAITED, _ASYNC_GENERATOR: _UNREAD_ASYNC}
_LAZY = {"builtins", "itertools"}  # modules whose iterators compute what they are asked for


def idle(function: Any) -> str | None:
    """Say why a call of a function does no work by itself; None if it may, or nobody can tell."""
    code = getattr(_python(function), "__code__", None)
    return None if code is None else next((words for flag, words in _IDLE.items() if code.co_flags & flag), None)


def undone(result: Any) -> str | None:
    """Say why a result shows that the work is still to be done; None if it does not."""
    if isinstance(result, types.CoroutineType):
        result.close()  # or Python warns of it
        return _UNAWAITED
    if isinstance(result, types.AsyncGeneratorType):
        return _UNREAD_ASYNC
    kind = type(result)
    return _UNREAD.format(kind.__name__) if hasattr(kind, "__next__") and kind.__module__ in _LAZY else None


def name_of(function: Any, namespace: Mapping[str, Any]) -> str:
    """Return the name that a callable is bound to where it was defined, else its own; empty if it has none."""
    own = getattr(called(function), "__name__", "")
    if namespace.get(own) is function:
        return str(own)
    bound = [name for name, value in namespace.items() if value is function and name[0] != "_"]
    if bound:
        return bound[0]
    return str(own) if str(own).isidentifier() else ""


def objection(function: Any, given: int, named: tuple[str, ...] = (), first: str = "the size") -> str | None:
    """Say why something cannot be the work, called with so many arguments; None if nothing speaks against it.

    `named` are the parameters, which it is called with by name; `first` is what its first argument is, in words.
    """
    if not callable(function):
        return f"a {type(function).__name__} cannot be called"
    code = getattr(_python(function), "__code__", None)
    if code is None:
        return None  # a C function: only calling it tells
    for flag, words in _ODD.items():
        if code.co_flags & flag:
            return words
    odd = (_misnamed(function, given, each, first) for each in named)
    return next(filter(None, odd), None) or _arity(function, given, {*named, *_named(function)}, first)


def _arity(function: Any, given: int, named: set[str], first: str) -> str | None:
    """Say which number of arguments it wants besides those that are named; None if it is the one given."""
    python = _python(function)
    code, filled = python.__code__, _filled(function)
    wanted_anyway = code.co_argcount - len(python.__defaults__ or ())
    least, most = (
        sum(name not in named for name in code.co_varnames[filled:end]) for end in (wanted_anyway, code.co_argcount)
    )
    if given < least or (given > most and not code.co_flags & _STARRED):
        wanted = str(most) if least == most else f"{least} to {most}"
        return f"it takes {wanted} arguments, and is called with {given}: {first}{' and the resource' * (given > 1)}"
    return None


def _misnamed(function: Any, given: int, name: str, first: str) -> str | None:
    """Say why a parameter cannot be handed over by its name; None if it can."""
    code, filled = _python(function).__code__, _filled(function)
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    if name in names[: filled + given]:
        return f"its parameter `{name}` is its argument for {first}{' or the resource' * (given > 1)}: rename one"
    if name not in names[code.co_posonlyargcount :] and not code.co_flags & _DOUBLY_STARRED:
        return f"it takes no `{name}` by name, and is called with it as `parameters` say: add it to its arguments"
    return None


def _filled(function: Any) -> int:
    """Return how many positional arguments are there already, the object of a method included."""
    if isinstance(function, functools.partial):
        return len(function.args) + _filled(function.func)
    return int(hasattr(function, "__self__") or not hasattr(function, "__code__"))


def _named(function: Any) -> set[str]:
    """Return the names of the arguments that a partial has already."""
    return {*function.keywords, *_named(function.func)} if isinstance(function, functools.partial) else set()


def called(function: Any) -> Any:
    """Return what a partial calls in the end; anything else is that itself."""
    return called(function.func) if isinstance(function, functools.partial) else function


def _python(function: Any) -> Any:
    """Return what has the code that is run: a function or a method, or what an object with `__call__` is called by."""
    target = called(function)
    if hasattr(target, "__code__"):
        return target
    return getattr(type(target), "__call__", target)  # noqa: B004  the function is wanted, not whether there is one
