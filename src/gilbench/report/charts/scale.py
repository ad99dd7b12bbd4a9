"""Where an axis begins and ends, and what stands on it."""

from dataclasses import replace
from math import ceil, floor, log10

from gilbench.model.blocks import Axis, Chart, Mark
from gilbench.report.charts.canvas import reach

MOST_TICKS = 7

_NARROWEST = (0.8, 1.25)  # of the reference, so that noise does not look big
_FINE = (0.25, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)  # around a reference
_STEPS = (1.0, 2.0, 5.0)
_ROOM = 1.04
_LEAST = 1e-9  # of the highest value, on a log axis


def limits(chart: Chart) -> tuple[float, float]:
    """Return the ends of the axis of values: the chart's own, else as far as its marks reach."""
    if chart.axis.limits is not None:
        return chart.axis.limits
    low, high = reach(mark for series in chart.series for mark in series.marks)
    reference = chart.axis.reference
    if not chart.axis.log:
        return min(0.0, low), 1.05 * max(high, reference or high)
    low = max(low, high * _LEAST, _LEAST**2)  # 0 and less have no place on such an axis
    high = max(high, low)
    if reference is None:
        return low / _ROOM, high * _ROOM
    return min(low / _ROOM, _NARROWEST[0] * reference), max(high * _ROOM, _NARROWEST[1] * reference)


def clamped(chart: Chart) -> Chart:
    """Return the chart with what lies below a log axis at its lower end; its hints and values say what it is."""
    if not chart.axis.log:
        return chart
    least = limits(chart)[0]
    series = (replace(each, marks=tuple(_clamped(mark, least) for mark in each.marks)) for each in chart.series)
    return replace(chart, series=tuple(series))


def _clamped(mark: Mark, least: float) -> Mark:
    low, high = (None if end is None else max(end, least) for end in (mark.low, mark.high))
    return replace(mark, value=max(mark.value, least), low=low, high=high)


def ticks(axis: Axis, ends: tuple[float, float], most: int = MOST_TICKS) -> list[float]:
    """Return the round numbers that stand on an axis."""
    return _on_log(axis, ends, most) if axis.log else _even(*ends, most)


def _even(low: float, high: float, most: int) -> list[float]:
    """Return halves or whole multiples of a round step between two ends."""
    step = 10.0 ** floor(log10(max(high - low, 1e-12))) / 2
    while (high - low) / step > most:
        step *= 2
    return [step * place for place in range(ceil(low / step), floor(high / step) + 1)]


def _on_log(axis: Axis, ends: tuple[float, float], most: int) -> list[float]:
    low, high = ends
    if axis.reference is not None:
        fine = [axis.reference * tick for tick in _FINE if low <= axis.reference * tick <= high]
        if len(fine) <= most and low >= axis.reference * _FINE[0] and high <= axis.reference * _FINE[-1]:
            return fine
    decades = range(floor(log10(low)), ceil(log10(high)) + 1)
    found = [step * 10.0**decade for decade in decades for step in _STEPS if low <= step * 10.0**decade <= high]
    if len(found) > most:
        found = [10.0**decade for decade in decades if low <= 10.0**decade <= high]
    return found[:: 1 + len(found) // (most + 1)] or [low]
