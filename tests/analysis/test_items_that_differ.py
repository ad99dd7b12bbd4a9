"""Workloads whose items differ: how much of them a value has, and that workers waited for the last of them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.known import collect
from tests.simulated import World, simulate, target, trial, workload

from gilbench.analysis import ledger
from gilbench.analysis.checks.measured import hardly_overlapped, waited_for_last
from gilbench.analysis.items_that_differ import in_words, of_trial
from gilbench.analysis.turns import WAITED_FOR_LAST
from gilbench.experiments.throughput.analysis.idle import idle_speedup
from gilbench.experiments.throughput.analysis.ledger_rows import held_back
from gilbench.inside.schema import Catalogue, WorkerTime

SERIAL, THREAD = "3.13t/primes/serial/1", "3.13t/primes/thread/2"
ROWS = workload("primes", listed={"small": 2, "full": 4})


def having(name, work):
    here = target(name)
    return replace(here, catalogue=Catalogue([work], here.catalogue.strategies, []))


def worker(running, ready=0.0, items=None):
    return WorkerTime(running + ready, running, ready, 10, 5, items)


def measured(work, workers, **seen):
    """Return the evidence of a run of this work, in which two threads spent their time so."""
    samples = {SERIAL: {"workers": [worker(1)]}, THREAD: {"workers": workers, **seen}}
    run = simulate({SERIAL: 1.0, THREAD: 1.0}, World(noise=0, seen=samples), targets=(having("3.13t", work),))
    return collect(run)


times = st.builds(worker, st.floats(0.001, 10), st.floats(0, 10))


@given(st.lists(times, min_size=1, max_size=8), st.integers(0, 4), st.floats(0, 1))
def test_no_more_is_left_than_those_who_were_not_busy_longest_had_and_less_of_who_came_late(workers, absent, skew):
    crew = len(workers) + absent
    found = ledger.left_idle(workers, crew, skew)
    longest = max(each.wall for each in workers)
    left = sum(longest - each.wall for each in workers) + absent * longest
    assert 0 <= found <= left / (crew * longest) + 1e-9
    assert found <= ledger.left_idle(workers, crew, 0.0)


@given(st.lists(st.floats(0.001, 10), min_size=1, max_size=8))
def test_where_no_cpu_was_missing_and_all_began_at_once_it_is_all_that_they_had(seconds):
    found = ledger.left_idle([worker(each) for each in seconds], len(seconds), 0.0)
    assert found == pytest.approx(1 - sum(seconds) / (len(seconds) * max(seconds)), abs=1e-9)


@pytest.mark.parametrize(
    ("workers", "crew", "skew", "share"),
    [
        pytest.param([], 2, 0.0, None, id="no ledger"),
        pytest.param([worker(0)], 2, 0.0, None, id="nobody was busy"),
        pytest.param([worker(1), worker(1)], 2, 0.0, 0.0, id="to the end"),
        pytest.param([worker(1), worker(0.5)], 2, 0.0, 0.25, id="one ended early"),
        pytest.param([worker(1), worker(0.5)], 2, 0.1, 0.2, id="one ended early, or began late"),
        pytest.param([worker(1), worker(0.5)], 2, 0.5, 0.0, id="one began late"),
        pytest.param([worker(1)], 2, 0.0, 0.5, id="one had nothing at all"),
        pytest.param([worker(0.5, 0.5), worker(0.5)], 2, 0.0, 0.0, id="one had to wait for a CPU"),
        pytest.param([worker(1), worker(0.25, 0.75)], 2, 0.0, 0.0, id="one had a CPU for fewer items"),
        pytest.param([worker(0, 1), worker(0, 1)], 2, 0.0, 0.0, id="nobody had a CPU"),
    ],
)
def test_the_share_of_a_crew_that_had_no_item_left(workers, crew, skew, share):
    assert ledger.left_idle(workers, crew, skew) == (share if share is None else pytest.approx(share))


LATE = [worker(0.9, items=2), worker(0.1, items=2)]  # the last item takes longest


def test_the_page_says_that_workers_waited_for_the_last_item():
    evidence = measured(ROWS, LATE, overlap=0.1, start_skew=0.0)
    threads = evidence.summaries[trial(THREAD).id]
    words = "for 44 % of their time workers had no item left and waited for the last"
    assert held_back(evidence, threads) == words
    assert threads.doubts == (WAITED_FOR_LAST,)
    assert not threads.sound
    alert = waited_for_last(evidence)
    assert alert.text == "In 1 trial workers had no item left and waited for the last: their items differ too much."
    assert hardly_overlapped(evidence) is None


def test_of_items_that_are_alike_nothing_of_the_kind_is_said():
    evidence = measured(workload("primes"), LATE, overlap=0.1, start_skew=0.0)
    threads = evidence.summaries[trial(THREAD).id]
    assert (threads.idle, held_back(evidence, threads)) == (None, "")
    assert waited_for_last(evidence) is None
    assert hardly_overlapped(evidence) is not None


@pytest.mark.parametrize(
    ("work", "expected"), [pytest.param(ROWS, 4 / 3, id="differ"), pytest.param(workload("primes"), 2.0, id="alike")]
)
def test_on_an_idle_machine_items_that_differ_are_not_divided_evenly(work, expected):
    evidence = measured(work, [worker(0.75, items=3), worker(0.25, 0.5, items=1)])
    serial, parallel = (evidence.summaries[trial(name).id] for name in (SERIAL, THREAD))
    assert idle_speedup(serial, parallel, 0.0, 2).value == pytest.approx(expected)


def test_of_tasks_that_share_one_thread_nobody_can_tell():
    tasks = "3.13t/primes/asyncio/2"
    run = simulate({tasks: 1.0}, World(seen={tasks: {"workers": [worker(1)]}}), targets=(having("3.13t", ROWS),))
    summary = collect(run).summaries[trial(tasks).id]
    assert (summary.idle, summary.doubts) == (None, ())


def done(name, items):
    return trial(f"{name}/primes/serial/1", items=items)


@pytest.mark.parametrize(
    ("trials", "words"),
    [
        pytest.param(
            [done("3.13", 16), done("3.14", 16)],
            "primes: 4 in a list, repeated 4×; a time per item is the mean over the list",
            id="as often everywhere",
        ),
        pytest.param(
            [done("3.13", 4)],
            "primes: 4 in a list, done once; a time per item is the mean over the list",
            id="once",
        ),
        pytest.param(
            [done("3.13", 16), done("3.14", 16), done("pypy3.11", 512)],
            "primes: 4 in a list, repeated 4× on 3.13 and 3.14, repeated 128× on pypy3.11; "
            "a time per item is the mean over the list",
            id="more often on one",
        ),
        pytest.param([trial("3.13/sleep/serial/1")], "", id="other work"),
        pytest.param([], "", id="nothing"),
    ],
)
def test_how_much_of_a_list_a_value_has(trials, words):
    assert in_words(trials, [having(each, ROWS) for each in ("3.13", "3.14", "pypy3.11")]) == words


@pytest.mark.parametrize(
    ("work", "words"),
    [
        pytest.param(ROWS, "items that differ: 4 in a list, repeated 4×", id="differ"),
        pytest.param(workload("primes"), "", id="alike"),
        pytest.param(None, "", id="no work"),
    ],
)
def test_a_trial_says_that_its_items_differ(work, words):
    assert of_trial(done("3.13", 16), work) == words
