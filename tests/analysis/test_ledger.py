import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.experiments.throughput.own import held, own_run, spent
from tests.known import collect
from tests.simulated import World, scenario, simulate, trial

from gilbench.analysis import ledger
from gilbench.experiments.throughput.analysis.idle import idle_speedup
from gilbench.experiments.throughput.analysis.ledger_rows import held_back, ledger_rows
from gilbench.inside.schema import WorkerTime

PRIMES = "3.13/primes"
SERIAL, THREAD, POOL = f"{PRIMES}/serial/1", f"{PRIMES}/thread/2", f"{PRIMES}/process_executor[fork]/2"


def worker(running, ready=0.0, blocked=0.0, items=None):
    """Return a worker's time of these seconds."""
    return WorkerTime(running + ready + blocked, running, ready, 10, 5, items)


def test_shares_are_of_the_time_of_all_workers():
    found = ledger.shares([worker(1.0, 0.5, 0.5), worker(1.0, 1.0, 0.0)])
    assert (found.running, found.ready, found.blocked) == pytest.approx((0.5, 0.375, 0.125))


times = st.floats(0, 10)


@given(st.lists(st.builds(WorkerTime, st.floats(0.001, 10), times, st.none() | times, st.none(), st.none())))
def test_shares_add_up_to_one(workers):
    possible = [each for each in workers if each.running <= each.wall]
    found = ledger.shares(possible)
    if found is not None and found.ready is not None:
        assert found.running + found.ready + found.blocked == pytest.approx(1)
        assert min(found.ready, found.blocked) >= -1e-9


def test_one_worker_that_cannot_tell_ready_from_blocked_leaves_both_unknown():
    found = ledger.shares([worker(1.0), WorkerTime(2.0, 1.0, None, 1, 1)])
    assert (found.ready, found.blocked) == (None, None)
    assert ledger.blocked_seconds([worker(1.0), WorkerTime(2.0, 1.0, None, 1, 1)]) is None


def test_nobody_who_worked_has_no_shares():
    assert ledger.shares([]) is None
    assert ledger.parallelism([], 1.0) is None


def test_cpus_at_work_and_the_wait_of_a_worker():
    workers = [worker(0.5, 0.0, 0.5), worker(0.25, 0.25, 0.5)]
    assert ledger.parallelism(workers, 1.0) == 0.75
    assert ledger.blocked_seconds(workers) == 0.5


def measured(seconds, workers):
    """Return the evidence of a run whose trials have these ledgers."""
    samples = {name: {"workers": found} for name, found in workers.items()}
    return collect(simulate(seconds, World(noise=0, seen=samples)))


def idle(serial, parallel, *, name=THREAD, base=SERIAL, held=0.0, cpus=2):
    evidence = measured({base: 1.0, name: 1.0}, {base: serial, name: parallel})
    found = idle_speedup(evidence.summaries[trial(base).id], evidence.summaries[trial(name).id], held, cpus)
    return found and found.value


FREE = {"base": "3.13t/primes/serial/1", "name": "3.13t/primes/thread/2"}
RELEASED = {"base": "3.13/crc32_released/serial/1", "name": "3.13/crc32_released/thread/2"}
WAITING = {"base": "3.13/echo/serial/1", "name": "3.13/echo/thread/2"}


@pytest.mark.parametrize(
    ("serial", "parallel", "names", "expected"),
    [
        pytest.param([worker(1)], [worker(0.5, 0, 0.5)] * 2, {"held": 1.0}, 1.0, id="the GIL on an idle machine"),
        pytest.param([worker(1, 1)], [worker(0.5, 0.7, 0.3)] * 2, {"held": 1.0}, 1.0, id="the GIL on a busy machine"),
        pytest.param([worker(1)], [worker(0.5)] * 2, {"held": 0.75}, 4 / 3, id="a part of the work holds the GIL"),
        pytest.param([worker(1)], [worker(0.5)] * 2, FREE, 2.0, id="no GIL"),
        pytest.param([worker(1, 0.4)], [worker(0.5, 0.5)] * 2, FREE, 2.0, id="no GIL on a busy machine"),
        pytest.param([worker(1)], [worker(0.5, 0, 0.5)] * 2, FREE, 1.0, id="a lock without a GIL"),
        pytest.param([worker(1)], [worker(0.75), worker(0.25)], FREE, 4 / 3, id="the slowest worker counts"),
        pytest.param(
            [worker(1)], [worker(0.75, items=3), worker(0.25, 0.5, items=1)], FREE, 2.0, id="items taken over"
        ),
        pytest.param([worker(1)], [worker(0.6, items=2), worker(0.4, items=2)], FREE, 5 / 3, id="a slower CPU"),
        pytest.param([worker(1)], [worker(0.8, items=4), worker(0.2, items=1)], FREE, 5 / 3, id="an odd item"),
        pytest.param([worker(1)], [worker(1, items=4)], FREE, 1.0, id="one did it all"),
        pytest.param([worker(1)], [worker(0.5, 0.4)] * 2, {"name": POOL}, 2.0, id="processes on a busy machine"),
        pytest.param([worker(1)], [worker(0.5, 0.4)] * 2, RELEASED, 2.0, id="C code that releases the GIL"),
        pytest.param([worker(0.1, 0, 0.9)], [worker(0.05, 0.2, 0.5)] * 2, WAITING, 2.0, id="waits overlap"),
        pytest.param([worker(1)], [worker(0.125, 0.375)] * 8, FREE, 2.0, id="eight workers share two CPUs"),
        pytest.param([worker(1)], [worker(0.125, 0.375)] * 8, {**FREE, "cpus": 8}, 8.0, id="eight CPUs"),
        pytest.param([worker(1)], [worker(0.125, 0.375)] * 8, RELEASED, 2.0, id="eight share a GIL that is released"),
    ],
)
def test_the_speed_up_of_an_idle_machine(serial, parallel, names, expected):
    assert idle(serial, parallel, **names) == pytest.approx(expected)


