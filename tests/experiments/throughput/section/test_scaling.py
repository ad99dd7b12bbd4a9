from tests.experiments.throughput.section import made
from tests.known import collect
from tests.simulated import scenario, simulate, under_the_gil

from gilbench import fmt
from gilbench.experiments.throughput.section import scaling, scaling_lines, scaling_points
from gilbench.model import Absent, Section

PANELS, MANY = made.panels(), made.many_cores()


def texts(blocks):
    return " ".join(block.text for block in blocks if hasattr(block, "text"))


def test_few_worker_counts_give_points_and_more_give_lines():
    assert not any(scaling_lines.has_line(panel) for panel in PANELS)
    assert all(scaling_lines.has_line(panel) for panel in MANY)
    assert len(scaling_points.charts(PANELS)) == len(made.TARGETS)


def test_charts_of_points_share_a_scale_so_that_they_can_be_compared():
    charts = scaling_points.charts(PANELS)
    assert len({chart.axis for chart in charts}) == 1
    assert charts[0].axis.ideal == 2
    highest = max(mark.high for chart in charts for series in chart.series for mark in series.marks)
    assert charts[0].axis.limits[1] > highest


def test_serial_code_is_no_mark_of_its_own():
    for chart in (*scaling_points.charts(PANELS), *map(scaling_lines.chart, MANY)):
        assert "serial" not in {series.name for series in chart.series}


def test_a_line_is_the_best_strategy_of_its_family():
    chart = scaling_lines.chart(MANY[0])
    ends = {line.strategy: line.points[-1].speedup.value for line in MANY[0].lines}
    for series in chart.series:
        same = [line.strategy for line in MANY[0].lines if line.family == series.family]
        assert ends[series.name] == max(ends[name] for name in same)
        assert f"{series.name} {fmt.ratio(ends[series.name])}" in chart.finding


def test_the_values_have_the_serial_fraction_of_each_worker_count_with_its_interval():
    point = next(line for line in MANY[0].lines if line.strategy == "Thread").points[3]
    rows = scaling_lines.chart(MANY[0]).values.rows
    row = next(row for row in rows if row[:2] == ("Thread", str(point.workers)))
    assert row[-1] == fmt.share_interval(point.serial_fraction)
    (chart,) = scaling_points.charts([made.panel(made.WORKS[0], "3.11", (1, 2, 4), cpus=4)])
    assert {row[2] for row in chart.values.rows} == {"2", "4"}


def test_what_is_not_drawn_is_named():
    drawn, undrawn = scaling_lines.chosen(MANY)
    assert (len(drawn), len(undrawn)) == (scaling_lines.PANELS_DRAWN, len(MANY) - scaling_lines.PANELS_DRAWN)
    works = [made.replace(made.WORKS[0], name=f"w{number}") for number in range(scaling_points.ROWS_DRAWN + 2)]
    (chart,) = scaling_points.charts([made.panel(work, "3.11") for work in works])
    assert len(chart.undrawn) == 2


def test_more_workers_than_cpus_are_named_with_them_and_have_neither_efficiency_nor_serial_fraction():
    seconds = {"3.13t/primes/serial/1": 0.2}
    for workers in (1, 2, 3, 4, 8):
        seconds |= scenario("3.13t/primes", {"thread": min(1.9, 0.95 * workers)}, workers=workers)
    section, law = scaling.sections(collect(simulate(seconds)))
    (chart,) = (block for block in section.blocks if hasattr(block, "values"))
    assert "with 8 workers on 2 CPUs: Thread 1.9" in chart.finding
    told = {row[1]: (row[3] == fmt.MISSING, row[4] == fmt.MISSING) for row in chart.values.rows if row[0] == "Thread"}
    unknown = (True, True)
    assert told == {"1": (False, True), "2": (False, False), "3": unknown, "4": unknown, "8": unknown}
    assert "8 workers on 2 CPUs" in chart.series[0].marks[-1].hint
    assert "beyond the usable CPUs" in texts(section.blocks)
    assert law.reason == "it takes 5 numbers of workers or more up to the 2 usable CPUs"


def test_two_worker_counts_have_no_law_and_say_why():
    section, law = scaling.sections(collect(simulate(under_the_gil("3.13"))))
    assert isinstance(section, Section)
    reason = "it takes 5 numbers of workers or more up to the 2 usable CPUs"
    assert law == Absent("scaling-law", 81, "Scaling law", reason)
    assert f"No scalability law was fitted: {reason}." in texts(section.blocks)


def test_many_worker_counts_have_lines_and_laws():
    seconds = {"3.13/primes/serial/1": 0.2}
    for workers in (1, 2, 3, 4, 6, 8):
        seconds |= scenario("3.13/primes", {"thread": 0.9, "process_executor[fork]": 0.9 * workers}, workers=workers)
    (section,) = scaling.sections(collect(simulate(seconds, usable_cpus=8)))
    assert [block.kind for block in section.blocks if hasattr(block, "kind")] == ["lines"]
    assert "universal scalability law" in texts(section.blocks)
    assert "bends at the 8 usable CPUs" in texts(section.blocks)
