"""Commands that are imported when they are invoked, so that `gilbench --help` costs little more than click."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click


class LazyGroup(click.Group):
    """A group that holds stand-ins, and has the command itself imported when it is invoked or its help is asked for."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; raises ShortageError for what the system does not give it."""
        from gilbench.cli import shortage

        with shortage.explained(), shortage.without_algebra_threads():
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the name, the command itself and the other arguments; what there is not is told as click tells it."""
        name, known, others = super().resolve_command(ctx, args)
        return name, known and load(known), others


def stand_ins(summaries: Mapping[str, str]) -> dict[str, click.Command]:
    """Return commands that have a name and a summary: all that the group's help, and guessing at a name, take."""
    return {name: click.Command(name, help=summary) for name, summary in summaries.items()}


def load(known: click.Command) -> click.Command:
    """Return what a stand-in stands for: `command` of the module of this name in `gilbench.cli`."""
    command: click.Command = importlib.import_module(f"gilbench.cli.{known.name}").command
    return command
