"""`gilbench compare`: arguments → stored runs → comparison → text and exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from gilbench import legible, settings
from gilbench.cli import console, own_experiments, paths, shortage
from gilbench.cli.command import Command
from gilbench.cli.configured import Configured
from gilbench.errors import Exit, UsageError

if TYPE_CHECKING:
    from gilbench.compare.records import Comparison
    from gilbench.compare.thresholds import Thresholds
    from gilbench.experiments.catalogue import Experiments

FORMATS = ("terminal", "html", "md", "json", "csv", "junit")
FAILURES = {"regression": ("slower", Exit.REGRESSION), "undecided": ("undecided", Exit.UNDECIDED)}  # gravest first


@click.command("compare", cls=Command)
@click.argument("runs", nargs=-1, type=paths.FOLDER, metavar="[RUN]...")
@click.option("--base", metavar="SPEC", help="Within one run: compare with this Python. Default: its first.")
@click.option("--baseline", metavar="NAME", help="Compare every RUN with this saved baseline.")
@click.option("--save", metavar="NAME", help="Keep RUN as the baseline of this name; compares nothing.")
@click.option(
    "--min-effect", metavar="SHARE", default="5%", show_default=True, help="A smaller difference is not called one."
)
@click.option(
    "--fail-on",
    multiple=True,
    type=click.Choice(list(FAILURES)),
    help="Exit with 1 if a row is slower, with 5 if one is undecided. Repeatable; 1 wins.",
)
@click.option("--all", "everything", is_flag=True, help="List same and undecided rows too.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="terminal", show_default=True)
@click.option("-o", "--output", type=paths.PLACE, metavar="FILE", help="Default: to standard output.")
@click.option("--github-summary", is_flag=True, help="Add it to the job summary of this GitHub Actions step too.")
@own_experiments.option
@click.pass_context
def command(
    context: click.Context,
    *,
    runs: tuple[Path, ...],
    base: str | None,
    baseline: str | None,
    save: str | None,
    min_effect: str,
    fail_on: tuple[str, ...],
    everything: bool,
    form: str,
    output: Path | None,
    github_summary: bool,
    experiment_folders: tuple[str, ...],
) -> Exit:
    """Compare the interpreters of one run, or runs with each other or with a saved baseline.

    One RUN alone: its interpreters, round by round. Several: each with the first, interpreter by interpreter. With
    --baseline: each RUN with the baseline.
    """
    shortage.require_none()
    if form == "html" and output is None and sys.stdout.isatty():
        raise UsageError("--format html is a page, and no text for a terminal: add -o FILE, as in -o comparison.html")
    from gilbench.compare import forms, job_summary

    if save is not None:
        _require_nothing_else(context)
        return _save(runs, save)
    summary = job_summary.file() if github_summary else None
    folders, configured = _folders(runs, baseline), Configured.here()
    experiments = own_experiments.find(experiment_folders, configured)
    comparison = _comparison(folders, base, _thresholds(configured, min_effect), experiments)
    text = forms.render(
        comparison,
        form,
        everything=everything,
        unicode=output is not None or console.can_print(),
        undecided_fails="undecided" in fail_on,
    )
    if form in forms.WITHOUT_WARNINGS:
        for warning in comparison.warnings:
            click.echo(f"gilbench: {warning}", err=True)
    console.put(text, output)
    if summary is not None:
        _summarise(comparison, summary, everything=everything)
    return _exit_code(comparison, fail_on)


def _require_nothing_else(context: click.Context) -> None:
    for parameter in context.command.params:
        given = context.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
        if given and parameter.name not in {"runs", "save"}:
            raise UsageError(f"--save keeps a run and compares nothing: leave out {parameter.opts[-1]}")


def _save(runs: Sequence[Path], name: str) -> Exit:
    from gilbench.store import baselines, run_folder

    if len(runs) != 1:
        raise UsageError(f"--save keeps one run: name it, as in gilbench compare RUN --save {name}")
    saved = baselines.save(Path.cwd(), name, run_folder.load(runs[0]))
    if saved.replaced is not None:
        click.echo(f"gilbench: baseline {name!r} was the run of {legible.moment(saved.replaced)} before", err=True)
    click.echo(saved.folder)
    return Exit.OK


def _folders(runs: Sequence[Path], baseline: str | None) -> list[Path]:
    from gilbench.store import baselines

    if not runs:
        raise UsageError("name a run to compare: gilbench compare RUN, BASE NEW, or --baseline NAME RUN")
    return [*runs] if baseline is None else [baselines.find(Path.cwd(), baseline), *runs]


def _thresholds(configured: Configured, min_effect: str) -> Thresholds:
    from gilbench.compare import thresholds

    return thresholds.parse(configured.thresholds(), settings.share(min_effect))


def _comparison(folders: Sequence[Path], base: str | None, asked: Thresholds, experiments: Experiments) -> Comparison:
    from gilbench.compare import sides
    from gilbench.store import run_folder

    if base is not None and len(folders) > 1:
        raise UsageError("--base names a Python within one run, and these are several: leave it out, or name one run")
    if len({folder.resolve() for folder in folders}) < len(folders):
        raise UsageError("the same run is named twice: a run does not differ from itself")
    runs = [run_folder.load(folder) for folder in folders]
    if len(runs) == 1:
        return sides.within(runs[0], base, asked, experiments)
    return sides.between(dict(zip(_names(folders), runs, strict=True)), asked, experiments)


def _names(folders: Sequence[Path]) -> list[str]:
    """Name runs after their folders, without the path; of the same name, the second is `name#2`."""
    names: list[str] = []
    for folder in folders:
        name = folder.resolve().name
        candidates = [name, *(f"{name}#{number}" for number in range(2, len(folders) + 1))]
        names.append(next(each for each in candidates if each not in names))
    return names


def _summarise(comparison: Comparison, summary: Path, *, everything: bool) -> None:
    from gilbench.compare import job_summary
    from gilbench.compare.markdown import fitting

    markdown = fitting(comparison, job_summary.room(summary), everything=everything)
    if markdown is None:
        click.echo("gilbench: the job summary of this step is full: nothing was added to it", err=True)
    else:
        job_summary.append(summary, markdown)


def _exit_code(comparison: Comparison, fail_on: Sequence[str]) -> Exit:
    """Return the gravest code that was asked for and is due, and say on standard error which row it is about."""
    from gilbench.compare import words

    for name, (verdict, code) in FAILURES.items():
        rows = [row for row in comparison.rows if row.verdict == verdict]
        if rows and name in fail_on:
            click.echo(f"gilbench: {words.alarm(rows)}", err=True)
            return code
    return Exit.OK
