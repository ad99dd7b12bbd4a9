"""What the rules say of invented runs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.safety import made
from tests.simulated import lost

RACE, JOIN = "unlocked-counters-race:3.13", "reading-before-join:3.13"
IDENTS, ORDER = "identifiers-reused:3.13", "order-varies:3.13"
HALF = made.counted(lost=(50_000,) * 6, shortest=(20_000,) * 6)
MANY = made.counted(updates=10_000_000)


def said(trials, claim=RACE, **more):
    return made.decided(trials, **more)[0][claim]


def why_not(trials, claim=RACE, **more):
    sentences, reasons = made.decided(trials, **more)
    assert claim not in sentences
    return reasons[claim]


def only(test, seen):
    return {f"3.13/{test}": [made.outcome(seen)]}


def test_one_way_that_loses_updates_is_enough_and_the_worst_is_named():
    found = said(made.unlocked(call=HALF, list=made.counted(lost=(10,) * 6)))
    assert found.decided == "holds"
    assert found.text == (
        "On 3.13, two threads lost 500,000 (499,000–501,000) of a million updates by counter.value += one(), at the "
        "default switch interval."
    )
    assert (found.unit, found.evidence, found.target) == ("per million", "safety", "3.13")
    assert found.low <= found.value == 500_000 <= found.high


def test_where_the_shortest_interval_loses_more_it_is_told_of_and_a_lock_beside_it():
    trials = made.unlocked(call=made.counted(shortest=(50_000,) * 6))
    found = said({**trials, **made.cures()})
    assert found.text.endswith("by counter.value += one(), at a switch interval of 1 µs. Under a Lock: none.")


@pytest.mark.parametrize("lock", [[], [lost("wrong", "wrong result: Lock came to 5")]], ids=["not run", "wrong"])
def test_nothing_is_said_of_a_lock_that_was_not_measured(lock):
    assert "Lock" not in said({**made.unlocked(call=HALF), "3.13/cures": lock}).text


def test_without_a_gil_no_switch_interval_is_named():
    free = made.counted(lost=(30_000,) * 6, shortest=None)
    trials = made.unlocked("3.14t", **dict.fromkeys(("attribute", "call", "list", "dict", "global"), free))
    found = said(trials, "unlocked-counters-race:3.14t")
    assert found.text.startswith("On 3.14t, two threads lost ")
    assert found.text.endswith(" of a million updates by counter.value += 1.")


def test_where_nothing_was_lost_of_very_many_it_does_not_hold():
    found = said(made.unlocked(**dict.fromkeys(("attribute", "call", "list", "dict", "global"), MANY)))
    assert (found.decided, found.value) == ("does not hold", 0)
    assert found.text == "On 3.13, two threads without a lock lost no update: at most 0.061 of a million."


def test_where_nothing_was_lost_of_few_it_is_undecided():
    assert why_not(made.unlocked()) == "undecided: no update was lost, but 6.1 of a million may be"


@settings(deadline=None)
@given(st.lists(st.sampled_from([0, 0, 1, 500, 90_000]), min_size=6, max_size=6), st.booleans())
def test_no_sentence_about_counters_contradicts_its_numbers(losses, many):
    seen = made.counted(lost=losses, updates=10_000_000 if many else made.UPDATES)
    quiet = MANY if many else made.counted()
    trials = made.unlocked(**{**dict.fromkeys(("attribute", "list", "dict", "global"), quiet), "call": seen})
    sentences, reasons = made.decided(trials)
    found = sentences.get(RACE)
    if any(losses):
        assert found.decided == "holds"
        assert 0 < found.low <= found.value <= found.high
        assert " lost " in found.text
    elif many:
        assert found.decided == "does not hold"
        assert found.high < 1
    else:
        assert reasons[RACE].startswith("undecided: ")


def test_reading_before_join_is_told_with_what_was_there():
    found = said(only("join", made.early(*[0.4] * 10)), JOIN)
    assert found.decided == "holds"
    assert found.text == (
        "On 3.13, 100 % (69–100 %) of the reads before join() were wrong without any race: 40 % of the total was there."
    )
    assert (found.unit, found.value) == ("%", 100)


def test_identifiers_are_told_with_the_native_ones():
    found = said(only("identifiers", made.identified()), IDENTS)
    assert found.decided == "holds"
    assert found.text == (
        "On 3.13, 100 % (96–100 %) of threads have the get_ident() of one that has ended, and 0 % its native_id."
    )
    assert "native" not in said(only("identifiers", made.identified(natives=None)), IDENTS).text


def test_order_is_told_with_its_correlation():
    found = said(only("order", made.ordered(*[[1, 0, 2, 3]] * 4, *[[0, 1, 2, 3]] * 4)), ORDER)
    assert found.decided == "holds"
    assert found.text == (
        "On 3.13, in 50 % (16–84 %) of repeats threads with equal work did not end in the order of their starts: rank "
        "correlation 0.83."
    )


@pytest.mark.parametrize(
    ("trials", "claim", "decided"),
    [
        pytest.param(only("join", made.early(*[1.0] * 10)), JOIN, None, id="all reads right, of few"),
        pytest.param(only("join", made.early(*[1.0] * 60)), JOIN, "does not hold", id="all reads right, of many"),
        pytest.param(only("join", made.early(*[1.0] * 60, 0.9)), JOIN, "holds", id="one read wrong"),
        pytest.param(only("identifiers", made.identified(0)), IDENTS, "does not hold", id="identifiers of their own"),
        pytest.param(only("identifiers", made.identified(1)), IDENTS, "holds", id="one identifier again"),
        pytest.param(only("order", made.ordered(*[[0, 1]] * 8)), ORDER, None, id="in order, few times"),
        pytest.param(only("order", made.ordered(*[[0, 1]] * 60)), ORDER, "does not hold", id="in order, many times"),
        pytest.param(only("order", made.ordered([1, 0])), ORDER, "holds", id="one repeat, not in order"),
    ],
)
def test_what_was_seen_happens_and_what_was_not_may_be_rare(trials, claim, decided):
    sentences, reasons = made.decided(trials)
    found = sentences.get(claim)
    assert (found and found.decided) == decided
    assert reasons.get(claim, "undecided").startswith("undecided")
    if decided == "does not hold":
        assert (found.value, found.low) == (0, 0)
        assert found.high < 10


@pytest.mark.parametrize(
    ("trials", "claim", "more", "reason"),
    [
        pytest.param({}, RACE, {"skips": {"3.13/join": "no"}}, "counter.value += 1 is not in this run", id="none"),
        pytest.param(made.cures(), RACE, {}, "is not in this run", id="cures only"),
        pytest.param({"3.13/unlocked": [lost("failed", "signal 11")]}, RACE, {}, "failed: signal 11", id="crashed"),
        pytest.param({"3.13/join": [lost("failed", "exit code 1")]}, JOIN, {}, "failed: exit code 1", id="failed"),
        pytest.param({"3.13/order": []}, ORDER, {}, "not run: the run ended before it", id="not run"),
        pytest.param(
            only("identifiers", made.identified()), IDENTS, {"size": "small"}, "a smoke test", id="smoke test"
        ),
    ],
)
def test_what_was_not_measured_is_not_decided_and_the_reason_says_so(trials, claim, more, reason):
    found = why_not(trials, claim, **more)
    assert found.startswith("not measured: ")
    assert reason in found


def test_more_threads_do_not_speak():
    many = {f"{name}/8": rounds for name, rounds in made.unlocked(call=HALF).items()}
    assert why_not({**made.unlocked(), **many}).startswith("undecided")
