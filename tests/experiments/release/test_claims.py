"""What the rule says of invented runs."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.release import made
from tests.simulated import lost

EVERYWHERE = dict.fromkeys(made.TEXTBOOK, 1.5)
NOT_CLEAR = dict.fromkeys(made.TEXTBOOK, 1.0)


def run(speedups=made.TEXTBOOK, slowdown=100.0, **more):
    return {**made.curve("3.13", speedups, **more), **made.waiting("3.13", slowdown, **more)}


@pytest.mark.parametrize(
    ("trials", "expected"),
    [
        pytest.param(run(), "does not hold", id="short calls lose, and calls wait"),
        pytest.param(run(EVERYWHERE), "does not hold", id="calls wait"),
        pytest.param(run(slowdown=0.5), "does not hold", id="short calls lose"),
        pytest.param(run(EVERYWHERE, 0.5), "holds", id="helps everywhere"),
        pytest.param(run(NOT_CLEAR, 1.0), None, id="no difference"),
        pytest.param(run({**made.TEXTBOOK, 0.5: 1.0, 2.0: 1.0}, 1.0), None, id="whether short ones lose is not clear"),
        pytest.param(run(EVERYWHERE, 1.0), None, id="nor is it whether calls wait"),
        pytest.param(run(slowdown=1.5, repeats=made.SHAKEN), None, id="noise"),
    ],
)
def test_the_claim_is_decided_by_where_whole_intervals_lie(trials, expected):
    sentences, reasons = made.decided(trials)
    found = sentences.get("3.13")
    assert (found and found.decided) == expected
    assert ("3.13" in reasons) == (expected is None)


def test_the_sentence_has_the_length_and_what_it_costs_beside_a_thread_that_computes():
    found = made.decided(run())[0]["3.13"]
    assert re.fullmatch(
        r"On 3\.13, releasing the GIL pays only for calls from (\d\.\d+) µs \(2\.00–5\.00\) on in two threads\. "
        r"Beside a thread that computes, a call of 10\.0 µs takes 100\.?\d*× as long as with the GIL held\.",
        found.text,
    )
    assert (found.unit, found.evidence, found.id) == ("s", "release", "releasing-helps:3.13")
    assert found.low < found.value < found.high


def test_without_a_length_from_which_it_pays_the_sentence_has_the_loss_of_the_longest_that_lose():
    found = made.decided(run({0.5: 0.7, 2.0: 0.8, 5.0: 1.0}, 1.0))[0]["3.13"]
    assert found.text.startswith(
        "On 3.13, releasing the GIL makes two threads 0.80× (0.79–0.81) as fast as one where a "
    )
    assert found.text.endswith("where a call takes 2.00 µs.")
    assert (found.unit, round(found.value, 2)) == ("×", 0.8)


def test_where_only_waiting_is_clear_it_stands_alone():
    found = made.decided(run(EVERYWHERE, 20.0))[0]["3.13"]
    assert found.text == (
        "On 3.13, releasing the GIL does not always help. Beside a thread that computes, a call of 10.0 µs takes "
        "20.0× (19.7–20.3) as long as with the GIL held."
    )
    assert found.unit == "×"


def test_where_it_helps_everywhere_the_shortest_call_is_told():
    assert made.decided(run(EVERYWHERE, 0.5))[0]["3.13"].text == (
        "On 3.13, releasing the GIL helps calls of every length measured: two threads do 1.50× (1.48–1.52) of what one "
        "does at 500 ns a call."
    )


@pytest.mark.parametrize(
    ("trials", "more", "reason"),
    [
        pytest.param(made.waiting("3.13"), {}, "release with two threads is not in this run", id="no curve"),
        pytest.param(
            made.curve("3.13"), {}, "release beside a thread that computes is not in this run", id="nothing beside"
        ),
        pytest.param(
            {**run(), "3.13/5.0": [lost("failed", "exit code 1")]},
            {},
            "calls of 5.00 µs: failed: exit code 1",
            id="a length failed",
        ),
        pytest.param(
            {**run(), "3.13/10.0/beside": [lost("timed out", "no result within 60 s")]},
            {},
            "calls of 10.0 µs: timed out: no result within 60 s",
            id="timed out",
        ),
        pytest.param(
            {},
            {"skips": {"3.13/0.5": "there is no ctypes"}},
            "calls of 500 ns: skipped: there is no ctypes",
            id="skipped",
        ),
        pytest.param(run(), {"size": "small"}, "a smoke test, too short to mean anything", id="smoke test"),
    ],
)
def test_what_was_not_measured_is_not_decided_and_the_reason_says_so(trials, more, reason):
    sentences, reasons = made.decided(trials, **more)
    assert not sentences
    assert reasons["3.13"].startswith("not measured: ")
    assert reasons["3.13"].endswith(reason)


def test_without_a_gil_it_does_not_apply():
    sentences, reasons = made.decided(made.curve("3.14t"))
    assert not sentences
    assert reasons == {None: "does not apply: there is no GIL to release"}


@settings(deadline=None, max_examples=40)
@given(st.lists(st.floats(0.3, 2.0), min_size=5, max_size=5), st.floats(0.3, 300.0))
def test_no_sentence_contradicts_its_numbers(speedups, slowdown):
    curve = dict(zip(made.TEXTBOOK, speedups, strict=True))
    sentences, _ = made.decided(run(curve, slowdown))
    for found in sentences.values():
        assert found.low <= found.value <= found.high
        if found.decided == "holds":
            assert min(speedups) > 1
            assert slowdown < 1
        else:
            assert min(speedups) < 1 or slowdown > 1
        if "Beside" in found.text:
            assert slowdown > 1
        if found.unit == "s":
            assert min(speedups) < 1 < speedups[-1]
