"""The same work on two interpreters: one row per trial with its ratio and interval, sorted."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator

from gilbench import fmt
from gilbench.model import InterpreterRow
from gilbench.report.charts.canvas import (
    SMALL,
    TEXT,
    Chart,
    Hit,
    distance,
    ink,
    interval,
    marks,
    reach,
    rules,
    sheet,
    whiskers,
    write,
)
from gilbench.report.states import LOOKS, is_clear

ROWS_DRAWN = 20

_MARGINS = (12.0, 12.0, 22.0, 42.0)
_ROW, _NAME_LINE, _MARK_LINE = 33.0, 13.5, 23.5
_NARROWEST = (0.8, 1.25)  # so that noise does not look big
_FINE_TICKS = (0.25, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_COARSE_TICKS = (0.001, 0.01, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 100.0, 1000.0)
_MOST_TICKS = 7
_LONGEST_NAME = 40  # letters, beside the words at the right


def chosen(rows: Sequence[InterpreterRow]) -> tuple[tuple[InterpreterRow, ...], tuple[InterpreterRow, ...]]:
    """Split the rows of one pair into those that are drawn, the largest gain first, and those that are only listed."""
    far_first = sorted(rows, key=lambda row: distance(row.ratio.value), reverse=True)
    drawn, rest = far_first[:ROWS_DRAWN], far_first[ROWS_DRAWN:]
    return tuple(sorted(drawn, key=lambda row: -row.ratio.value)), tuple(rest)


def draw(rows: Sequence[InterpreterRow], margin: float) -> Chart:
    """Draw base time ÷ other time on a log axis; the margin is shaded, clear differences are filled."""
    base, other = rows[0].base, rows[0].other
    bottom = _ROW * len(rows)
    figure, axes = sheet(_MARGINS[2] + bottom + _MARGINS[3], _MARGINS)
    low, high = reach([row.ratio for row in rows])
    limits = (min(low / 1.04, _NARROWEST[0]), max(high * 1.04, _NARROWEST[1]))
    _draw_frame(axes, limits, bottom, margin)
    axes.set_xlabel(f"time on {base} ÷ time on {other}", fontsize=TEXT, color=ink("ink"), labelpad=5, parse_math=False)
    for index, row in enumerate(rows):
        _write_row(axes, row, index * _ROW, limits)
    _draw_marks(axes, rows)
    return Chart(
        figure=figure,
        title=f"{other} against {base}",
        finding=_finding(rows, base, other),
        columns=("workload", "strategy", "workers", "ratio", "state"),
        rows=tuple(value_row(row) for row in rows),
        hits=tuple(
            Hit(axes, row.ratio.value, _ROW * index + _MARK_LINE, f"{_label(row)}: {fmt.ratio_interval(row.ratio)}")
            for index, row in enumerate(rows)
        ),
    )


def value_row(row: InterpreterRow) -> tuple[str, ...]:
    """Write one comparison."""
    look = LOOKS[row.state]
    state = f"{look.glyph} {look.word}"
    return row.workload, row.strategy, fmt.count(row.workers), fmt.ratio_interval(row.ratio), state


def _write_row(axes: Axes, row: InterpreterRow, top: float, limits: tuple[float, float]) -> None:
    look, clear = LOOKS[row.state], is_clear(row)
    write(axes, limits[0], top + _NAME_LINE, _label(row, _LONGEST_NAME), color=ink("ink" if clear else "muted"))
    words = f"{look.glyph} {fmt.ratio(row.ratio.value)} {look.word}"
    weight, colour = ("bold", ink("ink")) if clear else ("normal", ink("muted"))
    write(axes, limits[1], top + _NAME_LINE, words, ha="right", fontweight=weight, color=colour)


def _draw_marks(axes: Axes, rows: Sequence[InterpreterRow]) -> None:
    for clear in (False, True):
        colour = ink("accent" if clear else "mark")
        placed = [(row.ratio, index * _ROW + _MARK_LINE) for index, row in enumerate(rows) if is_clear(row) is clear]
        bars = [((ends[0], y), (ends[1], y)) for ratio, y in placed if (ends := interval(ratio)) is not None]
        whiskers(axes, bars, colour)
        points = [(ratio.value, y) for ratio, y in placed]
        fill = colour if clear else ink("page")
        marks(axes, points, marker="o", markerfacecolor=fill, markeredgecolor=colour, markeredgewidth=1.3)


def _draw_frame(axes: Axes, limits: tuple[float, float], bottom: float, margin: float) -> None:
    axes.set_xscale("log")
    axes.set_xlim(*limits)
    axes.set_ylim(bottom, 0)
    axes.set_yticks([])
    axes.xaxis.set_minor_locator(NullLocator())
    fine = [tick for tick in _FINE_TICKS if limits[0] <= tick <= limits[1]]
    wide = len(fine) > _MOST_TICKS or limits[0] < _FINE_TICKS[0] or limits[1] > _FINE_TICKS[-1]
    ticks = [tick for tick in _COARSE_TICKS if limits[0] <= tick <= limits[1]] if wide else fine
    axes.set_xticks(ticks, [f"{tick:g}×" for tick in ticks])
    axes.axvspan(1 - margin, 1 + margin, color=ink("surface"), linewidth=0, zorder=-1)
    edges = [index * _ROW for index in range(int(bottom / _ROW) + 1)]
    rules(axes, [((limits[0], edge), (limits[1], edge)) for edge in edges], zorder=0)
    rules(axes, [((1, 0), (1, bottom))], color=ink("mark"), linewidth=1.4, zorder=1)
    write(axes, limits[0], -8, "← slower", fontsize=SMALL, color=ink("muted"))
    write(axes, limits[1], -8, "faster →", fontsize=SMALL, color=ink("muted"), ha="right")


def _label(row: InterpreterRow, longest: int | None = None) -> str:
    """Name a row; where that gets too long, the workload is cut: its strategy is what its neighbours differ in."""
    workers = "" if row.workers == 1 else f" × {row.workers}"
    workload, way = fmt.one_line(row.workload), fmt.one_line(f" · {row.strategy}{workers}")
    if longest is None:
        return f"{workload} {way}"
    return fmt.shortened(f"{fmt.shortened(workload, max(4, longest - len(way) - 1))} {way}", longest)


def _finding(rows: Sequence[InterpreterRow], base: str, other: str) -> str:
    most, least = rows[0], rows[-1]
    return (
        f"{other} against {base}, above 1 means that {other} is faster: from "
        f"{fmt.ratio(least.ratio.value)} ({least.workload}, {least.strategy}) to "
        f"{fmt.ratio(most.ratio.value)} ({most.workload}, {most.strategy})."
    )
