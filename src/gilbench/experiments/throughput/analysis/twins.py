"""Which target a GIL-less one is compared with."""

from collections.abc import Sequence
from dataclasses import dataclass

from gilbench.interpreters import twins
from gilbench.interpreters.target import Target


@dataclass(frozen=True)
class Twin:
    """A target with its GIL on that differs from one without by nothing else that makes code faster or slower."""

    target: Target
    kind: twins.Kind

    @property
    def in_words(self) -> str:
        """What it is, to be said after its id."""
        if self.kind == "same build":
            return "the same build with its GIL on"
        return "the same version built alike with a GIL"


def gil_twin(free: Target, targets: Sequence[Target]) -> Twin | None:
    """Return the twin of a target without a GIL, None if there is none among the targets.

    A build with a GIL comes before the free-threaded build with its GIL on: what the build itself costs is then in the
    comparison too.
    """
    found = [Twin(each, kind) for each in targets if (kind := twins.kind(free, each)) is not None]
    return min(found, key=lambda each: (each.target.facts.free_threaded, each.kind), default=None)


def closest_with_gil(free: Target, targets: Sequence[Target]) -> Target | None:
    """Return the twin of a target without a GIL, else the newest CPython with one; None if there is neither."""
    twin = gil_twin(free, targets)
    if twin is not None:
        return twin.target
    enabled = [each for each in targets if each.facts.gil_enabled and each.facts.implementation == "CPython"]
    return max(enabled, key=lambda each: each.facts.version_info, default=None)


def no_twin(free: Target, targets: Sequence[Target]) -> str:
    """Say that a target without a GIL has no twin among the targets, how its closest differs, and what to do."""
    major, minor, *_ = free.facts.version_info
    closest = closest_with_gil(free, targets)
    how = "" if closest is None else f" ({closest.id}: {', '.join(twins.differences(free.facts, closest.facts))})"
    return f"no twin of {free.id} with its GIL on is in this run{how}: add --python {major}.{minor}t+gil"
