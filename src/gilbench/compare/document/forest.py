"""A forest plot for each class of work: one row a trial on two sides, those of most change ÷ noise first."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gilbench import fmt
from gilbench.compare import words
from gilbench.compare.document.names import Names, names, sentence
from gilbench.compare.document.strength import clearest_first, is_clear, strength
from gilbench.compare.records import Comparison, ComparisonRow
from gilbench.model import Section
from gilbench.model.blocks import Axis, Block, Chart, Column, Group, Mark, Note, Series, Table
from gilbench.report.charts.scale import limits
from gilbench.report.states import LOOKS

ORDER = 10

MOST = 40  # rows that are drawn
_IN_ONE = 14  # rows of a chart, as high as a screen


@dataclass(frozen=True)
class _Class:
    """The rows of one class of work, clear ones first."""

    name: str
    rows: tuple[ComparisonRow, ...]
    drawn: tuple[ComparisonRow, ...]

    @property
    def crews(self) -> frozenset[int]:
        """The numbers of workers that are drawn, above one."""
        return frozenset(row.workers for row in self.drawn if row.workers > 1)

    @property
    def title(self) -> str:
        """The class, with the number of workers where it is the same for all that have several."""
        return f"{self.name}, {max(self.crews)} workers" if len(self.crews) == 1 else self.name


def section(comparison: Comparison) -> Section:
    """Return the charts, the class with the largest change first."""
    known = names(comparison)
    charts = tuple(chart for each in _classes(comparison, known) for chart in _charts(each, known))
    return Section(
        "changes",
        ORDER,
        "Every change",
        "How large is each change, beside the noise?",
        tuple(_blocks(comparison, charts)),
    )


def drawn(comparison: Comparison) -> list[ComparisonRow]:
    """Return the rows that are drawn, of those that have an interval: clear ones, then those of most change ÷ noise.

    Half of the room is kept for slower ones: where much has become faster, they are what a reader must not miss.
    """
    rows = clearest_first(row for row in comparison.rows if row.ratio.low is not None)
    slower = [row for row in rows if row.verdict == "slower"][: MOST // 2]
    others = [row for row in rows if row not in slower]
    return clearest_first([*slower, *others][:MOST])


def _blocks(comparison: Comparison, charts: tuple[Chart, ...]) -> Iterator[Block]:
    if not charts:
        yield Note("No row has an interval, so that none is drawn: All rows lists them.")
        return
    yield Group("Change against noise", charts, _how_many(comparison))
    yield Note(_reading(comparison), "How to read it:")


def _how_many(comparison: Comparison) -> str:
    shown, rows = len(drawn(comparison)), fmt.plural(len(comparison.rows), "row")
    if shown == len(comparison.rows):
        return rows
    return f"{fmt.count(shown)} of {rows}, the clearest of those that have an interval; All rows has the others"


def _classes(comparison: Comparison, known: Names) -> Iterator[_Class]:
    shown = drawn(comparison)
    groups: dict[str, list[ComparisonRow]] = {_class(row, known): [] for row in shown}
    for row in clearest_first(comparison.rows):
        if _class(row, known) in groups:
            groups[_class(row, known)].append(row)
    for name, members in groups.items():
        yield _Class(name, tuple(members), tuple(row for row in shown if _class(row, known) == name))


def _class(row: ComparisonRow, known: Names) -> str:
    return known.work(row.workload_class, row.experiment)


def _charts(group: _Class, known: Names) -> Iterator[Chart]:
    """Divide a class into charts that fit a screen, all with the same axis."""
    labels = {row: known.among(row, group.crews) for row in group.drawn}
    whole = Chart(
        kind="points",
        title=group.title,
        finding=_finding(group, known),
        axis=_axis(group),
        series=tuple(_series(row, label, known) for row, label in labels.items()),
        details=tuple((label, _detail(row)) for row, label in labels.items()),
    )
    axis = replace(whole.axis, limits=limits(whole))
    parts = math.ceil(len(group.drawn) / _IN_ONE)
    step = math.ceil(len(group.drawn) / parts)
    for number in range(parts):
        of = f" ({number + 1} of {parts})" if parts > 1 else ""
        some = slice(number * step, (number + 1) * step)
        yield replace(
            whole,
            title=f"{group.title}{of}",
            axis=axis,
            series=whole.series[some],
            details=whole.details[some],
            values=_values(f"{group.title}{of}: values", group.drawn[some], known),
        )


def _values(caption: str, rows: Sequence[ComparisonRow], known: Names) -> Table:
    columns = (Column("trial"), Column(words.HEAD[-1]), Column("change ÷ noise", numeric=True))
    return Table(
        caption, columns, tuple((known.row(row), words.outcome(row), fmt.factor(strength(row))) for row in rows)
    )


def _axis(group: _Class) -> Axis:
    return Axis(
        "base time ÷ new time",
        "×",
        log=True,
        reference=1.0,
        band=min(row.margin for row in group.drawn),
        ends=("slower", "faster"),
    )


def _series(row: ComparisonRow, label: str, known: Names) -> Series:
    mark = Mark(None, row.ratio.value, row.ratio.low, row.ratio.high, sentence(row, known), is_clear(row))
    return Series("", "", label, (mark,))


def _detail(row: ComparisonRow) -> str:
    return f"{LOOKS[row.verdict].glyph} {words.change(row)}"


def _finding(group: _Class, known: Names) -> str:
    differing, quiet = words.counted(group.rows)
    return f"{group.name}: {differing}, {quiet}. Largest beside the noise: {sentence(group.drawn[0], known)}."


def _reading(comparison: Comparison) -> str:
    return (
        "left of the line the new side is slower, right of it faster; twice and half are equally far from it. Filled "
        "marks are clear differences, hollow ones are not; bars are 95 % intervals, the shaded zone is the margin "
        f"({words.margins(comparison)}). In each class clear differences come first, and those of most change ÷ noise; "
        f"of many rows {MOST} are drawn, with half of the room kept for slower ones. How the noise is known stands in "
        "How far to trust it."
    )
