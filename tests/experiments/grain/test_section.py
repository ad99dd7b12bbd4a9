"""What the section says of invented runs."""

import pytest
from tests.experiments.grain import made
from tests.simulated import lost

from gilbench.experiments.grain.records import LONG, SHORT
from gilbench.experiments.grain.section import sections
from gilbench.experiments.grain.trials import Kind
from gilbench.model import Absent
from gilbench.model.blocks import Chart, Note, Table
from gilbench.report.charts.draw import draw

THREADS, PROCESSES = made.trial("3.13/thread_executor"), made.trial("3.13/process_executor[default]")
POOL = made.trial("3.13/process_pool[default]")
FREE = made.trial("3.13t/thread_executor")
CORE = {
    THREADS: [made.outcome(2e-5, 1.0)],
    PROCESSES: [made.outcome(1.5e-4)],
    POOL: [made.outcome(5e-5)],
    FREE: [made.outcome(2e-5, 1.9)],
}


def uneven(chunk):
    return made.trial("3.13/process_executor[default]", Kind("uneven", chunk, SHORT))


def of(trials, **more):
    (found,) = sections(made.evidence(trials, **more))
    return found


def blocks(section, kind):
    return [each for each in section.blocks if isinstance(each, kind)]


def texts(table):
    return [tuple(cell if isinstance(cell, str) else cell.text for cell in row) for row in table.rows]


def test_it_opens_with_what_was_found_on_each_interpreter():
    first, second = blocks(of(CORE), Note)[:2]
    assert (first.lead, second.lead) == ("3.13:", "3.13t:")
    assert first.text == (
        "One by one, tasks for ThreadPoolExecutor cannot gain, as its workers share one GIL, ProcessPoolExecutor "
        "(default: fork) pay from 300 µs on (100 µs do not) and Pool (default: fork) pay from 100 µs on (30.0 µs do "
        "not). An empty one costs 20.0 µs in ThreadPoolExecutor, 150 µs in ProcessPoolExecutor and 50.0 µs in Pool."
    )
    assert second.text.startswith("One by one, tasks for ThreadPoolExecutor pay from 30.0 µs on (10.0 µs do not).")


def test_tasks_that_pay_from_the_shortest_on_say_so():
    (first, *_) = blocks(of({FREE: [made.outcome(1e-6)]}), Note)
    assert "pay from 10.0 µs on or less" in first.text


def test_longer_tasks_tell_where_short_ones_do_not():
    long = made.trial("3.13t/thread_executor", Kind("even", "1", LONG))
    slow = {FREE: [made.outcome(5e-3)], long: [made.outcome(5e-3, kind=Kind("even", "1", LONG))]}
    (first, *_) = blocks(of(slow), Note)
    assert "pay from 10.0 ms on (3.00 ms do not)" in first.text
    never = {FREE: [made.outcome(gain=1.0)], long: [made.outcome(gain=1.0, kind=Kind("even", "1", LONG))]}
    assert "at no measured length up to 100 ms" in blocks(of(never), Note)[0].text


def test_what_threads_under_the_gil_seem_to_gain_is_called_noise():
    (first, *_) = blocks(of({THREADS: [made.outcome(1e-6, 1.2)]}), Note)
    assert "cannot gain, as its workers share one GIL (the 1.20× (1.18–1.22) seen are noise)" in first.text


def test_each_strategy_has_a_chart_with_a_line_for_each_interpreter():
    charts = blocks(of(CORE), Chart)
    assert [each.title for each in charts] == [
        "ThreadPoolExecutor",
        "ProcessPoolExecutor (default)",
        "Pool (default)",
    ]
    assert [series.name for series in charts[0].series] == ["3.13", "3.13t"]
    assert charts[0].finding == (
        "Tasks handed one by one to ThreadPoolExecutor: 0.50× at 10 µs and 1.00× at 3 ms on 3.13; "
        "0.50× at 10 µs and 1.90× at 3 ms on 3.13t."
    )
    assert len({each.axis.limits for each in charts}) == 1


