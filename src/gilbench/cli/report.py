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

FORMATS = ("terminal", "html", "md", "csv", "json", "trace", "svg")


@click.command("report", cls=Command)
@click.argument("runs", nargs=-1, required=True, type=paths.FOLDER, metavar="DIR...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="html", show_default=True)
@click.option(
    "-o", "--output", type=paths.PLACE, metavar="PATH", help="A folder for svg. Default: html into the run folder."
)
@own_experiments.option
def command(*, runs: tuple[Path, ...], form: str, output: Path | None, experiment_folders: tuple[str, ...]) -> Exit:
    """Write the report of stored runs again."""
    shortage.require_none()
    if output and len(runs) > 1:
        raise UsageError(f"{len(runs)} runs do not fit into one file: leave out -o, or name one run")
    if form == "svg" and output is None:
        raise UsageError("--format svg writes a file for each chart: name a folder for them with -o")
    experiments = own_experiments.find(experiment_folders, Configured.here())
    for folder in runs:
        _report(folder, form, output, experiments)
    return Exit.OK


def _report(folder: Path, form: str, output: Path | None, experiments: Experiments) -> None:
    from gilbench.cli import pages
    from gilbench.store import run_folder

    run = run_folder.load(folder)
    if form == "svg" and output is not None:
        console.put_all(pages.charts(run, experiments), output)
    elif output is not None or form not in {"html", "terminal"}:
        console.put(pages.text(run, form, experiments), output)
    elif form == "terminal":
        pages.show_run(run, experiments)
    else:
        pages.write(run, experiments)
        click.echo(pages.where(folder))
