import re

import pytest
from tests.experiments.throughput.section import made
from tests.known import collect
from tests.simulated import World, scenario, simulate, under_the_gil

from gilbench import fmt
from gilbench.experiments.throughput.section import (
    scaling,
    scaling_lines,
    scaling_points,
    scaling_values,
    scaling_waiting,
)
from gilbench.model import Absent, Section

PANELS, MANY = made.panels(), made.many_cores()
WAITING = [panel for panel in made.panels((1, 2, 4, 16)) if panel.waits]
COMPUTING = [panel for panel in MANY if not panel.waits]


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
    for chart in (*scaling_points.charts(PANELS), *scaling_lines.charts(MANY)):
        assert "serial" not in {series.name for series in chart.series}


def test_lines_are_three_ways_to_have_threads_and_the_best_strategy_of_each_other_family():
    (chart,) = scaling_lines.charts(MANY[:1])
    ends = {line.strategy: line.points[-1].speedup.value for line in MANY[0].lines}
    threads = [series.name for series in chart.series if series.family == "threads"]
    assert threads == ["Thread", "ThreadPool", "ThreadPoolExecutor"]
    for series in chart.series:
        assert f"{series.name} {fmt.ratio(ends[series.name])}" in chart.finding
        if series.family != "threads":
            same = [line.strategy for line in MANY[0].lines if line.family == series.family]
            assert ends[series.name] == max(ends[name] for name in same)


def test_what_stops_at_fewer_workers_is_in_the_values_alone():
    (*others, last) = MANY[0].lines
    shorter = made.replace(MANY[0], lines=(*others, made.replace(last, points=last.points[:3])))
    (chart,) = scaling_lines.charts([shorter])
    assert last.strategy not in {series.name for series in chart.series}
    assert {row[1] for row in chart.values.rows if row[0] == last.strategy} == {"1", "2", "3"}


def test_lines_share_both_axes_so_that_they_can_be_compared():
    charts = scaling_lines.charts(COMPUTING)
    assert len({(chart.axis.limits, chart.axis.places) for chart in charts}) == 1
    assert charts[0].axis.places == (1, 2, 3, 4, 6, 8, 12)
    highest = max(mark.high for chart in charts for series in chart.series for mark in series.marks)
    assert charts[0].axis.limits[1] > highest


def test_the_ideal_is_drawn_where_the_cpus_bound_the_work():
    by_work = {chart.title: chart.axis for chart in scaling_lines.charts(COMPUTING)}
    assert by_work["primes on 3.11"].ideal == 8
    assert "shaded: more than CPUs" in by_work["primes on 3.11"].across
    assert by_work["parse_and_wait on 3.11"].ideal is None


def test_work_that_waits_is_drawn_as_items_per_second_on_the_same_axes_everywhere():
    charts = scaling_waiting.charts(WAITING)
    assert [chart.title.partition(",")[0] for chart in charts] == [
        f"{work} on {target}" for work in ("sleep", "echo_sockets") for target in made.TARGETS
    ]
    for work in ("sleep", "echo_sockets"):
        alike = [chart.axis for chart in charts if chart.title.startswith(work)]
        assert len(set(alike)) == 1
        assert (alike[0].log, alike[0].ideal, alike[0].reference) == (True, None, None)
        assert alike[0].places == (1, 2, 4, 16)


def test_a_line_of_waiting_work_begins_at_serial_code_where_one_worker_was_not_measured():
    panel = WAITING[0]
    alone = panel.lines[0].points[0].rate.value
    later = tuple(made.replace(line, points=line.points[line.family != "serial" :]) for line in panel.lines)
    (chart,) = scaling_waiting.charts([made.replace(panel, lines=later)])
    assert {series.marks[0].value for series in chart.series} == {alone}
    assert {tuple(mark.x for mark in series.marks) for series in chart.series} == {(1, 2, 4, 16)}
    (measured,) = scaling_waiting.charts([panel])
    assert {len(series.marks) for series in measured.series} == {4}


def test_waiting_work_says_what_the_most_workers_bring_and_lists_rate_and_speed_up():
    chart = scaling_waiting.charts(WAITING)[0]
    ends = {line.strategy: scaling_values.end(line) for line in WAITING[0].lines}
    best = max((series.name for series in chart.series), key=lambda name: ends[name].speedup.value)
    rate = fmt.significant(ends[best].rate.value)
    assert "16 workers against serial code, 4.99 a second" in chart.finding
    assert f": {best} {fmt.ratio(ends[best].speedup.value)}, {rate} a second" in chart.finding
    row = next(row for row in chart.values.rows if row[:2] == ("Thread", "16"))
    assert row[2:4] == (fmt.number_interval(ends["Thread"].rate, 3), fmt.ratio_interval(ends["Thread"].speedup))


def test_waiting_work_with_two_worker_counts_is_a_row_with_serial_code_beside_it():
    panels = [panel for panel in PANELS if panel.waits]
    (chart,) = scaling_waiting.charts(panels)
    assert chart.kind == "points"
    alone = [series for series in chart.series if series.name == "serial"]
    assert {each.row for each in alone} == {
        f"{work} on {target}" for work in ("sleep", "echo_sockets") for target in made.TARGETS
    }
    assert all(mark.x == 1 for series in alone for mark in series.marks)


def test_waiting_work_has_no_place_among_speed_ups():
    section, _ = scaling.sections(collect(simulate(under_the_gil("3.13"))))
    speedups, rates = [block for block in section.blocks if hasattr(block, "series")]
    assert {series.row for series in rates.series} == {"echo on 3.13"}
    assert "echo" not in {series.row for series in speedups.series}


@pytest.mark.parametrize(
    ("judgement", "value", "said"),
    [
        pytest.param("same", 1.0, "Thread 1.00× (no gain)", id="the same"),
        pytest.param("slower", 0.8, "Thread 0.80× (slower)", id="a loss"),
        pytest.param("undecided", 1.1, "Thread 1.10× (undecided)", id="too wide an interval"),
    ],
)
def test_what_is_no_gain_is_said_to_be_none(judgement, value, said):
    panel = made.panel(made.WORKS[0], "3.11")
    point = made.replace(panel.lines[1].points[-1], speedup=made.estimate(value), judgement=judgement)
    lines = (panel.lines[0], made.ScalingLine("Thread", "threads", (point,)))
    (chart,) = scaling_points.charts([made.replace(panel, lines=lines)])
    assert chart.finding.endswith(f"primes, {said}.")
    assert chart.series[0].marks[0].clear is (judgement != "undecided")


def test_a_trial_in_doubt_is_undecided_whatever_it_gained():
    seconds = scenario("3.13t/primes", {"thread": 1.9, "process_executor[fork]": 1.9})
    doubt = {"3.13t/primes/thread/2": {"overlap": 0.1}}
    section, _ = scaling.sections(collect(simulate(seconds, World(seen=doubt))))
    (chart,) = (block for block in section.blocks if hasattr(block, "series"))
    assert re.search(r"Thread 1\.\d+× \(undecided\)", chart.finding)


def test_the_values_have_the_serial_fraction_of_each_worker_count_with_its_interval():
    point = next(line for line in MANY[0].lines if line.strategy == "Thread").points[3]
    (drawn,) = scaling_lines.charts(MANY[:1])
    rows = drawn.values.rows
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
