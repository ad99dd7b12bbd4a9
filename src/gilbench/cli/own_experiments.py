"""Experiments of the user's own: the option `--experiments`, its folders, and the names that a run may give."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from gilbench.cli import paths
from gilbench.cli.configured import Configured
from gilbench.errors import UsageError

if TYPE_CHECKING:
    from gilbench.experiments.catalogue import Experiments

Function = TypeVar("Function", bound=Callable[..., object])
NAME = "--experiments"


def option(function: Function) -> Function:
    """Give a command the option `--experiments`, as `experiment_folders`."""
    return click.option(
        NAME,
        "experiment_folders",
        multiple=True,
        metavar="DIR",
        help="Folder with experiments of your own. Repeatable.",
    )(function)


def folders(given: Sequence[str], configured: Configured) -> tuple[str, ...]:
    """Return the absolute paths of the folders; raises UsageError for one that does not exist."""
    return tuple(paths.folder(NAME, name) for name in given or configured.many("experiments"))


def find(given: Sequence[str], configured: Configured) -> Experiments:
    """Return every experiment, those of the folders included, which can be imported from here on."""
    from gilbench.experiments import discovery

    return discovery.find(folders(given, configured))


def chosen(names: Sequence[str], found: Experiments) -> tuple[str, ...]:
    """Return the names, none if none is named; raises UsageError for one that cannot be planned."""
    planned = tuple(found.planners)
    for name in names:
        if name not in planned:
            raise UsageError(f"there is no experiment {name!r} to run; there are: {', '.join(planned)}")
    return tuple(names)
