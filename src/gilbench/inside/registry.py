"""Workloads and strategies: what may be registered, and where it is registered.

Runs inside the measured interpreter: standard library only, Python 3.9 syntax.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Callable

from gilbench.inside.record import Record

KINDS = ("cpu", "io", "mixed", "unknown")
CODES = ("python", "c_keeps_gil", "c_releases_gil")
DATA = ("private", "read_shared", "write_shared")
FAMILIES = ("serial", "threads", "processes", "interpreters", "asyncio")
SIZES = ("small", "full")
HELD_TO = ("expect", "check", "serial")  # what results are compared with: as stated, or serial work
LONGEST_NAME = 100  # letters: names stand in every line of a report
UNKNOWN = "unknown"  # the kind of work of which nobody says whether it computes or waits


def can_be_shown(name: str) -> bool:
    """Tell whether something may be called so: a line that is no formula in a table, and no path."""
    return 0 < len(name) <= LONGEST_NAME and name.isprintable() and name.strip() == name and name[0] not in "=+-@./\\~"


class RegistrationError(ValueError):
    """A workload or strategy that states something impossible; the message says what to change."""


class Workload(Record):
    """The work itself, independent of how it is run.

    One *item* of work is one call of `function` with the value of the chosen size, plus the value that `resource`
    yielded if there is one. Every item must return `expect[size]`, and `check` is asked about the results of all of
    them; where there is neither, the result of serial work is what they are held to.

    Where items differ, `items` lists them: `function` is called with each in place of the size, `expect[size]` has a
    result for each, and `check` is asked about those of one list.
    """

    name: str  # of a decorated function an identifier; what `can_be_shown` allows at least
    function: Callable[..., Any]
    kind: str  # one of KINDS; what is "unknown" is in a class of its own
    code: str  # one of CODES: what a CPU-bound item executes; "python" for everything else
    data: str  # one of DATA
    sizes: Mapping[str, Any]  # the argument, by name of the size: "small" (tests) and "full" (measuring)
    expect: Mapping[str, Any] | None  # the result, by name of the size
    check: Callable[[list[Any]], Any] | None  # takes the results; returns what is wrong with them, or None
    asks: str  # the one question it answers
    async_twin: Callable[..., Any] | None  # a coroutine function doing the same with the same arguments
    resource: Callable[[], AbstractContextManager[Any]] | None  # e.g. a server in another process; picklable value
    missing: Callable[[], str | None] | None  # returns what this interpreter lacks for it, or None
    pair: str | None  # workloads with the same label are the two sides of one controlled comparison
    lead: bool  # speaks for its class of work in the verdict
    version: int  # raised when the work changes: results of different versions are never compared
    file: str  # where it was defined
    parameters: tuple[tuple[str, Any], ...] = ()  # names and values that the function is called with besides
    family: str = ""  # what it and the workloads with other values of the parameters are called together
    items: Callable[..., Any] | None = None  # takes what the function would; returns the list of items that differ


class Strategy(Record):
    """How items of work are spread over workers: a context manager that yields `run(task, items) -> results`.

    `open` is called with the number of workers, and with a multiprocessing context where `per_start_method` is set.
    """

    name: str
    open: Callable[..., AbstractContextManager[Any]]
    family: str  # one of FAMILIES
    shares_memory: bool  # workers see one another's objects
    per_start_method: bool  # exists once for each multiprocessing start method
    runs_async: bool  # runs the async twin instead of the function
    file: str
    python_name: str = ""  # what Python calls it; empty: its own name is all it has
    variant_of: str = ""  # the strategy whose pool it tunes: it is asked for by name; empty: it is none

    @property
    def names(self) -> tuple[str, str]:
        """What globs may call it, without its start method."""
        return self.name, self.python_name


class Registry:
    """What has been registered so far, by name, and which definitions were refused."""

    def __init__(self) -> None:
        self.workloads: dict[str, Workload] = {}
        self.strategies: dict[str, Strategy] = {}
        self.refused: list[RegistrationError] = []
        self.pending: list[Callable[[Registry], None]] = []  # definitions that are looked at when their file has run

    def settle(self) -> None:
        """Take what is pending, now that names are bound; what is refused does not take the rest of its file along."""
        pending, self.pending = self.pending, []
        for define in pending:
            try:
                define(self)
            except RegistrationError as error:  # noqa: PERF203  one bad definition must not take the others along
                self.refused.append(error)


_current = Registry()


@contextmanager
def collecting(registry: Registry) -> Iterator[Registry]:
    """Let the decorators register into `registry` while the block runs; what they have told is there after it."""
    global _current  # noqa: PLW0603  decorators have no other way to know where they are being imported from
    outer, _current = _current, registry
    try:
        yield registry
    finally:
        _current = outer
        registry.settle()


def current() -> Registry:
    """Return the registry that is being registered into."""
    return _current
