import math
from dataclasses import replace

import numpy as np
import pytest
from tests.compare.compared import BASE, FIVE, NEW, again, verdicts
from tests.known import between, noise_floor
from tests.simulated import (
    World,
    ok,
    simulate,
)

from gilbench.compare.sides import OTHER_SESSION
from gilbench.compare.thresholds import Thresholds
from gilbench.plan.classes import PURE_PYTHON, WAITING


def test_the_smallest_effect_is_what_the_user_says():
    slight = {name: seconds * 1.08 for name, seconds in BASE.items()}
    runs = {"a": simulate(BASE, World(noise=0.003)), "b": simulate(slight, World(seed=2, noise=0.003))}
    assert set(verdicts(between(runs, FIVE)).values()) == {"slower"}
    assert set(verdicts(between(runs, Thresholds(0.15))).values()) == {"same"}


def named(**shares):
    return Thresholds(0.05, globs={f"*/{strategy}/*": share for strategy, share in shares.items()})


def test_each_row_is_judged_by_its_own_threshold():
    runs = {"a": simulate(BASE), "b": again()}
    loose = between(runs, named(thread_pool=0.4))
    assert verdicts(loose)["primes", "thread_pool"] == "same"
    assert {row.strategy: row.margin for row in loose.rows} == {"serial": 0.05, "thread": 0.05, "thread_pool": 0.4}
    assert verdicts(between(runs, FIVE))["primes", "thread_pool"] == "slower"


def test_a_threshold_may_be_stricter_than_the_smallest_effect():
    slight = {name: seconds * 1.08 for name, seconds in BASE.items()}
    runs = {"a": simulate(BASE, World(noise=0.003)), "b": simulate(slight, World(seed=2, noise=0.003))}
    found = between(runs, Thresholds(0.2, classes={PURE_PYTHON: 0.02}))
    assert set(verdicts(found).values()) == {"slower"}


def test_a_threshold_that_fits_no_trial_is_a_warning_and_one_for_a_class_is_none():
    thresholds = Thresholds(0.05, classes={WAITING: 0.2}, globs={"*/prims/*": 0.2, "*/primes/*": 0.1})
    found = between({"a": simulate(BASE), "b": again()}, thresholds)
    unknown = "no trial here is called '*/prims/*', by Python's name or by key: this threshold changes nothing"
    assert found.warnings == (OTHER_SESSION, unknown)


def test_a_threshold_may_name_a_strategy_as_python_does():
    loose = between({"a": simulate(BASE), "b": again()}, Thresholds(0.05, globs={"*/ThreadPool/*": 0.4}))
    assert {row.strategy: row.margin for row in loose.rows} == {"serial": 0.05, "thread": 0.05, "thread_pool": 0.4}


def with_floor(noise, seconds=BASE, seed=1):
    """Return a run in which copies differ from their originals by about this noise, and nothing else does."""
    copy = "3.13/primes/serial/1#2"
    chance = np.random.default_rng(seed)
    run = simulate(seconds | {copy: seconds["3.13/primes/serial/1"]}, World(seed=seed, noise=0.003))
    records = [
        replace(each, outcome=ok([0.2 * math.exp(chance.normal(0, noise))], copy, World()))
        if each.trial.endswith("#2")
        else each
        for each in run.records
    ]
    return replace(run, records=tuple(records))


QUIET, NOISY, NOISIEST = with_floor(0.03, seed=3), with_floor(0.1, seed=4), with_floor(0.9, seed=5)


@pytest.mark.parametrize(
    ("base", "new", "floor", "margins"),
    [
        pytest.param(simulate(BASE), again(BASE), None, {0.05, 0.4}, id="not measured"),
        pytest.param(QUIET, again(BASE), noise_floor(QUIET).share, {0.05, 0.4}, id="below"),
        pytest.param(
            QUIET, NOISY, noise_floor(NOISY).share, {noise_floor(NOISY).share, 0.4}, id="the larger one raises"
        ),
        pytest.param(NOISIEST, QUIET, noise_floor(NOISIEST).share, {noise_floor(NOISIEST).share}, id="thresholds too"),
    ],
)
def test_a_difference_has_to_reach_the_noise_floor_of_every_run(base, new, floor, margins):
    found = between({"a": base, "b": new}, named(thread_pool=0.4))
    assert (found.floor, found.min_effect) == (floor, 0.05)
    assert {row.margin for row in found.rows} == margins


def test_a_difference_below_the_noise_floor_is_undecided_and_no_row_is_the_same_because_of_noise():
    slight = {name: seconds * 1.08 for name, seconds in BASE.items()}
    new = with_floor(0.003, slight, seed=6)
    assert set(verdicts(between({"a": QUIET, "b": new}, FIVE)).values()) == {"slower"}
    assert set(verdicts(between({"a": NOISIEST, "b": new}, FIVE)).values()) == {"undecided"}


def test_copies_are_no_rows():
    assert {row.trial for row in between({"a": QUIET, "b": NOISY}, FIVE).rows} == {
        f"throughput/primes/{way}" for way in ("serial/1", "thread/2", "thread_pool/2")
    }


def test_an_undecided_row_says_how_many_rounds_would_tell():
    noisy = simulate(BASE, World(noise=0.3, seed=5))
    rows = between({"a": noisy, "b": simulate(BASE, World(noise=0.3, seed=6))}, FIVE).rows
    assert {row.verdict for row in rows} == {"undecided"}
    for row in rows:
        half_width = math.log(row.ratio.high / row.ratio.low) / 2
        assert row.rounds_needed == math.ceil(6 * (half_width / math.log(1.05)) ** 2)


def test_the_rounds_that_would_tell_depend_on_the_threshold():
    runs = {"a": simulate(BASE, World(noise=0.3, seed=5)), "b": simulate(BASE, World(noise=0.3, seed=6))}
    strict, loose = (between(runs, Thresholds(share)).rows[0].rounds_needed for share in (0.05, 0.1))
    assert strict / loose == pytest.approx((math.log(1.1) / math.log(1.05)) ** 2, rel=0.01)


def test_more_rounds_are_promised_to_no_row_that_is_decided_or_in_doubt():
    doubtful = World(seed=3, seen={"3.13/primes/thread_pool/2": {"overlap": 0.1}})
    rows = between({"a": simulate(BASE), "b": simulate(NEW, doubtful)}, FIVE).rows
    assert {row.verdict for row in rows} == {"same", "undecided"}
    assert {row.rounds_needed for row in rows} == {None}
