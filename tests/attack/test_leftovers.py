"""What work leaves in temporary folders and in shared memory goes with it, and so does what gilbench itself leaves."""

import os
import signal
import tempfile
import time
from pathlib import Path

import pytest
from tests.end_to_end import command
from tests.interpreters.test_description import Asked
from tests.known import EXPERIMENTS

from gilbench.interpreters import description
from gilbench.interpreters.candidate import Unusable
from gilbench.interpreters.description import Question, describe
from gilbench.interpreters.identify import UnidentifiedError, identify
from gilbench.plan.trial import Trial
from gilbench.processes import temporary
from gilbench.run import asking
from gilbench.run.runner import Repetition, SubprocessRunner

LEAVES = """
import multiprocessing.connection, os, tempfile, time
from gilbench import workload

kept = []
tempfile.mkdtemp(prefix="imported-")

def leave(size):
    folder = tempfile.mkdtemp(prefix="left-")
    open(os.path.join(folder, "file"), "w").close()
    for name in ("TEMP", "TMP", "TMPDIR"):
        tempfile.mkstemp(dir=os.environ[name])
    kept.append(multiprocessing.connection.Listener(family="AF_UNIX"))
    told = os.environ.get("TOLD")
    if told:
        with open(told, "w") as file:
            file.write(folder)
    return size

ASKED = dict(kind="cpu", sizes={"small": 1, "full": 2}, expect={"small": 1, "full": 2}, asks="What stays?")

@workload(**ASKED)
def ends(size):
    return leave(size)

@workload(**ASKED)
def hangs(size):
    leave(size)
    time.sleep(60)

@workload(**ASKED)
def dies(size):
    leave(size)
    os.abort()
"""
HANGS = "import tempfile, time\ntempfile.mkdtemp()\ntime.sleep(60)\n"
DIES = "import os, tempfile\ntempfile.mkdtemp()\nos.abort()\n"
LONG = "a-folder-whose-path-is-too-long-for-the-name-of-a-socket-in-it-below-it"


@pytest.fixture
def system(tmp_path, monkeypatch):  # in this order: else pytest would make its own folder in ours
    """Return the system's temporary folder of all processes that are started; its path is short."""
    assert tmp_path.is_dir()
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as place:
        monkeypatch.setenv("TMPDIR", place)
        monkeypatch.setattr("tempfile.tempdir", None)
        yield Path(place)


@pytest.fixture
def mine(tmp_path):
    """Return a function that makes a folder with a workload file."""

    def make(text):
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / "bm_mine.py").write_text(text)
        return tmp_path / "mine"

    return make


@pytest.mark.parametrize("name", ["r", LONG], ids=["by its path", "by a link"])
def test_whatever_becomes_of_a_trial_its_temporary_files_go(system, tmp_path, mine, name):
    staged, near = asking.stage(tmp_path / "stage", EXPERIMENTS), system / name
    near.mkdir()
    target = describe(Asked(), Question(staged, [mine(LEAVES)], probes=("serial",)))
    told = tmp_path / "told"
    runner = SubprocessRunner(
        {target.id: target}, staged, near / "work", Repetition(1, 4.0), variables={"TOLD": str(told)}
    )
    for work, state in (("ends", "ok"), ("hangs", "timed out"), ("dies", "failed")):
        outcome = runner.run(Trial("throughput", work, "serial", None, 1, "small", 2, target.id))
        assert (outcome.state, told.exists()) == (state, True), outcome.reason
        left = Path(told.read_text())
        told.unlink()
        assert left.is_relative_to(near / "work") == (name == "r")
        assert not left.parent.exists()
        assert not (near / "work").exists()
        assert list(system.iterdir()) == [near]


@pytest.mark.parametrize("text", [DIES, LEAVES], ids=["dies", "ends"])
def test_what_is_left_while_files_are_imported_goes(system, tmp_path, mine, text):
    staged = asking.stage(tmp_path / "stage", EXPERIMENTS)
    found = describe(Asked(), Question(staged, [mine(text)], probes=("serial",)))
    assert bool(found.catalogue.problems) == (text == DIES)
    assert list(system.iterdir()) == []


