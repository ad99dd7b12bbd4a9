from collections import Counter
from itertools import combinations, pairwise

from tests.simulated import trial

from gilbench.schedule import order

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
