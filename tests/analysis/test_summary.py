from dataclasses import replace

import pytest
from tests.known import summarise
from tests.simulated import World, lost, ok, simulate

from gilbench.analysis.gil_came_back import GIL_CAME_BACK
from gilbench.analysis.turns import HARDLY_OVERLAPPED
from gilbench.inside.schema import Conditions, WorkerTime

BEFORE = Conditions(0.005, [0, 1, 2, 3], 1000, "fork")
SERIAL, THREAD = "3.13t/primes/serial/1", "3.13t/primes/thread/2"


def only(run):
    (summary,) = summarise(run).values()
    return summary


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        pytest.param(lost("failed", "exit code 1"), "failed", id="failed"),
        pytest.param(lost("timed out", "no result within 5 s"), "timed out", id="timed out"),
        pytest.param(lost("failed", "wrong result: item 2 gave 7"), "wrong", id="wrong result"),
        pytest.param(lost("failed", "no wrong result, but a crash"), "failed", id="those words elsewhere"),
    ],
)
def test_one_lost_round_takes_all_figures_of_the_trial(outcome, state):
    summary = only(simulate({THREAD: 0.1}, World(rounds=3, troubles={THREAD: {2: outcome}})))
    assert (summary.state, summary.reason) == (state, outcome.reason)
    assert summary.rounds == {}
    assert summary.side.cpu_per_wall is None
    assert not summary.sound


def test_a_trial_that_went_well_has_a_figure_for_every_round():
    summary = only(simulate({THREAD: 0.1}, World(rounds=3)))
    assert (summary.state, sorted(summary.rounds), summary.flags) == ("ok", [1, 2, 3], ())
    assert summary.sound


def test_skips_keep_their_reason_and_what_had_no_turn_says_so():
    run = simulate({THREAD: 0.1}, World(rounds=0), skips={"3.13t/primes/asyncio/2": "no async twin"})
    waiting, skipped = summarise(run).values()
    assert waiting.state == "not run"
    assert (skipped.state, skipped.reason) == ("skipped", "no async twin")


@pytest.mark.parametrize(
    ("name", "overlap", "doubts"),
    [
        pytest.param(THREAD, 0.49, (HARDLY_OVERLAPPED,), id="took turns"),
        pytest.param(THREAD, 0.5, (), id="overlapped enough"),
        pytest.param(THREAD, None, (), id="unknown"),
        pytest.param(SERIAL, 0.0, (), id="one worker"),
    ],
)
def test_workers_that_hardly_overlapped_are_doubted(name, overlap, doubts):
    assert only(simulate({name: 0.1}, World(seen={name: {"overlap": overlap}}))).doubts == doubts


@pytest.mark.parametrize(
    ("workers", "doubts"),
    [pytest.param(2, (HARDLY_OVERLAPPED,), id="as many as asked for"), pytest.param(8, (), id="each did one item")],
)
def test_workers_that_are_replaced_are_not_doubted_for_having_to_start(workers, doubts):
    seen = {"overlap": 0.1, "workers": [WorkerTime(0.1, 0.1, 0.0, 1, 1, 1)] * workers}
    assert only(simulate({THREAD: 0.1}, World(seen={THREAD: seen}))).doubts == doubts


def test_a_gil_that_changed_in_one_round_is_doubted():
    changed = ok([0.1], THREAD, World(surroundings={THREAD: {"gil_before": False, "gil_after": True}}))
    summary = only(simulate({THREAD: 0.1}, World(rounds=3, troubles={THREAD: {3: changed}})))
    assert summary.doubts == (GIL_CAME_BACK,)
    assert summary.gil_enabled


def test_a_module_that_brought_the_gil_back_in_a_process_of_the_work_is_named_once():
    summary = only(simulate({THREAD: 0.1}, World(rounds=3, surroundings={THREAD: {"gil_module": "yaml._yaml"}})))
    (doubt,) = summary.doubts
    assert doubt.startswith(f"{GIL_CAME_BACK}, in its processes: the extension module yaml._yaml does not declare")


@pytest.mark.parametrize(
    ("changes", "doubts"),
    [
        pytest.param({"affinity": [0]}, ("the CPU set changed during the work: 0–3 → 0",), id="CPU set"),
        pytest.param(
            {"switch_interval": 0.001},
            ("the switch interval changed during the work: 5 ms → 1 ms",),
            id="switch interval",
        ),
        pytest.param(
            {"recursion_limit": 5000},
            ("the recursion limit changed during the work: 1,000 → 5,000",),
            id="recursion limit",
        ),
        pytest.param(
            {"start_method": "spawn"},
            ("the default start method changed during the work: fork → spawn",),
            id="start method",
        ),
        pytest.param(
            {"affinity": [0, 1], "start_method": "spawn"},
            (
                "the CPU set changed during the work: 0–3 → 0, 1",
                "the default start method changed during the work: fork → spawn",
            ),
            id="two of them",
        ),
        pytest.param({"affinity": None}, (), id="unknown"),
        pytest.param({}, (), id="nothing"),
    ],
)
def test_conditions_that_the_work_changed_are_doubted_once(changes, doubts):
    around = {"conditions_before": BEFORE, "conditions_after": replace(BEFORE, **changes)}
    summary = only(simulate({THREAD: 0.1}, World(rounds=3, surroundings={THREAD: around})))
    assert summary.doubts == doubts
    assert summary.sound is not bool(doubts)


@pytest.mark.parametrize("field", ["conditions_before", "conditions_after"])
def test_conditions_that_nobody_looked_at_are_no_doubt(field):
    summary = only(simulate({THREAD: 0.1}, World(surroundings={THREAD: {field: BEFORE}})))
    assert summary.doubts == ()


def test_notes_are_kept_once():
    notes = ["left x.log behind", "printed 3 bytes"]
    summary = only(simulate({THREAD: 0.1}, World(surroundings={THREAD: {"notes": notes}})))
    assert summary.notes == ("left x.log behind", "printed 3 bytes")
    assert summary.sound
