"""A speed-up that the workers cannot give is said to be none."""

import pytest
from tests.known import collect
from tests.simulated import World, scenario, simulate, target

from gilbench.analysis.capacity import beyond
from gilbench.analysis.ratios import MARGIN
from gilbench.model import Estimate

CALM = World(noise=0.001)
MORE = "can give: noise, or cheaper work"


def doubt(name, speedup, workers=2, world=CALM, strategy="thread", **manifest):
    run = simulate(scenario(name, {strategy: speedup}, workers=workers), world, **manifest)
    *_, summary = collect(run).summaries.values()
    assert summary.sound is not bool(summary.beyond)
    return summary.beyond


@pytest.mark.parametrize(
    ("name", "speedup", "workers", "cpus", "doubted"),
    [
        pytest.param("3.13/primes", 2.3, 2, 2, f"more than 2 workers {MORE}", id="more than the workers"),
        pytest.param("3.13/primes", 2.3, 4, 2, f"more than 4 workers on 2 CPUs {MORE}", id="more than the CPUs"),
        pytest.param("3.13/primes", 1.3, 2, 1, f"more than 2 workers on 1 CPU {MORE}", id="more than the only CPU"),
        pytest.param("3.13/primes", 1.3, 1, 2, f"more than 1 worker {MORE}", id="one worker"),
        pytest.param("3.13/primes", 2.08, 2, 2, "", id="above by less than the margin"),
        pytest.param("3.13/primes", 1.95, 2, 2, "", id="what the workers can give"),
        pytest.param("3.13/primes", 0.5, 2, 2, "", id="slower"),
        pytest.param("3.13/echo", 3.9, 4, 1, "", id="waiting scales with the workers"),
        pytest.param("3.13/pages", 3.9, 4, 2, "", id="so does what waits in part"),
        pytest.param("3.13/echo", 4.5, 4, 8, f"more than 4 workers {MORE}", id="more waiting than the workers do"),
        pytest.param("3.13/pages", 4.5, 4, 8, f"more than 4 workers {MORE}", id="more than those do in part"),
    ],
)
def test_a_speedup_is_bounded_by_the_workers_and_that_of_cpu_work_by_the_cpus(name, speedup, workers, cpus, doubted):
    assert doubt(name, speedup, workers, usable_cpus=cpus) == doubted


@pytest.mark.parametrize(
    ("low", "doubted"),
    [
        pytest.param(None, False, id="no interval"),
        pytest.param(1.5, False, id="reaches below"),
        pytest.param(2 * (1 + MARGIN), False, id="reaches the margin"),
        pytest.param(2.11, True, id="wholly above"),
    ],
)
def test_the_whole_interval_must_lie_above_by_more_than_the_margin(low, doubted):
    *_, summary = collect(simulate(scenario("3.13/primes", {"thread": 2.0}))).summaries.values()
    high = None if low is None else 3.0
    assert bool(beyond(summary, Estimate(2.5, low, high, 6), 2)) is doubted


@pytest.mark.parametrize(
    ("facts", "doubted"),
    [
        pytest.param({"cgroup_quota": 1.0}, "", id="two CPUs until a quota is used up"),
        pytest.param({"cgroup_quota": 1.0, "affinity": None}, "", id="where the platform does not tell which"),
        pytest.param(
            {"cgroup_quota": 1.0, "affinity": [1]}, f"more than 2 workers on 1 CPU {MORE}", id="a quota and one CPU"
        ),
    ],
)
def test_a_quota_is_no_bound_at_a_moment(facts, doubted):
    assert doubt("3.13/primes", 1.9, usable_cpus=1, targets=(target("3.13", **facts),)) == doubted


def test_a_dry_run_has_a_cpu_for_every_worker():
    assert doubt("3.13/primes", 4.0, workers=4, invented=True) == ""


def test_the_doubt_is_a_flag_of_the_trial_and_leaves_its_time_alone():
    run = simulate(scenario("3.13/primes", {"thread": 2.3}), CALM)
    serial, thread = collect(run).summaries.values()
    assert serial.sound
    assert thread.flags == (f"more than 2 workers {MORE}",)
    assert thread.doubts == ()
    assert len(thread.rounds) == CALM.rounds
