import os
import subprocess
import sys
from pathlib import Path

import pytest

from gilbench.interpreters import search_path
from gilbench.interpreters.candidate import Candidate, Interpreter, Unusable
from gilbench.interpreters.discovery import DEFAULT, find, select, survey
from gilbench.interpreters.specs import parse

HOST = os.path.realpath(sys._base_executable)
HOST_VERSION = "{}.{}".format(*sys.version_info)
posix = pytest.mark.skipif(sys.platform == "win32", reason="the fakes are shell scripts")


def interpreter(label, *, level="final", folder="usr", debug=False):
    """Return the record of an interpreter that is not here: `3.13.5t`, `pypy3.11.17`."""
    name = label.removeprefix("pypy")
    return Interpreter(
        executable=f"/{folder}/{label}",
        prefix=f"/{folder}",
        implementation="CPython" if name == label else "PyPy",
        version_info=(*map(int, name.rstrip("t").split(".")), level, 0),
        free_threaded=name.endswith("t"),
        debug=debug,
    )


HERE = [
    interpreter("3.11.7", folder="host"),
    interpreter("3.13.0", folder="first on PATH"),
    interpreter("3.13.5"),
    interpreter("3.13.5t"),
    interpreter("3.14.1t"),
    interpreter("3.15.0", level="alpha"),
    interpreter("3.14.9", debug=True),
    interpreter("3.14.2"),
    interpreter("3.11.9"),
    interpreter("pypy3.10.14"),
    interpreter("pypy3.11.17"),
    interpreter("3.8.18"),
]


@pytest.mark.parametrize(
    ("spec", "chosen"),
    [
        pytest.param("3.13", ["/first on PATH/3.13.0"], id="the first match, not the newest"),
        pytest.param("3.13.5", ["/usr/3.13.5"], id="micro version"),
        pytest.param("3.13t", ["/usr/3.13.5t"], id="free-threaded only if asked for"),
        pytest.param("3.14", ["/usr/3.14.2"], id="no debug build"),
        pytest.param("3.15", ["/usr/3.15.0"], id="not yet released, if asked for"),
        pytest.param("3", ["/host/3.11.7"], id="the host before the others"),
        pytest.param("pypy", ["/usr/pypy3.10.14"], id="implementation"),
        pytest.param("pypy3.11", ["/usr/pypy3.11.17"], id="implementation and version"),
        pytest.param("3.8", [], id="too old"),
        pytest.param("3.1", [], id="3.1 is not 3.11"),
        pytest.param("3.15t", [], id="another build does not do"),
        pytest.param(
            "all",
            [
                "/usr/3.11.9",
                "/usr/3.13.5",
                "/usr/3.13.5t",
                "/usr/3.14.1t",
                "/usr/3.14.2",
                "/usr/3.15.0",
                "/usr/pypy3.10.14",
                "/usr/pypy3.11.17",
            ],
            id="newest of each implementation, minor version and build",
        ),
    ],
)
def test_a_spec_chooses_among_those_found(spec, chosen):
    assert [each.executable for each in select(parse(spec), HERE)] == chosen


