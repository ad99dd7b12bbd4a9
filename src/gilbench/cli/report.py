"""`gilbench report`: stored runs → their reports, in one of the forms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gilbench.cli import console, own_experiments, paths, shortage
from gilbench.cli.command import Command
from gilbench.cli.configured import Configured
from gilbench.errors import Exit, UsageError

if TYPE_CHECKING:
    from gilbench.experiments.catalogue import Experiments

TERMINAL, HTML, SVG = "terminal", "html", "svg"
FORMATS = (TERMINAL, HTML, "md", "csv", "json", "trace", SVG)


@click.command("report", cls=Command)
@click.argument("runs", nargs=-1, required=True, type=paths.FOLDER, metavar="DIR...")
@click.option("--format", "form", type=click.Choice(FORMATS), default=HTML, show_default=True)
@click.option(
    "-o", "--output", type=paths.PLACE, metavar="PATH", help="A folder for svg. Default: html into the run folder."
)
@click.option("--verbose", is_flag=True, help="With --format terminal: all of it, not the first 60 lines.")
@own_experiments.option
def command(
    *, runs: tuple[Path, ...], form: str, output: Path | None, verbose: bool, experiment_folders: tuple[str, ...]
) -> Exit:
    """Write the report of stored runs again."""
    shortage.require_none()
    if output and len(runs) > 1:
        raise UsageError(f"{len(runs)} runs do not fit into one file: leave out -o, or name one run")
    if verbose and form != TERMINAL:
        raise UsageError(f"--verbose goes with --format {TERMINAL}: the other forms are whole")
    if form == SVG and output is None:
        raise UsageError("--format svg writes a file for each chart: name a folder for them with -o")
    experiments = own_experiments.find(experiment_folders, Configured.here())
    for folder in runs:
        if form == TERMINAL:
            _show(folder, output, experiments, verbose=verbose)
        else:
            _report(folder, form, output, experiments)
    return Exit.OK


def _show(folder: Path, output: Path | None, experiments: Experiments, *, verbose: bool) -> None:
    from gilbench.cli import pages
    from gilbench.store import run_folder

    run, most = run_folder.load(folder), pages.lines(verbose=verbose)
    if output is None:
        pages.show_run(run, experiments, most)
    else:
        console.put(pages.words(run, experiments, most), output)


def _report(folder: Path, form: str, output: Path | None, experiments: Experiments) -> None:
    from gilbench.cli import pages
    from gilbench.store import run_folder

    run = run_folder.load(folder)
    if form == SVG and output is not None:
        console.put_all(pages.charts(run, experiments), output)
    elif output is not None or form != HTML:
        console.put(pages.text(run, form, experiments), output)
    else:
        pages.write(run, experiments)
        click.echo(pages.where(folder))
