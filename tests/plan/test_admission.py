"""What takes part: never more than fits, never less with more, and nothing without what it is held against."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.simulated import trial

from gilbench.plan.admission import Terms, admitted
from gilbench.plan.rank import Rank
from gilbench.plan.trial import SERIAL, Plan, Trial

SHARES = {"throughput": 0.6, "startup": 0.1}
WORKS = ("primes", "sleep", "json", "pages")
LABELS = ("serial/1", "thread/2", "process_pool[fork]/2", "process_pool[spawn]/2")
THROUGHPUT = [trial(f"{target}/{work}/{label}") for target in ("3.13", "3.14t") for work in WORKS for label in LABELS]
STARTUP = [Trial("startup", None, "process_pool", method, 2, "full", 2, "3.13") for method in ("fork", "spawn")]
TRIALS = (*THROUGHPUT, *STARTUP)
COPIES = (replace(THROUGHPUT[0], copy=1),)
PLAN = Plan(TRIALS, (), (), COPIES, ((replace(THROUGHPUT[4], copy=1), replace(THROUGHPUT[5], copy=1)),))
SECONDS = st.floats(0.1, 10.0)
DRAWN = st.tuples(
    st.tuples(*[st.sampled_from(Rank)] * len(TRIALS)),
    st.tuples(*[SECONDS] * len(TRIALS)),
)


def terms(ranks, seconds):
    costs = {each.id: one for each, one in zip(TRIALS, seconds, strict=True)}
    return Terms(
        {each.id: rank for each, rank in zip(TRIALS, ranks, strict=True)}, SHARES, lambda each: costs[each.original.id]
    )


def cost(plan, under):
    return math.fsum(map(under.cost, plan.measured))


@given(DRAWN, st.floats(0, 300))
def test_it_fits_unless_what_decides_does_not_fit_alone(drawn, budget):
    under = terms(*drawn)
    found, alone = admitted(PLAN, under, budget, 0.0), admitted(PLAN, under, -1.0, 0.0)
    assert cost(found, under) <= max(budget, cost(alone, under)) + 1e-6


@given(DRAWN, st.floats(-10, 300), st.floats(0, 300))
def test_a_larger_budget_never_leaves_out_what_a_smaller_one_had_room_for(drawn, budget, more):
    under = terms(*drawn)
    assert {*admitted(PLAN, under, budget, 0.0).trials} <= {*admitted(PLAN, under, budget + more, 0.0).trials}


@given(DRAWN, st.floats(-10, 300))
def test_nothing_takes_part_without_what_it_is_compared_with(drawn, budget):
    under = terms(*drawn)
    found = admitted(PLAN, under, budget, 0.0)
    works = {each.workload for each in found.trials if each.workload is not None}
    assert {each for each in THROUGHPUT if each.strategy == SERIAL and each.workload in works} <= {*found.trials}
    assert {each.original for each in (*found.copies, *found.spares[0])} <= {*found.trials}
    assert found.copies == COPIES


@given(DRAWN, st.floats(-10, 300))
def test_what_decides_always_takes_part_and_nothing_gets_lost(drawn, budget):
    under = terms(*drawn)
    found = admitted(PLAN, under, budget, 7.0)
    assert {each for each in TRIALS if under.ranks[each.id] == Rank.DECIDES} <= {*found.trials}
    over = () if found.over_budget is None else found.over_budget.trials
    assert sorted(each.id for each in (*found.trials, *over)) == sorted(each.id for each in TRIALS)
    if found.over_budget:
        whole = 7.0 + cost(PLAN, under)
        assert found.over_budget.budget == pytest.approx(whole)
        assert admitted(PLAN, under, whole - 7.0 + 1e-6, 7.0) == PLAN


@given(DRAWN, st.floats(-10, 300))
def test_a_rank_takes_part_only_when_those_before_it_do(drawn, budget):
    under = terms(*drawn)
    found = admitted(PLAN, under, budget, 0.0)
    over = found.over_budget.trials if found.over_budget else ()
    first_out = min((under.ranks[each.id] for each in over), default=Rank.SHOWS)
    originals = {each.original for each in COPIES}
    later = [each for each in found.trials if under.ranks[each.id] > first_out]
    assert all(each.strategy == SERIAL or each in originals for each in later)


def throughput(budget):
    """Return how many trials of each experiment take part if all cost a second and only advise."""
    under = Terms(dict.fromkeys((each.id for each in TRIALS), Rank.ADVISES), SHARES, lambda _: 1.0)
    found = admitted(replace(PLAN, copies=(), spares=()), under, budget, 0.0)
    return [sum(each.experiment == name for each in found.trials) for name in SHARES]


@pytest.mark.parametrize(
    ("budget", "expected"),
    [
        pytest.param(7.9, [0, 0], id="a block is whole or not there"),
        pytest.param(8, [8, 0], id="8 s of 0.6 come before 2 s of 0.1"),
        pytest.param(10, [8, 2], id="2 s of 0.1 before 16 s of 0.6"),
        pytest.param(33, [24, 2], id="what one does not use goes to the others"),
        pytest.param(34, [32, 2], id="all"),
    ],
)
def test_experiments_take_turns_by_their_shares(budget, expected):
    assert throughput(budget) == expected
