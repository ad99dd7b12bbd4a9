"""Well-formed files whose values nobody can have measured: one sentence, exit code 2."""

import json
import math
from dataclasses import replace

import pytest
from tests.experiments.startup import made
from tests.probe.probed import HOLDS, probes

from gilbench.errors import StoreError
from gilbench.experiments.discovery import find
from gilbench.plan.trial import Trial
from gilbench.probe.data import as_json
from gilbench.store import pyperf_files, run_folder

EXPERIMENTS = find()
CALL = ("outcome", "calls", 0)
WORKER = (*CALL, "workers", 0)
TRIAL = ("plan", "trials", 0)
TARGET = ("targets", 0)
WORKLOAD = (*TARGET, "catalogue", "workloads", 0)
STRATEGY = (*TARGET, "catalogue", "strategies", 0)
NO_TIME = (0, -1, 1e-320, 1e300, "1", None, True, math.nan, math.inf)
NO_COUNT = (0, -1, 1.5, 10**30, "1", None)
NO_NUMBER = (-1, 1e-320, 1e300, "1", math.nan)


def times(*where, values):
    return [pytest.param(where, value, id=f"{'.'.join(map(str, where))} = {value!r}") for value in values]


def put(content, where, value):
    """Put a value into a place of some content."""
    *way, last = where
    for step in way:
        content = content[step]
    content[last] = value


def change_manifest(folder, where, value):
    path = folder / run_folder.MANIFEST
    content = json.loads(path.read_text())
    put(content, where, value)
    path.write_text(json.dumps(content))


def change_journal(folder, where, value):
    """Change the first record."""
    path = folder / run_folder.JOURNAL
    first, *rest = path.read_text().splitlines()
    content = json.loads(first)
    put(content, where, value)
    path.write_text("".join(f"{line}\n" for line in (json.dumps(content), *rest)))


def require_a_sentence(ended, path):
    code, out, err = ended
    assert (code, out) == (2, "")
    assert err.startswith("gilbench: ")
    assert path in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("where", "value"),
    [
        *times(*CALL, "seconds", values=NO_TIME),
        *times(*WORKER, "wall", values=NO_NUMBER),
        *times(*WORKER, "running", values=NO_NUMBER),
        *times(*WORKER, "ready", values=NO_NUMBER),
        *times(*WORKER, "voluntary", values=NO_NUMBER),
        *times(*CALL, "seen", "cpu_seconds", values=(1e300, "1", [], math.nan)),
        *times(*CALL, "seen", values=(None, [], 1, "x")),
        *times("outcome", "calls", values=([], None, {}, [{}], [None])),
        *times("outcome", "calls", values=([{"seconds": 0.1}] * 2,)),
        *times("outcome", "surroundings", values=(None, {}, [])),
        *times("outcome", "surroundings", "affinity", values=(-1, "x", [-1], ["x"])),
        *times("outcome", "surroundings", "switch_interval", values=NO_NUMBER),
        *times("outcome", "elapsed", values=NO_NUMBER),
        *times("outcome", "settling", values=([-1], [None], ["x"], [1e-320])),
        *times("outcome", "state", values=("failed", "timed out", "fine", None, 1)),
        *times("outcome", "pyperf", values=({}, [], "x", {"benchmarks": []}, {"benchmarks": [{"runs": []}]})),
        *times(
            *("outcome", "pyperf", "benchmarks"),
            values=([1], [{}], [{"runs": [1]}], [{"runs": [{"warmups": [[0, 1]]}]}], [{"runs": [{"warmups": [[1]]}]}]),
        ),
        *times("trial", values=("3.13/throughput/primes/fiber/2", "", None, 1, "../../x")),
        *times("round", values=NO_COUNT),
    ],
)
def test_a_journal_with_what_cannot_be_is_refused(gilbench, folder, where, value):
    change_journal(folder, where, value)
    ended = gilbench("report", folder, "--format", "csv")
    require_a_sentence(ended, "journal")


