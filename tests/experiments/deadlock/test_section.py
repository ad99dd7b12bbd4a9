"""What the page says of deadlock."""

import pytest
from tests.experiments.deadlock import made
from tests.experiments.shown import absences, of_kind

from gilbench.experiments import deadlock
from gilbench.experiments.deadlock import section
from gilbench.experiments.deadlock.words import who_waits
from gilbench.model import Absent
from gilbench.model.blocks import Cell, Chart, Note, Table

MORE = {
    "3.13/none/yes/threads/2": [made.outcome(36)],
    "3.13/none/yes/threads/16": [made.outcome(36)],
    "3.13/ordered/yes/processes/5": [made.outcome()],
    "3.13/back-off/no": [made.outcome()],
}
ALL = {**made.core(), **made.core("3.14t", none_no=made.outcome(12)), **MORE}


def only(trials=ALL, **more):
    (found,) = section.sections(made.evidence(trials, **more))
    return found


@pytest.mark.parametrize(
    ("trials", "more", "reason"), absences("deadlock", "3.13/none/yes", {"3.13/none/yes/processes/5": "no fork"})
)
def test_without_a_figure_it_says_why(trials, more, reason):
    found = only(trials, **more)
    assert isinstance(found, Absent)
    assert (found.id, found.order, found.reason) == ("deadlock", 63, reason)


def test_it_asks_what_the_experiment_asks():
    assert only().question == deadlock.__doc__


def test_it_opens_with_what_was_found_on_each_interpreter():
    first, second = only().blocks[:2]
    assert first == Note(
        "Five threads that take the left lock and then the right one deadlocked in 36 of 36 dinners (90–100 %) with a "
        "pause between the locks, and in none of 36 dinners (0–9.7 %) without one. In the first deadlock thread 1 "
        "waited for 2, 2 for 3, 3 for 4, 4 for 5 and 5 for 1. With backing off, ordered locks and a waiter no dinner "
        "did. Meals per second: 16,000 with backing off (Jain's index 1.00), 20,000 with ordered locks (Jain's index "
        "1.00) and 12,000 with a waiter (Jain's index 1.00).",
        "3.13:",
    )
    assert second.lead == "3.14t:"
    assert "12 of 36 dinners (19–51 %) without one" in second.text
    assert only().brief == (first, second)


def test_a_cure_that_failed_is_told_of():
    found = only(made.core(waiter=made.outcome(4)))
    assert "Deadlocked with a cure: none of 36 with backing off, none of 36 with ordered locks and 4 of 36 with a " in (
        found.blocks[0].text
    )
    assert "no dinner did" not in found.blocks[0].text


def test_bars_show_meals_by_cure_and_the_alternative_text_the_most():
    (chart,) = of_kind(Chart, only())
    assert chart.finding == "Most meals per second: 20,000 on 3.13 (ordered locks); 20,000 on 3.14t (ordered locks)."
    bars = {(each.row, each.name): each.marks[0].value for each in chart.series}
    assert bars["backing off", "3.13"] == pytest.approx(16_000)
    assert len(bars) == 6


def test_what_is_in_doubt_is_drawn_hollow():
    assert not any(each.marks[0].clear for each in of_kind(Chart, only(size="small"))[0].series)


def rows(caption, found):
    (table,) = [each for each in of_kind(Table, found) if each.caption.startswith(caption)]
    return [column.name for column in table.columns], {each[:3]: each[3:] for each in table.rows}


def test_deadlocks_stand_side_by_side_the_core_first():
    names, found = rows("Dinners that deadlocked", only())
    assert names == ["locks are taken", "by", "pause", "3.13", "3.14t"]
    naive = found["left, then right", "5 threads", "yes"]
    assert naive[0] == Cell("36 of 36 dinners (90–100 %)", ("after 1 meal",))
    assert found["left, then right", "16 threads", "yes"][1] == "–"
    assert next(iter(found)) == ("left, then right", "5 threads", "yes")
    assert list(found)[-1] == ("ordered locks", "5 processes", "yes")
    assert len(found) == 9


def test_meals_stand_side_by_side_where_there_were_any():
    _, found = rows("Meals in dinners", only())
    assert ("left, then right", "5 threads", "yes") not in found
    assert found["back off", "5 threads", "yes"][0] == Cell(
        "16,000 (16,000–16,000) per second",
        (
            "Jain's index 1.0 (1.0–1.0)",
            "longest without a meal 1.00 ms (1.00–1.00)",
            "no meal at all 0 % (0–2 %)",
        ),
    )


def test_what_was_not_measured_is_not_told():
    found = only({"3.13/ordered/yes/processes/5": [made.outcome()]})
    assert found.brief == ()
    assert of_kind(Chart, found) == []
    assert len(of_kind(Table, found)) == 2


def test_two_philosophers_wait_for_each_other():
    assert who_waits([0, 1]) == "1 waited for 2 and 2 for 1"
