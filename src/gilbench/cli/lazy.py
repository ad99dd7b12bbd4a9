"""Commands that are imported when they are invoked, so that `gilbench --help` costs little more than click."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click


class LazyGroup(click.Group):
    """A group of the commands in `gilbench.cli`; each module has its own as `command`.

    Until one is invoked, or its help is asked for, the group holds a stand-in that has the name and the summary of the
    command. That is all that the help of the group and click's guess at a misspelt name take.
    """

    def __init__(self, *, summaries: Mapping[str, str], **of_click: Any) -> None:
        super().__init__(
            commands={name: click.Command(name, help=summary) for name, summary in summaries.items()}, **of_click
        )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the name, the command itself and the other arguments; what there is not is told as click tells it."""
        name, known, others = super().resolve_command(ctx, args)
        return name, known and load(known), others


def load(known: click.Command) -> click.Command:
    """Return the command that a stand-in stands for."""
    command: click.Command = importlib.import_module(f"gilbench.cli.{known.name}").command
    return command
