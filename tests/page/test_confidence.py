from dataclasses import replace

import pytest
from tests.experiments.throughput.section.made import estimate

from gilbench.model import CopiedTrial, NoiseFloor, Spending, SpentOn
from gilbench.page import confidence

FLOOR = NoiseFloor(
    share=0.021,
    rounds=12,
    pairs=(
        CopiedTrial("primes", "serial", 1, "3.13", estimate(1.004)),
        CopiedTrial("echo", "thread", 2, "3.13", estimate(0.991)),
    ),
)
SPENT = Spending(
    budget=1800.0,
    precision=0.05,
    least=1100.0,
    more=175.0,
    complete_rounds=12,
    comparisons=300,
    precise=290,
    worst=0.12,
    worst_trial="3.13t/throughput/locked_counter/thread/2",
    ranks=(
        SpentOn("what decides a sentence", 54, 900.0, 12, 20, 200, 195, 0.07),
        SpentOn("the rest", 40, 375.0, 3, 3, 100, 95, None),
    ),
    classes=(),
    inside_values=0.51,
    no_room=0,
    room="",
)


def test_the_floor_says_what_it_was_measured_on():
    assert confidence.floor(FLOOR) == (
        "Noise floor 2.1 %: 2 trials measured twice, 12 rounds; smaller differences count as none."
    )


@pytest.mark.parametrize(
    ("share", "severity", "words"),
    [
        pytest.param(0.05, "note", ["Trust: good", "5 %"], id="as much as nobody asks about"),
        pytest.param(0.12, "serious", ["Trust: little", "12 %", "in brackets", "--budget"], id="more than that"),
    ],
)
def test_the_line_on_trust_has_the_noise_and_what_to_do_about_it(share, severity, words):
    found = confidence.in_a_line(replace(FLOOR, share=share), ())
    assert found.severity == severity
    assert [each for each in words if each not in found.text] == []


def test_a_run_without_copies_says_that_it_has_no_floor():
    assert "no trial was measured twice" in confidence.floor(None)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, "290 of 300 comparisons known to ± 5 % or better; least well: ", id="some are not"),
        pytest.param({"precise": 300}, "300 of 300 comparisons known to ± 5 % or better.", id="all are"),
        pytest.param({"comparisons": 0, "precise": 0}, "Nothing was compared.", id="nothing to know"),
        pytest.param({"worst": None}, "(more than ± 100 %).", id="no interval"),
        pytest.param({"worst": 77.9}, "(more than ± 100 %).", id="a useless interval"),
    ],
)
def test_the_precision_in_words(changes, expected):
    assert expected in confidence.precision(replace(SPENT, **changes))


def test_rounds_that_only_some_trials_had_are_told_from_the_others():
    assert confidence.budget(SPENT) == (
        "Of a budget of 30 min: 18 min 20 s on the rounds that every trial has, 2 min 55 s more on what was not "
        "precise enough yet; 51 % of it inside values."
    )
    assert "more on what" not in confidence.budget(replace(SPENT, more=0.0))


@pytest.mark.parametrize(
    ("ranks", "expected"),
    [
        pytest.param(
            SPENT.ranks,
            "Spent on what decides a sentence 15 min (54 trials, 12–20 rounds) and the rest 6 min 15 s (40 trials, 3 "
            "rounds).",
            id="two",
        ),
        pytest.param(SPENT.ranks[:1], "", id="one"),
        pytest.param((), "", id="nothing ran"),
    ],
)
def test_what_the_time_went_on_is_told_by_what_trials_are_for(ranks, expected):
    assert confidence.went_on(replace(SPENT, ranks=ranks)) == expected


def test_what_had_no_room_is_told_with_what_has():
    assert confidence.room(SPENT) == ""
    without = replace(SPENT, no_room=55, room="--budget 7m")
    words = "No room in the budget for 55 trials, which decide no sentence: --budget 7m measures them."
    assert confidence.room(without) == words
    assert confidence.known(FLOOR, without).endswith(words)
