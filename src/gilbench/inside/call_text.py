"""A call as a person types it: statements that prepare for it, and an expression, or the name of a function.

Runs inside the measured interpreter: standard library only, Python 3.9 syntax.
"""

from __future__ import annotations

import builtins
import importlib
import re
from collections.abc import Iterator, Mapping
from types import CodeType
from typing import Any, Callable

from gilbench.inside.telling import exited, one_line

_NAME = r"[^\W\d]\w*(?:\.[^\W\d]\w*)*"
FUNCTION = re.compile(rf"({_NAME}):({_NAME})")  # module:function
CALLED = re.compile(rf"({_NAME})\s*\(")  # the beginning of what may be a call as a whole
_WORD = re.compile(r"(?<![\w.])[^\W\d]\w*")  # what may be a name, and no attribute


class BadCallError(Exception):
    """It cannot be called; the message is the sentence that says why."""


class AbsentError(BadCallError):
    """It needs a module that this target does not have."""


def in_words(call: str, setup: str) -> str:
    """Return a call with what prepares for it, in one line: `f(x), after: from mymodule import f; x = 3`."""
    lines = "; ".join(line.strip() for line in setup.splitlines() if line.strip())
    return f"{call}, after: {lines}" if lines else call


def prepare(setup: str, namespace: dict[str, Any]) -> None:
    """Run the statements of a setup in a namespace; raises BadCallError with what went wrong."""
    try:
        exec(compile(setup, "<setup>", "exec"), namespace)  # noqa: S102  the user's own code
    except ImportError as error:
        raise AbsentError(f"the setup failed: {one_line(error)}") from error
    except SystemExit as error:
        raise BadCallError(f"the setup called {exited(error)}") from error
    except BaseException as error:
        raise BadCallError(f"the setup failed: {one_line(error)}") from error


def expression(call: str) -> CodeType:
    """Return the code of an expression, to be evaluated; raises BadCallError for what is none."""
    try:
        return compile(call.strip(), "<call>", "eval")
    except (SyntaxError, ValueError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else error
        raise BadCallError(f"it is not an expression ({reason}): statements belong into the setup") from error


def undefined(call: str, namespace: Mapping[str, Any]) -> str | None:
    """Return a name that an expression uses and that means nothing; None if there is none."""
    words = dict.fromkeys(_WORD.findall(call))
    known = namespace.keys() | vars(builtins).keys()
    suspects = {*_names(expression(call))}.intersection(words) - known
    # Most have none. One may still be an attribute, or bound in the expression itself.
    return next((each for each in words if each in suspects & _free(call)), None) if suspects else None


def _names(code: CodeType) -> Iterator[str]:
    """Yield the names that some code looks up outside of itself, attributes among them."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _free(call: str) -> set[str]:
    """Return the names that an expression uses and does not bind."""
    import ast  # noqa: PLC0415  trials of calls that are in order are spared its import

    nodes = [*ast.walk(ast.parse(call.strip(), "<call>", "eval"))]
    names = [each for each in nodes if isinstance(each, ast.Name)]
    bound = {each.id for each in names if isinstance(each.ctx, ast.Store)}
    bound |= {each.arg for each in nodes if isinstance(each, ast.arg)}
    return {each.id for each in names} - bound


def function(module: str, name: str) -> Callable[[], Any]:
    """Return the function of a module that is called without arguments; raises BadCallError if there is none."""
    try:
        found: Any = importlib.import_module(module)
        for part in name.split("."):
            found = getattr(found, part)
    except SystemExit as error:
        raise BadCallError(f"importing {module} called {exited(error)}") from error
    except BaseException as error:
        kind = AbsentError if isinstance(error, ImportError) else BadCallError
        raise kind(f"it cannot be imported here: {one_line(error)}") from error
    if not callable(found):
        raise BadCallError(f"it is no function but of type {type(found).__name__}")
    _require_no_arguments(found, module, name)
    called: Callable[[], Any] = found
    return called


def _require_no_arguments(function: Callable[..., Any], module: str, name: str) -> None:
    import inspect  # noqa: PLC0415  most calls are written out, and their trials spared its import

    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # written in C, and it does not say
        return
    try:
        signature.bind()
    except TypeError as error:
        raise BadCallError(
            f"it needs arguments ({error}): write the call out as {module}.{name}(...), with the setup import {module}"
        ) from error
