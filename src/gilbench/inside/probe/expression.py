"""Turn the text of a call into something that can be called once, or many times in a tight loop."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from types import CodeType
from typing import Any, Callable, NamedTuple

from gilbench.inside import call_text
from gilbench.inside.call_text import FUNCTION

_LOOP = """
def loop(_gilbench_times):
    for _gilbench_each in _gilbench_times:
        pass
"""


class Prepared(NamedTuple):
    """A call that has been set up."""

    once: Callable[[], Any]
    loop: Callable[[Iterable[Any]], None]  # makes one call for each item, and keeps no result
    code: CodeType  # of one call
    namespace: dict[str, Any]  # what the setup left: the names that the call means


def prepare(call: str, setup: str) -> Prepared:
    """Run the setup and compile the call; raises BadCallError with what is wrong with either."""
    namespace: dict[str, Any] = {"__name__": "gilbench_probe"}
    call_text.prepare(setup, namespace)
    match = FUNCTION.fullmatch(call.strip())
    if match:
        namespace["_gilbench_function"] = call_text.function(match[1], match[2])
        call = "_gilbench_function()"
    code = call_text.expression(call)
    tree = ast.parse(call.strip(), "<call>", "eval")
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
