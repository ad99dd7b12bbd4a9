"""The options of `gilbench compare`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from gilbench.errors import Exit

Command = TypeVar("Command", bound=Callable[..., Any])
FORMATS = ("terminal", "md", "json", "csv", "junit")
FAILURES = {"regression": ("slower", Exit.REGRESSION), "undecided": ("undecided", Exit.UNDECIDED)}  # gravest first

_OPTIONS = (
    click.argument("runs", nargs=-1, type=click.Path(path_type=Path), metavar="[RUN]..."),
    click.option("--base", metavar="SPEC", help="Within one run: compare with this target. Default: its first."),
    click.option("--baseline", metavar="NAME", help="Compare every RUN with this saved baseline."),
    click.option("--save", metavar="NAME", help="Keep RUN as the baseline of this name; compares nothing."),
    click.option(
        "--min-effect", metavar="SHARE", default="5%", show_default=True, help="A smaller difference is not called one."
    ),
    click.option(
        "--fail-on",
        multiple=True,
        type=click.Choice(list(FAILURES)),
        help="Exit with 1 if a row is slower, with 5 if one is undecided. Repeatable; 1 wins.",
    ),
    click.option("--all", "everything", is_flag=True, help="List same and undecided rows too."),
    click.option("--format", "form", type=click.Choice(FORMATS), default="terminal", show_default=True),
    click.option(
        "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Default: to standard output."
    ),
    click.option("--github-summary", is_flag=True, help="Add it to the job summary of this GitHub Actions step too."),
)


def options(command: Command) -> Command:
    """Give a command the arguments and options of `gilbench compare`, in the order of its help."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
