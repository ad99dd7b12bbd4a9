"""What pyperf and pytest-benchmark print is read as they mean it."""

import json
import subprocess
import sys

import pyperf
import pytest
from peers import Reading, pyperf_chain, pytest_chain, read_pyperf, read_pytest


def said(folder, *sides):
    """Return what pyperf's own compare_to prints about these values."""
    for number, values in enumerate(sides):
        benchmark = pyperf.Benchmark([pyperf.Run([value], metadata={"name": "kernel"}) for value in values])
        benchmark.dump(str(folder / f"{number}.json"))
    files = [str(folder / f"{number}.json") for number in range(len(sides))]
    command = [sys.executable, "-m", "pyperf", "compare_to", "--verbose", *files]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


@pytest.mark.parametrize(
    ("new", "found"),
    [
        pytest.param([1.2, 1.21, 1.22], "slower", id="slower"),
        pytest.param([0.8, 0.81, 0.82], "faster", id="faster"),
        pytest.param([1.0, 1.01, 1.03], "", id="within the noise"),
    ],
)
def test_pyperf_is_read_from_its_own_words(tmp_path, new, found):
    reading = read_pyperf(said(tmp_path, [1.0, 1.01, 1.02], new))
    assert reading.found == found
    assert (reading.t > 0) == bool(found)


def test_pyperf_s_t_is_read_without_its_sign():
    text = "Mean +- std dev: [a] 119 ms +- 6 ms -> [b] 129 ms +- 8 ms: 1.08x slower\nSignificant (t=-3.95)\n"
    assert read_pyperf(text) == Reading("slower", 3.95)


def test_a_difference_that_pyperf_cannot_name_is_none():
    assert read_pyperf("Mean +- std dev: [a] 1 sec -> [b] 1 sec: no change\nSignificant (t=4.00)\n") == Reading("")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("ERROR: Performance has regressed:\n\ttest_kernel\n1 passed", "slower", id="regressed"),
        pytest.param("1 passed in 2.0s", "", id="passed"),
    ],
)
def test_pytest_benchmark_is_read(text, found):
    assert read_pytest(text) == Reading(found)


@pytest.mark.slow
def test_pyperf_measures_a_chain_and_compares_neighbours(tmp_path):
    first, second = pyperf_chain(tmp_path, ["a", "b50"], ["-p", "2", "-n", "2", "--min-time", "0.001"])
    assert (first.side, first.said) == ("a", "")
    assert second.mean > 0
    assert json.loads((tmp_path / "pyperf-1.json").read_bytes())
    assert read_pyperf(second.said).found in {"slower", "faster", ""}
    assert "Mean +- std dev" in second.said


@pytest.mark.slow
def test_pytest_benchmark_measures_a_chain_and_compares_neighbours(tmp_path):
    pytest.importorskip("pytest_benchmark")
    first, second = pytest_chain(tmp_path, ["a", "b50"])
    assert (first.side, first.said) == ("a", "")
    assert "Comparing against benchmarks" in second.said
    assert second.mean > 0
