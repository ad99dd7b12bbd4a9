import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from tests.simulated import World, scenario, simulate

from gilbench.errors import NoBaselineError, StoreError, UsageError
from gilbench.processes import interruption
from gilbench.store import baselines, run_folder
from gilbench.store.journal import Journal

BASE = scenario("3.13/primes", {"thread": 0.9})


@pytest.fixture
def stored(tmp_path):
    """Return a function that stores a run with this seed and returns it as it is read."""

    def make(seed, **manifest):
        run = simulate(BASE, World(seed=seed), created=f"2026-11-{seed:02}T10:00:00+00:00", **manifest)
        folder = tmp_path / f"run{seed}"
        run_folder.write_manifest(folder, run.manifest)
        journal = Journal(folder / run_folder.JOURNAL)
        for record in run.records:
            journal.append(record)
        journal.close()
        (folder / "index.html").write_text("a page")
        return run_folder.load(folder)

    return make


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_baseline_is_the_run_that_was_saved(stored, tmp_path):
    run = stored(1)
    saved = baselines.save(tmp_path, "main", run)
    assert saved == baselines.Saved(tmp_path / ".gilbench" / "baselines" / "main", replaced=None)
    assert baselines.find(tmp_path, "main") == saved.folder
    assert replace(run_folder.load(saved.folder), folder=run.folder) == run


def test_a_baseline_holds_what_a_comparison_reads_and_nothing_else(stored, tmp_path):
    baselines.save(tmp_path, "main", stored(1))
    assert files(tmp_path / baselines.FOLDER) == ["main/journal.jsonl", "main/manifest.json"]


def test_saving_again_leaves_the_new_run_alone(stored, tmp_path):
    baselines.save(tmp_path, "main", stored(1))
    later = stored(2)
    saved = baselines.save(tmp_path, "main", later)
    assert saved.replaced == "2026-11-01T10:00:00+00:00"
    assert run_folder.load(saved.folder).records == later.records
    assert files(tmp_path / baselines.FOLDER) == ["main/journal.jsonl", "main/manifest.json"]


@pytest.mark.parametrize("done_before", range(2))
def test_a_signal_between_the_two_renames_waits_for_the_second(stored, tmp_path, monkeypatch, done_before):
    baselines.save(tmp_path, "main", stored(1))
    later, renames, left = stored(2), Path.rename, [done_before]

    def interrupted(path, target):
        if path.name in {"main", "whole"}:
            if not left[0]:
                os.kill(os.getpid(), signal.SIGTERM)
            left[0] -= 1
        return renames(path, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt), interruption.noted():
        baselines.save(tmp_path, "main", later)
    assert files(tmp_path / baselines.FOLDER) == ["main/journal.jsonl", "main/manifest.json"]
    assert run_folder.load(tmp_path / baselines.FOLDER / "main").records == later.records


def test_a_baseline_can_be_saved_under_another_name(stored, tmp_path):
    first = baselines.save(tmp_path, "main", stored(1)).folder
    baselines.save(tmp_path, "main", run_folder.load(first))
    baselines.save(tmp_path, "v1", run_folder.load(first))
    assert baselines.names(tmp_path) == ["main", "v1"]
    assert run_folder.load(tmp_path / baselines.FOLDER / "v1").records == run_folder.load(first).records


def test_a_damaged_baseline_can_be_replaced(stored, tmp_path):
    folder = baselines.save(tmp_path, "main", stored(1)).folder
    (folder / run_folder.MANIFEST).write_text("{")
    assert baselines.save(tmp_path, "main", stored(2)).replaced == "an unknown time"


@pytest.mark.parametrize("name", ["main", "v1.2", "2026-11-22", "a_b+c", "A" * 100])
def test_names_that_are_file_names_everywhere(stored, tmp_path, name):
    assert baselines.save(tmp_path, name, stored(1)).folder.name == name


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", "/a", ".hidden", "-a", "a b", "ä", "a\n", "A" * 101])
def test_a_name_that_could_lead_elsewhere_is_refused(stored, tmp_path, name):
    with pytest.raises(UsageError, match="letters, digits"):
        baselines.save(tmp_path, name, stored(1))
    with pytest.raises(UsageError, match="letters, digits"):
        baselines.find(tmp_path, name)


@pytest.mark.parametrize(
    ("manifest", "told"),
    [
        pytest.param({"invented": True}, "is a dry run", id="dry run"),
        pytest.param({"finished": False}, "gilbench run --resume", id="interrupted"),
    ],
)
def test_a_run_that_later_ones_cannot_be_held_to_is_refused(stored, tmp_path, manifest, told):
    with pytest.raises(UsageError, match=told):
        baselines.save(tmp_path, "main", stored(1, **manifest))
    assert baselines.names(tmp_path) == []


def test_a_missing_baseline_says_where_it_looked_and_how_to_make_one(tmp_path):
    with pytest.raises(
        NoBaselineError, match=r"\.gilbench/baselines has none.*gilbench compare RUN --save main"
    ) as told:
        baselines.find(tmp_path, "main")
    assert told.value.exit_code == 4


def test_only_folders_that_are_baselines_are_named(stored, tmp_path):
    baselines.save(tmp_path, "main", stored(1))
    for other in ("empty", ".saving-1"):
        (tmp_path / baselines.FOLDER / other).mkdir()
    (tmp_path / baselines.FOLDER / ".saving-1" / run_folder.MANIFEST).write_text("{}")
    assert baselines.names(tmp_path) == ["main"]


def test_a_place_that_cannot_be_written_is_told_and_the_old_baseline_stays(stored, tmp_path):
    run = stored(1)
    old = baselines.save(tmp_path, "main", run)
    with pytest.raises(StoreError, match="main cannot be written: No such file"):
        baselines.save(tmp_path, "main", replace(run, folder=Path("/nowhere")))
    assert run_folder.load(old.folder).records == run.records


def test_a_file_in_the_way_is_told(stored, tmp_path):
    (tmp_path / ".gilbench").write_text("")
    with pytest.raises(StoreError, match="Is a file, not a folder"):
        baselines.save(tmp_path, "main", stored(1))
