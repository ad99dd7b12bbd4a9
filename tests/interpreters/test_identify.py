import os
import sys
import sysconfig
from pathlib import Path

import pytest

from gilbench.interpreters.identify import MARK, UnidentifiedError, clean_environment, identify

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fakes are shell scripts")


def script(folder, *lines, mode=0o755):
    path = folder / "python"
    path.write_text("#!/bin/sh\n" + "\n".join(lines) + "\n")
    path.chmod(mode)
    return str(path)


def test_an_interpreter_says_who_it_is():
    found = identify(sys.executable)
    assert found.executable == sys.executable
    assert found.prefix == sys.prefix
    assert found.version_info == tuple(sys.version_info)
    assert found.free_threaded is (sysconfig.get_config_var("Py_GIL_DISABLED") == 1)
    assert found.objection is None


def test_a_wrapper_that_passes_its_arguments_on_is_taken_for_what_it_wraps(tmp_path):
    wrapper = script(tmp_path, "echo starting", f'exec {sys.executable} "$@"')
    assert identify(wrapper).version_info == tuple(sys.version_info)
    assert identify(wrapper).executable == wrapper


def test_variables_that_would_break_the_start_are_kept_from_it(monkeypatch):
    monkeypatch.setenv("PYTHONHOME", "/no/such/folder")
    monkeypatch.setenv("PYTHON_GIL", "0")
    assert identify(sys.executable).version_info == tuple(sys.version_info)
    assert "PYTHONHOME" not in clean_environment()
    assert clean_environment()["PATH"] == os.environ["PATH"]


def test_modules_in_the_current_folder_do_not_shadow_those_of_the_question(tmp_path, monkeypatch):
    (tmp_path / "platform.py").write_text("raise SystemExit('shadowed')")
    monkeypatch.chdir(tmp_path)
    assert identify(sys.executable).version_info == tuple(sys.version_info)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        pytest.param(["echo hello"], "it printed nothing that a Python would (hello)", id="garbage"),
        pytest.param(["true"], "it printed nothing that a Python would", id="nothing"),
        pytest.param([r"printf '\377\376\000'"], "it printed nothing that a Python would", id="bytes"),
        pytest.param([f"echo {MARK}"], "it printed nothing that a Python would", id="half an answer"),
        pytest.param(["exit 3"], "it ended with exit code 3", id="exit code"),
        pytest.param(
            ["echo loading >&2", "echo error: no libpython >&2", "exit 127"],
            "it ended with exit code 127 (error: no libpython)",
            id="exit code with a message",
        ),
    ],
)
def test_a_program_that_is_no_python_is_told_by_what_it_does(tmp_path, lines, reason):
    fake = script(tmp_path, *lines)
    with pytest.raises(UnidentifiedError) as raised:
        identify(fake)
    assert str(raised.value).startswith(f"{fake} is not an interpreter: {reason}")


def test_a_program_that_hangs_is_given_up(tmp_path):
    fake = script(tmp_path, "sleep 60")
    with pytest.raises(UnidentifiedError, match=r"gave no answer within 0\.2 s"):
        identify(fake, patience=0.2)


def folder(path):
    path.mkdir()


def environment(path):
    (path / "bin").mkdir(parents=True)
    (path / "bin/python").touch()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(lambda _: None, "{path} does not exist", id="nothing there"),
        pytest.param(lambda path: path.symlink_to("gone"), "is a link to a file that does not exist", id="dangling"),
        pytest.param(folder, "{path} is a folder: give the interpreter in it", id="folder"),
        pytest.param(environment, "give the interpreter in it, {path}/bin/python", id="virtual environment"),
        pytest.param(lambda path: script(path.parent, "true", mode=0o644), "{path} is not executable", id="mode"),
        pytest.param(lambda path: script(path.parent) and path.write_bytes(b"\x7fELF"), "Exec format", id="no program"),
    ],
)
def test_what_cannot_be_started_is_told_by_what_it_is(tmp_path, make, reason):
    path = tmp_path / "python"
    make(path)
    with pytest.raises(UnidentifiedError) as raised:
        identify(str(path))
    assert reason.format(path=path) in str(raised.value)


@pytest.mark.parametrize(
    ("answer", "label", "objection"),
    [
        pytest.param("CPython 3 8 18 final 0 0 0 /usr", "3.8.18", "3.8.18 is too old", id="too old"),
        pytest.param("CPython 2 7 18 final 0 0 0 /usr", "2.7.18", "2.7.18 is too old", id="Python 2"),
        pytest.param("Jython 2 7 4 final 0 0 0 /usr", "jython2.7.4", "Jython cannot be measured", id="Jython"),
        pytest.param("CPython 3 15 0 candidate 1 1 0 /usr", "3.15.0rc1t", None, id="free-threaded, not yet released"),
        pytest.param("PyPy 3 11 17 final 0 0 0 /usr", "pypy3.11.17", None, id="PyPy"),
    ],
)
def test_what_cannot_be_measured_says_why(tmp_path, answer, label, objection):
    fake = script(tmp_path, "printf '%s\\t' " + " ".join([MARK, *answer.split()]) + " | sed 's/\\t$//'")
    found = identify(fake)
    assert found.label == label
    assert (found.objection or "").startswith(objection or "")
    assert (found.objection is None) == (objection is None)


def test_nothing_is_left_in_the_folder_that_it_ran_in(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    identify(sys.executable)
    assert list(Path(tmp_path).iterdir()) == []
