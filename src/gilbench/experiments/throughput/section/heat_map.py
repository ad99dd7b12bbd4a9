"""The heat map: a matrix per interpreter."""

from collections.abc import Iterator
from dataclasses import replace

from gilbench import fmt, legible
from gilbench.analysis import start_methods
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.throughput.analysis.gil_gap import gil_gaps
from gilbench.experiments.throughput.analysis.heat_map import HeatCell, HeatMap, HeatRow, heat_map
from gilbench.experiments.throughput.section.gil_gap import beside, brief, in_words
from gilbench.experiments.throughput.section.spread import affordable, dotted
from gilbench.experiments.throughput.section.worker_counts import blocks as other_counts
from gilbench.interpreters.naming import label
from gilbench.model import Absent, Section
from gilbench.model.blocks import Block, Cell, Matrix, MatrixColumn, MatrixRow, Note
from gilbench.plan.classes import in_words as class_in_words
from gilbench.report.states import LOOKS

ID, ORDER, TITLE = "heat-map", 30, "Heat map"

WITHIN_NOISE = "less than identical trials differed by"


def section(evidence: Evidence) -> Section | Absent:
    """Return the maps of all targets."""
    found = [each for target in evidence.manifest.subjects if (each := heat_map(evidence, target)) is not None]
    if not found:
        return Absent(ID, ORDER, TITLE, "only serial code was selected")
    labels = {each.id: label(each.facts) for each in evidence.manifest.subjects}
    gaps = {each.id: gil_gaps(evidence, each) for each in evidence.manifest.subjects}
    maps = [matrix(each, labels[each.target]) for each in found]
    if affordable(found):
        maps = [dotted(made, each) for made, each in zip(maps, found, strict=True)]
    return Section(
        ID,
        ORDER,
        TITLE,
        "Where do threads help, where do they hurt, and what does better?",
        blocks=(
            *(beside(each, gaps[each.about]) for each in maps),
            *in_words(gaps),
            *_beside(evidence),
        ),
        brief=(*map(_brief, found), Note("Times of serial code are per item."), *_beside(evidence), *brief(gaps)),
        group="Speed-ups",
    )


def _beside(evidence: Evidence) -> Iterator[Block]:
    yield from other_counts(evidence)
    if meaning := start_methods.in_words(evidence):
        yield Note(meaning)


def matrix(shown: HeatMap, described: str) -> Matrix:
    """Write a map down; its target is described in a few words."""
    return Matrix(
        title=shown.target,
        subtitle=described,
        caption=f"Speed-up against serial on {shown.target} with {shown.crew}, × (higher is better){_brackets(shown)}",
        names="workload",
        lead="serial, per item",
        columns=tuple(_columns(shown)),
        rows=tuple(_rows(shown)),
        reading=reading(shown),
        remarks=tuple(remarks(shown)),
        about=shown.target,
        shows="speed-up",
        instead="time per item",
    )


def _columns(shown: HeatMap) -> Iterator[MatrixColumn]:
    """Yield the columns; those that do not stand open stand beside them when all are asked for."""
    stands_open = _open(shown)
    for place, each in enumerate(shown.columns):
        yield MatrixColumn(each.called, each.family, further=place not in stands_open)


def _open(shown: HeatMap) -> set[int]:
    """Return the places of the columns that stand open: what speaks for its family, and variants, asked for by name.

    Beside these stands what they are variants of; of several start methods it is that of what speaks for the family.
    """
    speaks = _speaking(shown)
    spoken = {(shown.columns[place].family, shown.columns[place].start_method) for place in speaks}
    variants = {each for each in shown.columns if each.varies and (each.family, each.start_method) in spoken}
    named = {each.strategy for each in variants} | {each.varies for each in variants}
    return speaks | {place for place, each in enumerate(shown.columns) if each.strategy in named}


def _speaking(shown: HeatMap) -> set[int]:
    """Return the places of the columns that speak for their families: what most workloads ran under, else the first."""
    measured = [sum(row.cells[place].speedup is not None for row in shown.rows) for place in range(len(shown.columns))]
    speaks: dict[str, int] = {}
    for place, each in enumerate(shown.columns):
        first = speaks.setdefault(each.family, place)
        if measured[place] > measured[first]:
            speaks[each.family] = place
    return set(speaks.values())


