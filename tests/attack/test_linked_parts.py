"""Nothing is written or removed through a part of a run folder that leads somewhere else."""

import os
import shutil

import pytest
from tests.attack.conftest import RUN
from tests.known import EXPERIMENTS

from gilbench.errors import StoreError
from gilbench.processes import scratch, staging
from gilbench.run import pipeline
from gilbench.store import baselines, logs, parts, pyperf_files, run_folder

FILES = ("journal.jsonl", ".lock")
FOLDERS = ("stage", "work", "results", "logs")


@pytest.fixture
def victim(tmp_path):
    """Return a folder outside of the run, with a file in it."""
    path = tmp_path / "victim"
    path.mkdir()
    (path / "precious").write_text("nobody may change this")
    return path


def contents(victim):
    return {path.name: path.read_text() for path in victim.iterdir()}


def remove(path):
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)


def link(path, victim):
    path.symlink_to(victim / "precious" if path.name in FILES else victim)


def nowhere(path, victim):
    path.symlink_to(victim / "new")


def second_name(path, victim):
    path.hardlink_to(victim / "precious")


def pipe(path, _):
    os.mkfifo(path)


def device(path, _):
    path.symlink_to("/dev/null")


def the_other_kind(path, _):
    path.write_text("") if path.name in FOLDERS else path.mkdir()


@pytest.mark.parametrize("plant", [link, nowhere, second_name, pipe, device, the_other_kind], ids=lambda e: e.__name__)
@pytest.mark.parametrize("name", [*FILES, *FOLDERS])
def test_a_run_does_not_go_on_through_it(gilbench, folder, victim, name, plant):
    remove(folder / name)
    plant(folder / name, victim)
    before = contents(victim), sorted(each.name for each in folder.iterdir())
    code, out, err = gilbench("run", "--resume", folder)
    assert (code, out) == (2, "")
    assert err.startswith(f"gilbench: cannot write {folder / name}: ")
    assert err.endswith(". Remove it, or choose another folder.\n")
    assert err.count("\n") == 1
    assert (contents(victim), sorted(each.name for each in folder.iterdir())) == before


@pytest.mark.parametrize("name", [*FILES, *FOLDERS])
def test_a_new_run_does_not_begin_in_it(gilbench, tmp_path, victim, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "prepared").mkdir()
    link(tmp_path / "prepared" / name, victim)
    code, out, err = gilbench("run", "primes", "--out", "prepared")
    assert (code, out) == (2, "")
    assert err.startswith(f"gilbench: cannot write prepared/{name}: it is a link")
    assert contents(victim) == {"precious": "nobody may change this"}


@pytest.mark.parametrize("name", ["stage", "work"])
def test_a_folder_that_is_somebodys_own_is_not_removed(gilbench, tmp_path, name):
    (tmp_path / "mine" / name).mkdir(parents=True)
    (tmp_path / "mine" / name / "precious").touch()
    code, out, err = gilbench("run", "primes", "--out", tmp_path / "mine")
    assert (code, out) == (2, "")
    assert err.endswith(f"{name} is no run's, and a run would remove it: choose another folder with --out\n")
    assert [each.name for each in (tmp_path / "mine").rglob("*")] == [name, "precious"]


@pytest.mark.parametrize("name", FOLDERS)
def test_a_report_writes_nothing_through_it(gilbench, folder, victim, name):
    remove(folder / name)
    link(folder / name, victim)
    assert gilbench("report", folder)[0] == 0
    assert contents(victim) == {"precious": "nobody may change this"}


@pytest.mark.parametrize(
    ("name", "write"),
    [
        pytest.param("results", lambda folder: pyperf_files.write(run_folder.load(folder), of_items=()), id="results"),
        pytest.param("logs", lambda folder: logs.keep(folder, 1, RUN.records[0]), id="logs"),
        pytest.param("stage", lambda folder: staging.stage(folder / "stage"), id="stage"),
        pytest.param("work", lambda folder: scratch.emptied(folder / "work"), id="work"),
        pytest.param(
            ".gilbench",
            lambda folder: baselines.save(folder, "main", run_folder.load(folder)),
            id="folder of a project",
        ),
        pytest.param(
            ".gilbench/baselines",
            lambda folder: baselines.save(folder, "precious", run_folder.load(folder)),
            id="baselines",
        ),
    ],
)
def test_whoever_writes_there_looks_again(folder, victim, name, write):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).symlink_to(victim)
    with pytest.raises(StoreError, match="cannot write"):
        write(folder)
    assert contents(victim) == {"precious": "nobody may change this"}
    assert (folder / name).is_symlink()


def test_a_folder_of_work_that_became_a_link_is_not_emptied_where_it_leads(folder, victim):
    runner = pipeline.measured(RUN.manifest, folder, EXPERIMENTS)
    (folder / "work").symlink_to(victim)
    with pytest.raises(StoreError, match="cannot write"):
        runner.run(RUN.manifest.plan.trials[0])
    assert contents(victim) == {"precious": "nobody may change this"}


def test_a_run_may_itself_be_reached_through_a_link(folder, tmp_path):
    (tmp_path / "latest").symlink_to(folder)
    with run_folder.owned(tmp_path / "latest"):
        parts.require_real(tmp_path / "latest")
    assert (folder / ".lock").exists()
