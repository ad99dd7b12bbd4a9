"""What the answers of all rounds come to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.pool_contract import made

from gilbench.experiments.pool_contract.figures import FIGURES, drawn, reduce
from gilbench.experiments.pool_contract.records import WORST_FIRST

TRIAL = made.trial("3.13/ThreadPool")
OUTCOMES = st.lists(st.sampled_from(WORST_FIRST), min_size=1, max_size=30)


def reduced(*rounds):
    return {
        name: each.value
        for name, each in reduce(TRIAL, {at: [made.call(*answers)] for at, answers in enumerate(rounds, 1)}).items()
    }


def test_questions_are_counted_by_outcome_and_promises_that_hang_are_broken():
    assert reduced(made.ALL_KINDS) == {
        "promises_kept": 2,
        "promises_broken": 3,
        "pool_hangs": 3,
        "pool_not_offered": 1,
    }
    assert set(reduced(made.ALL_KINDS)) == {each.name for each in FIGURES}


@pytest.mark.parametrize("rounds", [{}, {1: []}], ids=["no round", "a round without a call"])
def test_without_a_call_there_is_no_figure(rounds):
    assert reduce(TRIAL, rounds) == {}
    assert drawn(TRIAL, rounds) == ()


def test_counts_are_exact():
    found = reduce(TRIAL, {1: [made.call(*made.KEPT)]})
    assert {(each.low, each.high, each.rounds) for each in found.values()} == {(None, None, 1)}


def test_what_is_kept_in_one_round_only_is_not_kept():
    once = [made.answer("order"), made.answer("exit", "hangs", topic="errors")]
    assert reduced(made.KEPT, once)["promises_kept"] == reduced(once, made.KEPT)["promises_kept"] == 2
    assert reduced(made.KEPT, once)["promises_broken"] == reduced(once, made.KEPT)["promises_broken"] == 1


@pytest.mark.parametrize("outcome", ["", "perhaps"])
def test_an_outcome_that_is_none_is_refused(outcome):
    with pytest.raises(ValueError, match="is no outcome of a question"):
        reduced([made.answer("order", outcome)])


@settings(deadline=None)
@given(OUTCOMES)
def test_every_question_is_in_one_count_or_does_what_nobody_promises(outcomes):
    found = reduced([made.answer(f"{number}", each) for number, each in enumerate(outcomes)])
    counted = found["promises_kept"] + found["promises_broken"] + found["pool_not_offered"]
    assert counted + outcomes.count("does") == len(outcomes)
    assert found["pool_hangs"] == outcomes.count("hangs") <= found["promises_broken"]