def test_tables_have_what_a_task_costs_and_what_each_length_gains():
    costs, gains = blocks(of(CORE), Table)
    assert texts(costs)[:3] == [
        ("ThreadPoolExecutor", "2", "1, as its map", "3.13", "40.0 µs", "20.0 µs", "never (one GIL)"),
        ("ThreadPoolExecutor", "2", "1, as its map", "3.13t", "40.0 µs", "20.0 µs", "30.0 µs"),
        ("ProcessPoolExecutor (default: fork)", "2", "1, as its map", "3.13", "300 µs", "150 µs", "300 µs"),
    ]
    assert [each.name for each in gains.columns[4:]] == ["10 µs", "30 µs", "100 µs", "300 µs", "1 ms", "3 ms"]
    assert texts(gains)[1][4:] == ("0.50×", "1.50×", "1.90×", "1.90×", "1.90×", "1.90×")


@pytest.mark.parametrize(
    ("label", "chunk", "said"),
    [
        pytest.param("process_pool[default]", "1", "1", id="one, which is not its own"),
        pytest.param("process_pool[default]", "own", "as its map: a quarter of a worker's", id="its own"),
        pytest.param("process_pool[default]", "worker", "one per worker", id="dealt by us"),
        pytest.param("thread", "1", "one per worker", id="dealt by the strategy"),
    ],
)
def test_chunks_are_named(label, chunk, said):
    trial = made.trial(f"3.13/{label}", Kind("even", chunk, SHORT))
    (costs, _) = blocks(of({trial: [made.outcome()]}), Table)
    assert texts(costs)[0][2] == said


def test_uneven_tasks_have_a_sentence_and_a_table_of_their_own():
    by_one, dealt = (made.outcome(gain=each, kind=Kind("uneven", "1", SHORT)) for each in (1.9, 1.4))
    found = of({**CORE, uneven("1"): [by_one], uneven("worker"): [dealt]})
    (note,) = [each for each in blocks(found, Note) if each.lead == "Uneven tasks:"]
    assert note.text.startswith(
        "With tasks of 1 ms on average, ProcessPoolExecutor gains 1.90× (1.87–1.93) one by one and 1.40× (1.38–1.42) "
        "in one chunk per worker on 3.13. One task in eight is long"
    )
    *_, table = blocks(found, Table)
    assert table.caption == "Gain by the average length of uneven tasks"
    assert [row[2] for row in texts(table)] == ["1, as its map", "one per worker"]


def test_without_both_ways_of_dealing_there_is_no_such_sentence():
    found = of({uneven("1"): [made.outcome(kind=Kind("uneven", "1", SHORT))]})
    assert not [each for each in blocks(found, Note) if each.lead == "Uneven tasks:"]


def test_a_terminal_shows_from_where_on_tasks_pay():
    (brief,) = of(CORE).brief
    assert texts(brief) == [
        ("ThreadPoolExecutor", "never (one GIL)", "30.0 µs"),
        ("ProcessPoolExecutor (default)", "300 µs", "–"),
        ("Pool (default)", "100 µs", "–"),
    ]


def test_what_is_in_doubt_is_named():
    small = made.trial("3.13/thread_executor", size="small")
    assert "In doubt: ThreadPoolExecutor." in blocks(of({small: [made.outcome()]}), Note)[0].text


@pytest.mark.parametrize(
    ("trials", "skips", "reason"),
    [
        pytest.param({}, {THREADS: "no threads"}, "no threads", id="skipped"),
        pytest.param({THREADS: [lost("failed", "exit code 1")]}, {}, "exit code 1", id="failed"),
    ],
)
def test_without_data_it_says_why(trials, skips, reason):
    found = of(trials, skips=skips)
    assert isinstance(found, Absent)
    assert found.reason == reason


def test_it_can_be_asked_for():
    (found,) = sections(made.evidence({}, targets=(made.interpreter("3.13"),)))
    assert found.reason == "it was not asked for; gilbench run --experiment grain measures it"


def test_its_charts_can_be_drawn():
    for each in blocks(of(CORE), Chart):
        assert draw(each).hits
