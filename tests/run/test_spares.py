"""Trials for the noise floor that fail are replaced, in that run; the records tell which copies there were."""

from dataclasses import replace

import pytest
from tests.known import noise_floor
from tests.run.watch import Watch
from tests.simulated import World, lost, scenario, simulate, trial

from gilbench.plan.trial import Plan
from gilbench.run.fake import FakeRunner
from gilbench.run.rounds import Rounds, measure
from gilbench.settings import DEPTHS
from gilbench.store.records import Record, with_spares

NAMES = ("primes", "json", "sleep")
PRIMES, JSON, SLEEP = (trial(f"3.13/{name}/serial/1") for name in NAMES)
SECOND = {each: replace(each, copy=1) for each in (PRIMES, JSON, SLEEP)}
PLAN = Plan((PRIMES, JSON, SLEEP), (), (), (SECOND[PRIMES],), ((SECOND[JSON], SECOND[SLEEP]),))
BROKEN = lost("failed", "why")


class Silence:
    def known(self, worst):
        pass

    def starting(self, step):
        pass

    def ended(self, _, record):
        pass


def run(outcomes, stored=(), runner=None):
    runner = runner or FakeRunner(outcomes={each.id: outcome for each, outcome in outcomes.items()})
    kept, watch = [], Watch(runner)
    rounds = Rounds(PLAN, 1, DEPTHS["quick"], 0.0, stored, lambda _: 1.0, clock=watch.now)
    measure(rounds, watch, kept.append, Silence(), lambda _: [])
    return kept


def rounds_by_trial(records):
    found = {}
    for record in records:
        found.setdefault(record.trial, []).append(record.round)
    return found


def test_spares_that_nobody_needs_are_not_measured():
    found = rounds_by_trial(run({}))
    assert found == {each.id: [1, 2, 3] for each in PLAN.measured}


@pytest.mark.parametrize(
    ("broken", "standing_in"),
    [
        pytest.param([PRIMES], JSON, id="the original"),
        pytest.param([SECOND[PRIMES]], JSON, id="the copy"),
        pytest.param([PRIMES, JSON], SLEEP, id="the original and that of the first spare"),
        pytest.param([PRIMES, SECOND[JSON]], SLEEP, id="the original and the first spare"),
    ],
)
def test_what_failed_in_the_first_round_is_replaced_in_the_first_round(broken, standing_in):
    found = rounds_by_trial(run(dict.fromkeys(broken, BROKEN)))
    assert found[SECOND[standing_in].id] == found[standing_in.id] == [1, 2, 3]


def test_what_is_given_up_is_replaced_too():
    assert SECOND[JSON].id in rounds_by_trial(run({PRIMES: lost("timed out", "late")}))


def test_a_copy_that_fails_later_is_not_replaced():
    class Later(FakeRunner):
        def run(self, here):
            outcome = super().run(here)
            return BROKEN if self.ran.count(here) == 2 and here == SECOND[PRIMES] else outcome

    found = rounds_by_trial(run({}, runner=Later()))
    assert found.keys() == {each.id for each in PLAN.measured}
    assert found[SECOND[PRIMES].id] == [1, 2]


@pytest.mark.parametrize("already", range(14))
def test_resuming_anywhere_replaces_the_same(already):
    broken = dict.fromkeys((PRIMES, SECOND[JSON]), BROKEN)
    whole = run(broken)
    rest = run(broken, stored=whole[:already])
    assert [(each.trial, each.round) for each in [*whole[:already], *rest]] == [
        (each.trial, each.round) for each in whole
    ]


def test_the_order_of_the_others_does_not_depend_on_who_is_replaced():
    replaced = [each.trial for each in run({SECOND[PRIMES]: BROKEN}) if each.round == 1]
    undisturbed = [each.trial for each in run({}) if each.round == 1]
    assert replaced == [*undisturbed, SECOND[JSON].id]


def stored(names, troubles):
    """Return a run with a copy of primes that failed at once, and a spare that took its place."""
    made = simulate(names, World(troubles=troubles, noise=0.02))
    plan = made.manifest.plan
    copies, spares = plan.copies[:1], (plan.copies[1:],)
    return replace(made, manifest=replace(made.manifest, plan=replace(plan, copies=copies, spares=spares)))


def test_the_noise_floor_is_that_of_the_copies_that_took_part():
    names = {**scenario("3.13/primes", {"thread": 1.0}), "3.13/primes/thread/2#2": 0.2, "3.13/primes/serial/1#2": 0.2}
    run_of_spares = stored(names, {"3.13/primes/thread/2#2": {1: BROKEN}})
    assert noise_floor(run_of_spares) is None
    (pair,) = noise_floor(with_spares(run_of_spares)).pairs
    assert pair.strategy == "serial"


def test_a_run_whose_spares_have_no_record_has_none():
    made = simulate(scenario("3.13/primes", {"thread": 1.0}))
    spare = trial("3.13/primes/serial/1#2")
    planned = replace(made.manifest.plan, copies=(trial("3.13/primes/thread/2#2"),), spares=((spare,),))
    made = replace(made, manifest=replace(made.manifest, plan=planned))
    assert spare not in with_spares(made).manifest.plan.measured
    ran = replace(made, records=(*made.records, Record(spare.id, 1, made.records[0].outcome)))
    assert spare in with_spares(ran).manifest.plan.measured


def test_a_spare_that_was_due_is_not_made_up_for_once_its_original_is_lost():
    stored = [
        Record(SECOND[PRIMES].id, 1, BROKEN),
        Record(JSON.id, 1, FakeRunner().run(JSON)),
        Record(JSON.id, 2, BROKEN),
    ]
    assert SECOND[JSON].id not in rounds_by_trial(run({}, stored=stored))
