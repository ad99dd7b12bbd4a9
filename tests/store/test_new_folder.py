"""A new run has a folder of its own, however many begin at once, and what killed ones left there goes."""

import datetime as dt
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import filelock
import pytest
from tests.end_to_end.command import environment

from gilbench.errors import StoreError
from gilbench.store import new_folder, run_folder

NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
NAME = "2026-01-02-030405"
CLAIMS = f"""
import datetime as dt, sys
from pathlib import Path
from gilbench.store import new_folder
print("ready", flush=True)
sys.stdin.readline()
for _ in range(20):
    print(new_folder.claim(Path("runs"), dt.datetime.fromisoformat("{NOW.isoformat()}")).name)
"""


@pytest.fixture
def runs(tmp_path):
    return tmp_path / "reports" / "runs"


def abandoned(runs, *names, lock=run_folder.LOCK):
    """Make what a run has left that was killed before its manifest, a while ago."""
    folder = runs / NAME
    folder.mkdir(parents=True)
    for name in names:
        (folder / name / "deep").mkdir(parents=True)
    if lock:
        (folder / lock).touch()
    return old(folder)


def old(folder):
    past = time.time() - 3600
    os.utime(folder, (past, past), follow_symlinks=False)
    return folder


def test_runs_of_the_same_second_get_numbers(runs):
    assert [new_folder.claim(runs, NOW).name for _ in range(3)] == [NAME, f"{NAME}-2", f"{NAME}-3"]
    assert sorted(path.name for path in runs.iterdir()) == [NAME, f"{NAME}-2", f"{NAME}-3"]


def test_more_runs_than_anybody_starts_in_a_second_all_get_one(runs):
    assert len({new_folder.claim(runs, NOW) for _ in range(120)}) == 120


def test_processes_that_claim_at_once_get_a_folder_each(tmp_path):
    start = [sys.executable, "-c", CLAIMS]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    running = [subprocess.Popen(start, cwd=tmp_path, env=environment(), **pipes) for _ in range(4)]
    assert [each.stdout.readline() for each in running] == ["ready\n"] * 4
    with ThreadPoolExecutor() as pool:
        printed = list(pool.map(lambda each: each.communicate("go\n", timeout=30)[0], running))
    names = "".join(printed).split()
    assert len(names) == len(set(names)) == 80


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "reports").touch()
    with pytest.raises(StoreError, match=f"^cannot write {tmp_path}/reports/runs: "):
        new_folder.claim(tmp_path / "reports" / "runs", NOW)


@pytest.mark.parametrize(
    "names", [(), ("stage",), ("stage", "work")], ids=["locked only", "while it staged", "while it calibrated"]
)
def test_what_was_abandoned_is_removed_by_the_next(runs, names):
    folder = abandoned(runs, *names)
    claimed = new_folder.claim(runs, dt.datetime(2027, 1, 1, tzinfo=dt.UTC))
    assert list(runs.iterdir()) == [claimed]
    assert not folder.exists()


def test_an_empty_folder_that_was_claimed_and_never_used_is_removed(runs):
    abandoned(runs, lock=None)
    new_folder.clear(runs)
    assert list(runs.iterdir()) == []


def test_what_is_being_prepared_stays(runs):
    folder = abandoned(runs, "stage")
    with filelock.FileLock(folder / run_folder.LOCK):
        new_folder.clear(runs)
    assert (folder / "stage" / "deep").is_dir()


def test_what_was_made_just_now_stays(runs):
    claimed = new_folder.claim(runs, NOW)
    new_folder.clear(runs)
    assert claimed.is_dir()


def with_a_manifest(folder):
    (folder / run_folder.MANIFEST).touch()


def with_a_journal(folder):
    (folder / run_folder.JOURNAL).touch()


def with_a_file_of_somebody(folder):
    (folder / "notes.txt").touch()


def without_a_lock(folder):
    (folder / run_folder.LOCK).unlink()


def with_a_link_for_a_lock(folder):
    without_a_lock(folder)
    (folder.parents[1] / "precious").write_text("mine")
    (folder / run_folder.LOCK).symlink_to(folder.parents[1] / "precious")


def under_another_name(folder):
    folder.rename(folder.with_name("2026-mine"))


def as_a_link(folder):
    folder.rename(folder.parents[1] / "elsewhere")
    folder.symlink_to(folder.parents[1] / "elsewhere")


def of_another_user(folder):
    if os.getuid():
        pytest.skip("needs root")
    os.chown(folder, 12345, 12345)


@pytest.mark.parametrize(
    "change",
    [
        *(with_a_manifest, with_a_journal, with_a_file_of_somebody, without_a_lock, with_a_link_for_a_lock),
        *(under_another_name, as_a_link, of_another_user),
    ],
    ids=lambda each: each.__name__,
)
def test_what_may_be_more_than_that_stays(runs, change):
    change(abandoned(runs, "stage", "work"))
    for each in runs.iterdir():
        old(each)
    before = sorted(runs.parent.rglob("*"))
    new_folder.clear(runs)
    assert sorted(runs.parent.rglob("*")) == before
    assert {path.read_text() for path in runs.parent.glob("precious")} <= {"mine"}
