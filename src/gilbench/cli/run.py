"""`gilbench run`: arguments and configuration → Settings → a run folder, its report, and the exit code."""

from __future__ import annotations

import datetime as dt
import secrets
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gilbench import settings
from gilbench.cli import again as repeated
from gilbench.cli import calls, contradictions, own_experiments, paths, shortage, sources, stopped, trusted, variables
from gilbench.cli.command import Command
from gilbench.cli.configured import Configured
from gilbench.errors import Exit
from gilbench.machine import facts
from gilbench.settings import Effort, Settings, Size, Suite

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gilbench.experiments.catalogue import Experiments
    from gilbench.run.pipeline import Job
    from gilbench.store.records import Manifest, StoredRun
    from gilbench.store.trusting import Trust

RUNS = Path("reports") / "runs"
# A plan is printed whole, and nothing is written.
_CONTRADICTIONS = (("only_plan", "dry_run"), ("only_plan", "out"), ("only_plan", "verbose"))
_PYTHON_HELP = (
    "3.13, 3.14t, 3.13t+gil, pypy3, a path, or all. Repeatable. "
    "Default: this one, the newest with a GIL, the newest free-threaded one, and the twin that it lacks."
)


@click.command("run", cls=Command)
@click.argument("words", nargs=-1, metavar="[WORKLOAD]...")
@click.option(
    "--setup", multiple=True, metavar="CODE", help="Statements to run before a call is made, once. Repeatable: lines."
)
@click.option(
    "-f",
    "--file",
    "files",
    multiple=True,
    type=paths.PLACE,
    metavar="FILE",
    help="Calls in TOML, as for gilbench probe. Repeatable.",
)
@click.option("--python", "pythons", multiple=True, metavar="SPEC", help=_PYTHON_HELP)
@click.option(
    "--experiment",
    "experiments",
    multiple=True,
    metavar="NAME",
    help="Repeatable. Default: all; `gilbench list experiments` shows them.",
)
@click.option(
    "--strategy",
    "strategies",
    multiple=True,
    metavar="GLOB",
    help="'Thread*', Pool, 'Pool[fork]', or by key: process_pool. Repeatable.",
)
@click.option("--workers", metavar="LIST", help="1,2,4 or max. Default: powers of two up to the usable CPUs.")
@click.option(
    "--suite",
    type=click.Choice(["core", "full"]),
    help="core: what decides the verdict (default). full: the whole matrix.",
)
@click.option("--quick", "effort", flag_value="quick", help="exactly 3 rounds: factors, not per cents.")
@click.option("--rigorous", "effort", flag_value="rigorous", help="10 rounds or more of two values.")
@click.option("--budget", metavar="TIME", help="90s, 5m, 1h: more rounds while they fit. Default: 5m.")
@click.option("--precision", metavar="SHARE", help="Go on only with what is not known to ± this. Default: 5%.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), help="Draw the order of trials again.")
@click.option("--timeout", metavar="TIME", default="60s", show_default=True, help="For one trial in one round.")
@click.option(
    "--size",
    type=click.Choice(["full", "small"]),
    default="full",
    help="small: a smoke test, too short to mean anything.",
)
@click.option("--plan", "only_plan", is_flag=True, help="Print trials, skips and the estimated time; measure nothing.")
@click.option("--dry-run", is_flag=True, help="Everything but the measuring: invented timings, marked as such.")
@click.option("--verbose", is_flag=True, help="Print the whole report at the end, not its first 60 lines.")
@click.option("--like", type=paths.FOLDER, metavar="RUN", help="Items as in this run, so that the two can be compared.")
@click.option("--again", type=paths.FOLDER, metavar="RUN", help="Measure what this run did, in a new folder.")
@click.option("--resume", type=paths.FOLDER, metavar="DIR", help="Go on with an interrupted run.")
@trusted.option
@click.option(
    "--workloads",
    "workloads",
    multiple=True,
    metavar="DIR",
    help="Folder with bm_*.py and strategy_*.py of your own. Repeatable.",
)
@own_experiments.option
@variables.option
@click.option(
    "--out",
    type=paths.FOLDER,
    metavar="DIR",
    help="Run folder. Default: a new one in reports/runs.",
)
@click.pass_context
def command(
    context: click.Context,
    *,
    words: tuple[str, ...],
    setup: tuple[str, ...],
    files: tuple[Path, ...],
    pythons: tuple[str, ...],
    experiments: tuple[str, ...],
    strategies: tuple[str, ...],
    workers: str | None,
    suite: Suite | None,
    effort: Effort | None,
    budget: str | None,
    precision: str | None,
    seed: int | None,
    timeout: str,
    size: Size,
    only_plan: bool,
    dry_run: bool,
    verbose: bool,
    like: Path | None,
    again: Path | None,
    resume: Path | None,
    trust: bool,
    workloads: tuple[str, ...],
    experiment_folders: tuple[str, ...],
    env: tuple[str, ...],
    out: Path | None,
) -> Exit:
    """Measure workloads under strategies on interpreters, and write the report.

    WORKLOAD is a name or a glob; a file or a folder of your own, with a slash; or a call: an expression, or
    module:function.

    \b
    gilbench run primes 'crc32_*'
    gilbench run 'f(x)' --setup 'from mymodule import f; x = 3'
    gilbench run mymodule:work --python 3.13 --python 3.14t
    """  # noqa: D301  the escape is click's sign for "keep these lines as they are"
    shortage.require_none()
    repeated.refuse_choices(context)
    contradictions.refuse_pairs(context, _CONTRADICTIONS)
    believed = trusted.chosen(trust, again, resume)
    configured = Configured.here()
    found = own_experiments.find(experiment_folders, configured)
    if again:
        own = own_experiments.folders(experiment_folders, configured)
        folder = None if only_plan else partial(_folder, out, configured)
        return _again(again, found, own, folder, believed=believed, dry_run=dry_run, verbose=verbose)
    if resume:
        return _resume(resume, found, believed, verbose=verbose)
    meant = sources.divided(words)
    own = tuple(paths.folder("--workloads", name) for name in workloads or configured.many("workloads"))
    asked = Settings(
        globs=meant.globs,
        pythons=pythons or configured.many("python"),
        experiments=own_experiments.chosen(experiments or configured.many("experiment"), found),
        strategies=strategies or configured.many("strategy"),
        workers=_workers(workers or configured.one("workers")),
        suite=settings.suite(suite or configured.one("suite") or "core"),
        effort=effort or "normal",
        budget=_seconds(budget or configured.one("budget")),
        precision=_share(precision or configured.one("precision")),
        seed=secrets.randbelow(2**32) if seed is None else seed,
        timeout=settings.seconds(timeout),
        workloads=tuple(dict.fromkeys((*own, *meant.places))),
        sources=meant.places,
        experiment_folders=own_experiments.folders(experiment_folders, configured),
        size=size,
        variables=variables.chosen(env or configured.many("env")),
        like=str(like) if like else None,
        calls=calls.chosen(meant.calls, setup, files),
    )
    job = _job(asked, found, dry_run=dry_run)
    return _plan(job) if only_plan else _measure(job, found, _folder(out, configured), verbose=verbose)


def _workers(text: str | None) -> tuple[int, ...]:
    return settings.worker_counts(text, facts.usable_cpus()) if text else ()


def _seconds(text: str | None) -> float | None:
    return settings.seconds(text) if text else None


def _share(text: str | None) -> float | None:
    return settings.share(text) if text else None


def _folder(out: Path | None, configured: Configured) -> Path:
    name = configured.one("out")
    return out or (_new_folder() if name is None else Path(paths.expanded(name)))


def _new_folder() -> Path:
    """Claim a folder for a new run."""
    from gilbench.store import new_folder

    return new_folder.claim(RUNS, dt.datetime.now(dt.UTC))


def _job(asked: Settings, found: Experiments, *, dry_run: bool, before: Manifest | None = None) -> Job:
    from gilbench.run import pipeline, progress

    make_runner = pipeline.invent if dry_run else pipeline.measured
    experiments = found.only(asked.experiments or found.planners)
    return pipeline.Job(asked, experiments, progress.to(sys.stderr), make_runner, before)


def _plan(job: Job) -> Exit:
    from gilbench.plan import printed
    from gilbench.processes import temporary
    from gilbench.run import pipeline

    with temporary.folder() as scratch:
        ahead = pipeline.preview(job, scratch)
    click.echo(printed.render(ahead.plan, job.settings.depth, ahead.seconds, ahead.names, ahead.remarks))
    return Exit.OK


def _measure(job: Job, found: Experiments, folder: Path, *, verbose: bool) -> Exit:
    from gilbench.run import pipeline

    with stopped.hinted(folder):
        return _report(pipeline.start(job, folder, ("gilbench", *sys.argv[1:])), found, verbose=verbose)


def _again(
    run: Path,
    found: Experiments,
    own: Sequence[str],
    folder: Callable[[], Path] | None,
    *,
    believed: Trust,
    dry_run: bool,
    verbose: bool,
) -> Exit:
    """Measure a run again, into a folder that is made then; without one, print the plan.

    What was invented is invented again.
    """
    from gilbench.run import again

    before = again.load(run, believed)
    asked = again.settings(before, run, tuple(found.planners), own)
    job = _job(asked, found, dry_run=dry_run or before.invented, before=before)
    return _plan(job) if folder is None else _measure(job, found, folder(), verbose=verbose)


def _resume(folder: Path, found: Experiments, believed: Trust, *, verbose: bool) -> Exit:
    from gilbench.run import pipeline, progress

    with stopped.hinted(folder):
        return _report(pipeline.resume(folder, found, progress.to(sys.stderr), believed), found, verbose=verbose)


def _report(ended: StoredRun, experiments: Experiments, *, verbose: bool) -> Exit:
    """Write the report of a run beside it, print its verdict and where the page is; return the exit code."""
    from gilbench.cli import pages

    model = pages.write(ended, experiments)
    pages.show(model, pages.lines(verbose=verbose))
    click.echo(pages.where(ended.folder))
    if not ended.finished:
        click.echo(f"gilbench: go on with: gilbench run --resume {ended.folder}", err=True)
        return Exit.INTERRUPTED
    return Exit.TRIAL_FAILED if model.counts["failed"] + model.counts["timed out"] else Exit.OK
