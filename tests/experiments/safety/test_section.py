"""What the page says of safety."""

from dataclasses import replace

import pytest
from tests.experiments.safety import made
from tests.experiments.shown import absences, of_kind

from gilbench.experiments import safety
from gilbench.experiments.safety import section
from gilbench.experiments.safety.records import CURES
from gilbench.model import Absent
from gilbench.model.blocks import Cell, Chart, Note, Table

CALL = made.counted(shortest=(25_000,) * 6)
FREE = made.counted(lost=(30_000,) * 6, shortest=None)
ALL = {
    **made.unlocked(call=CALL),
    **made.unlocked("3.14t", **dict.fromkeys(("attribute", "call", "list", "dict", "global"), FREE)),
    **made.cures(Lock=made.counted(price=9e-8), queue=made.counted(price=2e-7)),
    "3.13/unlocked/8": made.unlocked(call=CALL)["3.13/unlocked"],
    "3.13/join": [made.outcome(made.early(*[0.4] * 10))],
    "3.13/identifiers": [made.outcome(made.identified())],
    "3.13/order": [made.outcome(made.ordered(*[[1, 0, 2, 3]] * 8, unequal=[[3, 2, 1, 0]] * 8))],
}


def only(trials=ALL, **more):
    (found,) = section.sections(made.evidence(trials, **more))
    return found


@pytest.mark.parametrize(("trials", "more", "reason"), absences("safety", "3.13/cures", {"3.13/cures": "no threads"}))
def test_without_a_figure_it_says_why(trials, more, reason):
    found = only(trials, **more)
    assert isinstance(found, Absent)
    assert (found.id, found.order, found.reason) == ("safety", 62, reason)


def test_it_asks_what_the_experiment_asks():
    assert only().question == safety.__doc__


def test_it_opens_with_what_was_found_on_each_interpreter():
    first, second, third = only().blocks[:3]
    assert first == Note(
        "Without a lock, counter.value += one() loses 250,000 (249,000–251,000) of a million updates, at a switch "
        'interval of 1 µs. Of counter.value += 1, counts[0] += 1, counts["value"] += 1 and total += 1 none (at most '
        "6.1) of a million was lost. No cure loses any (at most 6.1 of a million). An update takes without a cure "
        "40.0 ns (CPU 80.0 ns), under a Lock 90.0 ns (CPU 180 ns), on a counter for each thread 40.0 ns (CPU 80.0 "
        "ns), through a queue 200 ns (CPU 400 ns).",
        "3.13:",
    )
    assert second == Note(
        "Without a lock, counter.value += 1 loses 300,000 (299,000–301,000) of a million updates.", "3.14t:"
    )
    assert third == Note(
        "Read before join(), a total was wrong in 100 % of reads, with 40 % of it there. 100 % of threads had the "
        "get_ident() of one that had ended, 0 % its native_id. Threads ended in another order than they were started "
        "in 100 % of repeats: rank correlation 0.67, and -1.00 where each has half the work of the one before.",
        "3.13:",
    )
    assert only().brief == (first, second, third)


def test_bars_show_the_greatest_loss_of_each_way_and_the_alternative_text_where_most():
    (chart,) = of_kind(Chart, only())
    assert chart.finding == (
        "Most updates lost by two threads: 25 % on 3.13 (counter.value += one()); 30 % on 3.14t (counter.value += 1)."
    )
    bars = {(each.row, each.name): each.marks[0] for each in chart.series}
    assert len(bars) == 6  # what lost nothing and more threads are in the table only
    assert bars["counter.value += one()", "3.13"].value == pytest.approx(25)
    assert bars["counter.value += 1", "3.14t"].hint.endswith("of a million")


def test_what_is_in_doubt_is_drawn_hollow():
    assert not any(each.marks[0].clear for each in of_kind(Chart, only(size="small"))[0].series)


def rows(caption, found):
    (table,) = [each for each in of_kind(Table, found) if each.caption.startswith(caption)]
    return [column.name for column in table.columns], table.rows


def test_losses_stand_side_by_side_by_interval_and_threads():
    names, found = rows("Updates lost", only())
    assert names == ["counter", "threads", "switch interval", "3.13", "3.14t"]
    lines = {each[:3]: each[3:] for each in found}
    assert len(lines) == len(found) == 30
    call = lines["counter.value += one()", "2", "1 µs"]
    assert call == (Cell("250,000 (249,000–251,000)", ("of 1,200,000 counted",)), "–")
    default = lines["counter.value += one()", "2", "default"]
    assert default[0] == Cell("none (at most 6.1)", ("of 1,200,000 counted",))
    assert default[1].text == "300,000 (299,000–301,000)"
    assert ("counter.value += one()", "8", "1 µs") in lines


def test_prices_stand_side_by_side():
    names, found = rows("Time of an update", only())
    assert names == ["counter", "threads", "3.13", "3.14t"]
    lines = {each[:2]: each[2:] for each in found}
    assert lines["with Lock(): … += one()", "2"] == (
        Cell(
            "90.0 ns (90.0–90.0)",
            ("CPU 180 ns (180–180)", "one thread 90.0 ns, CPU 90.0 ns"),
        ),
        "–",
    )


def test_where_cpu_time_is_not_known_the_price_is_told_without_it():
    seen = made.together({way: made.counted() for way in CURES})
    untold = replace(seen, counted=[replace(each, cpu=[]) for each in seen.counted])
    found = only({"3.13/cures": [made.outcome(untold)]})
    assert rows("Time of an update", found)[1][0][2] == Cell("40.0 ns (40.0–40.0)", ("one thread 40.0 ns",))
    assert "under a Lock 40.0 ns, on a" in found.blocks[0].text


def test_the_rest_has_a_row_for_each_question():
    _, found = rows("Reading too early", only())
    lines = dict(found)
    assert lines["reads before join() that were wrong"] == "100 % (69–100 %)"
    assert lines["threads with the native_id of one that had ended"] == "0 % (0–3.7 %)"
    assert lines["Kendall's rank correlation of starts and ends, equal work"] == "0.67 (0.67–0.67)"
    assert lines["the same, each with half the work of the one before"] == "-1.0 (-1.0–-1.0)"
    assert len(lines) == 9


def test_what_was_not_measured_is_not_told():
    found = only({"3.13/join": ALL["3.13/join"]})
    assert found.blocks[0].text.startswith("Read before join(), a total was wrong")
    assert of_kind(Chart, found) == []
    assert [each.caption for each in of_kind(Table, found)] == [
        "Reading too early, identifiers and order, with 95 % intervals"
    ]
    (cures,) = only(made.cures()).brief
    assert cures.text.startswith("No cure loses any (at most 6.1 of a million).")
    assert "without a cure" not in cures.text


def test_a_cure_that_loses_updates_is_named():
    found = only(made.cures(**{"itertools.count": made.counted(lost=(1000,) * 6)}))
    assert found.blocks[0].text.startswith("next(itertools.count()) loses 10,000 (9,")
    assert " No other cure loses any (at most 6.1 of a million)." in found.blocks[0].text
    (chart,) = of_kind(Chart, found)
    assert [each.row for each in chart.series] == ["next(itertools.count())"]


def test_where_nothing_is_lost_nothing_is_drawn():
    assert of_kind(Chart, only(made.unlocked())) == []
