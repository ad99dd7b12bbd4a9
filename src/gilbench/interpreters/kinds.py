"""Kinds of interpreters, on which a value holds the same amount of work: an implementation, with or without a GIL."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from gilbench.interpreters.target import Target

EVERY = "every"  # in the place of a kind: what was found holds for all of them
CPYTHON = "CPython"  # the kind whose numbers stand in for what could not be measured on another

Found = TypeVar("Found")
ByKind = Mapping[str, Mapping[str, Found]]  # by kind and by workload


def kind_of(target: Target) -> str:
    """Return the kind of a target: "CPython", "CPython without a GIL", "PyPy"."""
    return target.facts.implementation + ("" if target.facts.gil_enabled else " without a GIL")


def by_kind(targets: Sequence[Target]) -> dict[str, list[Target]]:
    """Return the targets of each kind, in their order."""
    found: dict[str, list[Target]] = {}
    for target in targets:
        found.setdefault(kind_of(target), []).append(target)
    return found


def known_of(found: ByKind[Found], kind: str) -> dict[str, Found]:
    """Return what was found on a kind of interpreters, by workload."""
    return {**found.get(EVERY, {}), **found.get(kind, {})}


def merged(before: ByKind[Found], now: ByKind[Found]) -> dict[str, dict[str, Found]]:
    """Return what was found before or now; now counts where both have something."""
    return {kind: {**before.get(kind, {}), **now.get(kind, {})} for kind in {**before, **now}}
