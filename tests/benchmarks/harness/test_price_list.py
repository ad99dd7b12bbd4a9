import tomllib

import price_list
import pytest

from gilbench.errors import Exit, UsageError
from gilbench.interpreters.candidate import Candidate, Interpreter

FINAL = (3, 14, 0, "final", 0)


def candidate(*, version=FINAL, threaded=False, debug=False, state=None, at="/opt/python", kind="CPython"):
    build = Interpreter(at, "/opt", kind, version, threaded, debug)
    return Candidate("spec", build, state or {})


@pytest.mark.parametrize(
    ("chosen", "begins"),
    [
        pytest.param(candidate(), "cpython-3.14.0-", id="a release"),
        pytest.param(candidate(threaded=True), "cpython-3.14.0t-", id="free-threaded"),
        pytest.param(candidate(debug=True), "cpython-3.14.0-debug-", id="debug"),
        pytest.param(candidate(threaded=True, debug=True), "cpython-3.14.0t-debug-", id="free-threaded and debug"),
        pytest.param(candidate(version=(3, 15, 0, "candidate", 1)), "cpython-3.15.0rc1-", id="a candidate"),
        pytest.param(candidate(kind="PyPy", version=(3, 11, 17, "final", 0)), "pypy-3.11.17-", id="PyPy"),
        pytest.param(
            candidate(threaded=True, state={"PYTHON_GIL": "1"}), "cpython-3.14.0t+gil-", id="free-threaded with the GIL"
        ),
        pytest.param(candidate(state={"PYTHON_JIT": "0"}), "cpython-3.14.0+nojit-", id="without its JIT"),
    ],
)
def test_a_key_tells_what_a_build_is_and_ends_with_where_it_is(chosen, begins):
    found = price_list.key(chosen)
    assert found.startswith(begins)
    assert len(found) == len(begins) + 8
    assert found == price_list.key(chosen)


def test_two_builds_of_one_version_do_not_share_a_key():
    assert price_list.key(candidate(at="/opt/a/python")) != price_list.key(candidate(at="/opt/b/python"))


def test_builds_that_are_called_alike_get_labels_of_their_own():
    chosen = [candidate(), candidate(at="/opt/b"), candidate(threaded=True), candidate(threaded=True, debug=True)]
    assert [each.label for each in price_list._labelled(chosen)] == ["3.14.0", "3.14.0-2", "3.14.0t", "3.14.0td"]


def test_options_of_pytest_come_after_those_of_the_script_and_the_files_last(tmp_path):
    found = price_list.command(tmp_path, tmp_path / "a.json", ["-k", "lock", "--benchmark-min-time=1"])
    assert f"--benchmark-storage=file://{tmp_path}" in found
    assert f"--benchmark-json={tmp_path / 'a.json'}" in found
    assert found.index("--benchmark-min-time=0.0001") < found.index("--benchmark-min-time=1")
    assert found[-2:] == [*price_list.BENCHMARKS]


@pytest.mark.parametrize(
    "named", ["benchmarks/test_workloads.py", "benchmarks/test_primitives.py::test_call"], ids=["a file", "a test"]
)
def test_a_file_that_is_named_replaces_those_of_the_primitives(tmp_path, named):
    found = price_list.command(tmp_path, tmp_path / "a.json", [named])
    assert named in found
    assert not {*price_list.BENCHMARKS} & {*found}


def test_all_files_of_the_price_list_are_there():
    assert all((price_list.ROOT / each).exists() for each in price_list.BENCHMARKS)


def test_what_is_installed_is_what_the_project_declares():
    declared = tomllib.loads((price_list.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert price_list.requirements() == declared["dependency-groups"]["primitives"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["--python", "3.99"], "no CPython 3.99 was found", id="an interpreter that is not there"),
        pytest.param(["--python", "3.12t"], "free-threaded builds begin with 3.13t", id="one that never was"),
        pytest.param(["--python", "3.99", "--into", "."], "is not a run folder", id="no run to put it into"),
        pytest.param(["--benchmark-json=x"], "--benchmark-json is set for each build", id="one file for all builds"),
        pytest.param(["--benchmark-storage", "x"], "--benchmark-storage is set", id="one storage for all builds"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence_before_anything_is_measured(
    tmp_path, monkeypatch, capsys, arguments, told
):
    monkeypatch.chdir(tmp_path)
    assert price_list.main(arguments) == Exit.USAGE
    printed = capsys.readouterr()
    assert told in printed.err
    assert printed.err.startswith("primitives: ")
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def fake(folder, said, code):
    """Return an interpreter that makes an environment whose pip says something."""
    path = folder / "fake"
    path.write_text(
        f'#!/bin/sh\nif [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; exit 0; fi\n'
        f"echo '{said}' >&2; exit {code}\n",
        encoding="utf-8",
    )
    path.chmod(0o755)
    return price_list.Build("3.14.0", "key", candidate(at=str(path)))


def test_where_pytest_cannot_be_installed_one_sentence_says_why(tmp_path, monkeypatch):
    monkeypatch.setattr(price_list, "ENVIRONMENTS", tmp_path / "builds")
    with pytest.raises(UsageError, match=r"pytest cannot be installed for 3\.14\.0: ERROR: no such thing"):
        price_list.environment(fake(tmp_path, "ERROR: no such thing", 1))


def test_an_environment_is_made_once_and_anew_where_the_requirements_have_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(price_list, "ENVIRONMENTS", tmp_path / "builds")
    python = price_list.environment(fake(tmp_path, "", 0))
    broken = fake(tmp_path, "ERROR: asked again", 1)
    assert price_list.environment(broken) == python
    monkeypatch.setattr(price_list, "requirements", lambda: ["something-else"])
    with pytest.raises(UsageError, match="asked again"):
        price_list.environment(broken)
