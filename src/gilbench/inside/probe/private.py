"""The same call on what is each thread's own: names that statements of the user's bind anew in every thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import CodeType, FunctionType
from typing import Any, Callable, NamedTuple, cast

from gilbench.inside.at_once import Work, at_once
from gilbench.inside.call_text import BadCallError
from gilbench.inside.probe.expression import Prepared
from gilbench.inside.telling import exited, one_line

Names = dict[str, Any]
Loop = Callable[[Iterable[Any]], None]
_EXAMPLE = "write for example 'd = dict(d)' for the call 'd[key]'"


class Private(NamedTuple):
    """A call, and how a thread gets names of its own for it."""

    prepared: Prepared
    statements: CodeType

    def names(self) -> Names:
        """Run the statements on a copy of the names that the setup left; raises what they raise."""
        own = dict(self.prepared.namespace)
        exec(self.statements, own)  # noqa: S102  the user's own code
        return own

    def loop(self) -> Loop:
        """Return the loop on the calling thread's own names.

        Its code is the one that all threads run, for constants are shared in it, and must be here as well.
        """
        return FunctionType(cast(FunctionType, self.prepared.loop).__code__, self.names())

    def once(self) -> Any:
        """Make the call on names of its own."""
        return eval(self.prepared.code, self.names())  # noqa: S307  the user's own code


def private(prepared: Prepared, text: str) -> Private:
    """Compile the statements, and try them in two threads.

    Raises BadCallError if they fail, and if the call would not notice: then the comparison would be of a thing with
    itself.
    """
    try:
        made = Private(prepared, compile(text, "<private>", "exec"))
        one, other = at_once([lambda: _work(made)] * 2)
    except SystemExit as error:
        raise BadCallError(f"the private statement called {exited(error)}") from error
    except BaseException as error:
        raise BadCallError(f"the private statement failed: {one_line(error)}") from error
    used = set(_used(prepared.code))
    bound = [name for name in one if name in used and one[name] is not prepared.namespace.get(name)]
    if not bound:
        raise BadCallError(f"the private statement binds no name that the call itself uses: {_EXAMPLE}")
    if all(one[name] is other.get(name) for name in bound):
        raise BadCallError(f"the private statement gives both threads the same {bound[0]}: make a copy in it")
    return made


def _work(made: Private) -> Work[Names]:
    return lambda _: made.names()


def _used(code: CodeType) -> Iterator[str]:
    """Yield the names that some code may look up outside itself, those of functions within it included."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _used(constant)
