"""What targets import is copied whole or not at all, and their environment is theirs alone."""

import os
import subprocess
from pathlib import Path

import pytest
from tests.store.test_run_folder import files_no_longer_than

from gilbench.errors import StoreError
from gilbench.processes import scratch, staging

ROOM = 300  # KiB: less than what targets import


@pytest.fixture
def small_disk(tmp_path):
    """Return a folder on a disk that is soon full."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}k", "tmpfs", str(place)]
    if os.getuid() or subprocess.run(mounted, check=False, capture_output=True).returncode:
        pytest.skip("needs to mount a file system")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def require_sentence(error, folder, why):
    assert str(error) == (
        f"cannot write {folder}: {why}. "
        "Make room or choose another folder: --out for a run, TMPDIR for what is temporary."
    )


def test_a_full_disk_is_said_in_one_sentence_and_not_kept_full(small_disk):
    with pytest.raises(StoreError) as caught:
        staging.stage(small_disk / "stage")
    require_sentence(caught.value, small_disk / "stage", "No space left on device")
    assert list(small_disk.iterdir()) == []


def test_so_is_a_file_that_may_not_get_longer(tmp_path):
    with files_no_longer_than(1000), pytest.raises(StoreError) as caught:
        staging.stage(tmp_path / "stage")
    require_sentence(caught.value, tmp_path / "stage", "File too large")
    assert list(tmp_path.iterdir()) == []


def test_packages_are_copied_with_what_is_in_them_but_without_tests_and_what_was_compiled(tmp_path):
    staged = staging.stage(tmp_path / "stage", {"own": own_experiment(tmp_path / "own")})
    names = {str(path.relative_to(staged)) for path in staged.rglob("*")}
    assert {"gilbench/inside/strategies/serial.py", "pyperf/_runner.py", "gilbench/experiments/own/measure.py"} <= names
    assert "gilbench/experiments/own/records/deep/more.py" in names
    assert "gilbench/experiments/own/plan.py" not in names
    assert not {Path(name).name for name in names} & {"__pycache__", "tests"}


def own_experiment(folder):
    (folder / "records" / "deep").mkdir(parents=True)
    (folder / "records" / "tests").mkdir()
    for name in ("__init__.py", "measure.py", "plan.py", "records/__init__.py", "records/deep/more.py"):
        (folder / name).touch()
    return folder


def test_the_environment_of_a_target_is_the_users_own_without_what_changes_python(monkeypatch, tmp_path):
    users = {"PATH": "/bin", "PYTHONHOME": "/x", "PYTHONDEVMODE": "1", "__PYVENV_LAUNCHER__": "y", "TMPDIR": "/z"}
    monkeypatch.setattr(os, "environ", users)
    assert staging.environment(tmp_path, {"PYTHON_GIL": "0"}, {}, tmp_path / "own") == {
        "PATH": "/bin",
        "PYTHONPATH": str(tmp_path),
        "PYTHON_GIL": "0",
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(tmp_path / "own")),
    }


def test_scratch_is_empty_each_time_and_never_makes_the_folder_of_the_run_anew(tmp_path):
    place = scratch.emptied(tmp_path / "run")
    (place / "file").touch()
    assert list(scratch.emptied(tmp_path / "run").iterdir()) == []
    with pytest.raises(StoreError, match=f"cannot write {tmp_path}/gone/work: No such file or directory"):
        scratch.emptied(tmp_path / "gone" / "work")
    assert not (tmp_path / "gone").exists()
