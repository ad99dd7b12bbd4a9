import datetime as dt
from pathlib import Path

import pytest

from gilbench.cli import run
from gilbench.errors import UsageError
from gilbench.machine import facts
from gilbench.run import pipeline
from gilbench.settings import Settings


@pytest.fixture
def asked(gilbench, tmp_path, monkeypatch):
    """Return a function that returns the settings of a command line, and the run folder where it measures."""
    monkeypatch.chdir(tmp_path)
    seen = []

    def preview(job, *_):
        seen.append((job.settings, None))
        raise UsageError("seen")

    def start(job, folder, *_):
        seen.append((job.settings, folder))
        raise UsageError("seen")

    monkeypatch.setattr(pipeline, "preview", preview)
    monkeypatch.setattr(pipeline, "start", start)

    def call(*arguments, configuration=""):
        (tmp_path / "pyproject.toml").write_text(f"[tool.gilbench]\n{configuration}\n")
        assert gilbench("run", *arguments) == (2, "", "gilbench: seen\n")
        return seen.pop()

    return call


def test_nothing_asked_for_is_what_settings_begin_with(asked):
    settings, folder = asked("--seed", "0")
    assert settings == Settings()
    assert folder.parent == Path("reports/runs")


@pytest.mark.parametrize(
    ("arguments", "name", "value"),
    [
        pytest.param(("primes", "crc32_*"), "globs", ("primes", "crc32_*"), id="workloads"),
        pytest.param(("--quick",), "effort", "quick", id="quick"),
        pytest.param(("--rigorous",), "effort", "rigorous", id="rigorous"),
        pytest.param(("--experiment", "held_share"), "experiments", ("held_share",), id="experiment"),
        pytest.param(("--timeout", "2m"), "timeout", 120.0, id="timeout"),
        pytest.param(("--size", "small"), "size", "small", id="size"),
        pytest.param(("--like", "earlier"), "like", "earlier", id="like"),
        pytest.param(("--seed", "7"), "seed", 7, id="seed"),
        pytest.param(("--workers", "max"), "workers", (facts.usable_cpus(),), id="workers"),
    ],
)
def test_an_option_becomes_a_setting(asked, arguments, name, value):
    assert getattr(asked("--plan", *arguments)[0], name) == value


CONFIGURED = [
    pytest.param("python = '3.13'", (), "pythons", ("3.13",), id="python"),
    pytest.param("python = ['3.13', '3.14t']", (), "pythons", ("3.13", "3.14t"), id="several"),
    pytest.param("python = '3.13'", ("--python", "pypy3"), "pythons", ("pypy3",), id="python, option"),
    pytest.param("experiment = 'held_share'", (), "experiments", ("held_share",), id="experiment"),
    pytest.param("strategy = ['thread*']", (), "strategies", ("thread*",), id="strategy"),
    pytest.param("workers = '1,2'", (), "workers", (1, 2), id="workers"),
    pytest.param("workers = '1,2'", ("--workers", "4"), "workers", (4,), id="workers, option"),
    pytest.param("suite = 'full'", (), "suite", "full", id="suite"),
    pytest.param("suite = 'full'", ("--suite", "core"), "suite", "core", id="suite, option"),
    pytest.param("budget = '10m'", (), "budget", 600.0, id="budget"),
    pytest.param("precision = '3%'", (), "precision", 0.03, id="precision"),
    pytest.param("env = 'A=1'", (), "variables", {"A": "1"}, id="env"),
    pytest.param("env = ['B=', 'A=1']", (), "variables", {"A": "1", "B": ""}, id="env, several"),
    pytest.param("env = 'A=1'", ("--env", "B=2"), "variables", {"B": "2"}, id="env, option"),
]


@pytest.mark.parametrize(("configuration", "arguments", "name", "value"), CONFIGURED)
def test_the_configuration_holds_where_the_command_line_says_nothing(asked, configuration, arguments, name, value):
    assert getattr(asked("--plan", *arguments, configuration=configuration)[0], name) == value


@pytest.mark.parametrize("key", ["workloads", "experiments"])
def test_folders_become_absolute_paths(asked, own_folder, key):
    name = {"workloads": "workloads", "experiments": "experiment_folders"}[key]
    (own_folder.parent / "other").mkdir()
    path = (str(own_folder),)
    assert getattr(asked("--plan", configuration=f"{key} = 'experiments'")[0], name) == path
    assert getattr(asked("--plan", f"--{key}", "experiments", configuration=f"{key} = 'other'")[0], name) == path


def test_the_run_folder_is_the_one_that_was_named(asked):
    assert asked("--out", "here", configuration="out = 'there'")[1] == Path("here")
    assert asked(configuration="out = 'there'")[1] == Path("there")


def test_runs_of_the_same_second_get_numbers(tmp_path, monkeypatch):
    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2026, 11, 22, 10, 0, 0, tzinfo=tz)

    monkeypatch.setattr(run.dt, "datetime", Clock)
    monkeypatch.chdir(tmp_path)
    folders = [run._new_folder() for _ in range(3)]
    assert all(folder.is_dir() for folder in folders)
    assert [folder.name for folder in folders] == [
        "2026-11-22-100000",
        "2026-11-22-100000-2",
        "2026-11-22-100000-3",
    ]
    assert {folder.parent for folder in folders} == {Path("reports/runs")}


@pytest.mark.parametrize(
    ("configuration", "told"),
    [
        pytest.param("suite = 'half'", "[tool.gilbench] suite = 'half': it must be 'core' or 'full'\n", id="suite"),
        pytest.param("experiment = 'alchemy'", "there is no experiment 'alchemy' to run; there are: ", id="experiment"),
        pytest.param("workloads = 'nowhere'", "--workloads nowhere: there is no such folder", id="workloads"),
        pytest.param(
            "budget = ['1m', '2m']",
            "budget = ['1m', '2m']: it must be a duration as a string, such as '90s'",
            id="list",
        ),
    ],
)
def test_a_bad_value_of_the_configuration_is_told_in_one_line(gilbench, tmp_path, monkeypatch, configuration, told):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text(f"[tool.gilbench]\n{configuration}\n")
    code, out, err = gilbench("run", "--plan")
    assert (code, out) == (2, "")
    assert err.startswith("gilbench: ")
    assert told in err
