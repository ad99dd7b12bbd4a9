"""Which kind of chart is drawn by what."""

from gilbench.model.blocks import Chart
from gilbench.report.charts import bars, lines, points
from gilbench.report.charts.canvas import Drawing
from gilbench.report.charts.scale import clamped


def draw(chart: Chart) -> Drawing:
    """Draw a chart; raises ValueError if it has no marks."""
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
