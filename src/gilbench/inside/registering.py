"""The two decorators that register workloads and strategies, and what they refuse.

Runs inside the measured interpreter: standard library only, Python 3.9 syntax.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any, Callable, TypeVar

from gilbench.inside import callables
from gilbench.inside.definition import Definition
from gilbench.inside.record import Record
from gilbench.inside.registry import (
    CODES,
    DATA,
    FAMILIES,
    KINDS,
    LONGEST_NAME,
    SIZES,
    Registry,
    Strategy,
    Workload,
    current,
)

Function = TypeVar("Function", bound=Callable[..., Any])

_BRACKETS = 'write its settings in brackets: @workload(kind="cpu", sizes={"small": …, "full": …}, asks="…?")'
_NEEDED = ("kind", "sizes", "asks")
_TYPES = (("asks", str), ("pair", (str, type(None))), ("lead", bool), ("version", int))
_FUNCTIONS = ("check", "async_twin", "resource", "missing")
_SETTINGS = tuple(name for name in Workload.__match_args__ if name not in {"function", "file"})


def workload(
    *bare: Any,
    kind: str = "",
    sizes: Mapping[str, Any] | None = None,
    asks: str = "",
    expect: Mapping[str, Any] | None = None,
    check: Callable[[list[Any]], Any] | None = None,
    name: str = "",
    code: str = "python",
    data: str = "private",
    async_twin: Callable[..., Any] | None = None,
    resource: Callable[[], AbstractContextManager[Any]] | None = None,
    missing: Callable[[], str | None] | None = None,
    pair: str | None = None,
    lead: bool = False,
    version: int = 1,
    **unknown: Any,
) -> Callable[[Function], Function]:
    """Register the decorated callable as a workload and return it unchanged, so that it can be pickled by name.

    `kind`, `sizes` and `asks` have to be given. Without `expect` and `check`, what serial work returns is what all
    results are held to. The definition is refused (`Registry.refused` says why, and in which line) if a value is not
    one of those listed, a name is misspelt or taken, or the callable cannot be called so.
    """
    place = Definition.of_caller()
    stated = {
        "kind": kind,
        "code": code,
        "data": data,
        "sizes": sizes,
        "expect": expect,
        "check": check,
        "asks": asks,
        "async_twin": async_twin,
        "resource": resource,
        "missing": missing,
        "pair": pair,
        "lead": lead,
        "version": version,
    }

    def register(function: Function) -> Function:
        current().pending.append(_Told(place, function, name, {**stated, **unknown}).define)
        return function

    if bare:
        current().refused.append(place.refusal(f"workload {getattr(bare[0], '__name__', '')!r}: {_BRACKETS}"))
        return bare[0]  # type: ignore[no-any-return]  # what was decorated stays what it is
    return register


class _Told(Record):
    """What a decorator was told of a workload."""

    place: Definition
    function: Callable[..., Any]
    name: str  # empty: it has the one that it is bound to
    stated: Mapping[str, Any]

    def define(self, registry: Registry) -> None:
        """Take the workload, or raise RegistrationError: what was told is wrong."""
        name = self.name or callables.name_of(self.function, self.place.namespace)
        wrong = self._wrong(name) or _taken("workload", name, registry.workloads)
        if wrong is not None:
            raise self.place.refusal(f"workload {_shown(name)}: {wrong}" if name else f"workload: {wrong}")
        fields = {**self.stated, "asks": " ".join(self.stated["asks"].split()), "sizes": dict(self.stated["sizes"])}
        registry.workloads[name] = Workload(name=name, function=self.function, file=self.place.file, **fields)

    def _wrong(self, name: str) -> str | None:
        if not name:
            return "it has no name of its own: give it one with `name=`"
        return next(filter(None, self._wrongs()), None)

    def _wrongs(self) -> Iterator[str | None]:
        """Yield what is wrong; later questions take it for granted that nothing was before."""
        stated = self.stated
        yield from (_unknown(each) for each in stated if each not in _SETTINGS)
        lacking = [f"`{each}`" for each in _NEEDED if not stated[each]]
        yield f"give {' and '.join(lacking)}" if lacking else None
        for each, allowed in (("kind", KINDS), ("code", CODES), ("data", DATA)):
            yield _not_one_of(each, stated[each], allowed)
        yield from (_of_no_type(each, stated[each], kind) for each, kind in _TYPES)
        yield from (_not_of_both(each, stated[each]) for each in ("sizes", "expect"))
        yield None if stated["asks"].strip() else "`asks` must state the question it answers"
        for each in _FUNCTIONS:
            if stated[each] is not None and not callable(stated[each]):
                yield f"`{each}` cannot be of type {type(stated[each]).__name__}"
        yield callables.objection(self.function, 1 if stated["resource"] is None else 2)


def _shown(name: str) -> str:
    return repr(name) if len(name) <= LONGEST_NAME else f"{name[:20]!r}..."


def _unknown(setting: str) -> str:
    import difflib  # noqa: PLC0415  only for those who have misspelt something

    close = difflib.get_close_matches(setting, _SETTINGS, 1)
    return f"there is no `{setting}`" + (f": did you mean `{close[0]}`?" if close else f"; there is {_listed()}")


def _listed() -> str:
    return ", ".join(f"`{each}`" for each in _SETTINGS)


def _not_of_both(name: str, value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        return (
            f"`{name}` is a mapping, {{{', '.join(f'{size!r}: …' for size in SIZES)}}}, and no {type(value).__name__}"
        )
    lacking = [repr(size) for size in SIZES if size not in value]
    return f"`{name}` has nothing for {' and '.join(lacking)}" if lacking else None


def strategy(
    *,
    shares_memory: bool,
    family: str | None = None,
    per_start_method: bool = False,
    runs_async: bool = False,
    python_name: str = "",
    variant_of: str = "",
) -> Callable[[Function], Function]:
    """Register the decorated context manager as a strategy and return it unchanged.

    A variant of another strategy, whose key it gives, is measured where it is asked for by name. The definition is
    refused (`Registry.refused` says why) if the family is unknown or the name is taken.
    """
    place = Definition.of_caller()

    def register(function: Function) -> Function:
        name, registry = function.__name__, current()
        chosen = family or ("threads" if shares_memory else "processes")
        wrong = (
            _not_one_of("family", chosen, FAMILIES)
            or _of_no_type("python_name", python_name, str)
            or _of_no_type("variant_of", variant_of, str)
            or _taken("strategy", name, registry.strategies)
        )
        if wrong:
            registry.refused.append(place.refusal(f"strategy {name!r}: {wrong}"))
        else:
            registry.strategies[name] = Strategy(
                name=name,
                open=function,
                family=chosen,
                shares_memory=shares_memory,
                per_start_method=per_start_method,
                runs_async=runs_async,
                file=getattr(function, "__wrapped__", function).__code__.co_filename,
                python_name=python_name,
                variant_of=variant_of,
            )
        return function

    return register


def _not_one_of(field: str, value: Any, allowed: tuple[str, ...]) -> str | None:
    return None if value in allowed else f"`{field}` is {value!r}, and not one of {', '.join(allowed)}"


def _of_no_type(field: str, value: object, kind: type | tuple[type, ...]) -> str | None:
    return None if isinstance(value, kind) else f"`{field}` cannot be of type {type(value).__name__}"


def _taken(what: str, name: str, taken: Mapping[str, Any]) -> str | None:
    if not name.isidentifier():
        return f"the name of a {what} must be a Python identifier"
    if len(name) > LONGEST_NAME:
        return f"its name has {len(name)} letters, {LONGEST_NAME} are allowed"
    return f"it is already defined in {taken[name].file}: rename one of them" if name in taken else None
