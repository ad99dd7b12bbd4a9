"""The class of every command: an argument says something, is text, and does not contradict another one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any

import click

from gilbench import legible
from gilbench.cli import paths
from gilbench.errors import UsageError

_SHOWN = 80  # letters of a value that is no text


class Command(click.Command):
    """A command that looks at everything that was typed before any of it is used, whatever options there are."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; raises UsageError for one that is empty, no text, or contradicts another.

        It does so, too, if the current folder cannot be used: that is where paths begin, and where results go.
        """
        if not ctx.resilient_parsing:
            typed, _, order = self.make_parser(ctx).parse_args(args=list(args))
            if not any(each.is_eager for each in order):  # help is given whatever else there is
                _require_sense(self.get_params(ctx), typed)
                _require_one_each(order)
                paths.require_working_folder()
        return super().parse_args(ctx, args)


def _require_sense(parameters: Iterable[click.Parameter], typed: dict[str, Any]) -> None:
    for parameter in parameters:
        for text in _texts(typed.get(parameter.name or "")):
            _require_text(paths.name_of(parameter), text)


def _texts(value: object) -> Iterator[str]:
    """Yield what was typed for a parameter; click has a value of its own where nothing was."""
    values = value if isinstance(value, (list, tuple)) else [value]
    return (each for each in values if isinstance(each, str))


def _require_text(name: str, text: str) -> None:
    if not text.strip():
        raise UsageError(f"{name} is empty: is a variable unset? Give it a value, or leave it out")
    if "\0" in text:
        raise UsageError(f"{name} has a NUL character in it: leave that out")
    if not paths.is_text(text):
        shown = legible.shortened(repr(os.fsencode(text)), _SHOWN)
        raise UsageError(f"{name} {shown} is not UTF-8, and results are: give it another name")


def _require_one_each(order: Iterable[click.Parameter]) -> None:
    """Raise UsageError for two options that say the same thing differently, as `--quick` and `--rigorous` do."""
    first: dict[str | None, click.Parameter] = {}
    for parameter in order:
        other = first.setdefault(parameter.name, parameter)
        if other is not parameter:
            both = f"{paths.name_of(other)} and {paths.name_of(parameter)}"
            raise UsageError(f"{both} contradict each other: leave one of them out")
