"""What there is to choose from: rows for `gilbench list`. Nothing is measured, and nothing heavy is imported."""

import json
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from gilbench.errors import GilbenchError
from gilbench.experiments.discovery import find
from gilbench.inside.globs import label
from gilbench.interpreters import discovery
from gilbench.interpreters.candidate import Candidate, Unusable
from gilbench.interpreters.description import Question, describe
from gilbench.interpreters.target import Target
from gilbench.plan.classes import workload_class
from gilbench.processes import staging
from gilbench.settings import EXPERIMENTS, HELD_SHARE, THROUGHPUT

Row = Mapping[str, str]


def rows(what: str, folders: Sequence[str]) -> list[Row]:
    """Return the rows of one list, each with the same columns; raises GilbenchError if the host cannot be asked."""
    return _LISTS[what](folders)


def as_text(table: Sequence[Row]) -> str:
    """Return aligned columns; the last one may be long."""
    if not table:
        return "nothing"
    names = list(table[0])
    widths = [max(len(name), *(len(row[name]) for row in table)) for name in names[:-1]]
    lines = [names, *([row[name] for name in names] for row in table)]
    return "\n".join("  ".join([*map(str.ljust, line, widths), line[-1]]).rstrip() for line in lines)


def as_json(table: Sequence[Row]) -> str:
    """Return a JSON list of objects."""
    return json.dumps(table, indent=1, ensure_ascii=False)


def _workloads(folders: Sequence[str]) -> list[Row]:
    catalogue = _host(folders, probes=()).catalogue
    found = [
        {"name": each.name, "class": workload_class(each), "data": each.data, "question": each.asks}
        for each in catalogue.workloads
    ]
    return found + [_refused(problem.where, problem.reason) for problem in catalogue.problems]


def _refused(where: str, reason: str) -> Row:
    return {"name": where, "class": "not loaded", "data": "", "question": reason}


def _strategies(folders: Sequence[str]) -> list[Row]:
    return [
        {
            "name": label(each.name, each.start_method),
            "family": each.family,
            "shares memory": "yes" if each.shares_memory else "no",
            "here": each.missing or "available",
        }
        for each in _host(folders, probes=("*",)).catalogue.strategies
    ]


def _interpreters(_: Sequence[str]) -> list[Row]:
    return [_interpreter(each) for each in discovery.survey()]


def _interpreter(found: Candidate | Unusable) -> Row:
    if isinstance(found, Unusable):
        return {"name": "–", "usable": found.reason, "path": found.spec}
    return {"name": found.interpreter.label, "usable": "yes", "path": found.executable}


def _experiments(_: Sequence[str]) -> list[Row]:
    measures = {
        THROUGHPUT: "fixed work on a warm pool, 1…N workers",
        HELD_SHARE: "how much of CPU-bound work keeps the GIL",
    }
    return [{"name": name, "measures": measures[name]} for name in EXPERIMENTS]


def _claims(_: Sequence[str]) -> list[Row]:
    return [{"name": each.id, "claim": each.says} for each in find().claims]


def _host(folders: Sequence[str], probes: Sequence[str]) -> Target:
    with tempfile.TemporaryDirectory(prefix="gilbench-") as scratch:
        staged = staging.stage(Path(scratch) / "stage")
        question = Question(staged, [staging.built_in_workloads(), *map(Path, folders)], probes)
        answer = describe(_Host(), question)
    if isinstance(answer, Unusable):
        raise GilbenchError(answer.reason)
    return answer


class _Host:
    """The interpreter that gilbench runs on."""

    spec = "this interpreter"
    executable = sys.executable
    environment: Mapping[str, str] = {}


_LISTS: Mapping[str, Callable[[Sequence[str]], list[Row]]] = {
    "workloads": _workloads,
    "strategies": _strategies,
    "experiments": _experiments,
    "interpreters": _interpreters,
    "claims": _claims,
}
