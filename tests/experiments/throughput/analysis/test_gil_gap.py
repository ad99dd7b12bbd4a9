import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.experiments.throughput.own import held, own_run, spent
from tests.known import collect
from tests.simulated import CALM, World, free_threaded, lost, scenario, simulate, target, trial, under_the_gil

from gilbench.experiments.throughput.analysis.ceiling import hardware_ceiling
from gilbench.experiments.throughput.analysis.gil_gap import gap, gil_gaps
from gilbench.model import Estimate

PRIMES = "3.13/primes"
SERIAL, THREAD, FORK = f"{PRIMES}/serial/1", f"{PRIMES}/thread/2", f"{PRIMES}/process_executor[fork]/2"

ratios = st.floats(0.01, 100)


def gaps(seconds, world=CALM, **manifest):
    run = simulate(seconds, world, **manifest)
    return gil_gaps(collect(run), run.manifest.targets[0])


QUIET = World(noise=0.001)


def only(threads, processes, name=PRIMES, world=QUIET):
    (row,) = gaps(scenario(name, {"thread": threads, "process_executor[fork]": processes}), world)
    return row


@given(ratios, ratios)
def test_the_gap_is_one_minus_the_ratio_of_the_speedups(threads, ceiling):
    assert gap(Estimate(ceiling / threads, None, None, 1)).value == pytest.approx(1 - threads / ceiling)


@given(st.tuples(ratios, ratios, ratios))
def test_the_interval_of_the_gap_keeps_its_order_and_stays_below_one(figures):
    low, value, high = sorted(figures)
    found = gap(Estimate(value, low, high, 7))
    assert found.low <= found.value <= found.high < 1
    assert found.rounds == 7


@pytest.mark.parametrize(
    ("name", "threads", "processes", "says"),
    [
        pytest.param(PRIMES, 0.95, 1.9, "the GIL costs 50 % of what the hardware offers", id="held by the GIL"),
        pytest.param("3.13/pages", 1.3, 1.9, "the GIL costs 32 % of what the hardware offers", id="mixed"),
        pytest.param(
            "3.13/sha256", 1.52, 1.9, "threads fall 20 % short of what the hardware offers", id="no GIL is held"
        ),
        pytest.param(
            "3.14t/primes", 1.52, 1.9, "threads fall 20 % short of what the hardware offers", id="there is no GIL"
        ),
        pytest.param("3.14t+gil/primes", 0.95, 1.9, "the GIL costs 50 % of what the hardware offers", id="switched on"),
        pytest.param("3.14t/primes", 1.9, 1.9, "threads reach what processes reach", id="no gap"),
        pytest.param("3.14t/primes", 1.98, 1.8, "threads reach 10 % more than processes", id="below nothing"),
    ],
)
def test_a_gap_is_said_in_words(name, threads, processes, says):
    row = only(threads, processes, name)
    assert (row.says, row.reason) == (says, "")
    assert row.gap.value == pytest.approx(1 - threads / processes, abs=0.005)
    assert row.threads.value == pytest.approx(threads, rel=0.005)
    assert row.ceiling.value == pytest.approx(processes, rel=0.005)


def test_a_gap_that_may_or_may_not_be_there_is_undecided():
    assert only(1.8, 1.9, world=World(noise=0.05)).says == "undecided: the interval is too wide to tell"


@pytest.mark.parametrize("threads", [0.5, 1.0])
@pytest.mark.parametrize("processes", [0.8, 1.0, 1.03])
def test_without_headroom_there_is_no_gap(threads, processes):
    row = only(threads, processes)
    assert (row.gap, row.says) == (None, "")
    assert row.reason.startswith(f"no headroom on this machine: processes reach {processes:.2f}×")
    assert row.ceiling.value == pytest.approx(processes, rel=0.005)


def test_headroom_that_may_or_may_not_be_there_is_none_to_build_on():
    row = only(0.9, 1.15, world=World(noise=0.2, seed=3))
    assert row.gap is None
    assert row.reason.startswith("no clear headroom on this machine")


@pytest.mark.parametrize(
    ("world", "reason"),
    [
        pytest.param(World(rounds=2), "fewer than 3 rounds with serial code, threads and processes", id="few rounds"),
        pytest.param(World(troubles={THREAD: {1: lost("failed", "broke")}}), "Thread: failed: broke", id="threads"),
        pytest.param(
            World(troubles={FORK: {1: lost("timed out", "late")}}),
            "ProcessPoolExecutor (fork): timed out: late",
            id="processes",
        ),
        pytest.param(World(troubles={SERIAL: {1: lost("failed", "broke")}}), "serial: failed: broke", id="serial"),
        pytest.param(World(seen={THREAD: {"overlap": 0.1}}), "Thread: workers hardly overlapped", id="in doubt"),
        pytest.param(World(rounds=0), "serial: not run: the run ended before it", id="nothing ran yet"),
    ],
)
def test_what_a_gap_cannot_rest_on_is_its_reason(world, reason):
    row = only(0.95, 1.9, world=world)
    assert (row.gap, row.says, row.reason) == (None, "", reason)


def test_a_run_without_serial_code_has_no_speedup_to_compare():
    (row,) = gaps({THREAD: 0.2, FORK: 0.1})
    assert row.reason == "serial code was not measured"


