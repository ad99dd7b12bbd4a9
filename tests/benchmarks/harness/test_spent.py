"""What a run spent, from a simulated one: a trial's process takes twice as long as its values."""

import os

import pytest
import spent
from tests.simulated import World, lost, simulate, trial

from gilbench.experiments.discovery import find
from gilbench.store import run_folder

CORE = {"3.13/primes/serial/1": 0.2, "3.13/primes/thread/2": 0.4}  # sentences rest on these
REST = {"3.13/wordcount/serial/1": 0.1, "3.13/wordcount/process_executor[fork]/2": 0.1}  # and on none of these
EXACT = World(rounds=3, values=2, noise=0.0)


def of(run, whole=100.0):
    return spent.spent(run, whole)


def test_what_is_beyond_the_values_is_told_by_family_and_target():
    found = of(simulate(CORE | REST, EXACT)).beyond
    assert found["serial", "3.13"] == pytest.approx([4 * 0.2 - 2 * 0.2 - 0.2 / 4, 4 * 0.1 - 2 * 0.1 - 0.1 / 4] * 3)
    assert found["threads", "3.13"] == pytest.approx([4 * 0.4 - 2 * 0.4 - 0.4 / 2] * 3)
    assert found["processes", "3.13"] == pytest.approx([4 * 0.1 - 2 * 0.1 - 0.1 / 2] * 3)


def test_warm_ups_of_pyperf_are_not_beyond_either():
    with_warm_ups = of(simulate(CORE, World(rounds=1, values=2, warmups=1, noise=0.0))).beyond
    assert with_warm_ups["threads", "3.13"] == pytest.approx([6 * 0.4 - 2 * 0.4 - 0.4 - 0.4 / 2])


def test_seconds_add_up():
    found = of(simulate(CORE, EXACT), whole=12.0)
    assert (found.values, found.trials, spent.share(found)) == pytest.approx((3.6, 7.2, 0.3))


def test_a_record_was_there_when_all_later_trials_had_still_to_run():
    records = simulate(CORE, World(rounds=2, values=1, noise=0.0)).records
    assert spent.moments(records, 10.0) == pytest.approx([10 - 0.8 - 0.4 - 0.8, 10 - 0.8 - 0.4, 10 - 0.8, 10])


@pytest.mark.parametrize(
    ("rounds", "lacking", "reached"),
    [
        pytest.param(6, 2, None, id="one too few"),
        pytest.param(7, 0, 100.0, id="just enough"),
        pytest.param(8, 0, 100.0 - 4 * 0.6, id="more than enough"),
    ],
)
def test_trials_that_decide_should_have_seven_rounds(rounds, lacking, reached):
    found = of(simulate(CORE, World(rounds=rounds, values=2, noise=0.0))).rounds[spent.DECIDING]
    assert (found.lacking, found.counts) == (lacking, (rounds, rounds))
    assert found.reached == (None if reached is None else pytest.approx(reached))


def test_the_others_should_have_three_and_copies_count_among_those_that_decide():
    copied = {"3.13/primes/serial/1#2": 0.2}
    found = of(simulate(CORE | REST | copied, EXACT)).rounds
    run = simulate(CORE | REST | copied, EXACT)
    first = spent.deciding(run, find())
    assert trial("3.13/primes/serial/1#2").id in first
    assert len(found[spent.DECIDING].counts) == len(first)
    assert found[spent.OTHERS].lacking == 0
    assert len(found[spent.OTHERS].counts) == 5 - len(first) > 0


def test_lost_trials_are_not_missed():
    name = "3.13/primes/thread/2"
    run = simulate(CORE, World(rounds=3, noise=0.0, troubles={name: {2: lost("failed", "it fell over")}}))
    assert of(run).rounds[spent.DECIDING].counts == (3,)
    assert len(of(run).beyond["threads", "3.13"]) == 2


def test_a_run_lasts_from_its_lock_to_its_last_record(tmp_path):
    for name, date in ((run_folder.LOCK, 1000.0), (run_folder.JOURNAL, 1288.5)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (date, date))
    assert spent.seconds_of(tmp_path) == 288.5


def test_the_text_says_what_was_missed():
    lines = spent.text(of(simulate(CORE, EXACT), whole=12.0)).splitlines()
    assert lines[0].endswith("inside values 4 s: 30% of the wall")
    assert lines[-1].split()[-8:] == ["decide", "a", "sentence", "2", "3", "3", "3", "7", "2", "–"][-8:]