@pytest.mark.parametrize("ending", ["exit 1", "kill -9 $$", "sleep 60"], ids=["ends", "dies", "hangs"])
def test_what_calls_itself_python_leaves_nothing_either(system, tmp_path, monkeypatch, ending):
    monkeypatch.setattr(description, "PATIENCE", 1.0)
    fake = tmp_path / "python"
    fake.write_text(
        f'#!/bin/sh\ntouch "$TMPDIR/left" "$TMP/left2" "$TEMP/left3"\necho "$TMPDIR" > {tmp_path}/told\n{ending}\n'
    )
    fake.chmod(0o755)
    with pytest.raises(UnidentifiedError):
        identify(str(fake), patience=1.0)
    assert (tmp_path / "told").read_text().startswith(str(system))
    assert list(system.iterdir()) == []
    assert isinstance(describe(Asked(str(fake)), Question(tmp_path, [])), Unusable)
    assert list(system.iterdir()) == []


@pytest.mark.slow
def test_a_probed_call_that_hangs_leaves_nothing(system, tmp_path):
    hangs = HANGS.replace("\n", "; ")
    ended = command.run(tmp_path, "probe", "1 + 1", "--setup", hangs, "--timeout", "3s")
    assert ended.returncode == 3, ended.stderr
    assert list(system.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=lambda each: each.name)
def test_stopping_while_interpreters_are_asked_leaves_nothing_for_long(system, tmp_path, mine, how):
    told = tmp_path / "told"
    shares = (
        "import multiprocessing.shared_memory, pathlib\nm = multiprocessing.shared_memory.SharedMemory(None, True, 9)\n"
    )
    folder = mine(f"{shares}pathlib.Path({str(told)!r}).write_text(m.name.strip('/') + '!')\n{HANGS}")
    running = command.start(tmp_path, "list", "workloads", "--workloads", folder)
    command.wait_for(lambda: told.exists() and told.read_text().endswith("!"))
    running.send_signal(how)
    _, err = running.communicate(timeout=60)
    assert "Traceback" not in err
    command.wait_for(lambda: not Path("/dev/shm", told.read_text()[:-1]).exists(), patience=5.0)
    if how == signal.SIGKILL:
        assert [path.name.startswith(temporary.PREFIX) for path in system.iterdir()] == [True, True]
        (folder / "bm_mine.py").unlink()
        assert command.run(tmp_path, "list", "workloads").returncode == 0
    assert list(system.iterdir()) == []


@pytest.mark.slow
def test_a_killed_run_leaves_nothing_once_the_next_begins(system, tmp_path, mine):
    hangs = LEAVES.replace(
        "    time.sleep(60)", f"    open({str(tmp_path / 'runs')!r}, 'w').close()\n    time.sleep(60)"
    )
    asked = ("hangs", *command.HERE, *command.SMALL, "--workloads", mine(hangs))
    out = tmp_path / LONG
    running = command.start(tmp_path, "run", *asked, "--out", out)
    command.wait_for((tmp_path / "runs").exists)
    assert len(list(system.iterdir())) == 1
    running.kill()
    running.communicate(timeout=60)
    command.wait_for(lambda: not command.alive(out), patience=5.0)
    (left,) = system.iterdir()
    assert list(left.glob("t/left-*"))
    ended = command.run(tmp_path, "run", *asked, "--plan")
    assert ended.returncode == 0, ended.stderr
    assert list(system.iterdir()) == []


@pytest.mark.slow
def test_two_runs_at_once_both_run_and_remove_what_one_left_that_was_killed_before_it_began(tmp_path, mine):
    folder = mine(f"import pathlib\npathlib.Path({str(tmp_path / 'imported')!r}).touch()\n{HANGS}")
    asked = ("run", "sleep", *command.HERE, *command.SMALL)
    first = command.start(tmp_path, *asked, "--workloads", folder)
    command.wait_for((tmp_path / "imported").exists)
    first.kill()
    first.communicate(timeout=60)
    (left,) = (tmp_path / "reports" / "runs").iterdir()
    assert {path.name for path in left.iterdir()} == {".lock", "stage"}
    left = left.rename(left.with_name("2026-01-01-000000"))  # the next may begin in the same second, and get its name
    past = time.time() - 3600
    os.utime(left, (past, past))
    both = [command.start(tmp_path, *asked, "--dry-run") for _ in range(2)]
    for each in both:
        _, err = each.communicate(timeout=60)
        assert each.returncode == 0, err
    runs = list((tmp_path / "reports" / "runs").iterdir())
    assert len(runs) == 2
    assert left not in runs
    assert all((run / "index.html").is_file() for run in runs)
