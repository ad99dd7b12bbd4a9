"""Verdicts of a session, counted from simulated results."""

from dataclasses import replace

import pytest
from judging import ALONE, GILBENCH, PYPERF, PYTEST, STOPPED, enough, of_chain, of_run
from peers import read_pyperf, read_pytest
from session import CHAIN, MORE, SAME, Block, Cycle, Session, chain, read, write
from tests.simulated import World, simulate

CYCLE = Cycle(lap=1, hogs=2, pyperf=(), pytest=(), gilbench="", budget=60.0)
SLOWER = "Mean +- std dev: [a] 100 ms +- 1 ms -> [b] 120 ms +- 1 ms: 1.20x slower\nSignificant (t=-20.00)\n"
FASTER = "Mean +- std dev: [a] 120 ms +- 1 ms -> [b] 100 ms +- 1 ms: 1.20x faster\nSignificant (t=20.00)\n"


def block(side, mean, said=""):
    return Block(side, 4.0, mean, said)


def run_of(rounds=12, noise=0.01, seed=1):
    """Return a gilbench run of all sides, in which each does as much more as its name says."""
    sides = SAME + MORE
    ids = ["3.11", *(f"3.11-{number}" for number in range(2, len(sides) + 1))]
    seconds = {f"{each}/primes/serial/1": 0.1 * factor(side) for each, side in zip(ids, sides, strict=True)}
    run = simulate(seconds | {"3.11/primes/serial/1#2": 0.1}, World(rounds=rounds, noise=noise, seed=seed))
    targets = [
        replace(target, executable=f"/environments/{side}/bin/python")
        for target, side in zip(run.manifest.targets, sides, strict=True)
    ]
    return replace(run, manifest=replace(run.manifest, targets=tuple(targets)))


def factor(side):
    return 1 + int(side[1:]) / 100 if side in MORE else 1.0


def test_neighbours_are_judged_and_the_heavier_side_is_what_is_called():
    blocks = [block("a", 0.1), block("b20", 0.12, SLOWER), block("a", 0.1, FASTER), block("a", 0.1, "Not significant!")]
    found = list(of_chain(PYPERF, CYCLE, blocks, read_pyperf))
    assert [(each.more, each.found, each.t) for each in found] == [(20, "slower", 20), (20, "slower", 20), (0, "", 0)]
    assert {each.seconds for each in found} == {8.0}
    assert found[0].effect == pytest.approx(0.1823, abs=1e-4)


def test_pytest_benchmark_is_not_blamed_for_what_it_does_not_look_for():
    blocks = [block("a", 0.1), block("b20", 0.12, "Performance has regressed"), block("a", 0.1, "1 passed")]
    found = list(of_chain(PYTEST, CYCLE, blocks, read_pytest))
    assert [(each.more, each.found) for each in found] == [(20, "slower")]


def test_every_two_sides_of_a_run_are_judged_once_by_each_rule():
    found = list(of_run(CYCLE, run_of()))
    same, other = len(SAME) * (len(SAME) - 1) // 2, len(SAME) * len(MORE)
    for tool in (GILBENCH, ALONE, STOPPED):
        mine = [each for each in found if each.tool == tool]
        assert len([each for each in mine if each.more == 0]) == same
        assert len([each for each in mine if each.more > 0]) == other
        assert {each.hogs for each in mine} == {2}


@pytest.mark.parametrize("tool", [GILBENCH, ALONE, STOPPED])
def test_in_a_quiet_run_all_differences_are_found_and_nothing_else(tool):
    for verdict in of_run(CYCLE, run_of(noise=0.005)):
        if verdict.tool == tool:
            assert verdict.found == ("slower" if verdict.more else "")


@pytest.mark.slow
@pytest.mark.parametrize("tool", [GILBENCH, ALONE])
def test_among_noise_few_identical_sides_are_called_different(tool):
    runs = [of_run(CYCLE, run_of(rounds=6, noise=0.1, seed=seed)) for seed in range(20)]
    same = [each for run in runs for each in run if (each.tool, each.more) == (tool, 0)]
    assert sum(each.found != "" for each in same) <= 0.05 * len(same)


def test_stopping_early_saves_time():
    seconds = dict.fromkeys((ALONE, STOPPED), 0.0)
    for verdict in of_run(CYCLE, run_of(noise=0.005)):
        if verdict.tool in seconds:
            seconds[verdict.tool] += verdict.seconds
    assert seconds[STOPPED] == pytest.approx(seconds[ALONE] * 7 / 12, rel=0.05)


@pytest.mark.parametrize(
    ("logs", "rounds"),
    [
        pytest.param([0.0, 0.001, 0.002, *[0.0] * 6], 7, id="precise at once, and trusted from round 7"),
        pytest.param([0.0, 0.104] * 5, 8, id="in time"),
        pytest.param([0.0, *[0.5, -0.5] * 4], 9, id="never"),
        pytest.param([0.0, 0.0, 0.0], 3, id="fewer than are trusted"),
    ],
)
def test_enough_is_the_first_round_that_is_precise(logs, rounds):
    assert enough(logs) == rounds


def test_every_other_lap_runs_backwards():
    assert (chain(1), chain(2)) == (CHAIN, CHAIN[::-1])
    assert set(CHAIN) == {"a", *MORE}


def test_a_session_is_read_as_it_was_written(tmp_path):
    cycles = tuple(replace(CYCLE, hogs=each, pyperf=(block("a", 0.1), block("b50", 0.15, SLOWER))) for each in (0, 1))
    session = Session({"load average": "0.1 0.1 0.1"}, ("--fast",), cycles)
    write(tmp_path, session)
    assert read(tmp_path) == session