def _brief(shown: HeatMap) -> Matrix:
    subtitle = f"speed-up against serial with {shown.crew}{_brackets(shown)}"
    return replace(matrix(shown, ""), subtitle=subtitle, lead="serial")


def _brackets(shown: HeatMap) -> str:
    doubtful = any(cell.doubtful for row in shown.rows for cell in row.cells)
    return f"; in brackets: {WITHIN_NOISE}" if doubtful else ""


def _rows(shown: HeatMap) -> Iterator[MatrixRow]:
    """Yield the rows; a question that several of a class ask, as all of a family do, stands at the first."""
    asked: set[tuple[str, str]] = set()
    for row in shown.rows:
        lead = fmt.time(row.serial.value) if row.serial else fmt.MISSING
        asks = "" if (row.workload_class, row.asks) in asked else row.asks
        asked.add((row.workload_class, row.asks))
        yield MatrixRow(row.workload, class_in_words(row.workload_class), asks, lead, tuple(map(_cell, row.cells)))


def _cell(cell: HeatCell) -> Cell:
    return Cell(
        text=fmt.ratio(cell.speedup.value) if cell.speedup else "",
        state=cell.state,
        effect=cell.speedup.value if cell.speedup else None,
        best=cell.best,
        doubtful=cell.doubtful,
        instead=fmt.time(cell.seconds) if cell.speedup and cell.seconds else "",
        hint=hint(cell),
        flagged=bool(cell.speedup and cell.reason),
    )


def hint(cell: HeatCell) -> str:
    """Write everything that is known about a cell, for the pointer."""
    if cell.speedup is None:
        return f"{LOOKS[cell.state].word}: {cell.reason}" if cell.reason else LOOKS[cell.state].word
    time, rounds = fmt.time(cell.seconds), fmt.plural(cell.speedup.rounds, "round")
    noise = [WITHIN_NOISE] if cell.doubtful else []
    parts = [fmt.ratio_interval(cell.speedup), f"{time} per item", rounds, *noise]
    return ", ".join([*parts, cell.reason] if cell.reason else parts)


def reading(shown: HeatMap) -> str:
    """Read one cell out, so that the reader can read the others; empty when no cell has a number.

    It is one that stands open, if any of the best does.
    """
    stands_open = _open(shown)
    for places in (stands_open, set(range(len(shown.columns))) - stands_open):
        for row in shown.rows:
            for place in sorted(places):
                cell = row.cells[place]
                if cell.best and cell.speedup and row.serial:
                    return _read_out(shown, row, shown.columns[place].called, fmt.ratio(cell.speedup.value))
    return ""


def _read_out(shown: HeatMap, row: HeatRow, strategy: str, factor: str) -> str:
    took = fmt.time(row.serial.value) if row.serial else fmt.MISSING
    return (
        f"An item of {row.workload} takes {took} serially. With {strategy} and {shown.crew} the work is {factor} as "
        "fast: serial time ÷ its time, a mean over the rounds."
    )


def remarks(shown: HeatMap) -> Iterator[tuple[str, str]]:
    """Yield the remarks on the cells of a map, and the cells; what misses for a strategy in every row is said once.

    What was left out on purpose is no remark: the page lists it elsewhere.
    """
    groups: dict[str, list[str]] = {}
    for index, column in enumerate(shown.columns):
        for remark, workloads in _of_column(shown, index).items():
            everywhere = len(workloads) == len(shown.rows) > 1
            where = "every workload" if everywhere else ", ".join(legible.few(workloads))
            groups.setdefault(remark, []).append(f"{column.called}: {where}")
    return ((remark, "; ".join(cells)) for remark, cells in groups.items())


def _of_column(shown: HeatMap, index: int) -> dict[str, list[str]]:
    by_remark: dict[str, list[str]] = {}
    for row in shown.rows:
        cell = row.cells[index]
        if cell.reason and cell.state != "not run":
            remark = cell.reason if cell.speedup else f"{LOOKS[cell.state].word}: {cell.reason}"
            by_remark.setdefault(remark, []).append(row.workload)
    return by_remark