@pytest.mark.parametrize(
    ("here", "chosen"),
    [
        pytest.param(HERE, ["3.11.7", "3.14.2", "3.14.1t"], id="host, newest with a GIL, newest without"),
        pytest.param(HERE[:3], ["3.11.7", "3.13.5"], id="no free-threaded build"),
        pytest.param([HERE[0], HERE[9]], ["3.11.7", "3.11.7"], id="host only"),
        pytest.param([HERE[5], HERE[2]], ["3.15.0a0", "3.13.5"], id="a release before what is not yet one"),
        pytest.param([HERE[9], HERE[0]], ["pypy3.10.14", "3.11.7"], id="on PyPy"),
    ],
)
def test_by_default_the_host_and_the_newest_builds_are_chosen(here, chosen):
    assert [each.label for each in select(DEFAULT, here)] == chosen


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """Make this interpreter the only one that can be found; return a folder on PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    for variable in ("PYENV_ROOT", "UV_PYTHON_INSTALL_DIR"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    return folder


def script(path, *lines):
    path.write_text("#!/bin/sh\n" + "\n".join(lines) + "\n")
    path.chmod(0o755)
    return str(path)


def found(*texts):
    candidates, unusable = find([parse(text) for text in texts])
    return [each.executable for each in candidates], [each.spec for each in unusable]


@pytest.mark.usefixtures("alone")
def test_without_specs_the_interpreter_behind_the_virtual_environment_is_the_default():
    candidates, unusable = find(())
    assert [(each.spec, each.executable, each.environment) for each in candidates] == [("default", HOST, {})]
    assert unusable == ()


@posix
@pytest.mark.usefixtures("alone")
def test_specs_without_an_answer_say_why_and_the_others_go_on(tmp_path):
    fake = script(tmp_path / "fake", "echo hello")
    candidates, unusable = find([parse(text) for text in ("2.7", "pypy3", fake, HOST_VERSION, str(tmp_path))])
    assert [each.executable for each in candidates] == [HOST]
    reasons = {each.spec: each.reason for each in unusable}
    assert reasons.keys() == {"2.7", "pypy3", fake, str(tmp_path)}
    assert reasons["2.7"] == "2.7 is too old: gilbench measures 3.9 and newer"
    assert reasons["pypy3"].startswith("no PyPy 3 was found: install one or give its path (found: ")
    assert "printed nothing that a Python would" in reasons[fake]
    assert "is a folder" in reasons[str(tmp_path)]


@pytest.mark.usefixtures("alone")
def test_a_build_with_a_gil_cannot_be_asked_to_run_without_but_may_be_asked_for_it():
    texts = [f"{HOST_VERSION}+nogil", f"{HOST_VERSION}+gil", f"{HOST_VERSION}+nojit"]
    candidates, unusable = find([parse(text) for text in texts])
    assert [each.environment for each in candidates] == [{"PYTHON_GIL": "1"}, {"PYTHON_JIT": "0"}]
    assert [each.spec for each in unusable] == texts[:1]
    assert "cannot run without a GIL" in unusable[0].reason


@posix
@pytest.mark.usefixtures("alone")
def test_the_same_interpreter_in_the_same_state_is_found_once(tmp_path):
    link = tmp_path / "link"
    link.symlink_to(HOST)
    assert found(HOST, str(link), HOST_VERSION, "all", HOST) == ([HOST], [])
    assert found(HOST, f"{HOST}+gil") == ([HOST, HOST], [])
    assert found("2.7", "2.7") == ([], ["2.7"])


@posix
@pytest.mark.usefixtures("alone")
def test_a_virtual_environment_named_by_its_path_stays_one(tmp_path):
    subprocess.run([HOST, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    inside = str(tmp_path / "venv/bin/python")
    assert found(inside, HOST_VERSION) == ([inside, HOST], [])


@posix
def test_a_virtual_environment_on_the_path_stands_for_its_interpreter(alone, tmp_path, monkeypatch):
    subprocess.run([HOST, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    monkeypatch.setenv("PATH", os.pathsep.join([str(tmp_path / "venv/bin"), str(alone)]))
    assert found("all") == ([HOST], [])
    assert [each.spec for each in survey()] == [HOST]


@posix
def test_the_survey_tells_what_is_named_like_an_interpreter_and_is_none(alone):
    broken = script(alone / "python3.12", "echo no such version", "exit 127")
    script(alone / "python3-config", "exit 1")
    script(alone / "grep", "exit 1")
    good, bad = survey()
    assert isinstance(good, Candidate)
    assert good.executable == HOST
    assert bad == Unusable(broken, f"{broken} is not an interpreter: it ended with exit code 127 (no such version)")


@posix
def test_interpreters_that_chatter_do_not_reach_our_output(alone, capfd):
    script(alone / "python3", "echo chatter", "echo chatter >&2", f'exec {HOST} "$@"')
    assert found(HOST_VERSION) == ([HOST], [])
    assert capfd.readouterr() == ("", "")


@posix
def test_interpreters_that_cannot_be_queried_are_not_warned_of_on_stderr(alone):
    script(alone / "python3", "echo hello")
    look = "from gilbench.interpreters.discovery import find; print(len(find(())[0]))"
    ended = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert (ended.stdout, ended.stderr) == ("1\n", "")


@pytest.mark.usefixtures("alone")
def test_looking_writes_to_the_cache_of_the_user_only(tmp_path, monkeypatch):
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.chdir(project)
    survey()
    assert list(project.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("/a:{shims}:/b", ["/a", "{new}", "{middle}", "{old}", "/b"], id="in place of the shims"),
        pytest.param("/a:/b", ["/a", "/b", "{new}", "{middle}", "{old}"], id="at the end"),
        pytest.param("/a:/b:/a", ["/a", "/b", "{new}", "{middle}", "{old}"], id="each once"),
    ],
)
@posix
def test_the_versions_of_pyenv_are_looked_through_newest_first(tmp_path, monkeypatch, path, expected):
    names = {"old": "3.9.18", "middle": "3.10.2", "new": "3.10.13"}
    places = {name: str(tmp_path / "versions" / version / "bin") for name, version in names.items()}
    for place in places.values():
        Path(place).mkdir(parents=True)
    places["shims"] = str(tmp_path / "shims")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    monkeypatch.setenv("PATH", path.format(**places))
    assert search_path.folders() == [each.format(**places) for each in expected]


@pytest.mark.targets
def test_everything_that_is_found_on_this_machine_is_found_again_by_its_path():
    here = survey()
    candidates = tuple(each for each in here if isinstance(each, Candidate))
    assert HOST in [each.executable for each in candidates]
    assert find([parse(each.spec) for each in here]) == (candidates, here[len(candidates) :])


@pytest.mark.targets
def test_all_on_this_machine_is_found_again_by_version():
    candidates, _ = find([parse("all")])
    for interpreter in (each.interpreter for each in candidates):
        name = "python" if interpreter.implementation == "CPython" else interpreter.implementation.lower()
        build = "t" if interpreter.free_threaded else ""
        ((again,), unusable) = find([parse("{}{}.{}{}".format(name, *interpreter.version_info[:2], build))])
        assert (again.interpreter.label.partition(".")[0], unusable) == (interpreter.label.partition(".")[0], ())
        assert again.interpreter.version_info[:2] == interpreter.version_info[:2]
        assert again.interpreter.free_threaded is interpreter.free_threaded
