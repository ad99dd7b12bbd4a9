"""Which target a GIL-less one is compared with."""

from collections.abc import Sequence

from gilbench.interpreters.target import Target


def gil_twin(target: Target, targets: Sequence[Target]) -> Target | None:
    """Return the target to compare a GIL-less one with, None if no target has its GIL on.

    A GIL build of the same version of the same implementation, else the same executable with its GIL on, else the
    newest CPython with a GIL.
    """
    facts, enabled = target.facts, [each for each in targets if each.facts.gil_enabled]
    same_version = [
        each
        for each in enabled
        if not each.facts.free_threaded
        and each.facts.implementation == facts.implementation
        and each.facts.version_info[:2] == facts.version_info[:2]
    ]
    same_binary = [each for each in enabled if each.executable == target.executable]
    newest = sorted(
        (each for each in enabled if each.facts.implementation == "CPython"),
        key=lambda each: each.facts.version_info,
        reverse=True,
    )
    return next(iter([*same_version, *same_binary, *newest]), None)
