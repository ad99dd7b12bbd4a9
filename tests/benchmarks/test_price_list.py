"""Benchmarks of the price list, really timed by pytest-benchmark in this interpreter, and what a page makes of them."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tests.report.pages import page

from gilbench.experiments.primitives.section import section_of
from gilbench.experiments.primitives.stored import load
from gilbench.interpreters.candidate import Candidate, Interpreter
from gilbench.model.blocks import Table
from gilbench.report import markdown

ROOT = Path(__file__).parents[2]
HARNESS = str(ROOT / "benchmarks" / "harness")
LITTLE = ("--benchmark-max-time=0.01", "--benchmark-min-rounds=1", "-q")
PRICES = ("test_call", "test_uncontended[Lock]", "test_ping_pong[Lock]")

pytestmark = pytest.mark.slow


@pytest.fixture
def price_list(tmp_path, monkeypatch):
    """Let the script use this interpreter as it is, which has pytest-benchmark, and a storage of its own."""
    monkeypatch.setattr(sys, "path", [*sys.path, HARNESS])
    import price_list  # noqa: PLC0415  once its folder is on the path

    monkeypatch.setattr(price_list, "STORAGE", tmp_path / "storage")
    monkeypatch.setattr(price_list, "environment", lambda _: sys.executable)
    return price_list


@pytest.fixture
def build(price_list):
    here = Interpreter(sys.executable, sys.prefix, "CPython", (*sys.version_info,), free_threaded=False)
    (found,) = price_list._labelled([Candidate("here", here, {})])
    return found


def test_a_few_prices_are_measured_put_into_a_folder_and_shown(price_list, build, tmp_path, capfd):
    run = tmp_path / "run"
    run.mkdir()
    only = ["-k", "test_call or (Lock and not RLock and (uncontended or ping_pong))", "--benchmark-autosave", *LITTLE]
    assert price_list.measure(build, run, only) == 0
    assert "3 passed" in capfd.readouterr().out

    (stored,) = load(run).files.items()
    assert stored[0] == f"primitives-{build.label}.json"
    assert {each.name for each in stored[1].benchmarks} == {*PRICES}
    assert all(each.group for each in stored[1].benchmarks)
    assert stored[1].machine_info.label.endswith(("GIL on", "GIL off"))
    section = section_of(load(run))
    assert "Taking a lock that nobody else wants" in markdown.render(page(section))
    cells = {row[0]: row[1] for each in section.blocks if isinstance(each, Table) for row in each.rows}
    assert {*cells} == {*PRICES}
    assert all(re.fullmatch(r"[\d.,]+ (ns|µs|ms)", cell.text) for cell in cells.values())
    assert len([*(tmp_path / "storage" / build.key).glob("*/*.json")]) == 1  # what --benchmark-compare would read


def test_benchmarks_that_fail_are_not_put_into_a_run(price_list, build, tmp_path, capfd):
    assert price_list.measure(build, tmp_path, ["-k", "no_such_benchmark", *LITTLE]) == 5
    assert load(tmp_path) is None
    assert "pytest ended with exit code 5" in capfd.readouterr().err


def test_what_was_not_timed_is_not_put_into_a_run(price_list, build, tmp_path, capfd):
    assert price_list.measure(build, tmp_path, ["-k", "test_call", "--benchmark-disable", *LITTLE]) == 1
    assert "pytest-benchmark measured nothing: leave --benchmark-disable out" in capfd.readouterr().err
    assert list(tmp_path.glob("primitives*.json")) == []


def test_workloads_run_under_strategies_or_say_why_not(price_list, build, tmp_path, capfd):
    primes = "primes and (serial or process_executor or (asyncio and not asyncio_threads))"
    chosen = f"({primes}) or (dict_write_locked and process_pool)"
    assert price_list.measure(build, tmp_path, ["benchmarks/test_workloads.py", "-k", chosen, *LITTLE]) == 0
    printed = capfd.readouterr().out
    assert "2 passed, 2 skipped" in printed
    assert "primes has no async twin" in printed
    assert "the workers of this strategy do not share the memory that all of them write to" in printed
    (measured,) = load(tmp_path).files.values()
    assert {each.name for each in measured.benchmarks} == {
        "test_workload[primes-serial]",
        "test_workload[primes-process_executor]",
    }


def test_the_benchmarks_are_collected_when_they_are_named_and_else_not(price_list):
    arguments = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    named = [*arguments, "benchmarks/test_primitives.py", "benchmarks/primitives", "benchmarks/test_workloads.py"]
    alone = price_list._without_xdist(os.environ)
    found = subprocess.run(named, cwd=ROOT, env=alone, capture_output=True, text=True, check=True).stdout
    for each in (
        "test_contended[Lock]",
        "test_ping_pong[Queue]",
        "test_process[spawn]",
        "test_workload[primes-serial]",
    ):
        assert each in found
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["tool"]["pytest"]["ini_options"]["testpaths"] == ["tests"]
