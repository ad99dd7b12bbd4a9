from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.run.watch import Watch
from tests.simulated import trial

from gilbench.plan.rank import Rank
from gilbench.plan.schedule import Pair
from gilbench.plan.trial import Plan, Trial
from gilbench.run.pace import Pace
from gilbench.run.progress import time_left
from gilbench.run.rounds import Rounds, measure
from gilbench.settings import DEPTHS
from gilbench.store.records import Outcome

LABELS = ("serial/1", "thread/2", "process_executor[fork]/2")
TRIALS = tuple(
    trial(f"{name}/{work}/{label}") for name in ("3.13", "3.14t") for work in ("primes", "sleep") for label in LABELS
)
PLAN = Plan(TRIALS, (), ())
BUDGET = 500.0
FIXED = replace(DEPTHS["quick"], most_rounds=DEPTHS["quick"].rounds)
SECONDS = st.floats(0.001, 100.0)
ONE_EACH = st.tuples(*[SECONDS] * len(TRIALS))
WHOLE_RUNS = settings(deadline=None, max_examples=40)


@dataclass
class Steady:
    """Takes for each trial what it is told, each time, and keeps nothing."""

    seconds: Mapping[Trial, float]
    broken: Collection[Trial]

    def run(self, here):
        state = "failed" if here in self.broken else "ok"
        return Outcome(state, "", "", (), None, self.seconds[here], None)


class Watching:
    """Notes every step, and the time at which it was told."""

    def __init__(self, now):
        self.now, self.steps, self.at = now, [], []

    def known(self, worst):
        pass

    def starting(self, step):
        self.steps.append(step)
        self.at.append(self.now())

    def ended(self, _, record):
        pass


def measured(seconds, prices, depth, broken=()):
    """Return the steps of a run, the time of each, and the time of the end."""
    taken, priced = (dict(zip(PLAN.trials, each, strict=True)) for each in (seconds, prices))
    watch = Watch(Steady(taken, broken))
    watching = Watching(watch.now)
    known = [Pair(each, each, 1.0, 9, Rank.DECIDES) for each in TRIALS if each not in broken]
    rounds = Rounds(PLAN, 1, depth, BUDGET, (), priced.__getitem__, clock=watch.now)
    measure(rounds, watch, lambda _: None, watching, lambda _: known)
    return watching.steps, watching.at, watch.gone


@WHOLE_RUNS
@given(ONE_EACH, ONE_EACH, st.sampled_from(["quick", "normal"]), st.sets(st.sampled_from(TRIALS), max_size=5))
def test_what_is_left_is_never_nothing_while_trials_remain(seconds, prices, effort, broken):
    steps, _, _ = measured(seconds, prices, DEPTHS[effort], broken)
    assert steps
    for step in steps:
        assert step.left > 0
        assert step.more >= 0
        assert step.done < step.total
        text = time_left(step)
        assert not text.startswith(("about 0", "at most 0"))
        assert text.endswith(" left")


@WHOLE_RUNS
@given(ONE_EACH, ONE_EACH)
def test_after_a_round_what_is_left_is_right_if_the_next_is_like_it(seconds, prices):
    steps, at, end = measured(seconds, prices, FIXED)
    for step, now in zip(steps, at, strict=True):
        if step.round > 1:
            assert step.left == pytest.approx(end - now)
            assert step.more == 0


@WHOLE_RUNS
@given(ONE_EACH, st.floats(0.1, 10.0))
def test_prices_that_are_wrong_by_one_factor_are_right_after_the_first_trial(seconds, factor):
    steps, at, end = measured(seconds, [factor * each for each in seconds], FIXED)
    assert steps[1].left == pytest.approx(end - at[1])


@WHOLE_RUNS
@given(ONE_EACH, ONE_EACH)
def test_further_rounds_stay_within_the_budget_if_they_are_like_those_before(seconds, prices):
    steps, at, end = measured(seconds, prices, DEPTHS["normal"])
    least = next((now for step, now in zip(steps, at, strict=True) if step.round > 3), end)
    assert end <= max(BUDGET, least) + 1e-6
    for step, now in zip(steps, at, strict=True):
        if step.round > 1:
            assert now + step.left + step.more >= end - 1e-6  # "at most" is at most


def test_what_was_lost_tells_nothing_about_the_others():
    broken = TRIALS[:6]
    seconds = [1e6 if each in broken else 2.0 for each in TRIALS]
    steps, _, _ = measured(seconds, [1.0] * len(TRIALS), FIXED, broken)
    assert steps[-1].left == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("of", "seconds"),
    [
        pytest.param("3.13/primes/serial/1", 3.0, id="itself, on average"),
        pytest.param("3.13/sleep/thread/2", 3.0, id="the same target and kind of workers"),
        pytest.param("3.14t/primes/process_executor[fork]/2", 8.0, id="the same kind of workers elsewhere"),
        pytest.param("3.14t/primes/process_executor[spawn]/2", 14 / 3, id="anything"),
    ],
)
def test_a_trial_takes_what_the_nearest_took(of, seconds):
    pace = Pace(lambda _: 1.0)
    serial = trial("3.13/primes/serial/1")
    for taken in (2.0, 4.0):
        pace.took(serial, taken)
    pace.took(trial("3.13/primes/process_executor[fork]/2"), 8.0)
    assert pace.seconds(trial(of)) == pytest.approx(seconds)


def test_before_anything_was_measured_prices_hold():
    assert Pace(lambda _: 1.5).seconds(TRIALS[0]) == 1.5
