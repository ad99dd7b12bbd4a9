"""`gilbench probe`: arguments → calls × targets → text and exit code."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

import gilbench
from gilbench import settings
from gilbench.cli import console, paths, variables
from gilbench.cli.command import Command
from gilbench.errors import Exit, UsageError
from gilbench.machine import facts
from gilbench.processes import interruption, staging, temporary

if TYPE_CHECKING:
    from gilbench.probe.calls import Call
    from gilbench.probe.prober import Prober
    from gilbench.probe.results import Probed, Probes

FORMATS = ("terminal", "md", "json")
_QUIET = 5.0  # seconds between two lines of progress
_MOST_THREADS = 4  # to say what they can bring, if the machine has fewer CPUs


@dataclass(frozen=True, kw_only=True)
class _Chosen:
    """Which calls are meant."""

    calls: Sequence[str]
    setup: Sequence[str]
    private: str | None
    files: Sequence[Path]
    stdlib: bool
    only: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class _Where:
    """On what the calls are probed, and for how long."""

    pythons: Sequence[str]
    path: Sequence[Path]  # folders where targets look for modules, after all others
    seconds: float
    timeout: float  # seconds
    threads: int
    variables: Mapping[str, str]  # of --env


@dataclass(frozen=True)
class _Found:
    """What was probed until the end, or until Ctrl-C."""

    results: Sequence[Probed]
    labels: Mapping[str, str]  # target -> what it is
    finished: bool


@click.command("probe", cls=Command)
@click.argument("calls", nargs=-1, metavar="[CALL]...")
@click.option(
    "--setup", multiple=True, metavar="CODE", help="Statements to run before the calls, once. Repeatable: lines."
)
@click.option(
    "--private",
    metavar="CODE",
    help="Without a GIL: compare with the same call after these statements in each thread, like 'd = dict(d)'.",
)
@click.option(
    "-f",
    "--file",
    "files",
    multiple=True,
    type=paths.PLACE,
    metavar="FILE",
    help="Calls in TOML: [[call]] with call, setup, private, name and group. Repeatable.",
)
@click.option("--stdlib", is_flag=True, help="About a hundred calls of the standard library, numpy and pandas.")
@click.option("--only", multiple=True, metavar="GLOB", help="Of these, a group or a call. Repeatable.")
@click.option(
    "--python",
    "pythons",
    multiple=True,
    metavar="SPEC",
    help="3.13, 3.14t, 3.13t+gil, pypy3, a path, or all. Repeatable. Default: this one, as it is.",
)
@click.option(
    "--seconds", metavar="TIME", default="2s", show_default=True, help="To measure a call for, at most; or once."
)
@click.option("--timeout", metavar="TIME", default="60s", show_default=True, help="For one call on one Python.")
@click.option(
    "--threads",
    type=click.IntRange(2),
    metavar="N",
    help="Say what so many can bring at most, too. Default: the usable CPUs, at least 4.",
)
@variables.option
@click.option(
    "--into",
    type=paths.FOLDER,
    metavar="RUN",
    help="Add the results to the report of this run, in place of earlier ones.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="terminal", show_default=True)
@click.option("-o", "--output", type=paths.PLACE, metavar="FILE", help="Default: to standard output.")
def command(
    *,
    calls: tuple[str, ...],
    setup: tuple[str, ...],
    private: str | None,
    files: tuple[Path, ...],
    stdlib: bool,
    only: tuple[str, ...],
    pythons: tuple[str, ...],
    seconds: str,
    timeout: str,
    threads: int | None,
    env: tuple[str, ...],
    into: Path | None,
    form: str,
    output: Path | None,
) -> Exit:
    """Say whether a call releases the GIL, and how long it keeps others from running.

    CALL is an expression, or module:function for one without arguments:

    \b
    gilbench probe 'zlib.compress(data)' --setup 'import zlib; data = bytes(10**6)'
    gilbench probe mymodule:function --python 3.13 --python 3.14t
    gilbench probe --stdlib --only hashing
    """  # noqa: D301  the escape is click's sign for "keep these lines as they are"
    from gilbench.store import run_folder

    if into:
        run_folder.load(into)  # a folder that holds no run is refused before anything is measured
    chosen = _calls(_Chosen(calls=calls, setup=setup, private=private, files=files, stdlib=stdlib, only=only))
    where = _Where(
        pythons=pythons or (sys.executable,),
        path=[Path.cwd(), *(file.parent for file in files)],
        seconds=settings.seconds(seconds),
        timeout=settings.seconds(timeout),
        threads=threads or max(_MOST_THREADS, facts.usable_cpus()),
        variables=variables.chosen(env),
    )
    found = _probed(chosen, where)
    probes = _probes(found, where, culprits_first=stdlib)
    if found.results:
        console.put(_text(probes, form, unicode=output is not None or console.can_print()), output)
    if found.finished and into:
        _add(probes, into)
    return _exit_code(found)


def _calls(chosen: _Chosen) -> list[Call]:
    from gilbench.probe import calls

    found = calls.typed(chosen.calls, chosen.setup)
    if chosen.private is not None:
        found = calls.with_private(found, chosen.private)
    for path in chosen.files:
        found += calls.from_file(path)
    if chosen.stdlib:
        found += calls.stdlib()
    if not found:
        raise UsageError("name a call: gilbench probe 'sorted(range(10000))', module:function, -f FILE, or --stdlib")
    if chosen.setup and not chosen.calls:
        raise UsageError("--setup prepares the calls of the command line, and there are none: leave it out")
    return calls.only(found, chosen.only)


def _probed(calls: Sequence[Call], where: _Where) -> _Found:
    """Probe every call on every target; Ctrl-C ends it early."""
    from gilbench.interpreters.naming import label
    from gilbench.probe import session

    results: list[Probed] = []
    with temporary.folder() as scratch:
        prober = _prober(where, scratch.resolve())
        targets, unusable = session.targets(where.pythons, prober)
        for each in unusable:
            click.echo(f"gilbench: not probed: {each.spec}: {each.reason}", err=True)
        labels = {target.id: label(target.facts) for target in targets}
        total, spoke = len(calls) * len(targets), time.monotonic()
        try:
            for result in session.probe_all(calls, targets, prober):
                results.append(result)
                if time.monotonic() - spoke > _QUIET:
                    spoke = time.monotonic()
                    last = f"{result.call} on {result.target}"
                    click.echo(f"{len(results)}/{total} probed, the last was {last}", err=True)
        except KeyboardInterrupt:
            interruption.answered()
            return _Found(results, labels, finished=False)
    return _Found(results, labels, finished=True)


def _prober(where: _Where, folder: Path) -> Prober:
    from gilbench.probe.prober import Prober

    return Prober(
        staged=staging.stage(folder / "stage"),
        folder=folder / "work",
        path=[str(path.resolve()) for path in where.path],
        seconds=where.seconds,
        timeout=where.timeout,
        cpus=facts.usable_cpus(),
        threads=where.threads,
        variables=where.variables,
    )


def _probes(found: _Found, where: _Where, *, culprits_first: bool) -> Probes:
    """Return what is shown and stored; `culprits_first` sorts by target and longest stall."""
    from gilbench.probe.results import Probes, by_stall

    calls = found.results
    if culprits_first:
        calls = [each for target in found.labels for each in by_stall(one for one in calls if one.target == target)]
    return Probes(
        gilbench=gilbench.__version__,
        created=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        cpus=facts.usable_cpus(),
        targets=found.labels,
        calls=tuple(calls),
        variables=where.variables,
    )


def _text(probes: Probes, form: str, *, unicode: bool) -> str:
    from gilbench.probe import data, markdown, terminal

    match form:
        case "json":
            return data.as_json(probes)
        case "md":
            return markdown.render(probes)
        case _:
            return terminal.render(probes, unicode=unicode)


def _add(probes: Probes, folder: Path) -> None:
    """Store the results in a run's folder, write its report again, and say where the page is."""
    from gilbench.cli import pages
    from gilbench.experiments import discovery
    from gilbench.experiments.calls import stored
    from gilbench.probe import data
    from gilbench.store import run_folder
    from gilbench.store.files import replace_file

    with run_folder.owned(folder):
        replace_file(folder / stored.FILE, data.as_json(probes).encode())
        pages.write(run_folder.load(folder), discovery.find())
    click.echo(pages.where(folder))


def _exit_code(found: _Found) -> Exit:
    if not found.finished:
        click.echo(f"gilbench: interrupted: {len(found.results)} probed", err=True)
        return Exit.INTERRUPTED
    return Exit.TRIAL_FAILED if any(each.state in {"failed", "timed out"} for each in found.results) else Exit.OK
