"""A target that compiles while it runs is repeated until it no longer gets faster, and the series can be read later."""

import json

import pytest
from tests.end_to_end import command

from gilbench.inside.settling import MOST_CALLS

pytestmark = pytest.mark.targets


def test_the_calls_before_the_values_are_in_the_journal_and_in_the_pyperf_files(tmp_path):
    pypy = command.interpreter("pypy3.11")
    ended = command.run(tmp_path, "run", "primes", "--python", pypy, *command.SMALL, "--out", "out")
    assert ended.returncode == 0, ended.stderr
    series = {key: outcome["settling"] for key, outcome in command.records(tmp_path / "out").items()}
    assert all(1 <= len(each) <= MOST_CALLS for each in series.values())
    assert all(len(outcome["calls"]) == 1 for outcome in command.records(tmp_path / "out").values())
    suite = json.loads((tmp_path / "out" / "results" / "pypy3.11.json").read_text())
    stored = [run["metadata"]["gilbench_settling"] for each in suite["benchmarks"] for run in each["runs"]]
    assert {len(each.split()) for each in stored} == {len(each) for each in series.values()}
    assert "pypy3.11: code is compiled while it runs; " in (tmp_path / "out" / "index.html").read_text()
