import subprocess
import sys
from dataclasses import replace

import pyperf
import pytest
from tests.cli.stored import write
from tests.simulated import lost, simulate, trial

from gilbench.run.fake import FakeRunner
from gilbench.run.runner import Repetition
from gilbench.store import pyperf_files, run_folder
from gilbench.store.records import Record

NAMES = [
    f"{target}/{name}"
    for target in ("3.13", "3.14t")
    for name in ("primes/serial/1", "primes/thread/2", "primes/process_executor[fork]/2")
]
TRIALS = tuple(trial(name) for name in NAMES)


def records(rounds, outcomes=None):
    """Return made-up records in which 3.14t takes twice as long and every round a little longer."""
    made_up = []
    for number in range(1, rounds + 1):
        runner = FakeRunner(
            Repetition(values=2, timeout=1.0),
            seconds=lambda each, number=number: (0.1 if each.target == "3.13" else 0.2) + number / 1000,
            outcomes=outcomes or {},
        )
        made_up += [Record(each.id, number, runner.run(each)) for each in TRIALS]
    return tuple(made_up)


def written(folder, stored):
    """Write the suites of these records; return the folder that holds them."""
    run = replace(simulate(dict.fromkeys(NAMES, 0.1)), folder=folder, records=stored)
    (folder / run_folder.JOURNAL).unlink(missing_ok=True)
    write(folder, run)
    pyperf_files.write(run, of_items=())
    return folder / pyperf_files.FOLDER


def test_there_is_one_suite_per_target_with_one_run_per_round(tmp_path):
    folder = written(tmp_path, records(rounds=3))
    assert sorted(path.name for path in folder.iterdir()) == ["3.13.json", "3.14t.json"]
    suite = pyperf.BenchmarkSuite.load(str(folder / "3.14t.json"))
    assert suite.get_benchmark_names() == [each.name for each in TRIALS[3:]]
    for benchmark in suite:
        assert benchmark.get_nrun() == 3
        assert benchmark.get_nvalue() == 6


def test_every_file_explains_itself(tmp_path):
    suite = pyperf.BenchmarkSuite.load(str(written(tmp_path, records(rounds=2)) / "3.13.json"))
    benchmark = suite.get_benchmark("throughput/primes/process_executor[fork]/2")
    ours = {name: value for name, value in benchmark.get_metadata().items() if name.startswith("gilbench_")}
    assert ours == {
        "gilbench_experiment": "throughput",
        "gilbench_workload": "primes",
        "gilbench_strategy": "process_executor[fork]",
        "gilbench_workers": 2,
        "gilbench_items": 4,
        "gilbench_size": "full",
        "gilbench_target": "3.13",
        "gilbench_copy": 0,
        "gilbench_gil": "enabled",
        "gilbench_jit": "absent",
    }
    assert [run.get_metadata()["gilbench_round"] for run in benchmark.get_runs()] == [1, 2]


def test_the_calls_before_the_values_of_a_jit_go_with_each_run(tmp_path):
    (first, second) = (record for record in records(rounds=2) if record.trial == TRIALS[0].id)
    settled = Record(second.trial, 2, replace(second.outcome, settling=(0.0412345678, 0.0141, 12.0)))
    (benchmark,) = pyperf.BenchmarkSuite.load(str(written(tmp_path, (first, settled)) / "3.13.json"))
    found = [run.get_metadata().get("gilbench_settling") for run in benchmark.get_runs()]
    assert found == [None, "0.0412346 0.0141 12"]


def test_a_lost_round_is_left_out_and_the_others_stay(tmp_path):
    stored = (*records(rounds=2), Record(TRIALS[0].id, 3, lost("failed", "why")))
    suite = pyperf.BenchmarkSuite.load(str(written(tmp_path, stored) / "3.13.json"))
    assert suite.get_benchmark(TRIALS[0].name).get_nrun() == 2


def test_a_trial_that_was_always_lost_is_absent_and_a_target_without_values_has_no_file(tmp_path):
    outcomes = {each.id: lost("failed", "why") for each in TRIALS[1:]}
    folder = written(tmp_path, records(rounds=2, outcomes=outcomes))
    assert [path.name for path in folder.iterdir()] == ["3.13.json"]
    assert pyperf.BenchmarkSuite.load(str(folder / "3.13.json")).get_benchmark_names() == [TRIALS[0].name]


def test_writing_again_replaces_the_files(tmp_path):
    written(tmp_path, records(rounds=1))
    folder = written(tmp_path, records(rounds=2))
    (first, *_) = pyperf.BenchmarkSuite.load(str(folder / "3.13.json"))
    assert first.get_nrun() == 2


@pytest.mark.parametrize("command", ["show", "stats", "hist", "check", "metadata", "compare_to"])
def test_pyperfs_own_commands_read_the_files(tmp_path, command):
    folder = written(tmp_path, records(rounds=3))
    targets = ("3.13", "3.14t") if command == "compare_to" else ("3.13",)
    ended = subprocess.run(
        [sys.executable, "-m", "pyperf", command, *(folder / f"{target}.json" for target in targets)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert all(each.name in ended.stdout for each in TRIALS[:3])
    assert ended.stdout.count("1.98x slower") == (4 if command == "compare_to" else 0)  # three trials and their mean
