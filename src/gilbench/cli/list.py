"""`gilbench list`: what there is to choose from. Nothing is measured, and nothing heavy is imported."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from gilbench import foreign
from gilbench.analysis.claims import Stated
from gilbench.cli import contradictions, own_experiments, paths
from gilbench.cli.command import Command
from gilbench.cli.configured import Configured
from gilbench.errors import Exit, GilbenchError, UsageError
from gilbench.experiments import discovery as experiments
from gilbench.inside.globs import label
from gilbench.inside.schema import WorkloadInfo
from gilbench.interpreters import discovery
from gilbench.interpreters.candidate import Candidate, Unusable
from gilbench.interpreters.description import Question, describe
from gilbench.interpreters.target import Target
from gilbench.plan.classes import family, workload_class
from gilbench.processes import staging, temporary

Row = Mapping[str, str]
_SHORT: Mapping[str, Sequence[str]] = {"claims": ("name", "source", "experiment", "claim")}
_CONTRADICTIONS = (("of", "in_json"),)
KINDS = ("workloads", "strategies", "experiments", "interpreters", "claims")


@dataclass(frozen=True)
class Folders:
    """The user's own; absolute paths."""

    workloads: Sequence[str] = ()
    experiments: Sequence[str] = ()


@click.command("list", cls=Command)
@click.argument("what", default="workloads", type=click.Choice(KINDS))
@click.option(
    "--workloads", "workload_folders", multiple=True, metavar="DIR", help="Folder with bm_*.py of your own. Repeatable."
)
@own_experiments.option
@click.option("--json", "in_json", is_flag=True, help="For other programs.")
@click.option("--source", "of", metavar="WORKLOAD", help="Print the code of this workload.")
@click.pass_context
def command(
    context: click.Context,
    *,
    what: str,
    workload_folders: tuple[str, ...],
    experiment_folders: tuple[str, ...],
    in_json: bool,
    of: str | None,
) -> Exit:
    """Show workloads, strategies, experiments, interpreters or claims."""
    contradictions.refuse_pairs(context, _CONTRADICTIONS)
    if of is not None and what != "workloads":
        raise UsageError(f"--source is of a workload, and {what} have none: gilbench list workloads --source {of}")
    # Other lists need no configuration, and are shown beside a pyproject.toml that is broken.
    configured = Configured.here() if what == "experiments" else Configured({})
    folders = Folders(
        workloads=[paths.folder("--workloads", name) for name in workload_folders],
        experiments=own_experiments.folders(experiment_folders, configured),
    )
    if of is not None:
        click.echo(source(of, folders), nl=False)
        return Exit.OK
    table = rows(what, folders)
    click.echo(as_json(table) if in_json else as_text(_short(what, table)))
    return Exit.OK


def rows(what: str, folders: Folders) -> list[Row]:
    """Return the rows of one list, each with the same columns; raises GilbenchError if the host cannot be asked."""
    return _LISTS[what](folders)


def source(name: str, folders: Folders) -> str:
    """Return the file that a workload is in.

    Raises UsageError if there is no such workload, and GilbenchError if its file cannot be read.
    """
    workloads = _host(folders.workloads, probes=()).catalogue.workloads
    known = {called: each.file for each in workloads for called in (each.name, family(each))}
    if name not in known:
        raise UsageError(f"no workload is called {name!r}; `gilbench list workloads` shows them")
    try:
        return foreign.read(Path(known[name])).decode(errors="replace")
    except OSError as error:
        raise GilbenchError(f"cannot read {known[name]}: {error.strerror or error}") from error


def as_text(table: Sequence[Row]) -> str:
    """Return aligned columns; the last one may be long."""
    if not table:
        return "nothing"
    names = list(table[0])
    widths = [max(len(name), *(len(row[name]) for row in table)) for name in names[:-1]]
    lines = [names, *([row[name] for name in names] for row in table)]
    return "\n".join("  ".join([*map(str.ljust, line, widths), line[-1]]).rstrip() for line in lines)


def _short(what: str, table: Sequence[Row]) -> list[Row]:
    """Return of long rows what a line has room for."""
    return [{name: row[name] for name in _SHORT.get(what, row)} for row in table]


def as_json(table: Sequence[Row]) -> str:
    """Return a JSON list of objects."""
    return json.dumps(table, indent=1, ensure_ascii=False)


def _workloads(folders: Folders) -> list[Row]:
    catalogue = _host(folders.workloads, probes=()).catalogue
    found = [
        {
            "name": each.name,
            "class": workload_class(each),
            "data": each.data,
            "items": _items(each),
            "question": each.asks,
        }
        for each in catalogue.workloads
    ]
    return found + [_refused(problem.where, problem.reason) for problem in catalogue.problems]


def _items(workload: WorkloadInfo) -> str:
    """Say how many items that differ are in its list; nothing of items that are alike."""
    return "" if workload.listed is None else f"{workload.listed['full']} differ"


def _refused(where: str, reason: str) -> Row:
    return {"name": where, "class": "not loaded", "data": "", "items": "", "question": reason}


def _strategies(folders: Folders) -> list[Row]:
    return [
        {
            "name": each.in_words,
            "key": label(each.name, each.start_method),
            "family": each.family,
            "variant of": each.variant_of,
            "shares memory": "yes" if each.shares_memory else "no",
            "here": each.missing or "available",
        }
        for each in _host(folders.workloads, probes=("*",)).catalogue.strategies
    ]


def _interpreters(_: Folders) -> list[Row]:
    return [_interpreter(each) for each in discovery.survey()]


def _interpreter(found: Candidate | Unusable) -> Row:
    if isinstance(found, Unusable):
        return {"name": "–", "usable": found.reason, "path": found.spec}
    return {"name": found.interpreter.label, "usable": "yes", "path": found.executable}


def _experiments(folders: Folders) -> list[Row]:
    return [{"name": each.name, "question": each.question} for each in experiments.find(folders.experiments).known]


def _claims(folders: Folders) -> list[Row]:
    return [_claim(each) for each in experiments.find(folders.experiments).stated]


def _claim(stated: Stated) -> Row:
    claim = stated.claim
    place = claim.source.place
    return {
        "name": claim.id,
        "source": claim.source.told if place is None else f"{claim.source.told}, {place}",
        "experiment": stated.experiment,
        "claim": claim.says,
        "needs": claim.needs,
        "refuted by": claim.refuted,
    }


def _host(folders: Sequence[str], probes: Sequence[str]) -> Target:
    with temporary.folder() as scratch:
        staged = staging.stage(scratch / "stage")
        question = Question(staged, [staging.built_in_workloads(), *map(Path, folders)], probes, variants=probes)
        answer = describe(_Host(), question)
    if isinstance(answer, Unusable):
        raise GilbenchError(answer.reason)
    return answer


class _Host:
    """The interpreter that gilbench runs on."""

    spec = "this interpreter"
    executable = sys.executable
    environment: Mapping[str, str] = {}


_LISTS: Mapping[str, Callable[[Folders], list[Row]]] = {
    "workloads": _workloads,
    "strategies": _strategies,
    "experiments": _experiments,
    "interpreters": _interpreters,
    "claims": _claims,
}
