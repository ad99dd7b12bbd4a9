"""Frozen records, made without `dataclasses`: to import that takes a trial a third of all its imports.

To whoever asks, a record is a frozen dataclass: msgspec reads JSON into it, and `dataclasses.replace` copies it. Only
who asks imports `dataclasses`: the host, and no trial.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, ClassVar, TypeVar

Kind = TypeVar("Kind", bound=type)

if TYPE_CHECKING:
    from typing import dataclass_transform  # from Python 3.11 on
else:

    def dataclass_transform(**_: bool) -> Callable[[Kind], Kind]:
        """Tell type checkers what a class is like, which nobody else needs to know."""
        return lambda kind: kind


class _Fields:
    """What makes a class a dataclass to others: made when it is asked for."""

    def __get__(self, _: object, kind: type[Record]) -> dict[str, Any]:
        from dataclasses import dataclass  # noqa: PLC0415  trials are spared its import

        alike: Any = dataclass(type(kind.__name__, (), {"__annotations__": kind.__annotations__, **_defaults(kind)}))
        found: dict[str, Any] = alike.__dataclass_fields__
        kind.__dataclass_fields__ = found  # the next one finds them
        return found


@dataclass_transform(frozen_default=True)
class Record:
    """A record has the fields that its class annotates, which are given by position or by name."""

    __match_args__: ClassVar[tuple[str, ...]]  # the names of the fields
    __dataclass_fields__: ClassVar[Any] = _Fields()

    def __init_subclass__(cls) -> None:
        """Note the fields of the class."""
        cls.__match_args__ = tuple(cls.__annotations__)  # type: ignore[misc]

    def __init__(self, *values: Any, **named: Any) -> None:
        names = self.__match_args__
        given = dict(zip(names, values))
        found = {**_defaults(type(self)), **given, **named}
        if len(given) < len(values) or given.keys() & named.keys() or found.keys() != {*names}:
            raise TypeError(f"{type(self).__name__} takes {', '.join(names)}, each of them once")
        vars(self).update((name, found[name]) for name in names)

    def __setattr__(self, name: str, _: Any) -> None:
        raise AttributeError(f"{name} of a {type(self).__name__} cannot be changed")

    def __eq__(self, other: object) -> bool:
        return self._values() == other._values() if type(other) is type(self) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        shown = (f"{name}={value!r}" for name, value in zip(self.__match_args__, self._values()))
        return f"{type(self).__name__}({', '.join(shown)})"

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__match_args__)


def _defaults(kind: type[Record]) -> dict[str, Any]:
    return {name: vars(kind)[name] for name in kind.__match_args__ if name in vars(kind)}
