import math
from collections import Counter
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.simulated import trial

from gilbench.plan.rank import Rank
from gilbench.plan.schedule import Pair, of_one_rank, order, worst, worth_measuring

TRIALS = [
    trial(f"{target}/{workload}/{strategy}/2")
    for workload in ("primes", "sleep", "json")
    for target in ("3.13", "3.14t")
    for strategy in ("thread", "raw_thread", "asyncio")
]


def test_every_round_holds_every_trial_once():
    assert all(Counter(order(TRIALS, 7, number)) == Counter(TRIALS) for number in range(1, 6))


def test_the_seed_draws_the_order_again():
    assert order(TRIALS, 7, 3) == order(list(reversed(TRIALS)), 7, 3)
    assert order(TRIALS, 7, 3) != order(TRIALS, 8, 3)


def test_who_goes_first_is_balanced_over_each_two_rounds():
    first, second = order(TRIALS, 7, 1), order(TRIALS, 7, 2)
    for one, other in combinations(TRIALS, 2):
        ahead = [drawn.index(one) < drawn.index(other) for drawn in (first, second)]
        assert sorted(ahead) == [False, True]


def test_orders_differ_from_one_pair_of_rounds_to_the_next():
    assert len({order(TRIALS, 7, number) for number in (1, 3, 5, 7)}) == 4


def test_trials_of_one_workload_stand_next_to_each_other():
    drawn = [each.workload for each in order(TRIALS, 7, 1)]
    changes = sum(one != other for one, other in pairwise(drawn))
    assert changes == 2


def compared(workload, half_width, *, rank=Rank.DECIDES, strategy="thread", rounds=9):
    base, other = trial(f"3.13/{workload}/serial/1"), trial(f"3.13/{workload}/{strategy}/2")
    return Pair(base, other, half_width, rounds, rank)


def chosen(comparisons, precision=0.05, seconds=1e9):
    return {each.id for each in worth_measuring(comparisons, precision, lambda _: 1.0, seconds)}


def ids(*comparisons):
    return {side.id for each in comparisons for side in (each.base, each.other)}


def test_what_is_precise_is_not_measured_again():
    assert chosen([compared("primes", 0.04), compared("sleep", 0.05)]) == set()


@pytest.mark.parametrize(("rounds", "goes_on"), [(3, True), (6, True), (7, False), (8, False)])
def test_a_few_rounds_that_are_close_together_by_luck_are_no_reason_to_stop(rounds, goes_on):
    narrow = compared("primes", 0.01, rounds=rounds)
    assert chosen([narrow]) == (ids(narrow) if goes_on else set())


def test_both_sides_of_what_is_too_wide_are():
    wide, narrow = compared("primes", 0.06), compared("primes", 0.01, strategy="raw_thread")
    assert chosen([wide, narrow, compared("sleep", 0.01)]) == ids(wide)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        pytest.param(4.0, ("primes", "sleep"), id="everything fits"),
        pytest.param(3.9, ("sleep",), id="the widest first"),
        pytest.param(1.9, (), id="no half of a block"),
    ],
)
def test_the_rest_of_the_budget_goes_to_the_widest_intervals_in_whole_blocks(seconds, expected):
    comparisons = [compared("primes", 0.1), compared("sleep", 0.3)]
    assert chosen(comparisons, seconds=seconds) == ids(
        *(each for each in comparisons if each.base.workload in expected)
    )


@pytest.mark.parametrize(("first", "later"), [*pairwise(Rank), (Rank.DECIDES, Rank.SHOWS)])
def test_what_a_sentence_rests_on_comes_before_advice_and_advice_before_the_rest_however_wide(first, later):
    before, after = compared("primes", 0.1, rank=first), compared("sleep", 0.9, rank=later)
    assert chosen([after, before], seconds=2) == ids(before)
    assert chosen([after, before]) == ids(before)
    assert worst([after, before]) == before


def test_a_rank_has_its_turn_when_those_before_it_are_known_or_do_not_fit():
    dear = [compared("primes", 0.9), compared("primes", 0.9, strategy="raw_thread")]
    cheap = compared("sleep", 0.1, rank=Rank.SHOWS)
    assert chosen([*dear, cheap], seconds=2) == ids(cheap)
    assert chosen([compared("primes", 0.01), cheap]) == ids(cheap)


def test_what_the_user_has_chosen_is_of_one_rank_and_only_the_width_counts():
    narrow, wide = compared("primes", 0.1), compared("sleep", 0.9, rank=Rank.SHOWS)
    alike = of_one_rank([narrow, wide])
    assert chosen(alike) == ids(narrow, wide)
    assert chosen(alike, seconds=2) == ids(wide)
    assert (worst(alike).other, worst(alike).half_width) == (wide.other, wide.half_width)


def test_what_has_no_interval_yet_comes_first():
    unknown = compared("sleep", math.inf)
    assert chosen([compared("primes", 0.5), unknown], seconds=2) == ids(unknown)


def test_nothing_compared_has_no_worst():
    assert worst([]) is None


@given(
    st.lists(st.tuples(st.sampled_from("abcde"), st.floats(0, 1), st.sampled_from(Rank)), max_size=12),
    st.floats(0, 20),
    st.floats(0.01, 0.5),
)
def test_the_chosen_fit_the_budget_and_keep_every_pair_together(drawn, seconds, precision):
    comparisons = [compared(*each[:2], rank=each[2], strategy=f"s{number}") for number, each in enumerate(drawn)]
    found = chosen(comparisons, precision, seconds)
    assert len(found) <= seconds
    halves = {each.base.workload for each in comparisons if (each.other.id in found) and each.base.id not in found}
    assert not halves
    measured = [each for each in comparisons if each.other.id in found]
    assert all(each.half_width > precision for each in measured)
    assert len({each.rank for each in measured}) <= 1