@settings(deadline=None)  # a run is simulated each time
@given(st.floats(0, 5), st.floats(0, 5))
def test_a_busy_machine_does_not_change_it(one, other):
    quiet = idle([worker(1)], [worker(0.5)] * 2, **FREE)
    assert idle([worker(1, one)], [worker(0.5, other), worker(0.5, one)], **FREE) == pytest.approx(quiet)


def test_without_a_ledger_there_is_no_idle_machine():
    assert idle([], [], **FREE) is None


@pytest.mark.parametrize(
    ("name", "workers", "expected"),
    [
        pytest.param(
            THREAD, [worker(0.5, 0.1, 0.4)] * 2, "40 % of the time waited for the GIL or a lock; 10 %", id="the GIL"
        ),
        pytest.param(THREAD, [worker(0.49, 0.51)] * 2, "51 % of the time no CPU was free", id="the machine"),
        pytest.param(FREE["name"], [worker(0.5, 0, 0.5)] * 2, "50 % of the time waited for a lock", id="no GIL"),
        pytest.param(
            "3.13t/primes/thread/8",
            [worker(0.25, 0.75)] * 8,
            "75 % of the time no CPU was free for 8 workers on 2 CPUs",
            id="too many workers",
        ),
        pytest.param(
            WAITING["name"], [worker(0.1, 0, 0.9)] * 2, "90 % of the time waited, as this work does", id="waiting"
        ),
        pytest.param(
            THREAD, [WorkerTime(1.0, 0.5, None, 1, 1)] * 2, "50 % of the time no CPU was free or blocked", id="unknown"
        ),
    ],
)
def test_what_held_workers_back_in_words(name, workers, expected):
    evidence = measured({name: 1.0}, {name: workers})
    assert held_back(evidence, evidence.summaries[trial(name).id]).startswith(expected)


@pytest.mark.parametrize(
    ("alone", "together", "expected"),
    [
        pytest.param(
            0.5,
            0.4,
            "60 % of the time waited for the GIL or a lock, or as serial code does for 50 % of its time",
            id="it waits too",
        ),
        pytest.param(0.02, 0.02, "98 % of the time waited, as serial code does for 98 % of its time", id="it waits"),
        pytest.param(1.0, 0.5, "50 % of the time waited for the GIL or a lock", id="it computes"),
    ],
)
def test_what_held_back_work_of_unknown_kind_is_told_beside_its_serial_code(alone, together, expected):
    seen = {"serial/1": spent(1.0, alone), "thread/2": spent(1.0, together, workers=2)}
    evidence = collect(own_run({"thread": 1.0}, seen))
    threads = evidence.find("3.14", "f(x)", "thread", 2)
    assert held_back(evidence, threads) == expected
    serial = held_back(evidence, evidence.baseline(threads))
    assert serial == ("" if alone == 1.0 else f"{round(100 * (1 - alone))} % of the time blocked")


def test_what_is_not_known_to_keep_the_gil_is_not_held_against_an_idle_machine():
    """At most: without a held share nothing is assumed of work of unknown kind."""
    seen = {"serial/1": spent(1.0, 1.0), "thread/2": spent(1.0, 0.5, 0.5, workers=2)}
    for share, expected in ((None, 2.0), (held(1.0), 1.0)):
        evidence = collect(own_run({"thread": 1.0}, seen, share))
        speedup = evidence.figures[evidence.find("3.14", "f(x)", "thread", 2).trial.id]["idle_speedup"]
        assert speedup.value == pytest.approx(expected)


def test_nothing_is_said_of_workers_that_ran():
    evidence = measured({THREAD: 1.0}, {THREAD: [worker(1.0, 0.05)] * 2})
    assert held_back(evidence, evidence.summaries[trial(THREAD).id]) == ""


def test_a_row_holds_both_speed_ups_side_by_side():
    seconds = {FREE["base"]: 1.0, FREE["name"]: 1.0}
    evidence = measured(seconds, {FREE["base"]: [worker(1)], FREE["name"]: [worker(0.5, 0.5)] * 2})
    serial, threads = ledger_rows(evidence, evidence.manifest.targets[0])
    assert (serial.speedup, serial.idle) == (None, None)
    assert threads.speedup.value == pytest.approx(1.0)
    assert threads.idle.value == pytest.approx(2.0)
    assert threads.parallelism == pytest.approx(1.0)
    assert not math.isnan(threads.running)


def test_nobody_knows_what_an_idle_machine_gains_by_workers_who_are_replaced():
    seconds = {SERIAL: 1.0, POOL: 1.0}
    evidence = measured(seconds, {SERIAL: [worker(1)], POOL: [worker(0.125, 0.125)] * 8})
    _, renewed = ledger_rows(evidence, evidence.manifest.targets[0])
    assert renewed.speedup.value == pytest.approx(1.0)
    assert renewed.idle is None


def test_a_run_from_before_the_ledger_has_no_rows():
    evidence = measured(scenario(PRIMES, {"thread": 1.0}), {name: [] for name in (SERIAL, THREAD)})
    assert ledger_rows(evidence, evidence.manifest.targets[0]) == []
