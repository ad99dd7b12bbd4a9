"""The two decorators that register workloads and strategies, and what they refuse.

Runs inside the measured interpreter: standard library only, Python 3.9 syntax.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Any, Callable, TypeVar

from gilbench.inside import callables, parameters
from gilbench.inside.definition import Definition
from gilbench.inside.record import Record
from gilbench.inside.registry import (
    CODES,
    DATA,
    FAMILIES,
    KINDS,
    LONGEST_NAME,
    SIZES,
    RegistrationError,
    Registry,
    Strategy,
    Workload,
    can_be_shown,
    current,
)
from gilbench.inside.telling import one_line

Function = TypeVar("Function", bound=Callable[..., Any])

_BRACKETS = 'write its settings in brackets: @workload(kind="cpu", sizes={"small": …, "full": …}, asks="…?")'
_NEEDED = ("kind", "sizes", "asks")
_TYPES = (("asks", str), ("pair", (str, type(None))), ("lead", bool), ("version", int))
_FUNCTIONS = ("check", "async_twin", "resource", "missing", "items")
_SETTINGS = tuple(name for name in Workload.__match_args__ if name not in {"function", "file", "family"})


def workload(
    *bare: Any,
    kind: str = "",
    sizes: Mapping[str, Any] | Callable[..., Mapping[str, Any]] | None = None,
    asks: str = "",
    expect: Mapping[str, Any] | Callable[..., Mapping[str, Any]] | None = None,
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
    parameters: Mapping[str, Sequence[Any]] | None = None,
    items: Callable[..., Any] | None = None,
    **unknown: Any,
) -> Callable[[Function], Function]:
    """Register the decorated callable as a workload and return it unchanged, so that it can be pickled by name.

    `kind`, `sizes` and `asks` have to be given. Without `expect` and `check`, what serial work returns is what all
    results are held to. With `parameters` there is a workload for each combination of their values, and `sizes` and
    `expect` may be functions of them. The definition is refused (`Registry.refused` says why, and in which line) if a
    value is not one of those listed, a name is misspelt or taken, or the callable cannot be called so.
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
        "parameters": parameters,
        "items": items,
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
        """Take the workload, or those that its parameters make; raise RegistrationError: what was told is wrong."""
        name = self.name or callables.name_of(self.function, self.place.namespace)
        taken = {each.family or each.name: each for each in registry.workloads.values()}
        wrong = self._wrong(name) or _taken("workload", name, taken)
        if wrong is not None:
            raise self._refusal(name, wrong)
        made = [self._made(name, values) for values in parameters.combinations(self.stated["parameters"])]
        registry.workloads.update((each.name, each) for each in made)

    def _refusal(self, name: str, wrong: str) -> RegistrationError:
        return self.place.refusal(f"workload {_shown(name)}: {wrong}" if name else f"workload: {wrong}")

    def _made(self, name: str, values: parameters.Values) -> Workload:
        """Return the workload that has these values of the parameters; raise RegistrationError if there can be none."""
        whole = f"{name}[{parameters.label(values)}]" if values else name
        if not can_be_shown(whole):
            raise self._refusal(whole, f"its name has {len(whole)} letters, {LONGEST_NAME} are allowed")
        stated = self.stated
        fields = {
            **stated,
            "asks": " ".join(stated["asks"].split()),
            "sizes": dict(self._mapping(whole, "sizes", values)),
            "expect": self._mapping(whole, "expect", values),
            "async_twin": _with(stated["async_twin"], values),
            "parameters": values,
            "family": name if values else "",
        }
        return Workload(name=whole, function=_with(self.function, values), file=self.place.file, **fields)

    def _mapping(self, whole: str, setting: str, values: parameters.Values) -> Any:
        """Return what is stated for each size; where that depends on the parameters, for these values of them."""
        found = self.stated[setting]
        if values and callable(found):
            try:
                found = found(**dict(values))
            except BaseException as error:
                raise self._refusal(whole, f"`{setting}` failed: {one_line(error)}") from error
            wrong = _not_of_both(setting, {} if found is None else found)
            if setting == "expect" and self.stated["items"] is not None:
                wrong = wrong or _not_one_each(found)
            if wrong:
                raise self._refusal(whole, wrong)
        return found

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
        yield parameters.objection(stated["parameters"])
        known = [each for each in ("sizes", "expect") if not (stated["parameters"] and callable(stated[each]))]
        yield from (_not_of_both(each, stated[each]) for each in known)
        yield None if stated["asks"].strip() else "`asks` must state the question it answers"
        for each in _FUNCTIONS:
            if stated[each] is not None and not callable(stated[each]):
                yield _of_no_use(each, stated[each])
        yield from self._wrong_calls()

    def _wrong_calls(self) -> Iterator[str | None]:
        """Yield what is wrong with how the work and its list of items are called, and with what these are held to."""
        stated = self.stated
        given, named = 1 if stated["resource"] is None else 2, tuple(stated["parameters"] or ())
        if stated["items"] is None:
            yield callables.objection(self.function, given, named)
            return
        odd = callables.objection(stated["items"], given)
        yield odd and f"`items`: {odd}"
        yield callables.objection(self.function, given, named, "an item of its list")
        yield None if callable(stated["expect"]) else _not_one_each(stated["expect"])


def _with(function: Any, values: parameters.Values) -> Any:
    """Return a callable, if it is one, with the values of the parameters; it can be pickled if the callable can."""
    return partial(function, **dict(values)) if function is not None and values else function


def _not_one_each(expect: Mapping[str, Any] | None) -> str | None:
    for size, results in (expect or {}).items():
        if not isinstance(results, (list, tuple)):
            return f"`expect` for {size!r} is a list with a result for each item, and no {type(results).__name__}"
    return None


def _of_no_use(setting: str, value: Any) -> str:
    instead = ": give a function that takes the size and returns the list" if setting == "items" else ""
    return f"`{setting}` cannot be of type {type(value).__name__}{instead}"


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
