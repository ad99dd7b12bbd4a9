"""The files of a page: which format comes from which renderer, and what stands beside every run."""

from collections.abc import Callable, Mapping
from pathlib import Path

from gilbench.experiments.catalogue import Experiments
from gilbench.model import Page
from gilbench.page import garbage
from gilbench.page.build import build
from gilbench.report import csv_table, json_page, json_verdict, markdown, terminal, trace
from gilbench.store.files import replace_file
from gilbench.store.records import StoredRun

PAGE = "index.html"


def _html(page: Page) -> str:
    from gilbench.report import html  # noqa: PLC0415  what draws charts is slow to import, and words must not cost it

    return html.render(page)


RENDERERS: Mapping[str, Callable[[Page], str]] = {
    "terminal": terminal.render,
    "html": _html,
    "md": markdown.render,
    "csv": csv_table.results,
    "json": json_page.render,
    "trace": trace.render,
}
BESIDE_THE_RUN: Mapping[str, Callable[[Page], str]] = {
    PAGE: _html,
    "results.csv": csv_table.results,
    "figures.csv": csv_table.figures,
    "verdict.json": json_verdict.render,
}


def render(page: Page, form: str) -> str:
    """Return the page in one of the formats of RENDERERS."""
    return RENDERERS[form](page)


def write(run: StoredRun, experiments: Experiments) -> Page:
    """Write the page, both tables and the verdict into the run's folder; return what they say."""
    with garbage.seldom():
        page = build(run, experiments)
        for name, renderer in BESIDE_THE_RUN.items():
            replace_file(Path(run.folder) / name, renderer(page).encode())
    return page
