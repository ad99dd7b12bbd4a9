"""A run folder may be renamed, moved or removed, before --resume or under a run; so may gilbench itself."""

import shutil
import signal
from dataclasses import replace

import msgspec
import pytest
from tests.end_to_end import command
from tests.interpreters.test_description import GOOD, Asked
from tests.known import EXPERIMENTS
from tests.simulated import World, scenario, simulate

from gilbench.errors import StoreError
from gilbench.interpreters.description import Question, describe
from gilbench.processes import staging
from gilbench.run import asking
from gilbench.settings import Settings

ASKED = ("run", "primes", *command.HERE, *command.SMALL)
TRIALS, ROUNDS = 4, 3  # serially and with two threads, each twice
RUN = simulate(scenario("3.13/primes", {"thread": 0.9}), World(rounds=1, values=1))
GONE = (
    "was moved or removed while gilbench was writing to it. "
    "If it is elsewhere now, go on there: gilbench run --resume FOLDER"
)


def require_resumes(folder, out):
    ended = command.run(folder, "run", "--resume", out)
    assert ended.returncode == 0, ended.stderr
    assert len(command.records(out)) == TRIALS * ROUNDS
    assert {"stage", "work"} & {path.name for path in out.iterdir()} == set()


@pytest.mark.slow
def test_a_run_that_was_killed_resumes_where_it_was_moved_to(tmp_path):
    out, moved = tmp_path / "project" / "out", tmp_path / "elsewhere" / "renamed"
    running = command.start(tmp_path, *ASKED, "--out", out)
    command.wait_until_stored(out, 2)
    running.send_signal(signal.SIGKILL)
    running.communicate(timeout=60)
    moved.parent.mkdir()
    out.rename(moved)
    out.parent.rmdir()
    require_resumes(tmp_path, moved)
    assert not out.parent.exists()


@pytest.mark.slow
@pytest.mark.parametrize("becomes", ["renamed", "removed"])
def test_a_run_whose_folder_goes_ends_with_a_sentence_and_makes_no_other(tmp_path, becomes):
    out, moved = tmp_path / "out", tmp_path / "moved"
    running = command.start(tmp_path, *ASKED, "--out", "out")
    command.wait_until_stored(out, 2)
    out.rename(moved)
    if becomes == "removed":
        shutil.rmtree(moved, ignore_errors=True)  # of what a trial is just writing something may stay
    _, err = running.communicate(timeout=60)
    assert running.returncode == 2
    assert err.splitlines()[-1] == f"gilbench: out {GONE}"
    assert "Traceback" not in err
    assert not out.exists()
    if becomes == "renamed":
        assert 2 <= len(command.records(moved)) < TRIALS * ROUNDS
        require_resumes(tmp_path, moved)


@pytest.fixture
def described(tmp_path, monkeypatch):
    """Return a manifest whose target was described with gilbench, the run and a user's workloads in these places."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "bm_good.py").write_text(GOOD)
    built_in = tmp_path / "one" / "benchmarks"
    built_in.mkdir(parents=True)
    shutil.copy2(staging.built_in_workloads() / "bm_primes.py", built_in)
    monkeypatch.setattr(staging, "built_in_workloads", lambda: built_in)
    settings = Settings(workloads=(str(tmp_path / "mine"),), strategies=("thread",))
    staged = asking.stage(tmp_path / "one" / "stage", EXPERIMENTS)
    question = Question(staged, [built_in, tmp_path / "mine"], probes=("serial", "thread"))
    target = describe(Asked(), replace(question, experiments=tuple(EXPERIMENTS.planners)))
    return replace(RUN.manifest, targets=(target,), settings=msgspec.to_builtins(settings))


def moved(tmp_path, monkeypatch):
    """Move gilbench and the run, and return where the stage is now."""
    (tmp_path / "one").rename(tmp_path / "other")
    monkeypatch.setattr(staging, "built_in_workloads", lambda: tmp_path / "other" / "benchmarks")
    return asking.stage(tmp_path / "other" / "stage", EXPERIMENTS)


def test_targets_get_gilbenchs_own_files_from_where_they_are_now(described, tmp_path, monkeypatch):
    (before,) = described.targets
    (now,) = asking.unchanged(described, EXPERIMENTS, moved(tmp_path, monkeypatch))
    files = {each.name: each.file for each in (*now.catalogue.workloads, *now.catalogue.strategies)}
    assert files["primes"] == str(tmp_path / "other" / "benchmarks" / "bm_primes.py")
    assert files["thread"].startswith(str(tmp_path / "other" / "stage"))
    assert files["good"] == str(tmp_path / "mine" / "bm_good.py")
    assert replace(now, catalogue=before.catalogue) == before


def test_what_a_user_wrote_is_taken_from_where_it_was_only(described, tmp_path, monkeypatch):
    (tmp_path / "mine").rename(tmp_path / "other-mine")
    with pytest.raises(StoreError) as caught:
        asking.unchanged(described, EXPERIMENTS, moved(tmp_path, monkeypatch))
    place = tmp_path / "mine"
    assert str(caught.value) == f"cannot go on: its workloads in {place} are not there any more: put them back"


def test_what_has_changed_is_still_told(described, tmp_path, monkeypatch):
    (tmp_path / "mine" / "bm_more.py").write_text(GOOD.replace("def good", "def more"))
    with pytest.raises(StoreError, match=r"has changed since the run began \(what it can run\)"):
        asking.unchanged(described, EXPERIMENTS, moved(tmp_path, monkeypatch))
