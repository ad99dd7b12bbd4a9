"""Limits of processes: what is too little for a command is told in one sentence, in time."""

import errno
import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from tests.attack import somebody
from tests.attack.conftest import RUN
from tests.cli.stored import write

from gilbench.cli import shortage
from gilbench.cli.shortage import ShortageError
from gilbench.errors import Exit, UsageError

resource = pytest.importorskip("resource", reason="processes are limited in another way")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not keep to all of these limits")


def limited(kind, most):
    return lambda: resource.setrlimit(kind, (most, most))


MB = 1 << 20
NO_FILE = limited(resource.RLIMIT_FSIZE, 0)
FEW = 40_000 + os.getpid() % 20_000  # a user who has no process yet: limits of processes count all of them


@pytest.fixture
def stored():
    """Return a run that every user may read, and write the report of."""
    with tempfile.TemporaryDirectory(prefix="gilbench-test-") as name:
        folder = Path(name).resolve() / "run"
        write(folder, replace(RUN, folder=folder))
        for each in (folder.parent, folder):
            each.chmod(0o777)
        yield folder


@pytest.mark.parametrize(
    ("arguments", "before", "told"),
    [
        pytest.param(["list"], NO_FILE, "no folder for temporary files", id="no file: list"),
        pytest.param(
            ["probe", "abs(1)"],
            limited(resource.RLIMIT_FSIZE, 0),
            "no folder for temporary files",
            id="no file: probe",
        ),
        pytest.param(["list"], limited(resource.RLIMIT_NOFILE, 6), "Too many open files", id="6 files: list"),
        pytest.param(
            ["report", "{run}"], limited(resource.RLIMIT_NOFILE, 8), "may open 8 files, and needs", id="8 files: report"
        ),
        pytest.param(
            ["report", "{run}"], limited(resource.RLIMIT_AS, 300 * MB), "limited to 300 MiB", id="300 MiB: report"
        ),
        pytest.param(
            ["compare", "{run}"], limited(resource.RLIMIT_AS, 300 * MB), "limited to 300 MiB", id="300 MiB: compare"
        ),
        pytest.param(["run"], limited(resource.RLIMIT_AS, 300 * MB), "limited to 300 MiB", id="300 MiB: run"),
        pytest.param(["list"], limited(resource.RLIMIT_NPROC, 1), "temporarily unavailable", id="1 process: list"),
        pytest.param(
            ["probe", "abs(1)"], limited(resource.RLIMIT_NPROC, 1), "temporarily unavailable", id="1 process: probe"
        ),
        pytest.param(["run"], lambda: os.umask(0o777), "the umask 777 keeps you from", id="umask 0777: run"),
        pytest.param(["report", "{run}"], lambda: os.umask(0o777), "the umask 777", id="umask 0777: report"),
        pytest.param(["list"], lambda: os.umask(0o777), "Permission denied", id="umask 0777: list"),
    ],
)
def test_too_little_is_told_in_one_sentence(stored, arguments, before, told):
    given = [each.format(run=stored) for each in arguments]
    assert told in somebody.sentence(somebody.run(stored.parent, *given, uid=FEW, before=before))


@pytest.mark.parametrize("command", ["compare", "report"])
def test_reading_a_run_takes_no_further_process_or_thread(stored, command):
    none_left = limited(resource.RLIMIT_NPROC, 1)
    ended = somebody.run(stored.parent, command, stored, uid=FEW, before=none_left)
    assert ended.returncode == 0, ended.stderr
    assert "OpenBLAS" not in ended.stderr


def test_a_moderate_limit_of_addresses_is_enough(stored):
    ended = somebody.run(stored.parent, "report", stored, before=limited(resource.RLIMIT_AS, 900 * MB))
    assert ended.returncode == 0, ended.stderr


def test_a_temporary_folder_that_does_not_exist_is_not_needed(stored):
    ended = somebody.run(stored.parent, "list", variables={"TMPDIR": str(stored / "nowhere")})
    assert (ended.returncode, ended.stderr) == (0, "")


REFUSED = os.strerror(errno.EAGAIN)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        pytest.param(MemoryError(), "not enough memory", id="MemoryError"),
        pytest.param(OSError(errno.ENOMEM, "Cannot allocate memory"), "not enough memory", id="ENOMEM"),
        pytest.param(OSError(errno.EMFILE, "Too many open files"), "this process may not open", id="EMFILE"),
        pytest.param(OSError(errno.ENFILE, "Too many open files"), "the system has as many", id="ENFILE"),
        pytest.param(BlockingIOError(errno.EAGAIN, REFUSED), "no more processes or threads", id="fork"),
        pytest.param(RuntimeError("can't start new thread"), "no more processes or threads", id="thread"),
    ],
)
def test_a_shortage_is_told_however_deep_it_lies(error, told):
    deep = ValueError("because of what")
    deep.__context__ = ValueError("of what")
    deep.__context__.__cause__ = error
    for met in (error, deep):
        with pytest.raises(ShortageError, match=told) as raised, shortage.explained():
            raise met
        assert raised.value.exit_code == Exit.USAGE


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(OSError(errno.EACCES, "Permission denied"), id="another OSError"),
        pytest.param(BlockingIOError(errno.EAGAIN, "write could not complete without blocking", 0), id="a full pipe"),
        pytest.param(RuntimeError("something else"), id="another RuntimeError"),
        pytest.param(UsageError("a wrong option"), id="one of our own"),
        pytest.param(KeyboardInterrupt(), id="Ctrl-C"),
    ],
)
def test_what_is_no_shortage_goes_on_as_it_is(error):
    with pytest.raises(type(error)) as raised, shortage.explained():
        raise error
    assert raised.value is error


def test_causes_that_go_in_a_circle_end():
    one, other = ValueError("one"), ValueError("other")
    one.__cause__, other.__cause__ = other, one
    with pytest.raises(ValueError, match="one"), shortage.explained():
        raise one


def test_algebra_gets_no_threads_and_the_user_is_not_asked_about_it(monkeypatch):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    with shortage.without_algebra_threads():
        assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
        assert "OPENBLAS_NUM_THREADS" not in shortage.environment_of_the_user()
    assert "OPENBLAS_NUM_THREADS" not in os.environ


def test_the_threads_that_the_user_has_chosen_are_kept(monkeypatch):
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    with shortage.without_algebra_threads():
        assert shortage.environment_of_the_user()["OPENBLAS_NUM_THREADS"] == "3"
    assert os.environ["OPENBLAS_NUM_THREADS"] == "3"