def test_work_that_processes_cannot_do_says_so():
    seconds = scenario("3.13/dict_shared", {"thread": 0.5})
    (row,) = gaps(seconds, skips={"3.13/dict_shared/process_executor[fork]/2": "no shared memory"})
    assert row.reason == "ProcessPoolExecutor (fork): skipped: no shared memory"


def test_waiting_overlaps_whatever_the_gil_does_and_has_no_gap():
    seconds = under_the_gil("3.13") | scenario("3.13/echo", {"thread": 1.9, "process_executor[fork]": 1.9})
    assert {row.workload for row in gaps(seconds)} == {"primes", "crc32_held", "crc32_released"}


@pytest.mark.parametrize(
    "seconds",
    [
        pytest.param({SERIAL: 0.2}, id="serial only"),
        pytest.param(scenario(PRIMES, {"thread": 1.0}), id="no processes"),
        pytest.param(scenario(PRIMES, {"process_executor[fork]": 1.9}), id="no threads"),
        pytest.param(scenario(PRIMES, {"thread": 1.0, "process_executor[fork]": 1.0}, workers=1), id="one worker"),
    ],
)
def test_what_was_not_planned_on_both_sides_has_no_row(seconds):
    assert gaps(seconds) == []


def test_a_slow_round_that_hits_threads_and_processes_alike_is_no_noise():
    row = only(0.95, 1.9, world=World(rounds=8, noise=0.01, drift=0.5, hog=lambda number: 3.0 if number == 4 else 1.0))
    assert row.gap.low < 0.5 < row.gap.high
    assert row.gap.high - row.gap.low < 0.04


def test_only_rounds_that_have_both_sides_are_in_the_gap():
    # The other rounds would say that threads take twice as long as they do.
    run = simulate(scenario(PRIMES, {"thread": 0.95, "process_executor[fork]": 1.9}), World(rounds=9, noise=0.001))
    kept = tuple(each for each in run.records if each.trial != trial(FORK).id or each.round <= 5)

    (row,) = gil_gaps(collect(replace(run, records=kept)), run.manifest.targets[0])
    assert (row.gap.rounds, row.threads.rounds) == (5, 9)


def ceiling_among(seconds, world=CALM):
    found = hardware_ceiling(collect(simulate(seconds, world)), "3.13", "primes", 2)
    return found and found.trial.strategy_label


def test_the_ceiling_is_the_first_of_a_fixed_order_and_not_the_fastest():
    seconds = scenario(PRIMES, {"process_executor[spawn]": 1.9, "process_executor[fork]": 1.5})
    assert ceiling_among(seconds) == "process_executor[fork]"
    lost_fork = World(troubles={FORK: {1: lost("failed", "broke")}})
    assert ceiling_among(seconds, lost_fork) == "process_executor[spawn]"
    doubted = World(seen={FORK: {"overlap": 0.1}})
    assert ceiling_among(seconds, doubted) == "process_executor[spawn]"


def test_the_ceiling_is_first_what_starts_its_processes_as_the_interpreter_does():
    seconds = scenario(PRIMES, {"process_executor[spawn]": 1.9, "process_executor[fork]": 1.5})
    spawning = [target("3.13", default_start_method="spawn")]
    found = hardware_ceiling(collect(simulate(seconds, targets=spawning)), "3.13", "primes", 2)
    assert found.trial.strategy_label == "process_executor[spawn]"


def test_a_ceiling_without_a_sound_trial_is_the_first_planned_one_and_without_any_there_is_none():
    lost_fork = World(troubles={FORK: {1: lost("failed", "broke")}})
    assert ceiling_among(scenario(PRIMES, {"process_executor[fork]": 1.5}), lost_fork) == "process_executor[fork]"
    assert ceiling_among(scenario(PRIMES, {"thread": 1.5})) is None


@pytest.mark.parametrize("seed", range(3))
def test_without_a_gil_the_textbook_has_no_gap(seed):
    found = gaps(free_threaded("3.14t"), World(seed=seed))
    assert {row.workload for row in found} == {"primes", "crc32_held", "crc32_released"}
    assert all(row.says == "threads reach what processes reach" for row in found)
    assert all(math.isfinite(row.gap.value) for row in found)


@pytest.mark.parametrize(
    ("share", "says"),
    [
        pytest.param(held(0.98, 0.97, 0.99), "the GIL costs 50 % of what the hardware offers", id="it holds the GIL"),
        pytest.param(held(0.02, 0.01, 0.03), "threads fall 50 % short of what the hardware offers", id="it does not"),
        pytest.param(held(0.6, 0.2, 1.0), "threads fall 50 % short of what the hardware offers", id="hardly known"),
        pytest.param(None, "threads fall 50 % short of what the hardware offers", id="nobody knows"),
    ],
)
def test_the_gil_is_blamed_for_work_of_unknown_kind_where_it_was_measured_to_hold_it(share, says):
    run = own_run({"thread": 0.95, "process_executor[fork]": 1.9}, None, share, world=QUIET)
    (row,) = gil_gaps(collect(run), run.manifest.targets[0])
    assert row.says == says


def test_work_of_unknown_kind_that_waits_has_no_gap():
    seen = {"serial/1": spent(0.2, 0.002)}
    run = own_run({"thread": 1.9, "process_executor[fork]": 1.8}, seen, world=QUIET)
    assert not gil_gaps(collect(run), run.manifest.targets[0])
