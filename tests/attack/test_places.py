"""A home, a cache or a folder of PATH that may not be read costs only what is in it."""

import json
import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from tests.attack import somebody
from tests.attack.conftest import RUN
from tests.attack.somebody import IS_ROOT, posix
from tests.cli.stored import write
from tests.end_to_end.command import results

from gilbench.interpreters import installed, search_path

pytestmark = posix


@pytest.fixture
def place():
    """Return a folder of everybody's: those of pytest are closed to other users."""
    with tempfile.TemporaryDirectory(prefix="gilbench-test-") as name:
        folder = Path(name).resolve()
        folder.chmod(0o777)
        yield folder


@pytest.fixture
def other(place):
    """Return an interpreter that is found nowhere else, alone in its folder."""
    path = place / "good" / "python3"
    path.parent.mkdir()
    shutil.copy2(os.path.realpath(somebody.python()), path)
    if not somebody.starts(path):
        pytest.skip("a copy of this interpreter does not start")
    return path


def alone(place):
    """Return variables that keep the interpreters of this machine out of sight."""
    return {
        "HOME": str(place / "home"),
        "PYENV_ROOT": None,
        "XDG_CACHE_HOME": None,
        "UV_PYTHON_INSTALL_DIR": str(place / "uv"),
    }


def listed(place, **variables):
    ended = somebody.run(place, "list", "interpreters", "--json", variables=alone(place) | variables)
    assert (ended.returncode, ended.stderr) == (0, "")
    return {row["path"]: row["usable"] for row in json.loads(ended.stdout)}


def closed(place):
    (place / "odd").mkdir(mode=0o000)


def not_to_be_searched(place):
    (place / "odd").mkdir()
    (place / "odd/python3.12").symlink_to(somebody.python())
    (place / "odd").chmod(0o744)


def with_a_link_into_a_closed_one(place):
    (place / "closed").mkdir()
    (place / "closed/python3.12").symlink_to(somebody.python())
    (place / "odd").mkdir()
    (place / "odd/python3.12").symlink_to(place / "closed/python3.12")
    (place / "closed").chmod(0o000)


def with_a_link_to_itself(place):
    (place / "odd").mkdir()
    (place / "odd/python3.12").symlink_to("python3.12")


def a_file(place):
    (place / "odd").touch()


def a_link_to_itself(place):
    (place / "odd").symlink_to("odd")


def a_link_to_nothing(place):
    (place / "odd").symlink_to(place / "nothing")


def with_many_files(place):
    (place / "odd").mkdir()
    for number in range(2_000):
        (place / "odd" / f"tool-{number}").touch()


ODD = [
    closed,
    not_to_be_searched,
    with_a_link_into_a_closed_one,
    with_a_link_to_itself,
    a_file,
    a_link_to_itself,
    a_link_to_nothing,
    with_many_files,
]


@pytest.mark.parametrize("make", ODD, ids=lambda make: make.__name__)
def test_a_folder_of_path_costs_only_what_is_in_it(place, other, make):
    make(place)
    found = listed(place, PATH=f"{place / 'odd'}:{other.parent}")
    assert found[str(other)] == "yes"
    assert {usable for path, usable in found.items() if path.startswith(str(place / "odd"))} <= {
        f"{place / 'odd/python3.12'} cannot be looked at: Permission denied",
        f"{place / 'odd/python3.12'} cannot be looked at: Too many levels of symbolic links",
        f"{place / 'odd/python3.12'} is a link to a file that does not exist",
    }


def test_what_is_beside_a_closed_link_is_found(place, other):
    with_a_link_into_a_closed_one(place)
    (other.parent / "python3.12").symlink_to(place / "closed/python3.12")
    found = listed(place, PATH=str(other.parent))
    assert found[str(other)] == "yes"
    assert "Permission denied" in found[str(other.parent / "python3.12")]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("", id="empty"),
        pytest.param(":::", id="empty folders"),
        pytest.param(None, id="unset"),
        pytest.param("good:./good:~", id="relative"),
        pytest.param("/" + "x/" * 5000, id="too long a folder"),
        pytest.param("/" + "x" * 300, id="too long a name"),
        pytest.param(":".join(f"/q{number}" for number in range(14_000)), id="many folders"),
        pytest.param("/a\nb:/\x1b[31m", id="control characters"),
    ],
)
def test_any_path_can_be_looked_through(place, path):
    assert "yes" in listed(place, PATH=path).values()


def test_an_interpreter_whose_path_cannot_be_shown_costs_nothing_else(place, other):
    folder = place / "new\nline"
    other.parent.rename(folder)
    found = listed(place, PATH=str(folder))
    assert "yes" in found.values()
    assert str(folder / "python3") not in found


