"""Which target of a stored run a SPEC means."""

from collections.abc import Sequence
from pathlib import Path

from gilbench import specs
from gilbench.errors import UsageError
from gilbench.interpreters import Target
from gilbench.specs import Spec


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
    raise UsageError(f"--base {text}: this run has no such target; it has {_names(targets)}")


def _fitting(targets: Sequence[Target], spec: Spec) -> list[Target]:
    return [target for target in targets if _is_of(target, spec) and dict(target.environment) == dict(spec.environment)]


def _is_of(target: Target, spec: Spec) -> bool:
    if spec.means_all:
        return True
    if spec.path is not None:
        return target.spec == spec.text or Path(target.executable) == Path(spec.path)
    facts = target.facts
    return (
        facts.implementation == spec.implementation
        and facts.free_threaded == spec.free_threaded
        and tuple(facts.version_info[: len(spec.version)]) == spec.version
    )


def _names(targets: Sequence[Target]) -> str:
    return ", ".join(repr(target.id) for target in targets)
