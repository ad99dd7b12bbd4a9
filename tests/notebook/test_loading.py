"""Who can call `gilbench.load`, and what it costs those who do not."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.stored import write
from tests.end_to_end import command
from tests.page import runs

import gilbench
from gilbench.processes import staging

EXPERIMENTS = Path(__file__).parents[2] / "docs" / "examples" / "experiments"
SHOW = "\nimport sys\nprint(*sys.modules)"
# As a workload file may, which is to go on working: what is not there fails when it is called.
IN_A_TARGET = """
from gilbench import *
import gilbench
assert load is gilbench.load
try:
    load("run")
except ImportError as error:
    print(error)
"""


def imported(code):
    """Return the modules that a process has imported at its end."""
    ended = subprocess.run(
        [sys.executable, "-c", code + SHOW], env=command.environment(), capture_output=True, text=True, check=True
    )
    return set(ended.stdout.split())


def test_importing_gilbench_imports_nothing_else():
    assert imported("import gilbench") - imported("") == {"gilbench"}


def test_loading_imports_no_command_line_and_nothing_that_draws(tmp_path):
    write(tmp_path / "run", runs.one_target())
    names = imported(f"import gilbench\ngilbench.load({str(tmp_path / 'run')!r})")
    assert "pandas" in names
    assert {"click", "rich", "matplotlib", "jinja2"} & names == set()
    assert {
        name for name in names if name.startswith(("gilbench.cli", "gilbench.run", "gilbench.report.html"))
    } == set()


def test_where_gilbench_is_not_installed_it_says_where_it_is(tmp_path):
    staged = staging.stage(tmp_path / "stage")
    environment = staging.environment(staged, {}, {}, tmp_path)
    ended = subprocess.run(
        [sys.executable, "-c", IN_A_TARGET], env=environment, capture_output=True, text=True, check=True
    )
    assert ended.stdout == (
        "gilbench.load needs all of gilbench, and pandas, and this Python has no gilbench.notebook: "
        "load runs with the Python that gilbench is installed in\n"
    )


LOADED = """
import gilbench
run = gilbench.load("run", experiments={experiments!r})
print(run.results["experiment"].tolist(), sorted(set(run.figures["figure"])), [each.claim for each in run.verdict])
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("experiments", "told"),
    [
        pytest.param((), "['waking'] [] ['none']", id="not named"),
        pytest.param(str(EXPERIMENTS), "['waking'] ['late'] ['wakes-late']", id="named"),
    ],
)
def test_an_own_experiment_gives_figures_and_sentences_if_it_is_named(tmp_path, experiments, told):
    invented = ("--experiment", "waking", "--experiments", EXPERIMENTS, *command.HERE, "--dry-run", "--out", "run")
    assert command.run(tmp_path, "run", *invented).returncode == 0
    loaded = subprocess.run(
        [sys.executable, "-c", LOADED.format(experiments=experiments)],
        cwd=tmp_path,
        env=command.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout == f"{told}\n"


@pytest.mark.slow
def test_a_run_of_real_processes_is_loaded_as_its_files_say(tmp_path):
    ended = command.run(tmp_path, "run", "primes", *command.SMALL, *command.HERE, "--out", "run")
    assert ended.returncode == 0, ended.stderr
    loaded = gilbench.load(tmp_path / "run")
    written = command.results(tmp_path / "run")
    assert len(loaded.results) == len(written)
    assert [f"{each}" for each in loaded.results["strategy"]] == [row["strategy"] for row in written]
    assert list(loaded.results["seconds"]) == [float(row["seconds"]) for row in written]
    assert set(loaded.results["state"]) == {"ok"}
    assert {"serial", "thread"} <= set(loaded.results["strategy"])
    assert list(loaded.targets) == list(loaded.results["target"].unique())
    assert (loaded.finished, loaded.invented) == (True, False)
