import pytest
from tests.known import EXPERIMENTS
from tests.simulated import target, trial

from gilbench.experiments.discovery import find
from gilbench.plan.asked import Asked
from gilbench.plan.estimate import Pricing
from gilbench.plan.make import make
from gilbench.plan.prices import ITEM as ITEMS_OF
from gilbench.plan.prices import SETTLING, START, Known
from gilbench.plan.trial import Plan
from gilbench.run.rounds import Rounds, measure
from gilbench.settings import Settings
from gilbench.store.records import Outcome

SERIAL, PROCESSES = trial("3.13/primes/serial/1"), trial("3.13/primes/process_executor[fork]/2")
SPAWNED, HELD = trial("3.13/primes/process_executor[spawn]/2"), trial("3.13/primes/serial/1 (held_share)")
FORKING = 2 * 0.25 * START
ITEM = ITEMS_OF["full"]
TARGETS = {each: target(each) for each in ("3.13", "3.13t")} | {"pypy3.11": target("pypy3.11", jit="on")}


def on_every(**items):
    return Known({"every": items})


def pricing(known=None, **asked):
    return Pricing(EXPERIMENTS.planners, Settings(**asked), TARGETS, known or Known())


@pytest.mark.parametrize(
    ("known", "serial", "processes"),
    [
        pytest.param(Known(), ITEM, ITEM / 2, id="nothing is known"),
        pytest.param(on_every(primes=0.01), 0.01, 0.005, id="calibrated"),
        pytest.param(Known({"CPython": {"primes": 0.01}}), 0.01, 0.005, id="on its kind"),
        pytest.param(Known({"PyPy": {"primes": 0.01}}), ITEM, ITEM / 2, id="on another kind"),
        pytest.param(Known({"every": {"sleep": 0.01}}, {"sleep": 9.0}), ITEM, ITEM / 2, id="other work was calibrated"),
        pytest.param(Known({}, {"primes": 0.2}), ITEM, ITEM / 2 + 0.2, id="results are slow to come back"),
    ],
)
def test_a_round_takes_its_items_and_one_of_every_worker_before_and_what_is_around_them(known, serial, processes):
    found = pricing(known)
    assert found.trial(SERIAL) == pytest.approx(START + (4 + 1) * serial)
    assert found.trial(PROCESSES) == pytest.approx(START + FORKING + (4 + 2) * processes)
    assert found.least(Plan((SERIAL, PROCESSES), (), ())) == pytest.approx(
        3 * (found.trial(SERIAL) + found.trial(PROCESSES))
    )


@pytest.mark.parametrize(
    ("name", "at_once"),
    [
        pytest.param("3.13/primes/thread/2", 1, id="threads under the GIL count one after another"),
        pytest.param("3.13t/primes/thread/2", 2, id="without it side by side"),
        pytest.param("3.13/primes/process_executor[fork]/2", 2, id="processes too"),
        pytest.param("3.13/sleep/thread/2", 2, id="and all that waits"),
    ],
)
def test_workers_get_on_side_by_side_where_nothing_makes_them_take_turns(name, at_once):
    one, ten = (pricing(on_every(primes=item, sleep=item)).trial(trial(name)) for item in (0.1, 1.0))
    assert ten - one == pytest.approx((4 + 2) * 0.9 / at_once)


def test_work_on_a_faster_interpreter_takes_less_and_waiting_as_long():
    known = Known({"CPython": {"primes": 0.1, "sleep": 0.1}}, speeds={"3.13": 0.5})
    assert pricing(known).trial(SERIAL) == pytest.approx(START + (4 + 1) * 0.05)
    assert pricing(known).trial(trial("3.13/sleep/serial/1")) == pytest.approx(START + (4 + 1) * 0.1)


def test_rigorous_runs_have_more_values_and_rounds():
    assert pricing(effort="rigorous").trial(SERIAL) == pytest.approx(START + (2 * 4 + 1) * ITEM)
    assert pricing(effort="rigorous").least(Plan((SERIAL,), (), ())) == pytest.approx(10 * (START + (2 * 4 + 1) * ITEM))


def test_every_experiment_prices_its_own_trials_in_the_rounds_that_they_have():
    once = pricing(on_every(primes=0.05)).least(Plan((HELD,), (), ()))
    assert once == pytest.approx(START + 0.05 + 0.6 + 0.025)


def test_new_interpreters_take_longer_to_start_than_a_fork_and_pypy_longer_than_cpython():
    found = pricing()
    assert found.trial(SPAWNED) > found.trial(PROCESSES)
    assert found.trial(trial("3.13t/primes/serial/1")) > found.trial(SERIAL)
    assert found.trial(trial("pypy3.11/primes/serial/1")) > found.trial(trial("3.13t/primes/serial/1"))


def test_calls_until_a_jit_has_settled_count():
    items = pricing(on_every(primes=0.01))
    assert items.trial(trial("pypy3.11/primes/serial/1")) == pytest.approx(2.75 * START + 0.01 + (1 + SETTLING) * 0.04)
    slow = pricing(on_every(primes=1.0)).trial(trial("pypy3.11/primes/serial/1"))
    assert slow == pytest.approx(2.75 * START + 1.0 + 4.0 + 2.0)  # no call begins after two seconds of them


# What trials took on two cores: seconds around the calls, by experiment and by how their workers start.
AROUND = {
    ("throughput", None): 0.06,
    ("throughput", "fork"): 0.09,
    ("throughput", "spawn"): 0.2,
    ("held_share", None): 0.06,
    ("startup", None): 0.27,
    ("startup", "fork"): 0.66,
    ("startup", "spawn"): 1.0,
    ("startup", "default"): 0.7,
}
PER_ITEM = {"primes": 0.08, "crc32_held": 0.06, "echo": 0.05, "pages": 0.066, "dict_shared": 0.1}
SHARING = {None: 1.0, "fork": 2.0, "spawn": 2.0}


def took(here):
    """Return what a trial took, its value and what warms it included; 1.2 times as much without a GIL."""
    calls = {"held_share": 0.64, "startup": 0.0}
    at_once = here.workers if here.workload == "echo" else SHARING.get(here.start_method, 1.0)  # waits overlap
    item = PER_ITEM.get(here.workload, 0.05) * here.items / at_once
    seconds = AROUND[here.experiment, here.start_method] + calls.get(
        here.experiment, item * (1 + here.workers / here.items)
    )
    return seconds * (1.2 if here.target == "3.13t" else 1.0)


class Clock:
    """Runs trials by what they took."""

    def __init__(self):
        self.gone = 0.0

    def now(self):
        return self.gone

    def run(self, here):
        self.gone += took(here)
        return Outcome("ok", "", "", (), None, took(here), None)


class Silence:
    def known(self, worst):
        pass

    def starting(self, step):
        pass

    def ended(self, _, record):
        pass


def test_the_estimate_of_the_default_selection_is_near_what_its_trials_take():
    targets, settings = [TARGETS["3.13"], TARGETS["3.13t"]], Settings(effort="quick")
    planners = find().only({"throughput", "held_share", "startup"}).planners
    plan, clock = make(Asked(settings, 2, (1, 2), {}), targets, planners), Clock()
    found = Pricing(planners, settings, {each.id: each for each in targets}, on_every(**PER_ITEM))
    once = frozenset({"held_share", "startup"})
    rounds = Rounds(plan, 1, settings.depth, 0.0, (), found.trial, once, clock.now)
    measure(rounds, clock, lambda _: None, Silence(), lambda _: [])
    assert found.least(plan) == pytest.approx(clock.gone, rel=0.25)
