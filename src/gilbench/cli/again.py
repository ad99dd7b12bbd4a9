"""`gilbench run --again RUN`: what a run was asked for is asked for again, and nothing else can be."""

from __future__ import annotations

import click
from click.core import ParameterSource

from gilbench.errors import UsageError

# These choose nothing: whether it is trusted, where the new run goes, where code comes from, and how far to go.
_ALLOWED = frozenset({"again", "trust", "out", "experiment_folders", "only_plan", "dry_run"})


def refuse_choices(context: click.Context) -> None:
    """Raise UsageError if the command line, beside `--again`, names something that the run has settled."""
    for parameter in context.command.params:
        name = parameter.name or ""
        given = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if given and name not in _ALLOWED:
            told = _as_typed(parameter, context.params[name])
            raise UsageError(f"--again measures what that run measured: leave out {told}, or start a new run")


def _as_typed(parameter: click.Parameter, value: object) -> str:
    """Return the option, of those that share a parameter the one that was typed; of workloads, the workloads."""
    match parameter:
        case click.Argument():
            return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        case click.Option(is_flag=True) if isinstance(value, str):
            return f"--{value}"
        case _:
            return parameter.opts[-1]
