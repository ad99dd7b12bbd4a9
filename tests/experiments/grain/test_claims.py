"""What the rule says of invented runs."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.experiments.grain import made
from tests.simulated import lost

PROCESSES = made.trial("3.13/process_executor[default]")
CLAIM = "short-tasks:3.13"
SHAKEN = (0.3, 0.6, 1.0, 1.0, 1.6, 3.0)


def rounds(*arguments, count=3, **more):
    return {PROCESSES: [made.outcome(*arguments, **more) for _ in range(count)]}


@pytest.mark.parametrize(
    ("trials", "expected"),
    [
        pytest.param(rounds(1.5e-4), "holds", id="a task costs more than it lasts"),
        pytest.param(rounds(1e-5), "does not hold", id="it costs a tenth"),
        pytest.param(rounds(1e-4), None, id="as much"),
        pytest.param(rounds(1.5e-4, count=1), "holds", id="one round with its repeats"),
        pytest.param(rounds(1.5e-4, count=1, repeats=SHAKEN), None, id="noise"),
        pytest.param(rounds(1.5e-4, count=1, repeats=(1.0,)), None, id="too few repeats for an interval"),
    ],
)
def test_it_is_decided_by_where_the_whole_interval_lies(trials, expected):
    sentences, reasons = made.decided(trials)
    found = sentences.get(CLAIM)
    assert (found and found.decided) == expected
    assert (CLAIM in reasons) == (expected is None)


def test_the_sentence_says_how_much_slower_and_from_where_on_tasks_pay():
    found = made.decided(rounds(1.5e-4))[0][CLAIM]
    assert found.text == (
        "On 3.13, tasks of 100 µs, handed one by one to ProcessPoolExecutor, run 0.67× (0.67–0.67) as fast as serial "
        "code. Each costs 150 µs to hand over, and they pay from 300 µs on."
    )
    assert (found.unit, found.evidence, found.target) == ("×", "grain", "3.13")


def test_where_longer_tasks_gain_nothing_either_it_is_undecided():
    _, reasons = made.decided(rounds(1e-2))
    assert reasons[CLAIM] == "undecided: longer tasks gain nothing either, so that no CPU may have been free"


def test_a_gain_needs_no_longer_tasks_to_be_one():
    call = made.outcome(1e-5)
    spoiled = {**call.calls[0].seen}
    spoiled["strategy"] = [*spoiled["strategy"][:-1], [1.0] * 6]
    found = made.decided({PROCESSES: [replace(call, calls=(replace(call.calls[0], seen=spoiled),))]})[0][CLAIM]
    assert found.decided == "does not hold"
    assert found.text.endswith(". Each costs 10.0 µs to hand over.")


@given(st.floats(1e-6, 1e-2), st.floats(0.5, 4.0), st.lists(st.floats(0.8, 1.25), min_size=6, max_size=6))
def test_no_sentence_contradicts_its_numbers(cost, gain, repeats):
    found = made.decided(rounds(cost, gain, count=1, repeats=repeats))[0].get(CLAIM)
    if found is None:
        return
    assert (found.decided == "holds") == (found.high < 1)
    assert found.high < 1 or found.low > 1
    pays = re.search(r"they pay from (\d+) µs", found.text)
    if pays and found.decided == "holds":
        assert int(pays[1]) > 100


@pytest.mark.parametrize(
    ("trials", "more", "reason"),
    [
        pytest.param(
            {made.trial("3.13/thread_executor"): [made.outcome()]},
            {},
            "grain of ProcessPoolExecutor by its default start method is not in this run",
            id="threads alone",
        ),
        pytest.param(
            {made.trial("3.13/process_executor[default]", made.Kind("even", "worker", 0.006)): [made.outcome()]},
            {},
            "grain of ProcessPoolExecutor by its default start method is not in this run",
            id="in chunks",
        ),
        pytest.param(
            {PROCESSES: [lost("failed", "exit code 1")]},
            {},
            "ProcessPoolExecutor (default: fork): failed: exit code 1",
            id="failed",
        ),
        pytest.param({PROCESSES: []}, {}, "not run: the run ended before it", id="not run"),
        pytest.param(
            rounds(), {"usable_cpus": 1}, "with one worker or one CPU no task is worth handing over", id="one CPU"
        ),
    ],
)
def test_what_was_not_measured_is_not_decided_and_the_reason_says_so(trials, more, reason):
    sentences, reasons = made.decided(trials, **more)
    assert CLAIM not in sentences
    assert reasons[CLAIM].startswith("not measured: ")
    assert reasons[CLAIM].endswith(reason)


def test_what_is_undecided_has_its_interval():
    _, reasons = made.decided(rounds(1e-4))
    assert reasons[CLAIM].startswith("undecided: tasks of 100 µs in ProcessPoolExecutor reach 1.00× (")
