"""Workloads and strategies: what may be registered, and the two decorators that register it.

Runs inside the measured interpreter: standard library only, Python 3.9 syntax.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Callable, TypeVar

from gilbench.inside.record import Record

KINDS = ("cpu", "io", "mixed")
CODES = ("python", "c_keeps_gil", "c_releases_gil")
DATA = ("private", "read_shared", "write_shared")
FAMILIES = ("serial", "threads", "processes", "interpreters", "asyncio")
SIZES = ("small", "full")
LONGEST_NAME = 100  # letters: names stand in every line of a report

Function = TypeVar("Function", bound=Callable[..., Any])


class RegistrationError(ValueError):
    """A workload or strategy that states something impossible; the message says what to change."""


class Workload(Record):
    """The work itself, independent of how it is run.

    One *item* of work is one call of `function` with the value of the chosen size, plus the value that `resource`
    yielded if there is one. Every item must return `expect[size]`.
    """

    name: str
    function: Callable[..., Any]
    kind: str  # one of KINDS
    code: str  # one of CODES: what a CPU-bound item executes; "python" for everything else
    data: str  # one of DATA
    sizes: Mapping[str, Any]  # the argument, by name of the size: "small" (tests) and "full" (measuring)
    expect: Mapping[str, Any]  # the result, by name of the size
    asks: str  # the one question it answers
    async_twin: Callable[..., Any] | None  # a coroutine function doing the same with the same arguments
    resource: Callable[[], AbstractContextManager[Any]] | None  # e.g. a server in another process; picklable value
    missing: Callable[[], str | None] | None  # returns what this interpreter lacks for it, or None
    pair: str | None  # workloads with the same label are the two sides of one controlled comparison
    lead: bool  # speaks for its class of work in the verdict
    version: int  # raised when the work changes: results of different versions are never compared
    file: str  # where it was defined


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


_current = Registry()


@contextmanager
def collecting(registry: Registry) -> Iterator[Registry]:
    """Let the decorators register into `registry` while the block runs."""
    global _current  # noqa: PLW0603  decorators have no other way to know where they are being imported from
    outer, _current = _current, registry
    try:
        yield registry
    finally:
        _current = outer


def workload(
    *,
    kind: str,
    sizes: Mapping[str, Any],
    expect: Mapping[str, Any],
    asks: str,
    code: str = "python",
    data: str = "private",
    async_twin: Callable[..., Any] | None = None,
    resource: Callable[[], AbstractContextManager[Any]] | None = None,
    missing: Callable[[], str | None] | None = None,
    pair: str | None = None,
    lead: bool = False,
    version: int = 1,
) -> Callable[[Function], Function]:
    """Register the decorated function as a workload and return it unchanged, so that it can be pickled by name.

    The definition is refused (`Registry.refused` says why) if a value is not one of those listed, a size has no
    expected result, or the name is taken.
    """

    def register(function: Function) -> Function:
        name = function.__name__
        with _refusing():
            _require(name, "kind", kind, KINDS)
            _require(name, "code", code, CODES)
            _require(name, "data", data, DATA)
            _require_type(name, "asks", asks, str)
            _require_type(name, "pair", pair, (str, type(None)))
            _require_type(name, "lead", lead, bool)
            _require_type(name, "version", version, int)
            for size in SIZES:
                if size not in sizes or size not in expect:
                    raise RegistrationError(f"workload {name!r}: give `sizes` and `expect` for {size!r}")
            if not asks.strip():
                raise RegistrationError(f"workload {name!r}: `asks` must state the question it answers")
            _require_free("workload", name, _current.workloads)
            _current.workloads[name] = Workload(
                name=name,
                function=function,
                kind=kind,
                code=code,
                data=data,
                sizes=dict(sizes),
                expect=dict(expect),
                asks=" ".join(asks.split()),
                async_twin=async_twin,
                resource=resource,
                missing=missing,
                pair=pair,
                lead=lead,
                version=version,
                file=function.__code__.co_filename,
            )
        return function

    return register


def strategy(
    *,
    shares_memory: bool,
    family: str | None = None,
    per_start_method: bool = False,
    runs_async: bool = False,
    python_name: str = "",
) -> Callable[[Function], Function]:
    """Register the decorated context manager as a strategy and return it unchanged.

    The definition is refused (`Registry.refused` says why) if the family is unknown or the name is taken.
    """

    def register(function: Function) -> Function:
        name = function.__name__
        chosen = family or ("threads" if shares_memory else "processes")
        with _refusing():
            _require(name, "family", chosen, FAMILIES)
            _require_type(name, "python_name", python_name, str)
            _require_free("strategy", name, _current.strategies)
            _current.strategies[name] = Strategy(
                name=name,
                open=function,
                family=chosen,
                shares_memory=shares_memory,
                per_start_method=per_start_method,
                runs_async=runs_async,
                file=getattr(function, "__wrapped__", function).__code__.co_filename,
                python_name=python_name,
            )
        return function

    return register


@contextmanager
def _refusing() -> Iterator[None]:
    """Keep a bad definition from taking the rest of its file with it."""
    try:
        yield
    except RegistrationError as error:
        _current.refused.append(error)


def _require(name: str, field_name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise RegistrationError(f"{name!r}: {field_name}={value!r} is not one of {', '.join(allowed)}")


def _require_type(name: str, field_name: str, value: object, kind: type | tuple[type, ...]) -> None:
    if not isinstance(value, kind):
        raise RegistrationError(f"{name!r}: {field_name} cannot be of type {type(value).__name__}")


def _require_free(what: str, name: str, taken: Mapping[str, Any]) -> None:
    if not name.isidentifier():
        raise RegistrationError(f"{what} {name!r}: the name must be a Python identifier")
    if len(name) > LONGEST_NAME:
        raise RegistrationError(
            f"{what} {name[:20]!r}...: the name has {len(name)} letters, {LONGEST_NAME} are allowed"
        )
    if name in taken:
        raise RegistrationError(f"{what} {name!r} is already defined in {taken[name].file}: rename one of them")
