"""The files of docs/examples do what docs/extending.md says of them."""

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import gilbench
from gilbench.inside.loading import load
from gilbench.inside.registry import Registry

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "docs" / "examples"
PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
TYPED = [
    line for block in re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL) for line in block.splitlines()
]
COMMANDS = [line for line in TYPED if line.startswith("gilbench ")]
SHORT = (
    "--size",
    "small",
    "--quick",
    "--budget",
    "1s",
    "--workers",
    "2",
    "--python",
    sys.executable,
    "--out",
    "measured",
)
SOURCES = {**os.environ, "PYTHONPATH": str(Path(gilbench.__file__).parents[1])}  # wherever a command is started


@pytest.fixture(scope="module")
def example_registry():
    registry = Registry()
    problems = [problem for path in sorted(EXAMPLES.glob("*_example.py")) for problem in load(str(path), registry)]
    assert problems == []
    return registry


PIECES = [f"digest[piece={size}]" for size in (2048, 16384, 1048576)]


@pytest.mark.parametrize("name", ["lookup", "hash_large_pieces", "hash_small_pieces", *PIECES])
@pytest.mark.parametrize("size", ["small", "full"])
def test_an_example_workload_gives_the_result_that_it_states(example_registry, name, size):
    workload = example_registry.workloads[name]
    if workload.resource is None:
        assert workload.function(workload.sizes[size]) == workload.expect[size]
        return
    with workload.resource() as value:
        assert workload.function(workload.sizes[size], value) == workload.expect[size]


@pytest.mark.parametrize("size", ["small", "full"])
def test_the_rows_of_the_example_are_right_in_order_and_wrong_in_another(example_registry, size):
    workload = example_registry.workloads["add_up"]
    totals = [workload.function(row) for row in workload.items(workload.sizes[size])]
    assert workload.check(totals) is None
    assert workload.check(totals[::-1]) == "the totals are not in the order of the rows"


def test_the_example_strategy_keeps_the_contract():
    contract = ROOT / "tests" / "inside" / "contract.py"
    done = subprocess.run(
        [sys.executable, contract, EXAMPLES / "strategy_example.py", "queue_threads"],
        env=SOURCES,
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    clauses = dict(json.loads(line) for line in done.stdout.splitlines())
    assert clauses
    assert set(clauses.values()) == {None}


@pytest.mark.slow
def test_the_example_folder_runs_as_a_users_would(tmp_path):
    command = [sys.executable, "-m", "gilbench", "run", "lookup", "hash_*", "add_up", "--workloads", EXAMPLES]
    command += ["--strategy", "queue_threads", "--strategy", "asyncio", "--strategy", "process_executor[spawn]"]
    command += ["--python", sys.executable, "--workers", "2", "--quick", "--size", "small", "--out", tmp_path / "run"]
    done = subprocess.run(command, env=SOURCES, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    with (tmp_path / "run" / "results.csv").open(encoding="utf-8", newline="") as file:
        results = {(row["workload"], row["strategy"]): row["state"] for row in csv.DictReader(file)}
    alone = [(name, "asyncio") for name in ("hash_large_pieces", "hash_small_pieces", "add_up")]  # they have no twin
    assert [results.pop(each) for each in alone] == ["skipped"] * 3
    assert set(results.values()) == {"ok"}
    assert {name for name, _ in results} == {"lookup", "hash_large_pieces", "hash_small_pieces", "add_up"}
    assert {strategy for _, strategy in results} == {"serial", "queue_threads", "asyncio", "process_executor"}


def test_the_page_types_commands_in_the_order_of_a_reader():
    """One line, one file, a folder, then the rest; nothing else is typed but the contract of strategies."""
    assert [line.split()[1] for line in COMMANDS[:6]] == ["run"] * 6
    assert {line.split()[0] for line in TYPED} == {"gilbench", "PYTHONPATH=src"}


@pytest.mark.slow
@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_of_the_page_ends_well_where_it_is_typed(line, tmp_path):
    folder = tmp_path / "examples"
    shutil.copytree(EXAMPLES, folder, ignore=shutil.ignore_patterns("__pycache__"))
    words = shlex.split(line)[1:]
    if words[0] == "report":
        measured = next(each for each in COMMANDS if "--experiment waking" in each)
        gilbench(folder, *shortly(shlex.split(measured)[1:], words[1]))
    gilbench(folder, *(shortly(words, "measured") if words[0] == "run" else words))


def shortly(words, out):
    """Return a command that measures, for a moment, into a folder: with threads alone, unless it says with what."""
    ways = () if {"--strategy", "--experiment"} & {*words} else ("--strategy", "thread")
    return [*words, *SHORT, *ways, "--out", out]


def gilbench(folder, *words):
    """Type a command in a folder, which has to end well."""
    command = [sys.executable, "-m", "gilbench", *words]
    done = subprocess.run(command, env=SOURCES, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "not loaded" not in done.stderr
