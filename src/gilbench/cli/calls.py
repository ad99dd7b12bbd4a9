"""The calls of `gilbench run`: as they are typed, and from files that `gilbench probe` reads as well."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gilbench import legible
from gilbench.errors import UsageError
from gilbench.inside import call_text
from gilbench.inside.registry import LONGEST_NAME, can_be_shown
from gilbench.settings import Call

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ROOM = 5  # letters in a name for the number of one that others have too


def chosen(texts: Sequence[str], setup: Sequence[str], files: Sequence[Path]) -> tuple[Call, ...]:
    """Return the calls of a command line, each with a name of its own; those of files come last.

    Raises UsageError for a file that cannot be read, for a call in one that is no expression, and for a setup where
    nothing was typed that it could prepare.
    """
    if setup and not texts:
        raise UsageError(
            "--setup prepares the calls of the command line, and there are none: "
            "write for example gilbench run 'f(x)' --setup 'from mymodule import f; x = 3'"
        )
    here = str(Path.cwd())
    typed = [Call(name=text, text=text, setup="\n".join(setup), folders=(here,)) for text in texts]
    return tuple(_named([*typed, *(call for path in files for call in _of_file(path, here))]))


def _of_file(path: Path, here: str) -> Iterator[Call]:
    from gilbench.probe import calls

    folder = str(path.resolve().parent)
    for each in calls.from_file(path):
        if each.private:
            click.echo(f"gilbench: {path}: {each.label}: private is for gilbench probe, and left out here", err=True)
        if not call_text.FUNCTION.fullmatch(each.call.strip()):
            _require_expression(path, each.call)
        yield Call(name=each.label, text=each.call, setup=each.setup, folders=(here, folder))


def _require_expression(path: Path, text: str) -> None:
    try:
        call_text.expression(text)
    except call_text.BadCallError as error:
        raise UsageError(f"{path}: {legible.shortened(legible.one_line(text), LONGEST_NAME)}: {error}") from error


def _named(calls: Iterable[Call]) -> Iterator[Call]:
    """Yield the calls with names that can be shown, of which there are no two."""
    from dataclasses import replace

    taken: set[str] = set()
    for call in calls:
        name = _shown(call.name)
        numbered = (f"{legible.shortened(name, LONGEST_NAME - _ROOM)} ({number})" for number in range(2, 1000))
        unique = name if name not in taken else next(each for each in numbered if each not in taken)
        taken.add(unique)
        yield replace(call, name=unique)


def _shown(text: str) -> str:
    """Return the nearest to a text that can be the name of a workload."""
    name = legible.shortened(legible.one_line(text), LONGEST_NAME)
    return name if can_be_shown(name) else f"({legible.shortened(name, LONGEST_NAME - 2)})"
