"""The report's files: which format comes from which renderer, and what stands beside every run."""

from collections.abc import Callable, Mapping
from pathlib import Path

from gilbench.experiments.catalogue import Experiments
from gilbench.model import ReportModel
from gilbench.report import csv_table, html, json_full, json_verdict, markdown, terminal
from gilbench.report.build import build
from gilbench.store.files import replace_file
from gilbench.store.records import StoredRun

PAGE = "index.html"

RENDERERS: Mapping[str, Callable[[ReportModel], str]] = {
    "terminal": terminal.render,
    "html": html.render,
    "md": markdown.render,
    "csv": csv_table.render,
    "json": json_full.render,
}
BESIDE_THE_RUN: Mapping[str, Callable[[ReportModel], str]] = {
    PAGE: html.render,
    "results.csv": csv_table.render,
    "verdict.json": json_verdict.render,
}


def render(model: ReportModel, form: str) -> str:
    """Return the report in one of the formats of RENDERERS."""
    return RENDERERS[form](model)


def write(run: StoredRun, experiments: Experiments) -> ReportModel:
    """Write the page, the table and the verdict into the run's folder; return what they say."""
    model = build(run, experiments)
    for name, renderer in BESIDE_THE_RUN.items():
        replace_file(Path(run.folder) / name, renderer(model).encode())
    return model
