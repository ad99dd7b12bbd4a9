from collections import Counter
from dataclasses import replace

import pytest
from tests.run.watch import Watch
from tests.simulated import lost, trial

from gilbench.plan.rank import Rank
from gilbench.plan.schedule import Pair
from gilbench.plan.trial import Plan
from gilbench.run.fake import FakeRunner
from gilbench.run.rounds import Rounds, measure
from gilbench.settings import DEPTHS
from gilbench.store.records import Record

TRIALS = tuple(trial(f"3.13/{name}/thread/2") for name in ("primes", "sleep", "json"))
DEPTH = replace(DEPTHS["normal"], rounds=3, most_rounds=8)


def known(half_width, trials=TRIALS, rounds=9):
    """Return what a run knows if every trial is compared with a serial twin that is not measured here."""
    return [Pair(each, each, half_width, rounds, Rank.DECIDES) for each in trials]


class Silence:
    def __init__(self):
        self.seen = []
        self.worst = []

    def known(self, worst):
        self.worst.append(worst.half_width)

    def starting(self, step):
        self.seen.append((step.round, step.done, step.total))

    def ended(self, _, record):
        pass


def planned(*trials):
    return Plan(tuple(each for each in trials if not each.copy), (), (), tuple(each for each in trials if each.copy))


def rounds_of(plan, clock, budget=-1.0, *, stored=(), depth=DEPTH, once=frozenset()):
    return Rounds(plan, 1, depth, budget, stored, lambda _: 1.0, once, clock)


def run(depth=DEPTH, *, budget=1e9, stored=(), runner=None, compare=lambda _: known(1.0), keep=None):
    runner = runner or FakeRunner()
    kept, watch = [], Watch(runner)
    rounds = rounds_of(planned(*TRIALS), watch.now, budget, stored=stored, depth=depth)
    measure(rounds, watch, keep or kept.append, Silence(), compare)
    return runner, kept


def counts(runner):
    return Counter(each.workload for each in runner.ran)


def test_rounds_go_on_to_the_most_while_budget_and_precision_ask_for_more():
    assert set(counts(run()[0]).values()) == {8}


def test_a_spent_budget_still_gives_the_least_number_of_rounds():
    assert set(counts(run(budget=-1)[0]).values()) == {3}


def test_a_round_that_would_not_fit_the_budget_is_not_begun():
    slow = FakeRunner(seconds=lambda _: 100.0)
    assert set(counts(run(budget=200, runner=slow)[0]).values()) == {3}


def test_precision_stops_only_after_the_least_number_of_rounds():
    assert set(counts(run(compare=lambda _: known(0.01))[0]).values()) == {3}


def test_only_what_is_not_precise_goes_on():
    precise = known(0.01, TRIALS[:1])
    ran = counts(run(compare=lambda number: [*precise, *known(1.0 if number < 6 else 0.01, TRIALS[1:])])[0])
    assert ran == {"primes": 3, "sleep": 5, "json": 5}


def test_what_is_left_of_the_budget_goes_to_the_widest_interval():
    widths = [*known(0.1, TRIALS[:1]), *known(0.3, TRIALS[1:2]), *known(0.2, TRIALS[2:])]
    slow = FakeRunner(seconds=lambda _: 100.0)  # 300 s with warm-up and two values
    assert counts(run(budget=700, runner=slow, compare=lambda _: widths)[0])["primes"] == 3


def test_every_record_is_kept_as_soon_as_it_is_there():
    kept = []
    runner = FakeRunner()

    def keep(record):
        kept.append(record)
        assert len(kept) == len(runner.ran)

    run(budget=-1, runner=runner, keep=keep)
    assert [record.trial for record in kept] == [each.id for each in runner.ran]


@pytest.mark.parametrize("state", ["failed", "timed out"])
def test_a_lost_trial_is_not_tried_again_and_the_others_go_on(state):
    runner = FakeRunner(outcomes={TRIALS[0].id: lost(state, "why")})
    run(budget=-1, runner=runner)
    assert counts(runner) == {"primes": 1, "sleep": 3, "json": 3}


def test_an_experiment_that_is_measured_once_is_measured_in_the_first_round():
    once = replace(TRIALS[0], experiment="held_share", strategy="serial", workers=1)
    runner = FakeRunner()
    rounds = rounds_of(planned(*TRIALS, once), Watch(runner).now, once=frozenset({"held_share"}))
    measure(rounds, runner, lambda _: None, Silence(), lambda _: [])
    assert runner.ran.count(once) == 1
    assert Counter(each.workload for each in runner.ran if each != once) == {"primes": 3, "sleep": 3, "json": 3}


def test_the_copy_of_a_lost_trial_is_not_tried_either():
    lost_one, copy = TRIALS[0], replace(TRIALS[0], copy=1)
    runner = FakeRunner(outcomes={lost_one.id: lost("timed out", "late")})
    stored = [Record(lost_one.id, 1, lost("timed out", "late"))]
    rounds = rounds_of(planned(*TRIALS, copy), Watch(runner).now, stored=stored)
    measure(rounds, runner, lambda _: None, Silence(), lambda _: [])
    assert copy not in runner.ran


def test_nothing_left_to_measure_ends_the_rounds():
    runner = FakeRunner(outcomes={each.id: lost("failed", "why") for each in TRIALS})
    run(runner=runner)
    assert len(runner.ran) == 3


@pytest.mark.parametrize("already", range(17))
def test_resuming_a_round_of_some_trials_runs_exactly_what_is_missing(already):
    def compare(number):
        return [*known(0.01, TRIALS[:1]), *known(1.0, TRIALS[1:2]), *known(1.0 if number < 6 else 0.01, TRIALS[2:])]

    whole, kept = run(compare=compare)
    rest, _ = run(compare=compare, stored=kept[:already])
    assert [each.id for each in rest.ran] == [each.id for each in whole.ran[already:]]


@pytest.mark.parametrize("already", range(10))
def test_resuming_anywhere_runs_exactly_what_is_missing(already):
    whole, kept = run(budget=-1)
    rest, _ = run(budget=-1, stored=kept[:already])
    assert [each.id for each in rest.ran] == [each.id for each in whole.ran[already:]]


def test_resuming_does_not_try_a_lost_trial_again():
    stored = [Record(TRIALS[0].id, 1, lost("failed", "why"))]
    assert counts(run(budget=-1, stored=stored)[0]) == {"sleep": 3, "json": 3}


def test_progress_counts_towards_the_least_rounds_and_then_round_by_round():
    silence = Silence()
    rounds = rounds_of(planned(*TRIALS), lambda: 0.0, 1e9, depth=replace(DEPTH, most_rounds=4))
    measure(rounds, FakeRunner(), lambda _: None, silence, lambda _: known(1.0))
    assert silence.seen[0] == (1, 0, 9)
    assert silence.seen[-1] == (4, 11, 12)
    assert silence.worst == [1.0, 1.0]  # before the third round and the fourth
