from dataclasses import replace

import pytest
from tests.known import summarise
from tests.simulated import World, simulate

from gilbench.analysis.frame import NOTHING
from gilbench.analysis.turns import HARDLY_OVERLAPPED, KEPT_APART, WAITED_FOR_LAST, took_turns
from gilbench.inside.schema import WorkerTime

CPU, WAITS = "computes", "waits"


def side(overlap, running, ready):
    return replace(NOTHING, overlap=overlap, running=running, ready=ready)


@pytest.mark.parametrize(
    ("workers", "seen", "does", "doubt"),
    [
        pytest.param(2, side(0.49, 1.0, 0.0), CPU, HARDLY_OVERLAPPED, id="too little work"),
        pytest.param(2, side(0.5, 1.0, 0.0), CPU, "", id="overlapped enough"),
        pytest.param(2, side(None, 1.0, 0.0), CPU, "", id="unknown"),
        pytest.param(1, side(0.0, 1.0, 0.0), CPU, "", id="one worker"),
        pytest.param(2, side(0.2, 0.5, 0.5), CPU, KEPT_APART, id="another program had the CPUs"),
        pytest.param(2, side(0.2, 0.91, 0.09), CPU, HARDLY_OVERLAPPED, id="hardly any of the time"),
        pytest.param(2, side(0.2, 0.5, None), CPU, HARDLY_OVERLAPPED, id="nobody knows who had the CPUs"),
        pytest.param(8, side(0.17, 0.12, 0.88), CPU, "", id="eight shared two CPUs"),
        pytest.param(8, side(0.17, 0.14, 0.07), CPU, "", id="eight shared a GIL"),
        pytest.param(8, side(0.17, None, None), CPU, "", id="eight, without a ledger"),
        pytest.param(8, side(0.17, 0.95, 0.0), CPU, HARDLY_OVERLAPPED, id="eight that never met"),
        pytest.param(8, side(0.17, 0.01, 0.0), WAITS, HARDLY_OVERLAPPED, id="eight that wait, one after another"),
        pytest.param(8, side(0.17, 0.2, 0.3), WAITS, "", id="eight that wait, also for a CPU"),
    ],
)
def test_workers_are_doubted_where_they_took_turns_and_the_reason_is_theirs(workers, seen, does, doubt):
    assert took_turns(workers, seen, does, 2) == doubt


def test_more_workers_than_cpus_are_sound_although_they_hardly_overlapped():
    """As recorded on 3.13t: eight threads on two CPUs, which were ready for 88 % of their time."""
    name = "3.13t/primes/thread/8"
    waited = {"overlap": 0.17, "workers": [WorkerTime(4.5, 0.54, 3.96, 10, 5)] * 8}
    for cpus, sound in ((2, True), (8, False)):
        (summary,) = summarise(simulate({name: 4.5}, World(seen={name: waited}), usable_cpus=cpus)).values()
        assert summary.sound is sound


@pytest.mark.parametrize(
    ("idle", "doubt"),
    [
        pytest.param(0.4, WAITED_FOR_LAST, id="they had none left"),
        pytest.param(0.1, WAITED_FOR_LAST, id="just worth saying"),
        pytest.param(0.09, KEPT_APART, id="hardly ever"),
        pytest.param(None, KEPT_APART, id="nobody knows"),
    ],
)
def test_workers_without_an_item_waited_for_the_last_where_items_differ(idle, doubt):
    assert took_turns(2, side(0.2, 0.5, 0.5), CPU, 2, idle) == doubt


def test_workers_who_overlapped_are_not_doubted_for_waiting_at_the_end():
    assert took_turns(2, side(0.8, 1.0, 0.0), CPU, 2, 0.2) == ""