@pytest.mark.parametrize(
    ("where", "value"),
    [
        *times("targets", values=([], None, {}, [{}])),
        *times("plan", "trials", values=([], None, [{}])),
        *times(*TRIAL, "workers", values=NO_COUNT),
        *times(*TRIAL, "items", values=(-1, 10**30, "1", None)),
        *times(*TRIAL, "target", values=("3.99", "", None, "../../x")),
        *times(*TRIAL, "workload", values=("unknown", "", None)),
        *times(*TRIAL, "strategy", values=("unknown", "", None)),
        *times(*TRIAL, "size", values=("huge", None)),
        *times(*TRIAL, "parameters", values=([["x"]], [1], {"x": 1}, None)),
        *times(*TARGET, "id", values=("", "../x", "3.13t", "a/b", "x\n", "-rf", "x" * 101)),
        *times(*TARGET, "facts", "version_info", values=([], [3], None, "3.13")),
        *times(*TARGET, "facts", "cpu_count", values=NO_NUMBER),
        *times(*TARGET, "catalogue", values=({}, None)),
        *times(*TARGET, "catalogue", "workloads", values=([{}], None, {})),
        *times(*TARGET, "catalogue", "strategies", values=([{}], None, {})),
        *times(*WORKLOAD, "kind", values=("", "gpu", None)),
        *times(*WORKLOAD, "parameters", values=([["n", math.inf]], [["n"]], [["n", "x" * 200]], [["a b", 1]], None)),
        *times(*WORKLOAD, "family", values=("x" * 200, None)),
        *times(*WORKLOAD, "code", values=("", "rust", None)),
        *times(*WORKLOAD, "data", values=("", "shared", None)),
        *times(*WORKLOAD, "listed", values=({"full": 2}, {"small": 0, "full": 2}, {"small": 1, "full": 10**6}, 5)),
        *times(*STRATEGY, "family", values=("", "fibers", None)),
        *times("values", values=NO_COUNT),
        *times("usable_cpus", values=NO_COUNT),
        *times("seed", values=(1.5, 10**30, None)),
        *times("settings", values=(None, [], {"effort": "lazy"}, {"budget": "x"}, {"workers": [1, "x"]})),
        *times("schema", values=(0, 3, "2", None, [])),
        *times("machine", values=(None, [], {"CPU": 1})),
    ],
)
def test_a_manifest_with_what_cannot_be_is_refused(gilbench, folder, where, value):
    change_manifest(folder, where, value)
    require_a_sentence(gilbench("report", folder, "--format", "csv"), "manifest")


def test_a_trial_that_is_planned_twice_is_refused(gilbench, folder):
    manifest = json.loads((folder / run_folder.MANIFEST).read_text())
    change_manifest(folder, ("plan", "trials"), manifest["plan"]["trials"] * 2)
    require_a_sentence(gilbench("report", folder), "manifest")


@pytest.mark.parametrize(
    ("where", "value"),
    [
        *times("cpus", values=NO_COUNT),
        *times("calls", 0, "held_share", values=(1e-320, 1e300, "1", math.nan)),
        *times("calls", 0, "longest_stall", values=NO_NUMBER),
        *times("calls", 0, "call_seconds", values=NO_NUMBER),
        *times("calls", 0, "verdict", values=("maybe", 1, [])),
        *times("calls", 0, "state", values=("fine", None)),
        *times("calls", values=(None, {}, [{}], [None])),
        *times("targets", values=(None, [], {"3.13": 1})),
        *times("schema", values=(0, 99, "1", None)),
    ],
)
def test_probes_with_what_cannot_be_are_refused(gilbench, folder, where, value):
    content = json.loads(as_json(probes(HOLDS)))
    put(content, where, value)
    (folder / "probe.json").write_text(json.dumps(content))
    require_a_sentence(gilbench("report", folder, "--format", "csv"), "probe.json")


@pytest.mark.parametrize(
    ("where", "value"),
    [
        *times("stats", "median", values=(-1, 1e300, "1", None, math.nan)),
        *times("stats", "q1", values=(-1, 1e300, "1", math.nan)),
        *times("stats", "rounds", values=(-1, 1.5, 10**30, "1")),
        *times("name", values=(None, 1)),
        *times("stats", values=(None, {}, [])),
    ],
)
def test_primitives_with_what_cannot_be_are_refused(gilbench, folder, where, value):
    content = {"name": "test_lock", "stats": {"median": 1e-7, "q1": 1e-8, "rounds": 5}}
    put(content, where, value)
    (folder / "primitives.json").write_text(json.dumps({"benchmarks": [content]}))
    require_a_sentence(gilbench("report", folder, "--format", "csv"), "primitives.json")


@pytest.mark.parametrize("command", [("compare",), ("compare", "--save", "main"), ("run", "--again")], ids=" ".join)
def test_whatever_reads_a_run_refuses_the_same(gilbench, folder, monkeypatch, command):
    monkeypatch.chdir(folder.parent)
    change_manifest(folder, ("targets",), [])
    require_a_sentence(gilbench(*command, folder), "manifest")


def test_a_run_that_is_as_it_was_is_reported(gilbench, folder):
    change_journal(folder, ("round",), 1)
    change_manifest(folder, ("seed",), 7)
    assert gilbench("report", folder)[0] == 0


@pytest.mark.parametrize("cold", [[], [0.0], [-1.0, -1.0]], ids=str)
def test_figures_of_an_experiment_that_follow_from_nothing_are_told(cold):
    trial = Trial("startup", None, "thread_executor", None, 2, "full", 2, "3.13")
    call = replace(made.outcome().calls[0], seen={**made.outcome().calls[0].seen, "cold": cold, "warm": cold})
    with pytest.raises(StoreError, match=r"from what startup stored nothing follows: .* Start a new run\."):
        EXPERIMENTS.reductions["startup"].reduce(trial, {1: [call], 2: [call]} if cold else {1: [call]})


def test_a_suite_that_only_looks_like_pyperfs_is_told_when_it_is_put_together(folder):
    run = run_folder.load(folder)  # the simulated suites lack what pyperf calls its metadata
    with pytest.raises(StoreError, match=r"round 1 is not pyperf's: .* Start a new run\."):
        pyperf_files.write(run, of_items=())
