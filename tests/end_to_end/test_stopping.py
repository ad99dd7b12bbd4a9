"""However a run is stopped, what was measured stays, nothing lives on, and --resume goes on with the rest."""

import signal
import sys

import pytest
from tests.end_to_end import command

pytestmark = pytest.mark.slow

ASKED = ("primes", "sleep", *command.HERE, *command.SMALL)
TRIALS = 6  # two workloads, serially and with two threads; one of either kind twice
ROUNDS = 3


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """Return the folder of a run that nothing came in the way of."""
    folder = tmp_path_factory.mktemp("undisturbed")
    ended = command.run(folder, "run", *ASKED, "--out", "out")
    assert ended.returncode == 0, ended.stderr
    return folder / "out"


def stop(folder, after, how):
    """Start a run, stop it once it has stored so many trials, and return how it ended and what it wrote."""
    running = command.start(folder, "run", *ASKED, "--out", folder / "out")
    command.wait_until_stored(folder / "out", after)
    running.send_signal(how)
    out, err = running.communicate(timeout=60)
    return running.returncode, out, err


def require_whole(out, undisturbed):
    """Require that a resumed run holds every trial of every round once, and has the shape of any other run."""
    assert len(command.records(out)) == TRIALS * ROUNDS  # `records` requires that none is there twice
    assert command.records(out).keys() == command.records(undisturbed).keys()
    assert command.shape(out) == command.shape(undisturbed)
    assert {path.name for path in out.iterdir()} == {path.name for path in undisturbed.iterdir()}


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")
@pytest.mark.parametrize("after", [0, 7, 14], ids=["in the first trial", "in the second round", "in the last round"])
def test_sigkill_loses_at_most_the_trial_in_flight(tmp_path, undisturbed, after):
    out = tmp_path / "out"
    code, _, _ = stop(tmp_path, after, signal.SIGKILL)
    assert code == -signal.SIGKILL
    command.wait_for(lambda: not command.alive(out), patience=2.0)  # its targets notice by themselves
    stored = command.records(out)
    assert after <= len(stored) < TRIALS * ROUNDS
    ended = command.run(tmp_path, "run", "--resume", "out")
    assert (ended.returncode, "Traceback" in ended.stderr) == (0, False), ended.stderr
    assert f"{len(stored)} trials are stored" in ended.stderr
    assert {key: outcome for key, outcome in command.records(out).items() if key in stored} == stored
    require_whole(out, undisturbed)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_and_its_like_report_what_there_is_and_can_be_resumed(tmp_path, undisturbed, how):
    code, printed, err = stop(tmp_path, 5, how)
    out = tmp_path / "out"
    assert code == 130, err
    assert "Traceback" not in err
    assert f"gilbench: go on with: gilbench run --resume {out}" in err
    assert printed.splitlines()[-1] == str(out / "index.html")
    assert {row["state"] for row in command.results(out)} <= {"ok", "skipped"}
    shown = [trial for trial, _ in command.records(out) if not trial.endswith("#2")]
    assert sum(int(row["rounds"] or 0) for row in command.results(out)) == len(shown)
    assert command.alive(out) == {}
    assert {path.name for path in out.iterdir()} == {path.name for path in undisturbed.iterdir()}
    ended = command.run(tmp_path, "run", "--resume", out)
    assert ended.returncode == 0, ended.stderr
    require_whole(out, undisturbed)


def test_ctrl_c_before_the_first_result_still_ends_well(tmp_path, undisturbed):
    code, _, err = stop(tmp_path, 0, signal.SIGINT)
    assert (code, "Traceback" in err) == (130, False), err
    ended = command.run(tmp_path, "run", "--resume", "out")
    assert ended.returncode == 0, ended.stderr
    require_whole(tmp_path / "out", undisturbed)


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc")
@pytest.mark.parametrize(
    ("how", "code"),
    [(signal.SIGKILL, -9), (signal.SIGINT, 130), (signal.SIGTERM, 130)],
    ids=["SIGKILL", "Ctrl-C", "SIGTERM"],
)
def test_stopping_while_the_targets_are_asked_leaves_nothing_behind(tmp_path, how, code):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "bm_mine.py").write_text(
        f"from pathlib import Path\nPath({str(tmp_path / 'imported')!r}).touch()\nwhile True: pass\n"
    )
    out = tmp_path / "out"
    running = command.start(tmp_path, "run", *ASKED, "--workloads", "mine", "--out", out)
    command.wait_for((tmp_path / "imported").exists)
    running.send_signal(how)
    _, err = running.communicate(timeout=60)
    assert (running.returncode, "Traceback" in err) == (code, False), err
    command.wait_for(lambda: not command.alive(out), patience=2.0)
    again = command.run(tmp_path, "run", "sleep", *command.HERE, *command.SMALL, "--dry-run", "--out", out)
    assert again.returncode == 0, again.stderr


def test_stopping_while_the_work_is_calibrated_leaves_nothing_behind(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "bm_mine.py").write_text(
        "import pathlib, time\n"
        "from gilbench import workload\n"
        "@workload(kind='cpu', sizes={'small': 1, 'full': 2}, expect={'small': 1, 'full': 2}, asks='When?')\n"
        "def mine(size):\n"
        f"    pathlib.Path({str(tmp_path / 'calibrating')!r}).touch()\n"
        "    time.sleep(60)\n"
    )
    out = tmp_path / "out"
    running = command.start(tmp_path, "run", "mine", *command.HERE, "--quick", "--workloads", "mine", "--out", out)
    command.wait_for((tmp_path / "calibrating").exists)
    running.send_signal(signal.SIGHUP)
    _, err = running.communicate(timeout=60)
    assert (running.returncode, err.splitlines()[-1]) == (130, "gilbench: interrupted")
    assert command.alive(out) == {}
    assert not out.exists()


def test_a_second_gilbench_is_told_that_the_folder_is_taken(tmp_path):
    first = command.start(tmp_path, "run", *ASKED, "--out", "out")
    command.wait_until_stored(tmp_path / "out", 1)
    first.send_signal(signal.SIGSTOP)  # a slow machine must not let it end before the second has begun
    told = f"another gilbench is writing to {tmp_path / 'out'}"
    for arguments in (("run", *ASKED, "--out", tmp_path / "out"), ("run", "--resume", tmp_path / "out")):
        second = command.run(tmp_path, *arguments)
        assert second.returncode == 2
        assert second.stderr == f"gilbench: {told}: wait for it, or choose --out elsewhere\n"
    first.send_signal(signal.SIGCONT)
    _, err = first.communicate(timeout=60)
    assert first.returncode == 0, err
    assert len(command.records(tmp_path / "out")) == TRIALS * ROUNDS


def test_a_finished_run_is_neither_resumed_nor_overwritten(tmp_path, undisturbed):
    before = {path: path.read_bytes() for path in undisturbed.rglob("*") if path.is_file()}
    for arguments, told in (
        (("run", "--resume", undisturbed), "is finished already"),
        (("run", *ASKED, "--out", undisturbed), "holds a run already"),
    ):
        ended = command.run(tmp_path, *arguments)
        assert ended.returncode == 2
        assert ended.stderr.startswith(f"gilbench: {undisturbed} {told}")
        assert ended.stderr.count("\n") == 1
    assert {path: path.read_bytes() for path in undisturbed.rglob("*") if path.is_file()} == before