HOMES = [
    pytest.param({"HOME": "{closed}"}, id="of somebody else"),
    pytest.param({"HOME": "{closed}/below"}, id="below one of somebody else"),
    pytest.param({"HOME": "/nonexistent"}, id="that does not exist"),
    pytest.param({"HOME": "/dev/null"}, id="that is no folder"),
    pytest.param({"HOME": "home"}, id="relative"),
    pytest.param({"PYENV_ROOT": "{closed}"}, id="PYENV_ROOT of somebody else"),
    pytest.param({"PYENV_ROOT": "{parent}"}, id="PYENV_ROOT with closed versions"),
    pytest.param({"XDG_CACHE_HOME": "{closed}"}, id="XDG_CACHE_HOME of somebody else"),
    pytest.param({"XDG_CACHE_HOME": "cache"}, id="XDG_CACHE_HOME that is relative"),
    pytest.param({"UV_PYTHON_INSTALL_DIR": "{closed}"}, id="uv's store of somebody else"),
    pytest.param({"UV_PYTHON_INSTALL_DIR": "~nobody-of-this-name"}, id="uv's store of nobody"),
]


@pytest.fixture
def homes(place):
    """Return a function that puts closed folders into the values of variables."""
    (place / "versions").mkdir(mode=0o000)
    return lambda variables: {
        name: value.format(closed=place / "versions", parent=place) for name, value in variables.items()
    }


@pytest.mark.parametrize("variables", HOMES)
def test_a_home_costs_only_what_is_in_it(place, other, homes, variables):
    before = set(place.iterdir())
    found = listed(place, PATH=str(other.parent), **homes(variables))
    assert found[str(other)] == "yes"
    assert set(place.iterdir()) == before


@pytest.mark.skipif(not IS_ROOT, reason="only root can be a user who is in no list")
@pytest.mark.parametrize("arguments", [["list", "interpreters"], ["list"], ["doctor"]], ids=" ".join)
def test_a_user_without_a_home_or_a_name_leaves_nothing_behind(place, other, arguments):
    variables = alone(place) | {"HOME": None, "PATH": str(other.parent)}
    ended = somebody.run(place, *arguments, uid=54_321, variables=variables)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert [each.name for each in place.iterdir()] == ["good"]


@pytest.mark.skipif(not IS_ROOT, reason="only root can be a user who is in no list")
def test_a_user_without_a_home_or_a_name_can_run(place):
    few = ("--dry-run", "--quick", "--workers", "2", "--strategy", "thread", "--python", somebody.python())
    variables = alone(place) | {"HOME": None}
    ended = somebody.run(place, "run", "primes", *few, "--out", "run", uid=54_321, variables=variables)
    assert ended.returncode == 0, ended.stderr
    assert [each.name for each in place.iterdir()] == ["run"]


def test_without_a_home_there_is_no_cache(monkeypatch):
    def unknown(_):
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr(installed.platformdirs, "user_cache_dir", unknown)
    assert installed._cache() is None
    monkeypatch.setattr(installed.platformdirs, "user_cache_dir", lambda name: f"~/.cache/{name}")
    assert installed._cache() is None


def test_without_a_home_there_is_no_pyenv(monkeypatch):
    def unknown():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(search_path.Path, "home", unknown)
    monkeypatch.setenv("PATH", "/a")
    monkeypatch.delenv("PYENV_ROOT", raising=False)
    assert search_path.folders() == ["/a"]


def test_a_working_folder_that_cannot_be_written_is_named(place):
    (place / "here").mkdir(mode=0o755 if IS_ROOT else 0o555)
    said = somebody.sentence(somebody.run(place / "here", "run", "primes", "--size", "small"))
    assert said.startswith("gilbench: cannot write reports/runs: ")
    assert "Permission denied" in said


@pytest.mark.parametrize("option", ["--baseline", "--save"])
@pytest.mark.parametrize("closed", [".gilbench", ".gilbench/baselines"])
def test_baselines_that_may_not_be_looked_at_are_named(place, closed, option):
    write(place / "run", replace(RUN, folder=place / "run"))
    (place / closed).mkdir(parents=True)
    (place / closed).chmod(0o000)
    said = somebody.sentence(somebody.run(place, "compare", place / "run", option, "base"))
    assert said == f"gilbench: {place / '.gilbench/baselines/base'} cannot be looked at: Permission denied"


@pytest.mark.slow
def test_a_whole_run_needs_no_home_no_cache_and_no_locale(place, homes):
    variables = homes({"HOME": "{closed}", "TMPDIR": str(place / "nowhere"), "XDG_CACHE_HOME": "{closed}"})
    variables |= {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "TERM": None, "COLUMNS": "nonsense"}
    few = ("--quick", "--size", "small", "--workers", "2", "--strategy", "thread", "--python", somebody.python())
    ended = somebody.run(place, "run", "primes", *few, "--out", place / "run", variables=variables)
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr
    assert {row["state"] for row in results(place / "run")} == {"ok"}
