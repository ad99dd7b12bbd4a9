"""What the rules say of invented runs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.logging_price import made
from tests.simulated import lost

from gilbench.analysis.ratios import MARGIN

EAGER, LOCK, PRICE = "eager-formatting", "handler-lock", "logging-price"
SAME = {**made.TIMES, "eager": 50e-9}
FASTER = {**made.TIMES, "eager": 30e-9}
NEAR = {**made.TIMES, "eager": 50e-9 * (1 + MARGIN)}


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        pytest.param(made.TIMES, "holds", id="dear"),
        pytest.param(SAME, "does not hold", id="no difference"),
        pytest.param(FASTER, "does not hold", id="faster"),
        pytest.param(NEAR, None, id="about the margin"),
    ],
)
def test_eager_formatting_is_decided_by_where_the_whole_interval_lies(times, expected):
    sentences, reasons = made.decided(made.one("3.13/disabled", times=times))
    found = sentences.get(f"{EAGER}:3.13")
    assert (found and found.decided) == expected
    assert reasons.get(f"{EAGER}:3.13", "undecided: ").startswith("undecided: ")


def test_the_sentence_has_what_an_f_string_costs_and_what_the_call_takes():
    found = made.decided(made.one("3.13/disabled"))[0][f"{EAGER}:3.13"]
    assert found.text == (
        "On 3.13, a disabled logging call with an f-string takes 130 ns (128–132) longer than with % arguments, which "
        "takes 50.0 ns."
    )
    assert (found.unit, found.evidence) == ("s", "logging")
    assert found.low < found.value < found.high


def test_an_f_string_that_costs_nothing_is_told_with_its_interval():
    found = made.decided(made.one("3.13/disabled", times=FASTER))[0][f"{EAGER}:3.13"]
    assert found.text == (
        "On 3.13, an f-string costs a disabled logging call no more than % arguments: -20.0 ns (-20.2 to -19.8 ns), "
        "where the call takes 50.0 ns."
    )


@pytest.mark.parametrize(
    ("shared", "own", "more", "expected"),
    [
        pytest.param(0.7, 1.6, {}, "holds", id="a handler each gains, one for all does not"),
        pytest.param(1.4, 1.6, {}, "does not hold", id="one for all gains too"),
        pytest.param(0.7, 0.9, {}, None, id="a handler each gains nothing either"),
        pytest.param(0.7, 1.05, {}, None, id="whether it gains is not clear"),
        pytest.param(1.05, 1.6, {}, None, id="whether one for all gains is not clear"),
        pytest.param(0.7, 1.6, {"repeats": made.SHAKEN}, None, id="noise"),
    ],
)
def test_the_lock_is_decided_by_what_a_handler_each_gains(shared, own, more, expected):
    sentences, reasons = made.decided(made.one("3.13t/file", shared=shared, own=own, **more))
    found = sentences.get(f"{LOCK}:3.13t")
    assert (found and found.decided) == expected
    assert reasons.get(f"{LOCK}:3.13t", "undecided: ").startswith("undecided: ")


@pytest.mark.parametrize("shared", [0.7, 1.4])
def test_the_sentence_has_the_records_of_one_handler_and_of_one_each(shared):
    found = made.decided(made.one("3.13t/file", shared=shared))[0][f"{LOCK}:3.13t"]
    assert found.text.startswith(f"On 3.13t, through one file handler two threads log {shared:.2f}× (")
    assert found.text.endswith(" of one's records per second; with a handler and file each 1.60×.")
    assert round(found.value, 2) == shared


@pytest.mark.parametrize(
    ("where", "shared", "own", "reason"),
    [
        pytest.param("3.13", 0.7, 0.7, "the GIL makes them take turns already, and the lock", id="a GIL and no lock"),
        pytest.param("3.13", 0.6, 0.9, "already, and sharing a handler costs more on top (1.5", id="a GIL and a lock"),
        pytest.param("3.13", 0.9, 0.6, "with one each: the GIL makes them take turns already", id="one each loses"),
        pytest.param("3.13t", 0.7, 0.7, "something else holds them up", id="no GIL"),
        pytest.param("3.13t", 0.7, 1.05, "the intervals are too wide", id="nothing is clear"),
    ],
)
def test_what_makes_threads_take_turns_otherwise_is_the_reason(where, shared, own, reason):
    _, reasons = made.decided(made.one(f"{where}/file", shared=shared, own=own))
    assert reason in reasons[f"{LOCK}:{where}"]
    assert f"{shared:.2f}× (" in reasons[f"{LOCK}:{where}"]


@pytest.mark.parametrize(
    ("trials", "more", "reasons"),
    [
        pytest.param(
            made.one("3.13/queue"),
            {},
            ("logging (disabled level) is not in this run", "logging (file) is not in this run"),
            id="not in the run",
        ),
        pytest.param(
            {"3.13/disabled": [lost("failed", "exit code 1")], "3.13/file": [lost("timed out", "no result")]},
            {},
            ("logging (disabled level): failed: exit code 1", "logging (file): timed out: no result"),
            id="failed",
        ),
        pytest.param(
            {},
            {"skips": {"3.13/disabled": "there is no logging", "3.13/file": "there is no logging"}},
            ("(disabled level): skipped: there is no logging", "(file): skipped: there is no logging"),
            id="skipped",
        ),
        pytest.param(
            {**made.one("3.13/disabled"), **made.one("3.13/file")},
            {"size": "small"},
            ("a smoke test, too short to mean anything",) * 2,
            id="smoke test",
        ),
    ],
)
def test_what_was_not_measured_is_not_decided_and_the_reason_says_so(trials, more, reasons):
    sentences, found = made.decided(trials, **more)
    assert not sentences
    for claim, reason in zip((EAGER, LOCK, PRICE), (*reasons, reasons[1]), strict=True):
        assert found[f"{claim}:3.13"].startswith("not measured: ")
        assert found[f"{claim}:3.13"].endswith(reason)


@pytest.mark.parametrize(
    ("shared", "cpu", "more", "expected"),
    [
        pytest.param(0.7, 1.5, {}, "holds", id="fewer records, and dearer"),
        pytest.param(0.7, 1.0, {}, "holds", id="fewer records"),
        pytest.param(1.5, 1.5, {}, "holds", id="more records, but dearer"),
        pytest.param(1.0, 1.0, {}, "does not hold", id="neither"),
        pytest.param(1.5, 0.9, {}, "does not hold", id="more records, and cheaper"),
        pytest.param(1 / (1 + MARGIN), 1.0, {}, None, id="whether there are fewer is not clear"),
        pytest.param(1.0, 1.0, {"repeats": made.SHAKEN}, None, id="noise"),
    ],
)
def test_the_price_is_fewer_records_or_dearer_ones(shared, cpu, more, expected):
    sentences, reasons = made.decided(made.one("3.13/file", shared=shared, cpu=cpu, **more))
    found = sentences.get(f"{PRICE}:3.13")
    assert (found and found.decided) == expected
    assert reasons.get(f"{PRICE}:3.13", "undecided: two threads log").startswith("undecided: two threads log")


@pytest.mark.parametrize(
    ("shared", "rests_on", "expected"),
    [
        pytest.param(
            0.7,
            0.7,
            "two threads log 0.70× (0.68–0.72) of one's records per second to a file, each record at 1.50× the",
            id="on the records",
        ),
        pytest.param(
            1.4,
            1.5,
            "two threads log 1.40× of one's records per second to a file, each record at 1.50× (1.50–1.50) the",
            id="on the CPU time",
        ),
    ],
)
def test_the_sentence_on_the_price_has_the_interval_of_what_it_rests_on(shared, rests_on, expected):
    found = made.decided(made.one("3.13/file", shared=shared))[0][f"{PRICE}:3.13"]
    assert found.text == f"On 3.13, {expected} CPU time."
    assert found.value == pytest.approx(rests_on, rel=1e-3)


@settings(deadline=None, max_examples=40)
@given(st.floats(0.3, 2.0), st.floats(0.3, 2.0), st.floats(20e-9, 500e-9), st.floats(0.5, 3.0))
def test_no_sentence_contradicts_its_numbers(shared, own, eager, cpu):
    rounds = {
        **made.one("3.13/disabled", times={**made.TIMES, "eager": eager}),
        **made.one("3.13/file", shared=shared, own=own, cpu=cpu),
    }
    sentences, _ = made.decided(rounds)
    for found in sentences.values():
        assert found.low <= found.value <= found.high
        if found.claim == EAGER:
            assert (found.decided == "holds") == (eager > 50e-9 * (1 + MARGIN))
        elif found.claim == PRICE:
            assert (found.decided == "holds") == (shared < 1 / (1 + MARGIN) or cpu > 1 + MARGIN)
        else:
            assert (found.decided == "holds") == (shared < 1 + MARGIN)
            assert found.decided != "holds" or own > max(1, shared) * (1 + MARGIN)
