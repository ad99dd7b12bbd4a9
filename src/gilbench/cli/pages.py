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


def lines(*, verbose: bool) -> int | None:
    """Return how many lines are shown on a terminal, None for all."""
    return None if verbose else terminal.MOST


def text(run: StoredRun, form: str, experiments: Experiments) -> str:
    """Return the report of a run in one of the forms of `--format`."""
    return files.render(build(run, experiments), form)


def words(run: StoredRun, experiments: Experiments, most: int | None) -> str:
    """Return the report of a run as it stands on a terminal, in so many lines, for a file."""
    return terminal.render(build(run, experiments), most=most)


def charts(run: StoredRun, experiments: Experiments) -> Mapping[str, str]:
    """Return the charts of a run's page, by the names of their files."""
    from gilbench.report import svg_files

    return svg_files.render(build(run, experiments))


def show(page: Page, most: int | None) -> None:
    """Print the report in so many lines: with colours on a terminal, plain and at its natural width elsewhere."""
    unicode, width = console.can_print(), console.width(terminal.WIDEST)
    if sys.stdout.isatty():
        Console(width=width).print(terminal.styled(page, width=width, unicode=unicode, most=most), end="")
    else:
        click.echo(terminal.render(page, width=width, unicode=unicode, most=most), nl=False)


def show_run(run: StoredRun, experiments: Experiments, most: int | None) -> None:
    """Print the report of a run, writing nothing, and where its page is."""
    show(build(run, experiments), most)
    page = where(run.folder)
    click.echo(page if page.exists() else f"no page yet: gilbench report {run.folder} writes it")
