"""Which kind of chart is drawn by what."""

from gilbench.model.blocks import Chart, Lanes
from gilbench.report.charts import bars, lanes, lines, points
from gilbench.report.charts.canvas import Drawing
from gilbench.report.charts.scale import clamped


def draw(chart: Chart | Lanes) -> Drawing:
    """Draw a chart; raises ValueError if there is nothing in it."""
    if isinstance(chart, Lanes):
        return lanes.draw(chart)
    if not any(series.marks for series in chart.series):
        raise ValueError(f"the chart {chart.title!r} has nothing to draw")
    shown = clamped(chart)
    match chart.kind:
        case "points":
            return points.draw(shown)
        case "lines":
            return lines.draw(shown)
        case "bars":
            return bars.draw(shown)
