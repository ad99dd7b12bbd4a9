import math
from dataclasses import replace

import pytest
from tests.known import EXPERIMENTS
from tests.simulated import World, ok, simulate

from gilbench.analysis.compared import compared
from gilbench.analysis.frame import COLUMNS, side_medians, tidy

SERIAL, FORKED = "3.14t/crc32_held/serial/1", "3.14t/crc32_held/process_executor[fork]/2"


def test_every_timed_value_has_a_row():
    frame = tidy(simulate({SERIAL: 0.2, FORKED: 0.1}, World(rounds=3, values=2)))
    assert list(frame.columns) == list(COLUMNS)
    assert len(frame) == 2 * 3 * 2
    assert list(frame["value"][:2]) == [0, 1]


def test_a_row_says_what_was_measured_in_the_words_of_the_target():
    row = tidy(simulate({FORKED: 0.1}, World(rounds=1, noise=0))).iloc[0].to_dict()
    assert row["seconds"] == pytest.approx(0.1)
    assert row["cpu_per_wall"] == pytest.approx(0.99)
    described = ("target", "free_threaded", "workload_class", "code", "strategy", "start_method", "family", "workers")
    assert [row[each] for each in described] == [
        "3.14t",
        True,
        "C that keeps the GIL",
        "c_keeps_gil",
        "process_executor",
        "fork",
        "processes",
        2,
    ]


def test_the_gil_is_told_as_it_was_after_the_work():
    came_back = World(rounds=1, surroundings={SERIAL: {"gil_after": True}})
    assert tidy(simulate({SERIAL: 0.2}, came_back))["gil_enabled"].all()


def test_a_run_without_records_is_an_empty_table():
    frame = tidy(simulate({SERIAL: 0.2}, World(rounds=0)))
    assert frame.empty
    assert side_medians(frame) == {}


def test_rounds_reduce_to_medians_and_lost_rounds_to_nothing():
    broke = replace(ok([9.0], SERIAL, World()), state="failed", reason="broke after a while")
    world = World(rounds=2, values=3, noise=0.1, troubles={SERIAL: {2: broke}})
    run = simulate({SERIAL: 0.2}, world)
    middle = sorted(call.seconds for call in run.records[0].outcome.calls)[1]
    assert compared(run, EXPERIMENTS.reductions) == {f"3.14t/throughput/{SERIAL.partition('/')[2]}": {1: middle / 4}}
    assert next(iter(side_medians(tidy(run)).values())).cpu_seconds == pytest.approx(0.99 * middle)


def test_what_the_platform_cannot_tell_stays_unknown():
    world = World(rounds=2, seen={SERIAL: {"cpu_seconds": None, "overlap": None}})
    (side,) = side_medians(tidy(simulate({SERIAL: 0.2}, world))).values()
    assert (side.cpu_seconds, side.cpu_per_wall, side.overlap) == (None, None, None)
    assert side.voluntary == 10
    assert not math.isnan(side.start_skew)
