"""How often more work is found, counted from simulated runs."""

import sys
from dataclasses import replace

import measuring
import power
import pytest
from kernel.bm_kernel import more, units
from shares import Share
from tests.simulated import World, simulate

from gilbench.store import run_folder

SIDES = (*power.SAME, "b20", "b20-2")


def run_of(heavier=1.2, noise=0.005):
    ids = ["3.11", *(f"3.11-{number}" for number in range(2, len(SIDES) + 1))]
    seconds = {
        f"{each}/primes/serial/1": 0.1 * (heavier if side.startswith("b") else 1.0)
        for each, side in zip(ids, SIDES, strict=True)
    }
    run = simulate(seconds | {"3.11/primes/serial/1#2": 0.1}, World(rounds=12, noise=noise))
    targets = [
        replace(target, executable=f"/environments/{side}/bin/python")
        for target, side in zip(run.manifest.targets, SIDES, strict=True)
    ]
    return replace(run, manifest=replace(run.manifest, targets=tuple(targets)))


def test_every_heavier_side_is_judged_against_every_lighter_one_and_these_once_among_each_other():
    found = power.judged(run_of())
    assert (found.slower, found.different) == (Share(10, 10), Share(0, 10))


def test_only_slower_is_a_detection():
    assert power.judged(run_of(heavier=1 / 1.2)).slower == Share(0, 10)


def test_runs_are_added_up_and_each_has_a_row():
    found = [("run1", power.Found(Share(9, 10), Share(0, 10))), ("run2", power.Found(Share(10, 10), Share(1, 10)))]
    table = list(power.rows(found))
    assert [row[0] for row in table] == ["run", "run1", "run2", "all"]
    assert table[-1][1::2] == ("19 of 20", "1 of 20")


def test_sides_that_do_the_same_additional_work_are_told_apart_by_a_number():
    assert [more(side) for side in ("a", "a2", "b20", "b20-2", "b5-11")] == [0, 0, 20, 20, 5]
    assert units("b20-2") == units("b20") > units("a2")


@pytest.mark.parametrize(("finished", "left"), [(True, True), (False, False)])
def test_a_run_that_was_interrupted_is_made_again(tmp_path, finished, left):
    run = replace(run_of(), folder=tmp_path / "run1")
    run.folder.mkdir()
    run_folder.write_manifest(run.folder, replace(run.manifest, finished=finished))
    assert measuring.is_kept(run.folder) == finished
    assert run.folder.exists() == left
    assert not measuring.is_kept(tmp_path / "run2")


def test_gilbench_is_run_as_a_user_runs_it():
    measuring.gilbench("--version")
    with pytest.raises(SystemExit, match="ended with exit code 2"):
        measuring.gilbench("no-such-command")


@pytest.mark.slow
def test_a_run_has_one_trial_for_each_side(tmp_path):
    measuring.gilbench(*measuring.KERNEL_RUN, "--python", sys.executable, "--dry-run", "--out", tmp_path / "run")
    (trial,) = run_folder.load(tmp_path / "run").manifest.plan.trials
    assert (trial.experiment, trial.workload, trial.strategy) == ("throughput", "kernel", "serial")
