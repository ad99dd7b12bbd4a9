"""Which trials of pool_contract a run has, what they are for, and what they take."""

import pytest
from tests.experiments.pool_contract import made
from tests.simulated import target

from gilbench.experiments.contract import Planned
from gilbench.experiments.pool_contract import plan
from gilbench.experiments.pool_contract.records import POOLS, WORST_FIRST
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.trial import Trial
from gilbench.settings import Settings

PRICES = Prices(start=0.1, calls=1, item=0.05)
BOTH = set(POOLS)


def wanted(**settings):
    return list(plan.wanted(Asked(Settings(**settings), 2, (1, 2), {}), target("3.13")))


def pools(answers, kind):
    found = (each if kind is Trial else each.trial for each in answers if isinstance(each, kind))
    return {each.parameter_text.removeprefix("pool=") for each in found}


@pytest.mark.parametrize(
    ("settings", "measured", "left_out"),
    [
        pytest.param({}, BOTH, set(), id="beside others"),
        pytest.param({"suite": "full"}, BOTH, set(), id="the full suite"),
        pytest.param({"experiments": ("pool_contract",)}, BOTH, set(), id="asked for by itself"),
        pytest.param({"effort": "quick"}, set(), BOTH, id="quick"),
        pytest.param({"globs": ("primes",)}, set(), set(), id="workloads, of which it has none"),
        pytest.param({"strategies": ("thread",)}, set(), set(), id="strategies, of which it has none"),
        pytest.param({"size": "small"}, set(), set(), id="a smoke test of others"),
    ],
)
def test_what_is_measured_and_left_out_follows_from_what_was_asked_for(settings, measured, left_out):
    answers = wanted(**settings)
    assert pools(answers, Trial) == measured
    assert pools(answers, LeftOut) == left_out


@pytest.mark.parametrize("settings", [{}, {"suite": "full"}, {"experiments": ("pool_contract",)}])
def test_a_contract_is_asked_for_once(settings):
    assert Planned(plan).rounds(Settings(**settings)) == "once"
    assert Planned(plan).calls == "one"


def test_the_pool_that_the_claim_is_about_decides_and_the_other_advises():
    assert plan.ranks(wanted(), target("3.13"), 2) == {
        made.trial("3.13/ThreadPool").id: Rank.DECIDES,
        made.trial("3.13/ThreadPoolExecutor").id: Rank.ADVISES,
    }


def test_the_core_takes_a_second_and_a_half_of_one_interpreter():
    assert sum(plan.seconds(each, PRICES) for each in wanted()) <= 1.5


@pytest.mark.parametrize("pool", POOLS)
def test_what_is_invented_has_outcomes_that_fit_what_is_promised(pool):
    invented = plan.invented(made.trial(f"3.13/{pool}"))
    answers = invented.seen.answers
    assert invented.seconds > 0
    assert len({each.question for each in answers}) == len(answers)
    assert all(each.outcome in WORST_FIRST for each in answers)
    assert all(bool(each.promise) == (each.outcome in {"keeps", "breaks", "hangs"}) for each in answers)
