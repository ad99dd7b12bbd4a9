"""What the time ledger adds to the sentences of the verdict."""

from dataclasses import asdict, replace

import pytest
from tests.known import collect, verdict
from tests.simulated import World, scenario, simulate

from gilbench.experiments.held_share.records import Seen
from gilbench.experiments.throughput.analysis.ledger_rows import ledger_rows
from gilbench.inside.schema import WorkerTime

RUN = {f"3.13t/primes/{name}": seconds for name, seconds in (("serial/1", 0.2), ("thread/2", 0.2))}


def worker(running, ready, blocked):
    return WorkerTime(running + (ready or 0.0) + blocked, running, ready, 10, 5)


def said(seconds, samples):
    ledgers = {name: {"workers": [each] * int(name[-1])} for name, each in samples.items()}
    evidence = collect(simulate(seconds, World(noise=0.01, seen=ledgers)))
    sentences, unsaid = verdict(evidence)
    return {each.claim: each for each in sentences}, {each.claim: each.reason for each in unsaid}


def test_a_busy_machine_is_named_where_processes_gain_nothing_either():
    seconds = scenario("3.13/primes", {"thread": 1.0, "process_executor[fork]": 1.0})
    samples = {"3.13/primes/thread/2": worker(0.09, 0.1, 0.01)}
    _, unsaid = said(seconds, samples)
    assert "50 % of the threads' time no CPU was free" in unsaid["threads-pure-python"]


def test_the_gil_is_named_in_the_ledger_where_processes_gain():
    seconds = scenario("3.13/primes", {"thread": 1.0, "process_executor[fork]": 1.9})
    ledger = {"3.13/primes/thread/2": worker(0.1, 0.0, 0.1)}
    sentences, _ = said(seconds, ledger)
    assert "). Two processes: 1.9" in sentences["threads-pure-python"].text
    run = simulate(seconds, World(seen={name: {"workers": [each] * 2} for name, each in ledger.items()}))
    (row,) = [each for each in ledger_rows(collect(run), run.manifest.targets[0]) if each.strategy == "thread"]
    assert row.says == "50 % of the time waited for the GIL or a lock"


def test_free_threading_is_judged_by_an_idle_machine_where_this_one_was_too_busy_and_the_sentence_says_so():
    samples = {"3.13t/primes/serial/1": worker(0.2, 0.0, 0.0), "3.13t/primes/thread/2": worker(0.1, 0.1, 0.0)}
    sentences, _ = said(RUN, samples)
    found = sentences["free-threading"]
    assert found.text.startswith(
        "Without the GIL, on 3.13t, two threads would run pure Python up to 2.00× as fast as one on an idle machine ("
    )
    assert "). This machine was busy: the time of the threads shows it, not the clock (1.0" in found.text
    assert found.text.endswith(" as measured).")
    assert (found.decided, found.evidence) == ("holds", "ledger")


def test_an_idle_machine_is_not_spoken_of_where_nobody_waited_for_a_cpu():
    samples = {"3.13t/primes/serial/1": worker(0.2, 0.0, 0.0), "3.13t/primes/thread/2": worker(0.1, 0.0, 0.1)}
    sentences, unsaid = said(RUN, samples)
    assert "free-threading" not in sentences
    assert "free-threading" in unsaid


BUSY = {"thread": 0.8, "process_executor[fork]": 1.0}
HELD = "3.13/primes/serial/1 (held_share)"
KEEPS = Seen(1.0, 0.98, 1.0, 1000, 900, 0.006)


def under_load(held):
    """Return what is said of work that takes 0.2 s of CPU time, on a machine that gave half of the time."""
    samples = {
        "3.13/primes/serial/1": [worker(0.2, 0.1, 0.0)],
        "3.13/primes/thread/2": [worker(0.1, 0.1, 0.05)] * 2,
        "3.13/primes/process_executor[fork]/2": [worker(0.1, 0.1, 0.0)] * 2,
    }
    seen = {name: {"workers": each} for name, each in samples.items()}
    seconds = scenario("3.13/primes", BUSY)
    if held is not None:
        seconds, seen = seconds | {HELD: 0.2}, seen | {HELD: asdict(held)}
    evidence = collect(simulate(seconds, World(noise=0.01, seen=seen)))
    sentences, unsaid = verdict(evidence)
    return {each.claim: each for each in sentences}, {each.claim: each.reason for each in unsaid}


