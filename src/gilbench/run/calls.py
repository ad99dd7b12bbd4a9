"""Calls of the user's own in a run: the file that targets load each from, and what is said of what cannot be made."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from gilbench import fmt
from gilbench.errors import NothingToRunError
from gilbench.inside.schema import Problem
from gilbench.interpreters.target import Target
from gilbench.settings import Call

_FOLDER = "calls"
_TEXT = '''\
"""A call that was typed, as targets load it."""

from gilbench.inside.typed import define as _gilbench_define

_gilbench_define(globals(), name={name!r}, call={text!r}, setup={setup!r}, folders={folders!r}, version={version})
'''


def files(calls: Sequence[Call]) -> Mapping[str, str]:
    """Return the text of the file of each call, by its path in the stage."""
    return {name: _TEXT.format(**_fields(call)) for name, call in zip(_names(calls), calls, strict=True)}


def paths(calls: Sequence[Call], staged: Path) -> list[Path]:
    """Return the files of calls, in their order."""
    return [staged / name for name in _names(calls)]


def named(problem: Problem, calls: Sequence[Call], staged: Path) -> Problem:
    """Return a problem as it is told: that of a call's file is the call's."""
    call = {str(path): call for path, call in zip(paths(calls, staged), calls, strict=True)}.get(problem.where)
    return problem if call is None else Problem(call.name, problem.reason)


def require_possible(calls: Sequence[Call], targets: Sequence[Target], problems: Sequence[Problem]) -> None:
    """Raise NothingToRunError for a call that no target can do; `problems` are what was said while they were asked."""
    for call in calls:
        reasons = [_missing(call, target) for target in targets if not target.twin_of]
        if all(reasons):
            told = [each.reason for each in problems if each.where == call.name]
            raise NothingToRunError(f"{call.name}: {_advised(next(iter(told), reasons[0]), call)}")


def _advised(reason: str | None, call: Call) -> str:
    """Return a reason, where a module was not found with the places where it was looked for."""
    if reason is None or ModuleNotFoundError.__name__ not in reason:
        return reason or ""
    return f"{reason}. Modules are looked for in the interpreter, then in {fmt.listed(call.folders)}."


def _missing(call: Call, target: Target) -> str | None:
    """Return why a target cannot do a call; None if it can."""
    found = [each for each in target.catalogue.workloads if each.name == call.name]
    return found[0].missing if found else "no interpreter could load it"


def _names(calls: Sequence[Call]) -> Iterator[str]:
    return (f"{_FOLDER}/gilbench_call_{number}.py" for number in range(1, len(calls) + 1))


def _fields(call: Call) -> Mapping[str, object]:
    return {name: getattr(call, name) for name in ("name", "text", "setup", "folders", "version")}
