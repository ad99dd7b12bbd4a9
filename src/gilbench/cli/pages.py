"""The report of a stored run: beside the run, as text, or shown on a terminal. Imports all that reports are made of."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click
from rich.console import Console

from gilbench.cli import console
from gilbench.experiments.catalogue import Experiments
from gilbench.model import Page
from gilbench.page import files
from gilbench.page.build import build
from gilbench.report import terminal
from gilbench.store.records import StoredRun


def write(run: StoredRun, experiments: Experiments) -> Page:
    """Write the report beside the run, and return what it says."""
    return files.write(run, experiments)


def where(folder: Path) -> Path:
    """Return the absolute path of the page that `write` leaves in a run's folder."""
    return (folder / files.PAGE).resolve()


def text(run: StoredRun, form: str, experiments: Experiments) -> str:
    """Return the report of a run in one of the forms of `--format`."""
    return files.render(build(run, experiments), form)


def charts(run: StoredRun, experiments: Experiments) -> Mapping[str, str]:
    """Return the charts of a run's page, by the names of their files."""
    from gilbench.report import svg_files

    return svg_files.render(build(run, experiments))


def show(page: Page) -> None:
    """Print the report: with colours on a terminal, plain and at its natural width elsewhere."""
    unicode = console.can_print()
    if sys.stdout.isatty():
        colours = Console()
        colours.print(terminal.styled(page, width=min(colours.width, terminal.WIDEST), unicode=unicode), end="")
    else:
        click.echo(terminal.render(page, unicode=unicode), nl=False)


def show_run(run: StoredRun, experiments: Experiments) -> None:
    """Print the report of a run, writing nothing."""
    show(build(run, experiments))
