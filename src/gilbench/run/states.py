"""The environment of a target is what its spec asks for, whatever is stored of it."""

from collections.abc import Mapping
from dataclasses import replace

from gilbench.errors import StoreError, UsageError
from gilbench.interpreters import specs
from gilbench.interpreters.target import Target
from gilbench.run.twins import ON
from gilbench.store.records import Manifest

_LONGEST = 200  # letters of what a sentence quotes


def rebuilt(manifest: Manifest) -> Manifest:
    """Return a manifest whose targets have the environments that put them into the states that were asked for.

    Raises StoreError if others are stored: whoever wrote them means to change more than a state.
    """
    return replace(manifest, targets=tuple(replace(each, environment=_asked(each)) for each in manifest.targets))


def _asked(target: Target) -> Mapping[str, str]:
    """Return what the spec asks for; of a twin that was brought along, the same with its GIL on."""
    try:
        asked = {**specs.state(target.spec), **(ON if target.twin_of else {})}
    except UsageError as error:
        raise StoreError(f"cannot go on: {error}") from error
    if dict(target.environment) != asked:
        stored = ", ".join(f"{name}={value}" for name, value in target.environment.items()) or "nothing"
        raise StoreError(
            f"cannot go on: the environment of target {target.id} has {stored[:_LONGEST]}, which is not what its spec, "
            f"{target.spec[:_LONGEST]!r}, asks for. Start a new run."
        )
    return asked
