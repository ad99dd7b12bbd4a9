"""The arguments and options of `gilbench probe`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
FORMATS = ("terminal", "md", "json")

_OPTIONS = (
    click.argument("calls", nargs=-1, metavar="[CALL]..."),
    click.option(
        "--setup", multiple=True, metavar="CODE", help="Statements to run before the calls, once. Repeatable: lines."
    ),
    click.option(
        "-f",
        "--file",
        "files",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Calls in TOML: [[call]] with call, setup, name and group. Repeatable.",
    ),
    click.option("--stdlib", is_flag=True, help="About a hundred calls of the standard library, numpy and pandas."),
    click.option("--only", multiple=True, metavar="GLOB", help="Of these, a group or a call. Repeatable."),
    click.option(
        "--python",
        "pythons",
        multiple=True,
        metavar="SPEC",
        help="3.13, 3.14t, 3.13t+gil, pypy3, a path, or all. Repeatable. Default: this one, as it is.",
    ),
    click.option(
        "--seconds", metavar="TIME", default="2s", show_default=True, help="To measure a call for, at most; or once."
    ),
    click.option("--timeout", metavar="TIME", default="60s", show_default=True, help="For one call on one target."),
    click.option(
        "--threads",
        type=click.IntRange(2),
        metavar="N",
        help="Say what to expect from so many, too. Default: the usable CPUs, at least 4.",
    ),
    click.option(
        "--into",
        type=click.Path(path_type=Path),
        metavar="RUN",
        help="Add the results to the report of this run, in place of earlier ones.",
    ),
    click.option("--format", "form", type=click.Choice(FORMATS), default="terminal", show_default=True),
    click.option(
        "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Default: to standard output."
    ),
)


def options(command: Command) -> Command:
    """Give a command the arguments and options of `gilbench probe`, in the order of its help."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
