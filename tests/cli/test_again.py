from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from tests.cli import stored
from tests.simulated import scenario, simulate

from gilbench.errors import UsageError
from gilbench.run import pipeline
from gilbench.settings import Settings

TYPED = Settings(pythons=("3.13",), experiments=("throughput",), workers=(2,), seed=7)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return the current folder: `run` in it is a run, `dry` a dry run; nothing is measured, but the job is kept."""
    monkeypatch.chdir(tmp_path)
    for name, invented in {"run": False, "dry": True}.items():
        settings = msgspec.to_builtins(TYPED)
        run = simulate(scenario("3.13/primes", {}), settings=settings, seed=7, invented=invented)
        (tmp_path / name).mkdir()
        stored.write(tmp_path / name, run)
    return tmp_path


@pytest.fixture
def jobs(project, monkeypatch):  # noqa: ARG001  the job is about the runs of the project
    """Return the list of what would have been done: the job, and the folder."""
    seen = []

    def keep(job, folder, *_):
        seen.append((job, folder))
        raise UsageError("seen")

    monkeypatch.setattr(pipeline, "start", keep)
    monkeypatch.setattr(pipeline, "preview", keep)
    return seen


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(("primes", "sleep"), "primes sleep", id="workloads"),
        pytest.param(("--python", "3.13"), "--python", id="python"),
        pytest.param(("--experiment", "throughput"), "--experiment", id="experiment"),
        pytest.param(("--strategy", "thread"), "--strategy", id="strategy"),
        pytest.param(("--workers", "2"), "--workers", id="workers"),
        pytest.param(("--suite", "core"), "--suite", id="suite"),
        pytest.param(("--quick",), "--quick", id="quick"),
        pytest.param(("--rigorous",), "--rigorous", id="rigorous"),
        pytest.param(("--budget", "3m"), "--budget", id="budget"),
        pytest.param(("--precision", "5%"), "--precision", id="precision"),
        pytest.param(("--seed", "7"), "--seed", id="seed"),
        pytest.param(("--timeout", "60s"), "--timeout", id="timeout, as it would be anyway"),
        pytest.param(("--size", "full"), "--size", id="size, as it would be anyway"),
        pytest.param(("--like", "run"), "--like", id="like"),
        pytest.param(("--resume", "run"), "--resume", id="resume"),
        pytest.param(("--workloads", "."), "--workloads", id="folder of workloads"),
        pytest.param(("--env", "A=1"), "--env", id="env"),
    ],
)
def test_what_the_run_has_settled_cannot_be_chosen(gilbench, jobs, arguments, told):
    sentence = f"gilbench: --again measures what that run measured: leave out {told}, or start a new run\n"
    assert gilbench("run", "--again", "run", *arguments) == (2, "", sentence)
    assert jobs == []


def test_the_settings_of_the_run_hold_whatever_the_project_configures(gilbench, project, jobs):
    (project / "pyproject.toml").write_text("[tool.gilbench]\nworkers = '1,4'\nbudget = '1h'\nout = 'there'\n")
    assert gilbench("run", "--again", "run")[2] == "gilbench: seen\n"
    ((job, folder),) = jobs
    assert (job.settings, folder) == (replace(TYPED, like="run", wider=()), Path("there"))
    assert [target.id for target in job.before.targets] == ["3.13"]


@pytest.mark.parametrize(
    ("arguments", "runner", "folder"),
    [
        pytest.param(("run", "--out", "here"), pipeline.measured, "here", id="folder"),
        pytest.param(("run", "--dry-run", "--out", "here"), pipeline.invent, "here", id="dry run"),
        pytest.param(("dry", "--out", "here"), pipeline.invent, "here", id="of a dry run"),
        pytest.param(("run", "--plan"), pipeline.measured, None, id="plan"),
    ],
)
def test_what_chooses_nothing_goes_with_it(gilbench, jobs, arguments, runner, folder):
    assert gilbench("run", "--again", *arguments)[2] == "gilbench: seen\n"
    ((job, used),) = jobs
    assert job.make_runner is runner
    assert folder is None or used == Path(folder)


def test_own_experiments_come_from_the_command_line_and_never_from_the_run(gilbench, jobs, own_folder):
    assert gilbench("run", "--again", "run", "--experiments", own_folder)[2] == "gilbench: seen\n"
    ((job, _),) = jobs
    assert job.settings.experiment_folders == (str(own_folder),)


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(("nowhere",), "nowhere is not a run folder: it has no manifest.json", id="no run"),
        pytest.param(("run", "--out", "run"), "run holds a run already", id="into itself"),
    ],
)
def test_a_folder_that_cannot_be_used_is_told_in_one_line(gilbench, arguments, told):
    code, out, err = gilbench("run", "--again", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"gilbench: {told}")
