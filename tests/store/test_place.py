"""A run folder is known by what it is: one that has its name later is another."""

import os
import shutil
from pathlib import Path

import pytest
from tests.run.test_pipeline import DEPTH, job, told
from tests.simulated import target

from gilbench.errors import StoreError, UsageError
from gilbench.run import asking, pipeline
from gilbench.run.fake import FakeRunner
from gilbench.run.watched import Watched
from gilbench.store import run_folder
from gilbench.store.files import remove_unfinished
from gilbench.store.place import Place

__all__ = ["told"]  # a fixture
GONE = r"was moved or removed while gilbench was writing to it\. If it is elsewhere now, go on there: gilbench run --re"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "project" / "run").mkdir(parents=True)
    return tmp_path / "project" / "run"


def removed(folder):
    shutil.rmtree(folder)


def renamed(folder):
    folder.rename(folder.with_name("renamed"))


def replaced(folder):
    renamed(folder)
    folder.mkdir()
    (folder / "work").mkdir()
    (folder / "work" / "precious").write_text("mine")


def moved_with_its_parent(folder):
    folder.parent.rename(folder.parent.with_name(f"{folder.parent.name}-moved"))


CHANGES = pytest.mark.parametrize(
    "change", [removed, renamed, replaced, moved_with_its_parent], ids=lambda each: each.__name__
)


@CHANGES
def test_a_folder_that_has_gone_is_told(folder, change):
    place = Place.of(folder)
    place.require()
    change(folder)
    assert not place.is_there()
    with pytest.raises(StoreError, match=f"^{folder} {GONE}"):
        place.require()


def test_one_that_is_named_from_where_we_are_is_told_too(folder, monkeypatch):
    monkeypatch.chdir(folder.parent)
    place = Place.of(Path("run"))
    moved_with_its_parent(folder)  # the relative name still leads there, the paths that targets have do not
    with pytest.raises(StoreError, match=f"^run {GONE}"):
        place.require()


@CHANGES
@pytest.mark.parametrize("error", [OSError(2, "No such file"), StoreError("cannot write"), UsageError("so")], ids=repr)
def test_whatever_goes_wrong_then_is_told_of_the_folder(folder, change, error):
    def fails():
        change(folder)
        raise error

    with pytest.raises(StoreError, match=GONE), run_folder.owned(folder) as place, place.watched():
        fails()


@pytest.mark.parametrize("error", [OSError(2, "No such file"), StoreError("cannot write")], ids=repr)
def test_while_it_is_there_errors_are_their_own(folder, error):
    with pytest.raises(type(error)) as caught, run_folder.owned(folder) as place, place.watched():
        raise error
    assert caught.value is error


@pytest.mark.parametrize("error", [StoreError("no room"), KeyboardInterrupt()], ids=repr)
def test_what_keeps_a_run_from_beginning_is_told_and_its_folder_goes(folder, error):
    (folder / "stage").mkdir()
    with (
        pytest.raises(type(error)) as caught,
        run_folder.owned(folder) as place,
        run_folder.beginning(place, "stage", "work"),
    ):
        raise error
    assert caught.value is error
    assert not folder.exists()


@CHANGES
@pytest.mark.parametrize("after", [0, 3], ids=["in the first trial", "in the fourth"])
def test_a_run_ends_with_the_trial_in_which_its_folder_goes(folder, told, change, after):
    class Gone(FakeRunner):
        def run(self, trial):
            if len(self.ran) == after:
                change(folder)
            return super().run(trial)

    runner = Gone(DEPTH)
    watched = Watched(runner, Place.of(folder))
    with pytest.raises(StoreError, match=GONE):
        pipeline.start(job(told, watched), folder, ())
    assert len(runner.ran) == after + 1
    kept = [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []
    assert [path.name for path in kept] == (["precious"] if change is replaced else [])
    moved = list(folder.parents[1].rglob("journal.jsonl"))
    assert [path.read_bytes().count(b"\n") for path in moved] == ([] if change is removed else [after])


@CHANGES
def test_a_run_that_is_being_prepared_leaves_what_has_its_folders_name_alone(folder, told, change, monkeypatch):
    def find(*_):
        change(folder)
        return [target("3.13")], []

    monkeypatch.setattr(asking, "find", find)
    with pytest.raises(StoreError, match=GONE):
        pipeline.start(job(told, FakeRunner(DEPTH)), folder, ())
    kept = [path.name for path in folder.rglob("*") if path.is_file()] if folder.exists() else []
    assert kept == (["precious"] if change is replaced else [])


def test_real_targets_are_watched(folder, told):
    run = pipeline.start(job(told, FakeRunner(DEPTH)), folder, ())
    runner = pipeline.measured(run.manifest, folder, job(told, None).experiments)
    removed(folder)
    with pytest.raises(StoreError, match=GONE):
        runner.run(run.manifest.plan.trials[0])
    assert not folder.exists()


def test_files_that_a_killed_run_was_writing_are_removed_and_no_others(folder):
    names = (f".gilbench-{'0a' * 16}.new", f".gilbench-{'1b' * 16}.new", ".gilbench-x.new", "results.csv")
    for name in names:
        (folder / name).touch()
        os.utime(folder / name, (0, 0))
    (folder / names[1]).touch()  # which is being written now
    remove_unfinished(folder, folder / "absent")
    assert sorted(path.name for path in folder.iterdir()) == sorted(names[1:])