def test_threads_under_the_gil_are_judged_by_an_idle_machine_where_this_one_was_too_busy_and_the_sentence_says_so():
    found = under_load(KEEPS)[0]["threads-pure-python"]
    assert found.text.startswith(
        "On 3.13, two threads would run pure Python no faster than one on an idle machine (at most 1.00×, "
    )
    assert "). Two processes: 2.00×. This machine was busy: the time of the threads shows it, not the clock (0.8" in (
        found.text
    )
    assert found.text.endswith(" as measured).")
    assert (found.decided, found.evidence) == ("holds", "ledger")


@pytest.mark.parametrize(
    "held",
    [
        pytest.param(None, id="not measured: the result would be assumed"),
        pytest.param(replace(KEEPS, low=0.93), id="a gain of more than the margin is possible"),
    ],
)
def test_nothing_is_said_of_an_idle_machine_where_the_work_is_not_known_to_keep_the_gil(held):
    sentences, unsaid = under_load(held)
    assert "threads-pure-python" not in sentences
    assert unsaid["threads-pure-python"].startswith("undecided: this machine had no CPU to spare")


def by_their_cpus(threads, processes=1.9, **world):
    """Return what is said of threads on a machine whose CPUs are now fast, now slow."""
    samples = {"3.13/primes/thread/2": {"workers": [threads] * 2}}
    seconds = scenario("3.13/primes", {"thread": 1.0, "process_executor[fork]": processes})
    evidence = collect(simulate(seconds, World(noise=0.06, rounds=5, seed=3, seen=samples, **world)))
    sentences, unsaid = verdict(evidence)
    return {each.claim: each for each in sentences}, {each.claim: each.reason for each in unsaid}


WARM_UP = {"3.13/primes/thread/2": {"ledger_of": "warm-up"}}
GIL_BOUND = worker(0.1, 0.001, 0.1)


def test_threads_are_judged_by_the_cpus_that_they_kept_busy_where_the_clock_is_too_noisy():
    found = by_their_cpus(GIL_BOUND)[0]["threads-pure-python"]
    assert found.text.startswith(
        "On 3.13, two threads ran pure Python no faster than one: they kept 0.98 CPUs busy (0.94–1.03). The time of "
        "the threads shows it, as the clock is too noisy here ("
    )
    assert "×). Two processes: 1.9" in found.text
    assert (found.decided, found.unit, found.evidence) == ("holds", "CPUs", "ledger")
    assert found.value == pytest.approx(0.202 / 0.2, rel=0.05)


def measured_faster(ledger):
    """Return what is said where threads were a tenth faster by the clock, with this ledger of each."""
    seconds = scenario("3.13/primes", {"thread": 1.1, "process_executor[fork]": 1.9})
    seen = {"3.13/primes/thread/2": {"workers": [ledger] * 2}}
    sentences, _ = verdict(collect(simulate(seconds, World(noise=0.005, rounds=8, seen=seen))))
    return {each.claim: each for each in sentences}["threads-pure-python"]


def test_a_gain_that_the_cpus_of_the_threads_contradict_is_none():
    found = measured_faster(worker(0.09, 0.0, 0.092))
    assert (found.decided, found.unit, found.evidence) == ("holds", "CPUs", "ledger")


def test_a_gain_that_the_cpus_of_the_threads_allow_stands():
    found = measured_faster(worker(0.18, 0.0, 0.002))
    assert (found.decided, found.unit) == ("does not hold", "×")


@pytest.mark.parametrize(
    ("threads", "processes", "world"),
    [
        pytest.param(worker(0.115, 0.0, 0.085), 1.9, {}, id="more than one CPU was busy"),
        pytest.param(worker(0.1, 0.015, 0.085), 1.9, {}, id="no CPU was free for more"),
        pytest.param(worker(0.1, None, 0.1), 1.9, {}, id="the platform cannot tell"),
        pytest.param(GIL_BOUND, 1.0, {}, id="this machine had no CPU for processes either"),
        pytest.param(GIL_BOUND, 1.9, {"surroundings": WARM_UP}, id="the ledger is the warm-up's"),
    ],
)
def test_threads_are_not_judged_by_cpus_that_do_not_tell(threads, processes, world):
    sentences, unsaid = by_their_cpus(threads, processes, **world)
    assert "threads-pure-python" not in sentences
    assert unsaid["threads-pure-python"].startswith("undecided")
