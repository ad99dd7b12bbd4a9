"""What a command line imports is what its user waits for."""

import subprocess
import sys
from dataclasses import replace

import pytest
from tests.cli.stored import write
from tests.end_to_end.command import environment
from tests.simulated import CALM, scenario, simulate

from gilbench.cli import main

ALL_OF_CLICK = "import click"
COMMAND_LINE = "from gilbench.cli.main import main\ntry: main()\nexcept SystemExit: pass\n"
SHOW = "\nimport sys\nprint('imported:', *sys.modules, file=sys.stderr)"
COMMANDS = {f"gilbench.cli.{name}" for name in main.SUMMARIES}
OF_ITS_OWN = {
    *("gilbench", "gilbench.cli", "gilbench.cli.lazy", "gilbench.cli.main", "gilbench.cli.streams"),
    *("gilbench.errors", "gilbench.processes", "gilbench.processes.interruption"),
}
NOT_FOR_HELP = {"dataclasses", "importlib.metadata", "json", "pathlib", "subprocess", "tempfile", "tomllib"}


def imported(code, *arguments):
    """Return the modules that a process has imported at its end."""
    ended = subprocess.run(
        [sys.executable, "-c", code + SHOW, *arguments], env=environment(), capture_output=True, text=True, check=True
    )
    label, *names = ended.stderr.splitlines()[-1].split()
    assert label == "imported:"
    return set(names)


@pytest.mark.parametrize("argument", ["--help", "--version", "-h"])
def test_the_group_imports_click_and_hardly_anything_else(argument):
    names = imported(COMMAND_LINE, argument) - imported(ALL_OF_CLICK)
    assert {name for name in names if name.partition(".")[0] == "gilbench"} == OF_ITS_OWN
    assert {name.partition(".")[0] for name in names} <= {*sys.stdlib_module_names, "click", "gilbench"}
    assert not NOT_FOR_HELP & names


@pytest.mark.parametrize("name", main.SUMMARIES)
def test_the_help_of_a_command_imports_no_other_command(name):
    assert imported(COMMAND_LINE, name, "--help") & COMMANDS == {f"gilbench.cli.{name}"}


@pytest.mark.parametrize(("form", "drawn"), [("md", False), ("html", True)])
def test_a_report_in_words_imports_nothing_that_draws(tmp_path, form, drawn):
    folder = tmp_path / "run"
    write(folder, replace(simulate(scenario("3.13/primes", {"thread": 0.9}), CALM), folder=folder))
    names = imported(COMMAND_LINE, "report", str(folder), "--format", form, "-o", str(tmp_path / "report"))
    assert "gilbench.report.markdown" in names
    assert ("matplotlib" in names) is drawn
