"""The tables of false alarms and power."""

import tables
from judging import GILBENCH, PYPERF, Verdict
from session import Cycle, Session
from shares import Share
from verdicts import CALIBRATED, calibrated, false_alarms, head, power


def verdict(tool, *, more=0, found="", lap=1, **scores):
    return Verdict(tool, hogs=1, lap=lap, more=more, found=found, seconds=9.0, **scores)


def row(table, *start):
    (found,) = [each for each in table if tuple(each[: len(start)]) == start]
    return list(found[len(start) :])


def test_false_alarms_are_counted_both_ways_and_by_lap():
    found = [
        *(verdict(GILBENCH, lap=lap, found=word) for lap, word in ((1, ""), (1, ""), (2, "faster"), (2, "slower"))),
        *(verdict(PYPERF, found=word) for word in ("slower", "faster", "slower", "slower")),
    ]
    cells = row(list(false_alarms(found)), "1", GILBENCH)
    assert cells == ["2 of 4", "50%", "7% to 93%", "9.0 s", "0.50", "1 of 2"]


def test_only_slower_is_a_detection_of_more_work():
    found = [verdict(GILBENCH, more=20, found=word) for word in ("slower", "slower", "faster", "")]
    assert row(list(power(found)), "1", "20 %", GILBENCH)[:2] == ["2 of 4", "50%"]


def test_pyperf_is_held_to_the_false_alarms_of_gilbench_by_the_score_that_serves_it_better():
    found = [
        *(verdict(GILBENCH) for _ in range(20)),
        verdict(PYPERF, found="slower", t=9.0, effect=0.10),
        verdict(PYPERF),
        verdict(PYPERF, more=20, found="slower", t=8.0, effect=0.18),
        verdict(PYPERF, more=20, found="slower", t=10.0, effect=0.19),
        verdict(PYPERF, more=20, found="faster", t=30.0, effect=0.30),
    ]
    assert calibrated(found, 20) == Share(2, 3)
    assert row(list(power(found)), "1", "20 %", CALIBRATED)[0] == "2 of 3"


def test_a_tool_without_verdicts_has_a_row_that_says_so():
    found = [verdict(GILBENCH), verdict(GILBENCH, more=10)]
    assert row(list(false_alarms(found)), "1", PYPERF) == ["0 of 0", "–", "0% to 100%", "–", "–", "0 of 0"]
    assert row(list(power(found)), "1", "10 %", PYPERF)[0] == "0 of 0"


def test_the_head_says_what_was_measured_and_on_what():
    cycles = [Cycle(lap, hogs, (), (), "", budget) for lap, hogs, budget in ((1, 0, 40.0), (1, 2, 55.0), (2, 0, 41.0))]
    said = head(Session({"load average": "0.1 0.1 0.1", "usable CPUs": "2"}, ("--fast",), tuple(cycles)))
    assert said.splitlines() == [
        "load average before: 0.1 0.1 0.1; usable CPUs: 2; 2 laps, 3 cycles",
        "gilbench run --budget 40s to 55s; pyperf --fast",
    ]


def test_figures_stand_to_the_right_and_words_to_the_left():
    assert tables.text([("tool", "time"), ("gilbench", "9 s"), ("x", "10 s")]) == (
        "tool      time\ngilbench   9 s\nx         10 s\n"
    )
