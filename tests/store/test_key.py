"""The key is made once, for this user alone, and a file that somebody else may have made or read is none."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import platformdirs
import pytest

import gilbench
from gilbench.store import key
from gilbench.store.key import NoKeyError


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Return where the key will be, in a state folder that is still empty."""
    (tmp_path / "state").mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "gilbench" / key.NAME


def of_others(monkeypatch):
    real = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: real + 1)


def test_it_is_made_once_and_nobody_else_can_read_it(place):
    made = key.made()
    assert (len(made), key.made(), key.found()) == (32, made, made)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert [path.name for path in place.parent.iterdir()] == [key.NAME]


def test_looking_for_it_makes_none(place):
    with pytest.raises(NoKeyError, match="cannot be used: No such file or directory"):
        key.found()
    assert not place.parent.exists()


def test_those_that_begin_at_once_have_the_same(place):
    code = "import hashlib; from gilbench.store import key; print(hashlib.sha256(key.made()).hexdigest())"
    environment = {**os.environ, "PYTHONPATH": str(Path(gilbench.__file__).parents[1])}
    begun = [subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE) for _ in range(4)]
    assert len({each.communicate()[0] for each in begun}) == 1
    assert [path.name for path in place.parent.iterdir()] == [key.NAME]


def empty(path):
    path.write_bytes(b"")


def short(path):
    path.write_bytes(b"x" * 31)


def long(path):
    path.write_bytes(b"x" * 33)


def link(path):
    path.with_name("real").write_bytes(b"x" * 32)
    path.with_name("real").chmod(0o600)
    path.symlink_to("real")


def dangling(path):
    path.symlink_to("nowhere")


def pipe(path):
    os.mkfifo(path, 0o600)


def folder(path):
    path.mkdir(mode=0o700)


def device(path):
    path.symlink_to("/dev/zero")


WRONG = {
    empty: "Has not the 32 bytes of a key",
    short: "Has not the 32 bytes of a key",
    long: "Has more than 32 bytes",
    link: "Is a link",
    dangling: "Is a link",
    device: "Is a link",
    pipe: "Is a named pipe",
    folder: "Is a directory",
}


@pytest.mark.parametrize("wrong", WRONG, ids=lambda each: each.__name__)
@pytest.mark.parametrize("use", [key.made, key.found], ids=lambda each: each.__name__)
def test_what_is_no_key_is_told_and_stays(place, wrong, use):
    place.parent.mkdir(mode=0o700)
    wrong(place)
    if place.is_file() and not place.is_symlink():
        place.chmod(0o600)
    before = sorted(path.name for path in place.parent.iterdir())
    with pytest.raises(NoKeyError, match=f"^the key that seals runs, {re.escape(str(place))}, .*: {WRONG[wrong]}"):
        use()
    assert sorted(path.name for path in place.parent.iterdir()) == before


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o666])
def test_one_that_others_can_read_is_none(place, mode):
    key.made()
    place.chmod(mode)
    with pytest.raises(NoKeyError, match="Others may read or write it"):
        key.found()


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_one_in_a_folder_that_others_can_write_is_none(place, mode):
    key.made()
    place.parent.chmod(mode)
    for use in (key.found, key.made):
        with pytest.raises(NoKeyError, match="Others may write into its folder"):
            use()


@pytest.mark.usefixtures("place")
def test_one_of_another_user_is_none(monkeypatch):
    key.made()
    of_others(monkeypatch)
    with pytest.raises(NoKeyError, match="Belongs to another user"):
        key.found()


def test_none_is_made_in_the_home_of_another_user(place, monkeypatch):
    of_others(monkeypatch)
    with pytest.raises(NoKeyError, match="Belongs to another user"):
        key.made()
    assert not place.parent.exists()


def test_where_no_folder_can_be_made_there_is_none(monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null/state")
    with pytest.raises(NoKeyError, match="cannot be used: Not a directory"):
        key.made()


def test_without_a_home_none_is_looked_for_in_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(platformdirs, "user_state_path", lambda _: Path("~/.local/state/gilbench"))
    planted = tmp_path / "~" / ".local" / "state" / "gilbench" / key.NAME
    planted.parent.mkdir(parents=True, mode=0o700)
    planted.write_bytes(b"x" * 32)
    planted.chmod(0o600)
    for use in (key.found, key.made):
        with pytest.raises(NoKeyError, match=r"^there is no home to keep the key in"):
            use()
