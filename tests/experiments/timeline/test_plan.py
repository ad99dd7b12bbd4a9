"""Which trials of timeline a run has."""

import pytest
from tests.simulated import target

from gilbench.experiments.timeline import plan
from gilbench.plan.asked import Asked, LeftOut
from gilbench.plan.prices import Prices
from gilbench.plan.rank import Rank
from gilbench.plan.trial import Trial
from gilbench.settings import Settings


def wanted(target_id="3.13", **settings):
    return list(plan.wanted(Asked(Settings(**settings), 2, (1, 2), {}), target(target_id)))


@pytest.mark.parametrize(
    ("settings", "kinds"),
    [
        pytest.param({}, [Trial], id="by default"),
        pytest.param({"suite": "full"}, [Trial], id="the full suite"),
        pytest.param({"experiments": ("timeline",)}, [Trial], id="asked for by itself"),
        pytest.param({"experiments": ("timeline",), "effort": "quick"}, [Trial], id="by itself, quickly"),
        pytest.param({"effort": "quick"}, [LeftOut], id="a quick run"),
        pytest.param({"globs": ("primes",)}, [], id="workloads, of which it has none"),
        pytest.param({"strategies": ("thread",)}, [], id="strategies, of which it has none"),
        pytest.param({"size": "small"}, [], id="a smoke test"),
    ],
)
def test_what_is_recorded_follows_from_what_was_asked_for(settings, kinds):
    assert [type(each) for each in wanted(**settings)] == kinds


def test_an_interpreter_has_one_recording_of_three_threads():
    (trial,) = wanted("3.13t")
    assert (trial.id, trial.workload, trial.strategy, trial.parameters) == ("3.13t/timeline/3", None, None, ())


def test_it_advises_and_costs_less_than_a_second():
    (trial,) = wanted()
    assert plan.ranks([trial], target("3.13"), 2) == {trial.id: Rank.ADVISES}
    assert plan.seconds(trial, Prices(start=0.06, calls=2, item=0.0144)) < 1
