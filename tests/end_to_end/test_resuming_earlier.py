"""A run that an earlier version began goes on."""

import json

import pyperf
import pytest
from tests.end_to_end import command

from gilbench.store import pyperf_files, run_folder

pytestmark = pytest.mark.slow


def downgraded(line):
    """Return a line of the journal as schema 1 had it."""
    record = json.loads(line)
    outcome = record["outcome"]
    held = record["trial"].split("/")[1] == "held_share"
    blank = dict.fromkeys(("cpu_seconds", "voluntary", "involuntary", "overlap", "start_skew"))
    outcome["samples"] = [
        {
            "seconds": call["seconds"],
            "workers": call["workers"],
            **(blank | {"held": call["seen"]} if held else call["seen"]),
        }
        for call in outcome.pop("calls")
    ]
    (benchmark,) = outcome["pyperf"]["benchmarks"]
    items = outcome["pyperf"]["metadata"].pop("inner_loops")  # pyperf was told nothing of them
    for run in benchmark["runs"]:
        run["values"] = [items * each for each in run["values"]]
    return json.dumps(record, separators=(",", ":"))


def test_a_run_that_was_begun_with_schema_1_can_be_resumed_and_is_of_today_when_it_ends(tmp_path):
    folder = tmp_path / "run"
    asked = ("--experiment", "throughput", "--experiment", "held_share", "--strategy", "thread", "--quick")
    ended = command.run(tmp_path, "run", "primes", *asked, *command.HERE, "--dry-run", "--out", folder)
    assert ended.returncode == 0, ended.stderr
    journal, manifest = folder / run_folder.JOURNAL, folder / run_folder.MANIFEST
    lines = journal.read_text().splitlines()
    half = len(lines) // 2
    journal.write_text("".join(f"{downgraded(line)}\n" for line in lines[:half]))
    begun = json.loads(manifest.read_text())
    begun |= {"schema": 1, "finished": False, "states": {}}
    for target in begun["targets"]:
        for strategy in target["catalogue"]["strategies"]:
            strategy["file"] = strategy["file"].replace("/inside/strategies/", "/target/strategies/")
        del target["catalogue"]["experiments"]
    manifest.write_text(json.dumps(begun))

    resumed = command.run(tmp_path, "run", "--resume", folder, "--trust")
    assert resumed.returncode == 0, resumed.stderr
    assert f"{half} trials are stored" in resumed.stderr
    found = run_folder.load(folder)
    assert (found.finished, found.manifest.schema) == (True, 2)
    assert len(found.records) == len(lines)
    (suite,) = (pyperf.BenchmarkSuite.load(str(path)) for path in (folder / pyperf_files.FOLDER).iterdir())
    items = {trial.name: trial.items for trial in found.manifest.plan.measured}
    assert {each.get_name(): each.get_inner_loops() for each in suite} == items
