"""What a target said of itself and of what it can run, as records: whatever answered may have said anything."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import msgspec

from gilbench.inside.schema import Catalogue, ExperimentInfo, Facts, Problem, StrategyInfo, WorkloadInfo
from gilbench.inside.telling import plain
from gilbench.interpreters.possible import require_facts, require_strategy, require_workload
from gilbench.legible import one_line

MOST = 10_000  # workloads, strategies and problems, of each
FACTS = "facts"  # the first step
_EXPERIMENT = "experiment "  # how the step begins in which a target is asked about one
_LONGEST_STEP = 5000  # letters: it may be a path

Lines = Sequence[Mapping[str, Any]]
Info = TypeVar("Info", WorkloadInfo, StrategyInfo, ExperimentInfo)


class NonsenseError(Exception):
    """No interpreter that is what it says would answer like this; the message is a clause that says why."""


def is_whole(lines: Lines) -> bool:
    """Tell whether the target came to the end of its answer."""
    return {"end": True} in lines


def last_step(lines: Lines) -> str | None:
    """Return the step that was begun last, None if none was; raises NonsenseError if it cannot be left out."""
    step = next((line["begin"] for line in reversed(lines) if "begin" in line), None)
    if step is not None and (not isinstance(step, str) or "\0" in step or len(step) > _LONGEST_STEP):
        raise NonsenseError(f"it began {_shown(step)}, which is no step")
    return step


def facts(lines: Lines) -> Facts:
    """Return what it is; raises NonsenseError if it does not say so, or it cannot be."""
    said = next((line["facts"] for line in lines if "facts" in line), None)
    if said is None:
        raise NonsenseError("it does not say what it is")
    try:
        found = msgspec.convert(said, Facts)
        require_facts(found)
    except (msgspec.ValidationError, ValueError) as error:
        raise NonsenseError(f"what it says of itself cannot be: {plain(str(error))}") from error
    return found


def catalogue(lines: Lines, lost: Sequence[Problem]) -> Catalogue:
    """Return what it can run; what is described as it cannot be becomes a problem. `lost` are steps that ended it.

    Raises NonsenseError if it describes more than anybody would write.
    """
    for key in ("workload", "strategy", "experiment", "problem"):
        count = sum(key in line for line in lines)
        if count > MOST:
            raise NonsenseError(f"it tells of {count} times a {key}, and {MOST} are the most")
    problems = [*lost, *_problems(lines)]
    workloads = list(_records(lines, "workload", WorkloadInfo, require_workload, problems))
    strategies = list(_records(lines, "strategy", StrategyInfo, require_strategy, problems))
    experiments = list(_records(lines, "experiment", ExperimentInfo, _require_nothing, problems))
    steps = (problem for problem in lost if problem.where.startswith(_EXPERIMENT))
    experiments += [ExperimentInfo(each.where.removeprefix(_EXPERIMENT), each.reason) for each in steps]
    return Catalogue(
        workloads=_once(workloads, "workload", lambda each: each.name, problems),
        strategies=_once(strategies, "strategy", lambda each: (each.name, each.start_method), problems),
        problems=[Problem(one_line(each.where[:_LONGEST_STEP]), one_line(each.reason)) for each in problems],
        experiments=tuple(experiments),
    )


def _problems(lines: Lines) -> Iterator[Problem]:
    for line in lines:
        if "problem" in line:
            try:
                found = msgspec.convert(line["problem"], Problem)
            except msgspec.ValidationError as error:
                yield Problem("a problem", f"it is told as none can be: {plain(str(error))}")
            else:
                yield replace(found, reason=plain(found.reason))


def _records(
    lines: Lines, key: str, kind: type[Info], require: Callable[[Info], None], problems: list[Problem]
) -> Iterator[Info]:
    """Yield the records of one kind; one that states what cannot be becomes a problem instead."""
    for line in lines:
        if key in line:
            try:
                found = msgspec.convert(line[key], kind)
                require(found)
            except (msgspec.ValidationError, ValueError) as error:
                problems.append(Problem(f"{key} {_name(line[key])}", plain(str(error))))
            else:
                yield replace(found, missing=None if found.missing is None else plain(found.missing))


def _once(infos: list[Info], what: str, key: Callable[[Info], object], problems: list[Problem]) -> list[Info]:
    first: dict[object, Info] = {}
    again = [each for each in infos if first.setdefault(key(each), each) is not each]
    problems += [Problem(f"{what} {each.name}", "it is described more than once") for each in again]
    return list(first.values())


def _name(said: Any) -> str:
    return _shown(said["name"]) if isinstance(said, Mapping) and "name" in said else "without a name"


def _shown(said: Any) -> str:
    return plain(said if isinstance(said, str) else str(type(said).__name__))[:100]


def _require_nothing(_: ExperimentInfo) -> None:
    """Say nothing against it: only experiments that were asked for are looked up."""
