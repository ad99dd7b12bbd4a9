"""Temporary folders go with whatever needed them; what SIGKILL left goes with the next."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from tests.end_to_end.command import environment

from gilbench.errors import StoreError
from gilbench.processes import interruption, temporary
from gilbench.processes.removal import remove

HOLDS = """
import sys
from gilbench.processes import temporary
with temporary.folder() as made:
    (made / "inside").mkdir()
    print(made, flush=True)
    sys.stdin.read()
"""


def holder():
    """Start another gilbench that has a temporary folder; return it and the folder."""
    made = subprocess.Popen(
        [sys.executable, "-c", HOLDS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), text=True
    )
    return made, Path(made.stdout.readline().strip())


def ended(process, how):
    process.send_signal(how)
    process.communicate(timeout=30)


def left_over(system):
    """Return a folder that a killed gilbench has left."""
    process, place = holder()
    ended(process, signal.SIGKILL)
    assert place.parent == system
    return place


@pytest.mark.parametrize("error", [None, ValueError, KeyboardInterrupt], ids=["well", "an error", "Ctrl-C"])
def test_it_is_removed_however_it_ends(system, error):
    try:
        with temporary.folder() as made:
            assert made.parent == system
            assert made.stat().st_mode & 0o777 == 0o700
            (made / "deep" / "er").mkdir(parents=True)
            (made / "deep" / "er" / "file").write_text("x")
            if error:
                raise error
    except (ValueError, KeyboardInterrupt):
        pass
    assert list(system.iterdir()) == []


@pytest.mark.parametrize("removes", ["rmdir", "unlink"])
def test_it_is_removed_though_a_signal_meets_its_removal(system, monkeypatch, removes):
    does = getattr(os, removes)

    def interrupted(*arguments, **options):
        os.kill(os.getpid(), signal.SIGTERM)
        does(*arguments, **options)

    def work():
        with interruption.noted(), temporary.folder() as made:
            (made / "deep").mkdir()
            (made / "deep" / "file").write_text("x")
            monkeypatch.setattr(os, removes, interrupted)

    with pytest.raises(KeyboardInterrupt):
        work()
    assert list(system.iterdir()) == []


def test_two_have_a_folder_each(system):
    with temporary.folder() as one, temporary.folder() as other:
        assert one != other
        assert set(system.iterdir()) == {one, other}


def test_what_sigkill_left_is_removed_by_the_next(system):
    left = left_over(system)
    assert left.is_dir()
    process, place = holder()
    assert (left.exists(), place.exists()) == (False, True)
    process.communicate(timeout=30)
    assert list(system.iterdir()) == []


def test_what_is_in_use_stays(system):
    process, place = holder()
    temporary.clear(system)
    assert (place / "inside").is_dir()
    process.communicate(timeout=30)
    assert not place.exists()


def test_an_empty_one_whose_owner_never_locked_it_is_removed(system):
    Path(tempfile.mkdtemp(prefix=temporary.PREFIX)).rmdir()
    left = Path(tempfile.mkdtemp(prefix=temporary.PREFIX))
    temporary.clear(system)
    assert left.exists()  # it was made just now: its owner may be about to lock it
    os.utime(left, times=(0, time.time() - 60))
    temporary.clear(system)
    assert not left.exists()


def test_one_that_has_gone_before_it_is_locked_is_made_again(system, monkeypatch):
    makes, gone = tempfile.TemporaryDirectory, []

    def made(**options):
        folder = makes(**options)
        if not gone:
            gone.append(folder.name)
            Path(folder.name).rmdir()
        return folder

    monkeypatch.setattr(tempfile, "TemporaryDirectory", made)
    with temporary.folder() as place:
        assert place.is_dir()
        assert str(place) not in gone
    assert list(system.iterdir()) == []


def as_a_link(left):
    left.rename(left.with_name("elsewhere"))
    left.symlink_to(left.with_name("elsewhere"))


def as_a_file(left):
    remove(left)
    left.touch()


def without_a_lock(left):
    (left / temporary.LOCK).unlink()


def with_a_link_for_a_lock(left):
    without_a_lock(left)
    left.with_name("precious").write_text("mine")
    (left / temporary.LOCK).symlink_to(left.with_name("precious"))


def open_to_others(left):
    left.chmod(0o755)


def of_another_user(left):
    if os.getuid():
        pytest.skip("needs root")
    os.chown(left, 12345, 12345)


@pytest.mark.parametrize(
    "change",
    [as_a_link, as_a_file, without_a_lock, with_a_link_for_a_lock, open_to_others, of_another_user],
    ids=lambda each: each.__name__,
)
def test_what_is_not_certainly_gilbenchs_own_stays(system, change):
    left = left_over(system)
    change(left)
    before = {path: path.lstat() for path in system.rglob("*")}
    temporary.clear(system)
    assert {path: path.lstat().st_ino for path in system.rglob("*")} == {
        path: found.st_ino for path, found in before.items()
    }
    assert {path.read_text() for path in system.glob("precious")} <= {"mine"}


@pytest.mark.parametrize("name", ["gilbench-tests-abcdefgh", "gilbench-tmp-", "gilbench-tmp-abcdefghi", "other"])
def test_folders_of_other_names_stay(system, name):
    left_over(system).rename(system / name)
    temporary.clear(system)
    assert (system / name / "inside").is_dir()


def test_one_that_is_removed_before_it_is_locked_is_made_again(system, monkeypatch):
    made = []

    def gone(*arguments):
        found = before(*arguments)
        made.append(found.name)
        if len(made) == 1:
            Path(found.name).rmdir()
        return found

    before = temporary._made
    monkeypatch.setattr(temporary, "_made", gone)
    with temporary.folder() as place:
        assert [str(place)] == made[1:]
    assert list(system.iterdir()) == []


def test_no_temporary_folder_at_all_is_said_in_a_sentence(monkeypatch):
    def none():
        raise FileNotFoundError(2, "No usable temporary directory found in ['/tmp']")

    monkeypatch.setattr("tempfile.gettempdir", none)
    with pytest.raises(StoreError, match=r"^there is no folder for temporary files: .* Set TMPDIR\.$"):
        temporary.folder().__enter__()


def test_one_that_cannot_be_written_is_named(system):
    tempfile.gettempdir()
    system.rmdir()
    with pytest.raises(StoreError, match=f"^cannot write {system}: No such file or directory. Make room there, or set"):
        temporary.folder().__enter__()


@pytest.fixture
def short():
    """Return a folder with a short path."""
    with tempfile.TemporaryDirectory(dir="/tmp") as made:
        yield Path(made)


def bind(place):
    """Make a socket as multiprocessing does."""
    path = place / "pymp-12345678"
    path.mkdir()
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path / "listener-12345678"))


def test_targets_get_one_inside_the_folder_of_the_run(short):
    with temporary.of_targets(short) as place:
        assert place.parent == short
        assert list(place.iterdir()) == []
        bind(place)
    assert list(short.iterdir()) == []


@pytest.fixture
def deep(tmp_path):
    """Return a folder with a path that is too long for sockets."""
    made = tmp_path / ("long" * 20)
    made.mkdir()
    return made


def test_where_its_path_is_too_long_for_sockets_targets_get_a_link_to_it(deep, short, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(short))
    with temporary.of_targets(deep) as place:
        assert place.parents[1] == short
        assert place.resolve().parent == deep.resolve()
        assert list(place.iterdir()) == []
        bind(place)
    assert [list(deep.iterdir()), list(short.iterdir())] == [[], []]


def test_where_no_sockets_can_be_made_targets_get_a_folder_elsewhere(deep, short, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(short))
    monkeypatch.setattr(temporary, "takes_sockets", lambda place: not place.resolve().is_relative_to(deep.resolve()))
    with temporary.of_targets(deep) as place:
        assert not place.is_symlink()
        assert place.parents[1] in {short, temporary._SHORT}
        assert list(place.iterdir()) == []
        bind(place)
    assert not place.parent.exists()
    assert [list(deep.iterdir()), list(short.iterdir())] == [[], []]


def test_a_long_temporary_folder_of_the_system_does_not_keep_targets_from_making_sockets(deep, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    with temporary.of_targets(deep) as place:
        bind(place)
    assert not place.parent.exists()
    assert list(deep.iterdir()) == []


def test_folders_that_were_closed_are_removed_all_the_same(tmp_path):
    (tmp_path / "all" / "closed" / "deep").mkdir(parents=True)
    (tmp_path / "kept").mkdir(mode=0o700)
    (tmp_path / "all" / "closed" / "link").symlink_to(tmp_path / "kept")
    (tmp_path / "all" / "closed").chmod(0)
    code = "import sys; from pathlib import Path; from gilbench.processes.removal import remove; remove(Path('all'))"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment(), check=True)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert (tmp_path / "kept").stat().st_mode & 0o777 == 0o700


def test_a_link_in_the_place_of_a_folder_is_not_followed(tmp_path):
    (tmp_path / "kept" / "inside").mkdir(parents=True)
    (tmp_path / "link").symlink_to("kept")
    remove(tmp_path / "link")
    assert (tmp_path / "kept" / "inside").is_dir()
