"""What the rule says of invented runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.experiments.fairness import made
from tests.simulated import lost

MOST, KEY = "3.13/128", "threads-beyond-cpus:3.13"


def rounds(*costs, **changes):
    return {MOST: [made.outcome(each, **changes) for each in costs]}


def said(trials, **more):
    return made.decided(trials, **more)[0][KEY]


@pytest.mark.parametrize(
    ("trials", "decision"),
    [
        pytest.param(rounds(0.3, 0.31, 0.3), "holds", id="clearly less"),
        pytest.param(rounds(0.3), "holds", id="one round with its repeats"),
        pytest.param(rounds(0.0, 0.01, 0.0), "does not hold", id="as much"),
        pytest.param(rounds(-0.2), "does not hold", id="more"),
        pytest.param(rounds(0.03, 0.05, 0.08), None, id="the margin is in the interval"),
        pytest.param(rounds(0.0, 0.5, 0.1), None, id="noise"),
        pytest.param(rounds(0.3, repeats=[1.0]), None, id="too few repeats for an interval"),
    ],
)
def test_it_is_decided_by_where_the_whole_interval_lies(trials, decision):
    sentences, reasons = made.decided(trials)
    found = sentences.get(KEY)
    assert (found and found.decided) == decision
    assert (KEY in reasons) == (decision is None)


def test_the_sentence_says_by_how_much():
    found = said(rounds(0.3, 0.3, 0.3))
    assert found.text == "On 3.13, 128 threads on two CPUs get 30 % (30–30 %) less done than two."
    assert (found.unit, found.evidence, found.target) == ("×", "fairness", "3.13")
    assert (found.low, found.value, found.high) == pytest.approx((0.7, 0.7, 0.7))
    assert said(rounds(0.0, 0.0, 0.0)).text == (
        "On 3.13, 128 threads on two CPUs get as much done as two: 1.00× (1.00–1.00)."
    )
    assert said(rounds(0.3, 0.3, 0.3), usable_cpus=1).text == (
        "On 3.13, 128 threads on one CPU get 30 % (30–30 %) less done than one."
    )


@given(st.lists(st.floats(-0.5, 0.9), min_size=3, max_size=3))
def test_no_sentence_contradicts_its_numbers(costs):
    sentences, reasons = made.decided(rounds(*costs))
    found = sentences.get(KEY)
    if found is None:
        assert reasons[KEY].startswith("undecided: ")
    elif found.decided == "holds":
        assert found.high < 0.95
        assert "less done" in found.text
    else:
        assert found.low >= 0.95
        assert "less" not in found.text


@pytest.mark.parametrize(
    ("trials", "more", "reason"),
    [
        pytest.param({"3.13/2": [made.outcome()]}, {}, "no trial of fairness has more threads than CPUs", id="no such"),
        pytest.param({"3.13/128/one": [made.outcome(0.3)]}, {}, "no trial of fairness has more threads", id="a lock"),
        pytest.param(rounds(0.3), {"usable_cpus": 128}, "no trial of fairness has more threads", id="as many CPUs"),
        pytest.param({MOST: [lost("failed", "exit code 1")]}, {}, "failed: exit code 1", id="failed"),
        pytest.param({MOST: []}, {}, "not run: the run ended before it", id="not run"),
        pytest.param(rounds(0.3), {"size": "small"}, "a smoke test, too short to mean anything", id="smoke test"),
    ],
)
def test_what_was_not_measured_is_not_decided_and_the_reason_says_so(trials, more, reason):
    sentences, reasons = made.decided(trials, **more)
    assert KEY not in sentences
    assert reasons[KEY].startswith("not measured: ")
    assert reason in reasons[KEY]


@pytest.mark.parametrize(
    ("target", "changes", "got"),
    [
        pytest.param("3.13", {"alone_cpu": 0.5}, "one thread alone got 0.50 CPUs of 1", id="one thread"),
        pytest.param("3.13", {"full_cpu": 0.8}, "2 threads alone got 0.80 CPUs of 1", id="two that share a GIL"),
        pytest.param("3.14t", {"full_cpu": 1.7}, "2 threads alone got 1.70 CPUs of 2", id="two without one"),
    ],
)
def test_on_a_busy_machine_nothing_is_said_of_throughput(target, changes, got):
    costs = {name: [busy / made.RATE] * 6 for name, busy in changes.items()}
    sentences, reasons = made.decided({f"{target}/128": [made.outcome(0.3, gil=not target.endswith("t"), **costs)]})
    assert f"threads-beyond-cpus:{target}" not in sentences
    assert reasons[f"threads-beyond-cpus:{target}"] == (
        f"undecided: the machine was busy: {got}, and more threads may have got more"
    )


def test_the_most_threads_speak():
    trials = {"3.13/32": [made.outcome(0.0)], **rounds(0.3), "3.13/2/none/0.5": [made.outcome(0.9)]}
    assert said(trials).text.startswith("On 3.13, 128 threads on two CPUs get 30 %")
