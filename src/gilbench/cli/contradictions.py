"""Options that do not go together: what was typed is either done or refused, and never passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click
from click.core import ParameterSource

from gilbench.errors import UsageError


def refuse_pairs(context: click.Context, pairs: Iterable[tuple[str, str]]) -> None:
    """Raise UsageError if both parameters of a pair were typed, and name both."""
    typed = {parameter.name: in_words for parameter, in_words in given(context)}
    for one, other in pairs:
        if one in typed and other in typed:
            raise UsageError(f"{typed[one]} and {typed[other]} contradict each other: leave one of them out")


def given(context: click.Context) -> Iterator[tuple[click.Parameter, str]]:
    """Yield the parameters that were typed, each with what stands for it in a sentence."""
    for parameter in context.command.params:
        name = parameter.name or ""
        value = context.params.get(name)  # none for --help; some versions of click call arguments typed that were not
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE and value != ():
            yield parameter, _as_typed(parameter, value)


def _as_typed(parameter: click.Parameter, value: object) -> str:
    """Return the option, of those that share a parameter the one that was typed; of workloads, the workloads."""
    match parameter:
        case click.Argument():
            return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        case click.Option(is_flag=True) if isinstance(value, str):
            return f"--{value}"
        case _:
            return parameter.opts[-1]
