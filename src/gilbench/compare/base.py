"""Which target of a stored run a SPEC means."""

import os
from collections.abc import Sequence

from gilbench.errors import UsageError
from gilbench.inside.schema import Facts
from gilbench.interpreters import specs
from gilbench.interpreters.specs import Spec
from gilbench.interpreters.target import Target


def choose(targets: Sequence[Target], text: str | None) -> Target:
    """Return the target with this id, or the only one that the SPEC fits; without one, the first.

    Raises UsageError if it fits none or several, or is no SPEC.
    """
    if text is None:
        return targets[0]
    hits = [target for target in targets if target.id == text] or _fitting(targets, specs.parse(text))
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise UsageError(f"--base {text} fits {_names(hits)}: write one of these")
    raise UsageError(f"--base {text}: this run has no such Python; it has {_names(targets)}")


def _fitting(targets: Sequence[Target], spec: Spec) -> list[Target]:
    in_state = [target for target in targets if dict(target.environment) == dict(spec.environment)]
    if spec.means_all:
        return in_state
    if spec.path is not None:
        return _at(in_state, spec.path) or _at(targets, spec.text) or _linked_to(in_state, spec.path)
    return [target for target in in_state if _is_of(target.facts, spec)]


def _at(targets: Sequence[Target], path: str) -> list[Target]:
    """Return those that were asked for by this path, or found there."""
    return [target for target in targets if path in {target.spec, target.executable}]


def _linked_to(targets: Sequence[Target], path: str) -> list[Target]:
    """Return those whose executable is the same file; virtual environments share that of their interpreter."""
    real = os.path.realpath(path)  # pathlib's raises for a link to itself
    return [target for target in targets if os.path.realpath(target.executable) == real]


def _is_of(facts: Facts, spec: Spec) -> bool:
    return (
        facts.implementation == spec.implementation
        and facts.free_threaded == spec.free_threaded
        and tuple(facts.version_info[: len(spec.version)]) == spec.version
    )


def _names(targets: Sequence[Target]) -> str:
    return ", ".join(repr(target.id) for target in targets)
