"""Which targets differ by their GIL and by nothing else that makes code faster or slower. Pure."""

from typing import Literal

from gilbench.inside.schema import Facts
from gilbench.interpreters.build_options import options
from gilbench.interpreters.target import Target

Kind = Literal["same build", "same version"]


def kind(free: Target, locked: Target) -> Kind | None:
    """Return in which way a target with its GIL on is the twin of one without; None if it is none."""
    if free.facts.gil_enabled or not locked.facts.gil_enabled or differences(free.facts, locked.facts):
        return None
    return "same build" if _same_build(free.facts, locked.facts) else "same version"


def differences(one: Facts, other: Facts) -> tuple[str, ...]:
    """Say in what two interpreters differ beside the GIL: "another version", "another compiler"; empty for twins."""
    found = {
        "another implementation": one.implementation != other.implementation,
        "another version": _version(one) != _version(other),
        "a JIT in one of them": (one.jit == "on") != (other.jit == "on"),
    }
    if not _same_build(one, other):
        found |= {
            "another compiler": one.compiler != other.compiler,
            "other build options": _built_differently(one, other),
            "another C library": one.libc != other.libc,
        }
    return tuple(words for words, differs in found.items() if differs)


def _same_build(one: Facts, other: Facts) -> bool:
    """Return whether it is one binary: the same file, or the same content of the same build.

    The content alone would not tell: the executable of a shared library's build is the same few lines in all of them.
    """
    if one.executable_sha256 != other.executable_sha256 or one.free_threaded != other.free_threaded:
        return False
    return one.executable == other.executable or bool(one.executable_sha256 and one.build == other.build)


def _built_differently(one: Facts, other: Facts) -> bool:
    """Return whether options differ; where a build does not tell its options, nobody can say that they agree."""
    if not one.config_args or not other.config_args:
        return True
    return options(one.config_args) != options(other.config_args)


def _version(facts: Facts) -> tuple[str, str]:
    return facts.version, facts.implementation_version
