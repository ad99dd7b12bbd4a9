"""Turn the text of a call into something that can be called once, or many times in a tight loop."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterable
from types import CodeType
from typing import Any, Callable, NamedTuple

from gilbench.inside.telling import exited, one_line

_NAME = r"[^\W\d]\w*(?:\.[^\W\d]\w*)*"
FUNCTION = re.compile(rf"({_NAME}):({_NAME})")
_LOOP = """
def loop(_gilbench_times):
    for _gilbench_each in _gilbench_times:
        pass
"""


class BadCallError(Exception):
    """It cannot be probed; the message is the sentence that says why."""


class AbsentError(BadCallError):
    """The setup needs a module that this target does not have."""


class Prepared(NamedTuple):
    """A call that has been set up."""

    once: Callable[[], Any]
    loop: Callable[[Iterable[Any]], None]  # makes one call for each item, and keeps no result
    code: CodeType  # of one call
    namespace: dict[str, Any]  # what the setup left: the names that the call means


def prepare(call: str, setup: str) -> Prepared:
    """Run the setup and compile the call; raises BadCallError with what is wrong with either."""
    namespace: dict[str, Any] = {"__name__": "gilbench_probe"}
    _run(setup, namespace)
    match = FUNCTION.fullmatch(call.strip())
    if match:
        namespace["_gilbench_function"] = _function(match[1], match[2])
        call = "_gilbench_function()"
    tree = _parsed(call)
    code = compile(tree, "<call>", "eval")
    once = lambda: eval(code, namespace)  # noqa: E731, S307  the user's own code
    return Prepared(once, looping(tree.body, namespace), code, namespace)


def looping(body: ast.expr | None, namespace: dict[str, Any]) -> Callable[[Iterable[Any]], None]:
    """Return a function that evaluates an expression (None: nothing) once for each item of its argument."""
    tree = ast.parse(_LOOP)
    if body is not None:
        loop: Any = tree.body[0]
        loop.body[0].body = [ast.copy_location(ast.Expr(body), body)]
    found: dict[str, Any] = {}
    code = compile(ast.fix_missing_locations(tree), "<call>", "exec")
    exec(code, namespace, found)  # noqa: S102  the user's own code
    made: Callable[[Iterable[Any]], None] = found["loop"]
    return made


def _run(setup: str, namespace: dict[str, Any]) -> None:
    try:
        exec(compile(setup, "<setup>", "exec"), namespace)  # noqa: S102  the user's own code
    except ImportError as error:
        raise AbsentError(f"the setup failed: {one_line(error)}") from error
    except SystemExit as error:
        raise BadCallError(f"the setup called {exited(error)}") from error
    except BaseException as error:
        raise BadCallError(f"the setup failed: {one_line(error)}") from error


def _parsed(call: str) -> ast.Expression:
    try:
        tree = ast.parse(call.strip(), "<call>", "eval")
        compile(tree, "<call>", "eval")
    except (SyntaxError, ValueError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else error
        raise BadCallError(f"it is not an expression ({reason}): statements belong into the setup") from error
    return tree


def _function(module: str, name: str) -> Callable[[], Any]:
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
