"""`gilbench run --again RUN` and `--resume DIR`: what a run was asked for holds, and nothing else can be asked for."""

from __future__ import annotations

import click

from gilbench.cli.contradictions import given
from gilbench.errors import UsageError

# These choose nothing: whether it is trusted, where the new run goes, where code comes from, how far to go, and how
# much is said.
_ALLOWED = frozenset({"again", "trust", "out", "experiment_folders", "only_plan", "dry_run", "verbose"})
_ALLOWED_TO_RESUME = frozenset({"resume", "trust", "experiment_folders", "verbose"})


def refuse_choices(context: click.Context) -> None:
    """Raise UsageError if the command line, beside one of the two, names something that the run has settled."""
    if context.params["again"]:
        _refuse(context, _ALLOWED, "--again measures what that run measured")
    elif context.params["resume"]:
        _refuse(context, _ALLOWED_TO_RESUME, "--resume goes on with what that run was asked for")


def _refuse(context: click.Context, allowed: frozenset[str], why: str) -> None:
    for parameter, told in given(context):
        if parameter.name not in allowed:
            raise UsageError(f"{why}: leave out {told}, or start a new run")
