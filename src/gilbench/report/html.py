"""One self-contained HTML page: nothing is fetched, and all of it can be read without JavaScript."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from gilbench import fmt
from gilbench.model import Decision, HeatCell, HeatMap, ReportModel, TargetCard
from gilbench.probe import tables
from gilbench.report import (
    confidence,
    figures,
    gaps,
    grouping,
    laws,
    ledger,
    means,
    palette,
    result_rows,
    sections,
    states,
)

FINDINGS_SHOWN = 6
RESULTS_SHOWN = 200


def render(model: ReportModel) -> str:
    """Return the page: the same bytes for the same model."""
    present = sections.present(model)
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            model=model,
            sections=present,
            linkable={section.id for section in present},
            findings_shown=FINDINGS_SHOWN,
            decision_rows=_decision_rows(model.decisions),
            decision_targets=tuple(dict.fromkeys(decision.target for decision in model.decisions)),
            labels={target.id: target.label for target in model.targets},
            families=_families(model),
            strategy_families=_strategy_families(model),
            ledger=ledger.tables(model.ledger),
            ledger_columns=ledger.COLUMNS,
            ledger_numeric=ledger.NUMERIC,
            ledger_remarks=ledger.remarks,
            gaps=gaps.tables(model.gaps),
            gap_columns=gaps.COLUMNS,
            gap_numeric=gaps.NUMERIC,
            probes=tables.tables(model.probes),
            law_columns=laws.COLUMNS,
            law_numeric=laws.NUMERIC,
            scaling=figures.scaling(model.scaling),
            pairs=figures.pairs(model.interpreters, model.margin),
            means=means.tables(model.class_means),
            mean_columns=means.KEY_COLUMNS,
            floor=confidence.floor(model.floor),
            floor_rows=confidence.floor_rows(model.floor),
            spending=confidence.spending(model.spending),
            spending_columns=confidence.SPENDING_COLUMNS,
            spending_rows=[confidence.spending_row(each) for each in model.spending.classes],
            fact_rows=_fact_rows(model.targets),
            troubles=grouping.shared_reasons(model.troubles),
            results=result_rows.build(model.results, limit=RESULTS_SHOWN),
            css=_asset("style.css"),
            css_variables=Markup(palette.css_variables()),  # noqa: S704  constants of this package
            script=_asset("script.js"),
            policy=_policy(_asset("script.js")),
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("gilbench.report"),
        autoescape=True,
        finalize=_without_controls,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "breakable": breakable,
        "cell_notes": grouping.cell_notes,
        "count": fmt.count,
        "duration": fmt.duration,
        "example": example,
        "moment": fmt.moment,
        "one_line": fmt.one_line,
        "plural": fmt.plural,
        "printable": fmt.printable,
        "ratio": fmt.ratio,
        "ratio_interval": fmt.ratio_interval,
        "section_title": sections.title,
        "share": fmt.share,
        "step": states.colour_step,
        "time": fmt.time,
        "time_interval": fmt.time_interval,
    }
    environment.globals |= {
        "LOOKS": states.LOOKS,
        "DECIDED": states.DECIDED,
        "SEVERITIES": states.SEVERITIES,
        "FASTER_EDGES": states.FASTER_EDGES,
        "SLOWER_EDGES": states.SLOWER_EDGES,
        "family": palette.family,
        "quantity": fmt.quantity,
        "quantity_span": fmt.quantity_span,
        "column_groups": column_groups,
        "class_groups": class_groups,
        "cell_text": cell_text,
    }
    return environment


def _without_controls(value: object) -> object:
    return fmt.printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def breakable(name: str) -> Markup:
    """Let a long identifier break after its underscores and before its bracket; what is copied stays the same."""
    text = str(escape(fmt.one_line(name)))
    return Markup(text.replace("_", "_<wbr>").replace("[", "<wbr>["))  # noqa: S704  escaped above


def cell_text(cell: HeatCell) -> str:
    """Write everything that is known about a cell, for the pointer."""
    if cell.speedup is None:
        return f"{states.LOOKS[cell.state].word}: {cell.reason}" if cell.reason else states.LOOKS[cell.state].word
    parts = [fmt.ratio_interval(cell.speedup), fmt.time(cell.seconds), fmt.plural(cell.speedup.rounds, "round")]
    return ", ".join([*parts, cell.reason] if cell.reason else parts)


def example(heat_map: HeatMap) -> str:
    """Read one cell out, so that the reader can read the others; empty when no cell has a number."""
    candidates = (
        (row, column, cell)
        for row in heat_map.rows
        for column, cell in zip(heat_map.columns, row.cells, strict=True)
        if cell.best and cell.speedup and row.serial
    )
    found = next(candidates, None)
    if found is None:
        return ""
    row, column, cell = found
    workers = fmt.plural(heat_map.workers, "worker")
    serial, gain = row.serial, cell.speedup
    return (
        f"{row.workload} takes {fmt.time(serial.value if serial else None)} serially, and with {column.strategy} and "
        f"{workers} is {fmt.ratio(gain.value if gain else 1)} as fast: serial time ÷ its time, a mean over the rounds."
    )


def column_groups(heat_map: HeatMap) -> list[tuple[str, int]]:
    """Return the families of neighbouring columns, with the number of columns of each."""
    groups: list[tuple[str, int]] = []
    for column in heat_map.columns:
        if groups and groups[-1][0] == column.family:
            groups[-1] = (column.family, groups[-1][1] + 1)
        else:
            groups.append((column.family, 1))
    return groups


def class_groups(heat_map: HeatMap) -> list[tuple[str, list[int]]]:
    """Return the classes of neighbouring rows, with the indices of their rows."""
    groups: list[tuple[str, list[int]]] = []
    for index, row in enumerate(heat_map.rows):
        if groups and groups[-1][0] == row.workload_class:
            groups[-1][1].append(index)
        else:
            groups.append((row.workload_class, [index]))
    return groups


def _decision_rows(decisions: Sequence[Decision]) -> dict[str, dict[str, Decision]]:
    rows: dict[str, dict[str, Decision]] = {}
    for decision in decisions:
        rows.setdefault(decision.workload_class, {})[decision.target] = decision
    return rows


def _fact_rows(targets: Sequence[TargetCard]) -> list[tuple[str, ...]]:
    names = dict.fromkeys(name for target in targets for name in target.facts)
    rows = [(name, *(target.facts.get(name, fmt.MISSING) for target in targets)) for name in names]
    return [("executable", *(target.executable for target in targets)), *rows]


def _families(model: ReportModel) -> tuple[str, ...]:
    """Return the families that the charts and tables of this page show."""
    names = {column.family for heat_map in model.heat_maps for column in heat_map.columns}
    names |= {line.family for panel in model.scaling for line in panel.lines}
    return palette.in_order(names - {"serial"})


def _strategy_families(model: ReportModel) -> Mapping[str, str]:
    lines = {line.strategy: line.family for panel in model.scaling for line in panel.lines}
    return lines | {column.strategy: column.family for heat_map in model.heat_maps for column in heat_map.columns}


@cache
def _asset(name: str) -> Markup:
    return Markup(files("gilbench.report").joinpath("templates", name).read_text("utf-8"))  # noqa: S704  ours


def _policy(script: str) -> str:
    """Forbid the page to fetch anything, and every script but its own."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
