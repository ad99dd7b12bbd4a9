"""pyperf's files hold the time of an item, whatever earlier versions stored, and `pyperf compare_to` compares that."""

import subprocess
import sys
from dataclasses import replace

import pyperf
import pytest
from tests.cli.stored import write
from tests.simulated import World, simulate, trial

from gilbench.run.fake import FakeRunner
from gilbench.run.runner import Repetition
from gilbench.store import pyperf_files, run_folder
from gilbench.store.records import Record

NAMES = ("3.13/primes/serial/1", "pypy3.11/primes/serial/1")
ITEMS = {"3.13": 4, "pypy3.11": 32}
PER_ITEM = {"3.13": 0.05, "pypy3.11": 0.02}
THROUGHPUT, BEFORE = frozenset({"throughput"}), frozenset()  # earlier versions told pyperf nothing of items


def rounds(*numbers, of_items=THROUGHPUT):
    """Return these rounds, each a little slower than the one before."""
    runner = FakeRunner(Repetition(values=2, timeout=1.0), of_items=of_items)
    made = []
    for number in numbers:
        runner.seconds = lambda each, number=number: each.items * (PER_ITEM[each.target] + number / 10_000)
        trials = (trial(name, items=ITEMS[name.partition("/")[0]]) for name in NAMES)
        made += [Record(each.id, number, runner.run(each)) for each in trials]
    return made


def written(folder, records):
    """Write the suites of these records; return the files, that of 3.13 first."""
    run = replace(simulate(dict.fromkeys(NAMES, 0.1), World(items=ITEMS)), folder=folder, records=tuple(records))
    (folder / run_folder.JOURNAL).unlink(missing_ok=True)
    write(folder, run)
    pyperf_files.write(run, THROUGHPUT)
    return [folder / pyperf_files.FOLDER / f"{target}.json" for target in ITEMS]


def benchmark(file):
    (found,) = pyperf.BenchmarkSuite.load(str(file))
    return found


@pytest.mark.parametrize(
    "records",
    [
        pytest.param(rounds(1, 2, 3), id="of today"),
        pytest.param([*rounds(1, 2, of_items=BEFORE), *rounds(3)], id="begun by an earlier version"),
        pytest.param(rounds(1, 2, 3, of_items=BEFORE), id="but for its end of an earlier version"),
    ],
)
def test_values_are_the_times_of_items(tmp_path, records):
    for file, (target, items) in zip(written(tmp_path, records), ITEMS.items(), strict=True):
        found = benchmark(file)
        assert found.get_inner_loops() == items
        assert found.get_metadata()["gilbench_items"] == items
        expected = [PER_ITEM[target] + number / 10_000 for number in (1, 1, 2, 2, 3, 3)]
        assert found.get_values() == pytest.approx(expected)
        assert [run.get_metadata()["gilbench_round"] for run in found.get_runs()] == [1, 2, 3]


def test_warm_ups_of_an_earlier_version_are_of_items_too(tmp_path):
    begun, *others = rounds(1, of_items=BEFORE)
    begun.outcome.pyperf["benchmarks"][0]["runs"][0]["warmups"] = [[1, 0.4], [2, 0.2]]
    (run,) = benchmark(written(tmp_path, [begun, *others])[0]).get_runs()
    assert run.warmups == ((1, 0.1), (2, 0.05))


def test_pyperf_compares_the_times_of_items_where_their_numbers_differ(tmp_path):
    files = written(tmp_path, rounds(1, 2, 3))
    command = [sys.executable, "-m", "pyperf", "compare_to", *files]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "50.2 ms" in ended.stdout
    assert "2.49x faster" in ended.stdout  # 50.2 against 20.2 ms; values took 201 and 646 ms
