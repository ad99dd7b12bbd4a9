"""Where the arguments of gilbench end and those of a program begin: as for Python itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from gilbench.errors import UsageError

MODULE = "-m"


@dataclass(frozen=True)
class Program:
    """What is to be run."""

    kind: Literal["script", "module"]
    name: str
    arguments: tuple[str, ...] = ()

    @property
    def typed(self) -> list[str]:
        """The same as it would stand after `python`."""
        return [*([MODULE] if self.kind == "module" else []), self.name, *self.arguments]


def split(arguments: Sequence[str], with_value: Collection[str]) -> tuple[list[str], Program | None]:
    """Return what is gilbench's, and the program: `-m MODULE` or the first that is no option, and all that follows it.

    with_value: the options of gilbench that another argument follows. Raises UsageError for a program without a name.
    """
    place = 0
    while place < len(arguments):
        text = arguments[place]
        if text.startswith(MODULE):
            attached = [text[len(MODULE) :]] if text != MODULE else []
            return list(arguments[:place]), _program("module", [*attached, *arguments[place + 1 :]])
        if text == "--" or not text.startswith("-"):
            return list(arguments[:place]), _program("script", arguments[place + (text == "--") :])
        place += 2 if text in with_value else 1
    return list(arguments), None


def _program(kind: Literal["script", "module"], arguments: Sequence[str]) -> Program:
    if not arguments or not arguments[0]:
        missing = "-m takes the name of a module" if kind == "module" else "the name of the script is empty"
        raise UsageError(f"{missing}: gilbench watch {'-m MODULE' if kind == 'module' else 'SCRIPT'} [ARGS]...")
    return Program(kind, arguments[0], tuple(arguments[1:]))
