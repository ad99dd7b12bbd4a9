"""What the rules say of invented runs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.deadlock import made
from tests.simulated import lost

DEADLOCKS, CURES = "lock-order-deadlocks:3.13", "backing-off-cures:3.13"


def said(trials, claim, **more):
    return made.decided(trials, **more)[0][claim]


def why_not(trials, claim, **more):
    sentences, reasons = made.decided(trials, **more)
    assert claim not in sentences
    return reasons[claim]


def test_where_any_dinner_deadlocks_lock_orders_do_and_both_ways_are_told():
    found = said(made.core(none_yes=made.outcome(35)), DEADLOCKS)
    assert found.decided == "holds"
    assert found.text == (
        "On 3.13, five threads that took locks in different orders deadlocked in 35 of 36 dinners (85–100 %). That was "
        "with a pause between the locks; without one it was none of 36."
    )
    assert (found.unit, found.evidence, found.target) == ("%", "deadlock", "3.13")
    assert found.low <= found.value <= found.high
    assert found.value == pytest.approx(100 * 35 / 36)


def test_what_deadlocks_more_often_is_told_first():
    found = said(made.core(none_no=made.outcome(20), none_yes=made.outcome(2)), DEADLOCKS)
    assert found.text.startswith(
        "On 3.13, five threads that took locks in different orders deadlocked in 20 of 36 dinners"
    )
    assert found.text.endswith(". That was without a pause between the locks; with one it was 2 of 36.")


def test_where_none_of_many_dinners_deadlocked_it_does_not_hold():
    found = said(made.core(none_yes=made.outcome(0)), DEADLOCKS)
    assert (found.decided, found.value) == ("does not hold", 0)
    assert found.high < 10
    assert found.text == (
        "On 3.13, five threads that took locks in different orders deadlocked in none of 36 dinners (0–9.7 %), with "
        "and without a pause between them."
    )


def test_where_none_of_few_did_it_is_undecided():
    found = why_not(made.core(none_yes=made.outcome(0, dinners=10)), DEADLOCKS)
    assert found == "undecided: no dinner deadlocked, but 31 % of them may"


def test_backing_off_cures_where_there_was_something_to_cure_and_its_price_is_told():
    found = said(made.core(), CURES)
    assert found.decided == "holds"
    assert found.text == (
        "On 3.13, five threads that backed off deadlocked in none of 36 dinners (0–9.7 %), and everybody ate. Meals "
        "per second: 16,000, with ordered locks 20,000."
    )
    assert (found.unit, found.value, found.low) == ("%", 0, 0)


def test_a_philosopher_that_once_ate_nothing_does_not_starve_and_is_told_of():
    found = said(made.core(back_off=made.outcome(unfed=3)), CURES)
    assert found.decided == "holds"
    assert "98 % of them ate each time" in found.text


def test_ordered_locks_that_deadlocked_always_have_no_meals_to_compare_with():
    assert said(made.core(ordered=made.outcome(36)), CURES).text.endswith("with ordered locks –.")


@pytest.mark.parametrize(
    ("back_off", "says"),
    [
        pytest.param(made.outcome(2), "deadlocked all the same, in 2 of 36 dinners (0.7–19 %).", id="deadlocks"),
        pytest.param(made.outcome(unfed=36), "did not deadlock, but 20 % (14–27 %) of them", id="starves"),
    ],
)
def test_what_deadlocks_or_starves_is_no_cure(back_off, says):
    found = said(made.core(back_off=back_off), CURES)
    assert found.decided == "does not hold"
    assert says in found.text
    assert found.low > 0


@pytest.mark.parametrize(
    ("others", "reason"),
    [
        pytest.param({"none_yes": made.outcome(0)}, "there was nothing to cure", id="nothing to cure"),
        pytest.param({"back_off": made.outcome(dinners=8)}, "but 37 % of them may", id="too few dinners"),
        pytest.param({"back_off": made.outcome(unfed=12)}, "may have had no meal", id="somebody may starve"),
    ],
)
def test_what_is_not_clear_is_undecided(others, reason):
    found = why_not(made.core(**others), CURES)
    assert found.startswith("undecided: ")
    assert reason in found


@settings(deadline=None, max_examples=20)
@given(*(st.integers(0, 36) for _ in range(4)))
def test_no_sentence_contradicts_its_numbers(naive, paused, cured, unfed):
    trials = made.core(
        none_no=made.outcome(naive), none_yes=made.outcome(paused), back_off=made.outcome(cured, unfed=unfed)
    )
    sentences, reasons = made.decided(trials)
    found = sentences[DEADLOCKS]
    assert found.decided == ("holds" if naive or paused else "does not hold")
    assert (found.value > 0) == (found.decided == "holds")
    assert f"{max(naive, paused) or 'none'} of 36 dinners" in found.text
    cure = sentences.get(CURES)
    if cured:
        assert cure.decided == "does not hold"
        assert f"{cured} of 36 dinners" in cure.text
    elif cure is None:
        assert reasons[CURES].startswith("undecided: ")
    else:
        assert (cure.value == 0) == (cure.decided == "holds")
        assert ("everybody ate" in cure.text) == (unfed == 0)
    for each in sentences.values():
        assert each.low <= each.value <= each.high


@pytest.mark.parametrize("claim", [DEADLOCKS, CURES])
@pytest.mark.parametrize(
    ("others", "reason"),
    [
        pytest.param({"none_yes": lost("failed", "exit code 1")}, "with pauses: failed: exit code 1", id="failed"),
        pytest.param({"none_yes": lost("wrong", "wrong result: lock 1")}, "wrong: wrong result: lock 1", id="wrong"),
    ],
)
def test_nothing_rests_on_what_went_wrong(claim, others, reason):
    found = why_not(made.core(**others), claim)
    assert found.startswith("not measured: no cure, ")
    assert found.endswith(reason)


@pytest.mark.parametrize("claim", [DEADLOCKS, CURES])
def test_what_was_not_asked_for_is_not_decided(claim):
    assert why_not({"3.13/waiter/yes": [made.outcome()]}, claim).endswith("it is not in this run")
    assert "a smoke test" in why_not(made.core(), claim, size="small")


def test_other_tables_do_not_speak():
    others = {f"3.13/back-off/yes/{each}": [made.outcome(36)] for each in ("threads/16", "processes/5")}
    assert said({**made.core(), **others}, CURES).decided == "holds"
