"""The bare script and the pyperf script do the work of gilbench's trials."""

import json
import subprocess
import sys
from pathlib import Path

import pools
import pyperf
import pytest

HARNESS = Path(pools.__file__).parent
TASKS = """
def double(number):
    return 2 * number
"""


def work(folder, strategy):
    file = folder / "bm_tasks_of_a_test.py"
    file.write_text(TASKS)
    method = "fork" if strategy == "process_executor" else None
    return pools.Work(f"double/{strategy}", str(file), "double", 21, 4, strategy, method, 2)


@pytest.mark.parametrize("strategy", ["serial", "thread_executor", "process_executor"])
def test_a_bare_script_times_as_many_values_as_asked_for(tmp_path, strategy):
    command = [sys.executable, str(HARNESS / "bare.py"), work(tmp_path, strategy).as_json(), "3"]
    seconds = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    assert len(seconds) == 3
    assert all(each > 0 for each in seconds)


@pytest.mark.parametrize("strategy", ["serial", "thread_executor"])
def test_a_pool_gives_results_in_order(tmp_path, monkeypatch, strategy):
    monkeypatch.setattr(sys, "path", [*sys.path])
    asked = work(tmp_path, strategy)
    with asked.pool() as run:
        assert run(asked.callable(), [1, 2, 3]) == [2, 4, 6]


def test_other_strategies_are_refused(tmp_path):
    with pytest.raises(KeyError, match="asyncio"), work(tmp_path, "asyncio").pool():
        pass


@pytest.mark.slow
def test_pyperf_measures_every_trial_of_a_file(tmp_path):
    trials = [work(tmp_path, strategy) for strategy in ("serial", "process_executor")]
    listed, out = tmp_path / "work.jsonl", tmp_path / "out.json"
    listed.write_text("".join(f"{each.as_json()}\n" for each in trials))
    command = [sys.executable, str(HARNESS / "pyperf_trials.py"), "--work", str(listed), "--quiet", "-o", str(out)]
    subprocess.run([*command, "-p", "2", "-n", "1", "--min-time", "0.001"], check=True, stdout=subprocess.DEVNULL)
    assert pyperf.BenchmarkSuite.load(str(out)).get_benchmark_names() == [each.name for each in trials]
