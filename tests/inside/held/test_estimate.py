"""From cycles to a share: on invented programs of known share, and on what was recorded on a real machine."""

import json
from array import array
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.inside.held.invented import Program, record

from gilbench.inside.held.estimate import HeldShare, allowance, held_share, seconds_for
from gilbench.inside.held.recording import FIELDS, Cycle, Recording, from_json

RECORDED = sorted((Path(__file__).parent / "recorded").glob("*.json"))
SEEDS = range(5)
SHARES = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
STRETCHES = (0.0005, 0.002, 0.01)  # seconds of a held and a free stretch together

times = st.floats(0, 0.02)


def shares_of(share, stretch, gap_every=0.0):
    held, free = share * stretch, (1 - share) * stretch
    programs = (Program(held, free, seed, gap_every) for seed in SEEDS)
    return [held_share(record(program, 3000)) for program in programs]


@pytest.mark.parametrize("stretch", STRETCHES)
@pytest.mark.parametrize("share", SHARES)
def test_an_undisturbed_program_gets_its_share(share, stretch):
    found = shares_of(share, stretch)
    assert sum(each.share for each in found) / len(found) == pytest.approx(share, abs=0.02)
    assert sum(each.low <= share <= each.high for each in found) >= len(found) - 1


@pytest.mark.parametrize("stretch", STRETCHES)
@pytest.mark.parametrize("share", SHARES)
def test_a_program_whose_cpu_others_take_gets_the_same_share(share, stretch):
    found = shares_of(share, stretch, gap_every=0.005)
    assert sum(each.share for each in found) / len(found) == pytest.approx(share, abs=0.04)
    assert sum(each.low <= share <= each.high for each in found) >= len(found) - 1


@pytest.mark.parametrize("gap_every", [0.0, 0.005], ids=["alone", "beside others"])
def test_what_others_take_is_not_in_the_wall_time(gap_every):
    for found in shares_of(0.5, 0.002, gap_every):
        assert found.of_wall == pytest.approx(found.share, abs=0.04)


def test_more_samples_make_a_narrower_interval():
    few, many = (held_share(record(Program(0.001, 0.001, 1), number)) for number in (300, 10_000))
    assert many.high - many.low < few.high - few.low


@given(
    st.lists(
        st.builds(
            Cycle,
            pause=times,
            took=times,
            switches=st.integers(0, 5),
            delay=times,
            cpu=times,
            ready=times,
            lead=times,
            after_cpu=times,
        ),
        max_size=60,
    )
)
def test_whatever_was_seen_shares_stay_shares(cycles):
    recording = Recording(1000.0, seconds=1.0, cpu=0.5)
    for cycle in cycles:
        recording.add(cycle)
    found = held_share(recording)
    assert 0 <= found.low <= found.high <= 1
    assert found.share is None or found.low <= found.share <= found.high
    assert 0 <= found.of_wall_low <= found.of_wall_high <= 1
    assert found.of_wall is None or found.of_wall_low <= found.of_wall <= found.of_wall_high


def test_nothing_seen_is_no_share():
    found = held_share(Recording(1000.0))
    assert (found.share, found.low, found.high, found.of_wall, found.samples) == (None, 0.0, 1.0, None, 0)


def test_without_the_time_spent_ready_there_is_no_share_of_the_wall():
    recording = record(Program(0.001, 0.001, 1), 500)
    recording.knows_ready = False
    found = held_share(recording)
    assert found.share is not None
    assert found.of_wall is None


def known(low, high, seconds=1.0):
    share = (low + high) / 2
    return HeldShare(share, low, high, share, low, high, 1000, 500, 0.0, seconds)


@pytest.mark.parametrize(
    ("width", "more"),
    [pytest.param(0.2, 1.0, id="as wide"), pytest.param(0.12, 4.0, id="half as wide, without what stays")],
)
def test_how_long_to_watch_for_a_width(width, more):
    assert 2 * allowance(0.5) == pytest.approx(0.04)
    assert seconds_for(width, known(0.4, 0.6)) == pytest.approx(more)


def test_no_time_is_long_enough_for_a_width_below_what_the_method_leaves_open():
    assert seconds_for(0.04, known(0.4, 0.6)) == float("inf")


def test_what_runs_after_a_waking_tells_nothing_where_the_readings_give_the_gil_up():
    recording = record(Program(held=0.01, free=0.0, seed=1), 3000)
    recording.columns["after_cpu"][:] = array("f", [1e-3]) * len(recording)
    assert held_share(recording).share < 0.95
    unsure = held_share(replace(recording, keeps_gil=False))
    assert unsure.share == pytest.approx(1.0, abs=0.01)
    assert unsure.low < held_share(record(Program(held=0.01, free=0.0, seed=1), 3000)).low - 0.02


@pytest.mark.parametrize("file", RECORDED, ids=lambda file: file.stem)
def test_what_was_recorded_on_a_real_machine_gives_the_share_of_the_task(file):
    stored = json.loads(file.read_text(encoding="utf-8"))
    found = held_share(from_json(stored["recording"]))
    share, low, high = (
        (found.of_wall, found.of_wall_low, found.of_wall_high)
        if stored["task"] == "loops"
        else (found.share, found.low, found.high)
    )
    assert share == pytest.approx(stored["truth"], abs=0.06 if stored["hogs"] else 0.03)
    assert low <= stored["truth"] <= high


def test_recordings_cover_every_kind_of_task_with_and_without_load():
    stored = [json.loads(file.read_text(encoding="utf-8")) for file in RECORDED]
    assert {each["task"] for each in stored} == {"calls", "mixed_calls", "loops"}
    assert {each["hogs"] for each in stored} == {0, 1, 2}
    assert set(stored[0]["recording"]["columns"]) == set(FIELDS)


@pytest.mark.parametrize(
    ("process", "cpu", "expected"),
    [
        pytest.param(2.0, 1.0, 0.5, id="others took half"),
        pytest.param(1.1, 1.0, None, id="less than a fifth of the watched ones"),
        pytest.param(0.01, 0.0, None, id="less than a coarse clock can tell"),
        pytest.param(0.0, 1.0, None, id="recorded before the process was read"),
    ],
)
def test_the_cpu_time_of_threads_that_were_not_watched_is_told_beyond_the_error(process, cpu, expected):
    assert held_share(Recording(1000.0, process=process, cpu=cpu)).unwatched == expected
