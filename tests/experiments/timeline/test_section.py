"""What the page says of timeline."""

import json

import pytest
from tests.experiments.shown import of_kind
from tests.experiments.timeline import made
from tests.simulated import lost

from gilbench.experiments import timeline
from gilbench.experiments.timeline import section
from gilbench.experiments.timeline.lanes import NO_CPU, NO_GIL
from gilbench.model import Absent
from gilbench.model.blocks import Entries, Lanes, Table
from gilbench.page import build
from gilbench.page.files import render

RECORDED = {"3.13t": made.outcome(made.side_by_side()), "3.13": made.outcome(made.turn_taking())}
TURNS = (
    "On 3.13 two computing threads take turns of 5.00 ms; a third one that wakes up is ready for 4.90 ms "
    "before it runs."
)
FREE = "On 3.13t two computing threads run side by side for 95 % of the time; a third one that wakes up runs at once."


def only(recorded=RECORDED, **more):
    (found,) = section.sections(made.evidence(recorded, **more))
    return found


@pytest.mark.parametrize(
    ("recorded", "more", "reason"),
    [
        pytest.param({}, {}, "it was not asked for; gilbench run --experiment timeline records it", id="not planned"),
        pytest.param({"3.13": None}, {}, "the run ended before it", id="not run"),
        pytest.param({"3.13": lost("failed", "exit code 1")}, {}, "exit code 1", id="failed"),
        pytest.param({}, {"skips": {"3.13": "no schedstat"}}, "no schedstat", id="skipped"),
    ],
)
def test_without_a_recording_it_says_why(recorded, more, reason):
    found = only(recorded, **more)
    assert isinstance(found, Absent)
    assert (found.id, found.order, found.reason) == ("timeline", 71, reason)


def test_it_asks_what_the_experiment_asks_and_opens_with_the_answer():
    found = only()
    assert found.question == timeline.__doc__
    words = [
        (name, text.removeprefix(f"On {name} ")) for name, text in (("3.13t", FREE), ("3.13", TURNS))
    ]  # as in the run
    assert found.blocks[0] == found.brief[0] == Entries(tuple((name, f"T{text[1:]}") for name, text in words))


def test_the_alternative_text_is_the_finding_and_the_gil_stands_above():
    (lanes,) = of_kind(Lanes, only())
    assert lanes.finding == f"{TURNS} {FREE}"
    groups = [each.group for each in lanes.lanes]
    assert groups == ["3.13, with its GIL"] * 3 + ["3.13t, without a GIL"] * 3
    assert [each.name for each in lanes.lanes[:3]] == ["computing 1", "computing 2", "waiting"]
    assert {each.state for lane in lanes.lanes for each in lane.stretches} <= {name for name, _ in lanes.states}


def test_no_cpu_is_not_blamed_on_the_gil():
    (lanes,) = of_kind(Lanes, only())
    row = next(row for row in lanes.values.rows if row[:2] == ("3.13t", "computing 2"))
    cells = dict(zip([column.name for column in lanes.values.columns], row, strict=True))
    assert (cells[NO_CPU], cells[NO_GIL]) == ("4.00 ms", "0 s")


def test_the_table_has_a_row_for_each_interpreter():
    (table,) = of_kind(Table, only())
    assert table.rows == (
        ("3.13", "5.00 ms", "0 %", "4.90 ms", "4.90 ms", "0 %", "0 %"),
        ("3.13t", "–", "95 %", "0 s", "0 s", "1.7 %", "0 %"),
    )


@pytest.mark.parametrize(
    ("ready", "said"),
    [
        pytest.param(0.0049, "is ready for 4.90 ms before it runs", id="long"),
        pytest.param(1e-4, "runs at once", id="no longer than timers are late"),
    ],
)
def test_no_sentence_contradicts_its_figure(ready, said):
    ((_, text),) = only({"3.13": made.outcome(made.turn_taking(ready))}).brief[0].entries
    assert said in text


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        pytest.param(
            0.001, "Two computing threads run side by side for 99 % of the time; a third one never", id="quiet"
        ),
        pytest.param(0.008, "in time; all three had no CPU for 10 % of their time.", id="busy"),
        pytest.param(0.03, "The three threads had no CPU for 38 % of their time: this machine was too", id="too busy"),
    ],
)
def test_a_busy_machine_is_named_and_one_too_busy_says_nothing_of_threads(lacking, said):
    pauses = [made.still(0.02, 0.02 + lacking, delay=lacking)]
    busy = made.seen(made.lane("computing 1", pauses), made.lane("computing 2", pauses), gil=False)
    ((_, text),) = only({"3.13t": made.outcome(busy)}).brief[0].entries
    assert said in text
    assert ("side by side" in text) == (lacking < 0.02)


def test_a_lane_has_no_more_stretches_than_a_page_can_take():
    pauses = [made.still(2e-4 * number, 2e-4 * number + 1e-4) for number in range(400)]
    busy = made.seen(made.lane("computing 1", pauses), made.lane("computing 2", pauses))
    (lanes,) = of_kind(Lanes, only({"3.13": made.outcome(busy)}))
    assert max(len(each.stretches) for each in lanes.lanes) == section.MOST_STRETCHES


def test_of_many_interpreters_the_first_are_drawn_and_the_others_are_named():
    many = {f"3.13-{number}": made.outcome(made.turn_taking()) for number in range(10)}
    found = only(many)
    (lanes,), (table,) = of_kind(Lanes, found), of_kind(Table, found)
    assert len({each.group for each in lanes.lanes}) == section.MOST_DRAWN
    assert len(table.rows) == 10
    assert "Not drawn: 3.13-8 and 3.13-9." in found.blocks[-1].text


@pytest.mark.parametrize("form", ["terminal", "md", "html"])
def test_every_format_has_the_finding(form):
    text = render(build.build(made.run(RECORDED), made.EXPERIMENTS), form)
    assert "computing threads take turns of 5.00 ms" in " ".join(text.split())


def test_the_trace_has_a_process_for_each_interpreter_and_a_thread_for_each_lane():
    events = json.loads(render(build.build(made.run(RECORDED), made.EXPERIMENTS), "trace"))["traceEvents"]
    names = [each["args"]["name"] for each in events if each["name"] == "process_name"]
    assert names == ["3.13, with its GIL", "3.13t, without a GIL"]
    assert len({(each["pid"], each["tid"]) for each in events if each["ph"] == "X"}) == 6
