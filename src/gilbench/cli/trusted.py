"""The option `--trust`: execute what a run folder names, whoever wrote it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from gilbench.errors import UsageError

if TYPE_CHECKING:
    from gilbench.store.trusting import Trust

Function = TypeVar("Function", bound=Callable[..., object])


def option(function: Function) -> Function:
    """Give a command the option `--trust`, as `trust`."""
    return click.option(
        "--trust",
        is_flag=True,
        help="With --resume or --again: execute what the folder names, even if it is not sealed as yours.",
    )(function)


def chosen(trust: bool, *named: Path | None) -> Trust:  # noqa: FBT001  a flag of the command line, as click has it
    """Return whom to believe about the folders that were named; raises UsageError if there is none to trust."""
    from gilbench.store.trusting import Trust

    if trust and all(folder is None for folder in named):
        raise UsageError("--trust is about the folder of --resume or --again, and there is none: leave it out")
    return Trust.USER if trust else Trust.SEAL
