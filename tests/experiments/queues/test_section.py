"""What the page says of queues."""

import pytest
from tests.experiments.queues import made
from tests.experiments.shown import absences, of_kind
from tests.simulated import lost

from gilbench.experiments import queues
from gilbench.experiments.queues import section
from gilbench.model import Absent
from gilbench.model.blocks import Cell, Chart, Note, Table

ALL = {
    **made.core(),
    **made.core("3.14t", Simple=made.outcome(4e-6)),
    "3.13/multiprocessing.SimpleQueue": [made.outcome(6e-6)],
    "3.13/queue.Queue/2": [made.outcome(3e-6, 2e-5, handover=None)],
}
SKIPPED = {"3.13/multiprocessing.Queue": "this interpreter cannot start processes"}


def only(trials=ALL, **more):
    (found,) = section.sections(made.evidence(trials, **more))
    return found


def rows(caption, found):
    (table,) = [each for each in of_kind(Table, found) if each.caption.startswith(caption)]
    return [column.name for column in table.columns], table.rows


@pytest.mark.parametrize(("trials", "more", "reason"), absences("queues", "3.13/queue.Queue", SKIPPED))
def test_without_a_figure_it_says_why(trials, more, reason):
    found = only(trials, **more)
    assert isinstance(found, Absent)
    assert (found.id, found.order, found.reason) == ("queues", 64, reason)


def test_it_asks_what_the_experiment_asks():
    assert only().question == queues.__doc__


def test_it_opens_with_what_was_found_on_each_interpreter_the_fastest_first():
    first, second = only().blocks[:2]
    assert first == Note(
        "Most items a second go through queue.SimpleQueue: 5,000,000 from one producer to one consumer; 500,000 "
        "through queue.Queue, 200,000 through semaphores, 167,000 through multiprocessing.SimpleQueue and 125,000 "
        "through multiprocessing.Queue. With room for 16 items it is 100,000 through queue.Queue, 62,500 through "
        "multiprocessing.Queue and 50,000 through semaphores. Every item came once, and those of each producer in "
        "order.",
        "3.13:",
    )
    assert second.lead == "3.14t:"
    assert second.text.startswith("Most items a second go through queue.Queue: 500,000 from one ")
    assert only().brief == (first, second)


@pytest.mark.parametrize("amiss", made.AMISS)
def test_it_says_by_which_channel_something_was_amiss(amiss):
    found = only({**ALL, "3.13/queue.Queue/2": [made.outcome(3e-6, handover=None, **{amiss: 1})]})
    assert found.blocks[0].text.endswith("Not every item came once and in order by queue.Queue.")
    assert found.blocks[1].text.endswith("Every item came once, and those of each producer in order.")


def test_nothing_is_found_in_what_is_in_doubt_and_it_is_drawn_hollow():
    found = only(size="small")
    assert found.brief == ()
    assert not any(each.marks[0].clear for each in of_kind(Chart, found)[0].series)


def test_bars_show_what_an_item_of_one_producer_takes_and_the_alternative_text_from_where_to_where():
    (chart,) = of_kind(Chart, only())
    assert chart.finding == (
        "An item takes from 200 ns (queue.SimpleQueue) to 8.00 µs (multiprocessing.Queue) on 3.13; from 2.00 µs "
        "(queue.Queue) to 8.00 µs (multiprocessing.Queue) on 3.14t."
    )
    bars = {(each.row, each.name): each.marks[0] for each in chart.series}
    assert len(bars) == 9  # two producers are in the table only
    assert bars["queue.Queue", "3.13"].value == pytest.approx(2e-6)
    assert bars["queue.Queue", "3.13"].hint == "queue.Queue on 3.13: 2.00 µs (1.96–2.04) an item"
    low, high = chart.axis.limits
    assert all(low < each.low <= each.high < high for each in bars.values())


def test_rates_stand_side_by_side_with_what_an_item_costs():
    names, found = rows("Items per second", only())
    assert names == ["channel", "producers → consumers", "bound", "3.13", "3.14t"]
    lines = {each[:3]: each[3:] for each in found}
    assert len(lines) == len(found) == 10
    assert lines["queue.Queue", "1 → 1", "none"] == (Cell("500,000 (490,000–510,000)", ("CPU 1.00 µs an item",)),) * 2
    assert lines["queue.Queue", "2 → 2", "16"] == (Cell("50,000 (49,000–51,000)", ("CPU 10.0 µs an item",)), "–")
    assert ("queue.SimpleQueue", "1 → 1", "16") not in lines


def test_handovers_stand_side_by_side():
    names, found = rows("From put to get", only())
    assert names == ["channel", "3.13", "3.14t"]
    assert len(found) == 5
    assert {each[0]: each[1] for each in found}["multiprocessing.Queue"] == Cell(
        "30.0 µs (29.4–30.6)", ("99 %: 300 µs",)
    )


def test_without_handovers_there_is_no_table_of_them():
    found = only({"3.13/queue.Queue/2": ALL["3.13/queue.Queue/2"]})
    assert not any(each.caption.startswith("From put") for each in of_kind(Table, found))
    assert of_kind(Chart, found) == []
    assert found.blocks[0].text == "Every item came once, and those of each producer in order."


def test_one_channel_alone_is_told_without_others():
    found = only({"3.14t/multiprocessing.SimpleQueue": [made.outcome(4e-6)]})
    assert found.blocks[0].text == (
        "Most items a second go through multiprocessing.SimpleQueue: 250,000 from one producer to one consumer. Every "
        "item came once, and those of each producer in order."
    )
    (chart,) = of_kind(Chart, found)
    assert chart.finding == "An item takes 4.00 µs (multiprocessing.SimpleQueue) on 3.14t."


def test_what_became_of_items_is_counted():
    amiss = made.outcome(twice=6, disordered=12)
    _, found = rows("Items lost", only({**ALL, "3.14t/queue.Queue": [amiss]}))
    lines = {each[:2]: each[2:] for each in found}
    fine, not_fine = lines["queue.Queue", "1 → 1"]
    assert fine == Cell("none (at most 31)", ("of 120,000 counted",))
    assert not_fine == Cell("100 (36.7–218) twice; 200 (103–349) out of order", ("of 60,000 counted",))


def test_what_failed_is_named_with_its_reason():
    found = only({**ALL, "3.14t/semaphores": [lost("failed", "exit code 1")]})
    assert Note("On 3.14t failed: exit code 1.") in found.blocks
