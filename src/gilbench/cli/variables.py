"""Environment variables of targets: the option `--env`, and the line that says what targets do not get."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import click

from gilbench import fmt, legible
from gilbench.cli import shortage
from gilbench.processes import variables

Function = TypeVar("Function", bound=Callable[..., object])


def option(function: Function) -> Function:
    """Give a command the option `--env`, as `env`."""
    return click.option(
        "--env",
        multiple=True,
        metavar="NAME=VALUE",
        help="An environment variable for targets, which get few of yours. Repeatable.",
    )(function)


def chosen(texts: Iterable[str]) -> dict[str, str]:
    """Return what to pass on, by name, and tell on standard error what targets do not get of the user's thread pools.

    Raises UsageError for what cannot be passed on.
    """
    passed = variables.parse(texts)
    told = withheld(shortage.environment_of_the_user(), passed)
    if told:
        click.echo(f"gilbench: {told}", err=True)
    return passed


def withheld(users: Mapping[str, str], passed: Mapping[str, str]) -> str:
    """Return that line; empty if the user has set none, or has passed them all."""
    found = [shlex.quote(f"{name}={value}") for name, value in variables.withheld(users, passed).items()]
    if not found:
        return ""
    told = legible.one_line(fmt.listed(found))
    if len(found) == 1:
        return f"targets do not get {told} of your environment; if it is wanted, add --env {legible.one_line(found[0])}"
    return f"targets do not get {told} of your environment; add --env NAME=VALUE for each that is wanted"
