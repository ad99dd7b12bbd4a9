"""What the rule says of invented runs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.hidden_locks import made
from tests.simulated import lost

from gilbench.experiments.hidden_locks.found import TURNS


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        pytest.param({"logging": made.LOCK}, "holds", id="one lock"),
        pytest.param({"usual": made.LOCK}, "holds", id="nothing but locks"),
        pytest.param({}, "does not hold", id="no lock"),
        pytest.param({"usual": (1.45, 1.0)}, "does not hold", id="some waiting"),
        pytest.param({"hash": (2.0, 2.0)}, None, id="a thing each takes turns as well"),
        pytest.param({"hash": (TURNS, 1.0)}, None, id="halfway"),
        pytest.param({"usual": made.LOCK, "repeats": made.SHAKEN}, None, id="noise"),
        pytest.param({"hash": (2.0, 2.0), "logging": made.LOCK}, "holds", id="one is enough"),
    ],
)
def test_it_is_decided_by_where_the_whole_intervals_lie(more, expected):
    sentences, reasons = made.decided(made.both("3.13", **more))
    found = sentences.get("3.13")
    assert (found and found.decided) == expected
    assert reasons.get("3.13", "undecided: ").startswith("undecided: ")


def test_the_sentence_has_the_clearest_and_names_the_others():
    found = made.decided(made.both("3.13", logging=made.LOCK, zipfile=(2.1, 1.0), hash=made.LOCK))[0]["3.13"]
    assert found.text == (
        "On 3.13, two threads take 2.10× (2.08–2.12) as long as one in ZipFile.read. They take turns in Logger.info "
        "and hash.update too."
    )
    assert (found.unit, found.evidence) == ("×", "hidden-locks")


def test_of_many_locks_the_first_are_named_and_the_rest_is_counted():
    calls = ("logging", "import", "warning", "write", "zipfile")
    found = made.decided(made.both("3.13", **dict.fromkeys(calls, made.LOCK)))[0]["3.13"]
    assert found.text.endswith(" and 1 more too.")
    assert found.text.count(",") == 3


def test_a_single_lock_is_named_alone():
    found = made.decided(made.both("3.13", logging=made.LOCK))[0]["3.13"]
    assert found.text == "On 3.13, two threads take 2.00× (1.98–2.02) as long as one in Logger.info."


def test_without_any_lock_the_sentence_has_the_longest():
    found = made.decided(made.both("3.13", zipfile=(1.2, 1.0)))[0]["3.13"]
    assert found.text == (
        "On 3.13, two threads take at most 1.20× (1.19–1.21) as long as one (ZipFile.read): none of 11 calls holds a "
        "lock that shows."
    )


def test_what_is_in_doubt_is_the_reason_with_both_figures():
    _, reasons = made.decided(made.both("3.13", hash=(2.0, 1.9)))
    assert reasons["3.13"] == (
        "undecided: in hash.update two threads take 2.00× (1.98–2.02) as long as one, and 1.90× (1.88–1.92) with a "
        "thing each: not clearly above 1.50× and below it"
    )


@pytest.mark.parametrize(
    ("trials", "more", "reason"),
    [
        pytest.param({}, {}, "hidden_locks is not in this run", id="not in the run"),
        pytest.param(
            {"3.13/sleep": [lost("timed out", "no result")], **made.one("3.13/compute")},
            {},
            "hidden_locks (calls that sleep): timed out: no result",
            id="one failed, and the other found no lock",
        ),
        pytest.param(
            made.one("3.13/compute"),
            {"skips": {"3.13/sleep": "there are no threads"}},
            "hidden_locks (calls that sleep): skipped: there are no threads",
            id="one skipped",
        ),
        pytest.param(
            made.both("3.13", usual=made.LOCK),
            {"size": "small"},
            "hidden_locks (calls that sleep): a smoke test, too short to mean anything",
            id="smoke test",
        ),
    ],
)
def test_what_was_not_measured_is_not_decided_and_the_reason_says_so(trials, more, reason):
    sentences, reasons = made.decided(trials, **more)
    assert not sentences
    assert reasons["3.13"] == f"not measured: {reason}"


def test_a_lock_is_one_whatever_became_of_the_other_calls():
    trials = {"3.13/sleep": [lost("timed out", "no result")], **made.one("3.13/compute", hash=made.LOCK)}
    assert made.decided(trials)[0]["3.13"].decided == "holds"


@settings(deadline=None, max_examples=15)
@given(st.lists(st.tuples(st.floats(0.8, 4.0), st.floats(0.8, 4.0)), min_size=3, max_size=3))
def test_no_sentence_contradicts_its_numbers(times):
    named = dict(zip(("hash", "compress", "logging"), times, strict=True))
    sentences, _ = made.decided(made.both("3.13", **named))
    locks = [shared for shared, own in times if shared > TURNS > own]
    for found in sentences.values():
        assert found.low <= found.value <= found.high
        assert (found.decided == "holds") == (found.value > TURNS) == bool(locks)
