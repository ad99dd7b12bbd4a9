from dataclasses import asdict

from tests.known import build
from tests.simulated import World, lost, simulate

from gilbench.experiments.held_share.records import Seen
from gilbench.model import FIGURE_COLUMNS

SERIAL, THREAD, FAILED = "3.13/primes/serial/1", "3.13/primes/thread/2", "3.13/echo/thread/2"
HELD = "3.13/primes/serial/1 (held_share)"
WORLD = World(
    noise=0.01,
    seen={HELD: asdict(Seen(0.9, 0.8, 1.0, 1000, 900, 0.006))},
    troubles={FAILED: {1: lost("failed", "exit code 1")}},
)
ROWS = build(simulate({SERIAL: 0.2, THREAD: 0.25, FAILED: 0.1, HELD: 0.6}, WORLD)).figures


def of(**wanted):
    return [row for row in ROWS if wanted.items() <= row.items()]


def test_every_row_has_every_column_in_its_order():
    assert all(tuple(row) == FIGURE_COLUMNS for row in ROWS)


def test_a_figure_has_its_value_interval_unit_and_direction():
    (row,) = of(experiment="throughput", strategy="thread", figure="speedup", state="ok")
    assert (row["unit"], row["better"], row["n"]) == ("×", "more", 6)
    assert row["low"] < row["value"] < row["high"]
    assert 0.7 < row["value"] < 0.9


def test_figures_of_experiments_stay_apart():
    assert [row["figure"] for row in of(experiment="held_share")] == ["held_share", "longest_stall"]
    assert not of(experiment="throughput", figure="held_share")


def test_a_figure_without_an_interval_has_empty_ends():
    (row,) = of(figure="longest_stall")
    assert (row["unit"], row["low"], row["high"]) == ("s", None, None)


def test_a_trial_without_a_result_has_one_row_that_says_why():
    (row,) = of(workload="echo")
    assert (row["figure"], row["value"], row["state"], row["reason"]) == (None, None, "failed", "exit code 1")


def test_a_figure_that_asks_for_two_rounds_is_not_there_after_none():
    nothing = build(simulate({SERIAL: 0.2}, World(rounds=0), finished=False))
    assert nothing.figures == ()
