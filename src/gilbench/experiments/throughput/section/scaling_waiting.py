"""Work that waits: items per second over workers, of which it can use many more than there are CPUs."""

from collections.abc import Iterable, Sequence
from itertools import chain, starmap

from gilbench import fmt
from gilbench.experiments.throughput.analysis.panels import ScalingLine, ScalingPanel, ScalingPoint
from gilbench.experiments.throughput.section.nearness import distance
from gilbench.experiments.throughput.section.scaling_values import COLUMNS, cells, drawn_lines, end, reached
from gilbench.model import Estimate
from gilbench.model.blocks import Axis, Chart, Column, Mark, Series, Table

PANELS_DRAWN = 24
_COUNTS_NEEDED = 3  # for a line, serial code included
_ROOM = 1.1  # beyond the outermost marks
_UNIT = "/s"
_COLUMNS = (*COLUMNS[:2], Column("items per second", numeric=True), COLUMNS[2], COLUMNS[-1])


def charts(panels: Sequence[ScalingPanel]) -> tuple[Chart, ...]:
    """Return what is drawn of work that waits: lines where there are enough worker counts, else a row for each."""
    lines = [panel for panel in panels if len(_counts(panel)) >= _COUNTS_NEEDED]
    return (*_lines(lines), *_points([panel for panel in panels if panel not in lines]))


def chosen(panels: Sequence[ScalingPanel]) -> tuple[list[ScalingPanel], list[ScalingPanel]]:
    """Split panels into those that are drawn, in their order, and those that are only named."""
    far_first = sorted(panels, key=_farthest, reverse=True)[:PANELS_DRAWN]
    return [each for each in panels if each in far_first], [each for each in panels if each not in far_first]


def _lines(panels: Sequence[ScalingPanel]) -> list[Chart]:
    """Draw the panels of a workload beside each other, with the same axes on all interpreters."""
    of_workload: dict[str, list[ScalingPanel]] = {}
    for panel in panels:
        of_workload.setdefault(panel.workload, []).append(panel)
    return [each for alike in of_workload.values() for each in _alike(alike)]


def _alike(panels: Sequence[ScalingPanel]) -> list[Chart]:
    places = tuple(map(float, sorted({count for panel in panels for count in _counts(panel)})))
    axis = Axis("", _UNIT, log=True, limits=_limits(panels), across="workers; 1 is serial code", places=places)
    return [_line_chart(panel, axis) for panel in panels]


def _line_chart(panel: ScalingPanel, axis: Axis) -> Chart:
    title = f"{panel.workload} on {panel.target}, items per second"
    return Chart(
        kind="lines",
        title=title,
        finding=f"{title}: {_finding(panel)}.",
        axis=axis,
        series=tuple(
            Series(line.strategy, line.family, "", tuple(starmap(_mark, _from_serial(panel, line))))
            for line in drawn_lines(panel)
        ),
        values=Table(f"{title}: values", _COLUMNS, tuple(_rows(panel)), shape="tall"),
    )


def _points(panels: Sequence[ScalingPanel]) -> list[Chart]:
    """Draw a row for each workload and target, all in one chart."""
    if not panels:
        return []
    rows = {f"{panel.workload} on {panel.target}": panel for panel in panels}
    title = "Items per second of work that waits"
    found = "; ".join(f"{name}, {_best(panel)}" for name, panel in rows.items())
    values = ((name, *row) for name, panel in rows.items() for row in _rows(panel))
    chart = Chart(
        kind="points",
        title=title,
        finding=f"{title}: {found}.",
        axis=Axis("items per second", _UNIT, log=True, limits=_limits(panels)),
        series=tuple(
            Series(line.strategy, line.family, name, (_mark(line, end(line)),))
            for name, panel in rows.items()
            for line in (*_serial(panel), *drawn_lines(panel))
        ),
        values=Table(f"{title}: values", (Column("workload"), *_COLUMNS), tuple(values), shape="tall"),
    )
    return [chart]


def _finding(panel: ScalingPanel) -> str:
    """Say what the most workers bring: "16 workers against serial code, 88 a second: Thread 15.1×, 1,330 a second"."""
    shown = sorted(drawn_lines(panel), key=lambda line: -end(line).speedup.value)
    most = fmt.plural(end(shown[0]).workers, "worker")
    alone = "".join(f", {fmt.significant(end(line).rate.value)} a second" for line in _serial(panel))
    others = (reached(line, end(line)) for line in shown[1:])
    return f"{most} against serial code{alone}: {'; '.join([_best(panel), *others])}"


def _best(panel: ScalingPanel) -> str:
    """Say what the strategy brings that brings most: "Thread 15.1×, 1,330 a second"."""
    best = max(drawn_lines(panel), key=lambda line: end(line).speedup.value)
    return f"{reached(best, end(best))}, {fmt.significant(end(best).rate.value)} a second"


def _from_serial(panel: ScalingPanel, line: ScalingLine) -> Iterable[tuple[ScalingLine, ScalingPoint]]:
    """Return the points of a line; one worker is serial code, where the strategy was not measured with one."""
    alone = [] if any(point.workers == 1 for point in line.points) else _serial(panel)
    return ((each, point) for each in (*alone, line) for point in each.points)


def _serial(panel: ScalingPanel) -> list[ScalingLine]:
    return [line for line in panel.lines if line.family == "serial" and line.points]


def _rows(panel: ScalingPanel) -> Iterable[tuple[str, ...]]:
    return (
        (*cells(line, point)[:2], fmt.number_interval(point.rate, 3), cells(line, point)[2], cells(line, point)[-1])
        for line in panel.lines
        for point in line.points
    )


def _mark(line: ScalingLine, point: ScalingPoint) -> Mark:
    crew = "" if line.family == "serial" else f", {fmt.plural(point.workers, 'worker')}"
    rate: Estimate = point.rate
    hint = f"{line.strategy}{crew}: {fmt.number_interval(rate, 3)} a second, {fmt.ratio(point.speedup.value)}"
    return Mark(point.workers, rate.value, rate.low, rate.high, hint, line.family == "serial" or _decided(point))


def _decided(point: ScalingPoint) -> bool:
    return point.judgement != "undecided"


def _limits(panels: Iterable[ScalingPanel]) -> tuple[float, float]:
    drawn = [(*_serial(panel), *drawn_lines(panel)) for panel in panels]
    rates = [point.rate for line in chain.from_iterable(drawn) for point in line.points]
    ends = [value for rate in rates for value in (rate.value, rate.low, rate.high) if value is not None]
    return min(ends) / _ROOM, max(ends) * _ROOM


def _counts(panel: ScalingPanel) -> set[int]:
    return {point.workers for line in (*_serial(panel), *drawn_lines(panel)) for point in line.points}


def _farthest(panel: ScalingPanel) -> float:
    return max(distance(end(line).speedup.value) for line in drawn_lines(panel))
