"""What a user gets wrong is told in one line; what needs no measuring is quick."""

import json
import subprocess
import sys

import pytest
from tests.end_to_end import command

pytestmark = pytest.mark.slow

HEAVY = {"pandas", "scipy", "matplotlib"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with an empty folder, an empty file, and a run of something else."""
    path = tmp_path_factory.mktemp("usage")
    (path / "empty").mkdir()
    (path / "file").touch()
    (path / "foreign").mkdir()
    (path / "foreign" / "manifest.json").write_text('{"name": "something else"}')
    return path


def run_here(*more):
    return ("run", "sleep", *command.HERE, "--dry-run", "--out", "out", *more)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(("run", "--budget", "soon"), "'soon' is not a duration: write 90s, 5m or 1h", id="budget"),
        pytest.param(("run", "--timeout", "0"), "'0' is not a duration", id="timeout"),
        pytest.param(("run", "--precision", "5"), "'5' is not a share between 0 and 1", id="precision"),
        pytest.param(("run", "--workers", "0,2"), "'0,2' is not a list of worker counts", id="workers"),
        pytest.param(("run", "--experiment", "alchemy"), "there is no experiment 'alchemy'", id="experiment"),
        pytest.param(("run", "--workloads", "nowhere"), "--workloads nowhere: there is no such folder", id="folder"),
        pytest.param(("run", "--workloads", "file"), "--workloads file: there is no such folder", id="file"),
        pytest.param(("run", "--python", "3.13x"), "3.13x", id="no spec"),
        pytest.param(run_here("no_such_*"), "no workload is called 'no_such_*'", id="workload"),
        pytest.param(run_here("--strategy", "fibres"), "no strategy is called 'fibres'", id="strategy"),
        pytest.param(
            ("run", "--resume", "nowhere"), "nowhere is not a run folder: it has no manifest.json", id="resume nothing"
        ),
        pytest.param(
            ("run", "--resume", "empty"), "empty is not a run folder: it has no manifest.json", id="resume no run"
        ),
        pytest.param(("run", "--resume", "file"), "file is not a run folder", id="resume a file"),
        pytest.param(
            ("run", "--resume", "foreign"), "foreign/manifest.json has schema None", id="resume another's folder"
        ),
        pytest.param(
            run_here("--like", "nowhere"), "nowhere is not a run folder: it has no manifest.json", id="like nothing"
        ),
        pytest.param(
            run_here("--like", "foreign"), "foreign/manifest.json has schema None", id="like another's folder"
        ),
        pytest.param(("report", "empty"), "empty is not a run folder: it has no manifest.json", id="report no run"),
        pytest.param(("report", "foreign"), "foreign/manifest.json has schema None", id="report another's folder"),
        pytest.param(
            ("compare", "empty", "foreign"), "empty is not a run folder: it has no manifest.json", id="compare"
        ),
        pytest.param(("list", "--workloads", "nowhere"), "--workloads nowhere: there is no such folder", id="list"),
        pytest.param(("list", "--experiments", "nowhere"), "--experiments nowhere: there is no such folder", id="own"),
    ],
)
def test_a_mistake_is_told_in_one_line(folder, arguments, told):
    ended = command.run(folder, *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    *progress, line = ended.stderr.splitlines()
    assert line.startswith("gilbench: ")
    assert told in line
    assert all(each.startswith("asking ") for each in progress)


@pytest.mark.parametrize("arguments", [("run", "--resume", "."), ("report", ".")], ids=["resume", "report"])
def test_a_folder_that_is_no_run_stays_as_it_is(tmp_path, arguments):
    command.run(tmp_path, *arguments)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "spec", ["/nowhere/python", "./file", "./empty", "2.7", "/bin/true"], ids=["no", "file", "folder", "old", "other"]
)
def test_an_interpreter_that_cannot_be_measured_is_named_with_its_reason(folder, spec):
    ended = command.run(folder, "run", "sleep", "--python", spec, "--out", "out2")
    assert (ended.returncode, ended.stdout) == (2, "")
    why, last = ended.stderr.splitlines()
    assert why.startswith(f"not measured: {spec}: ")
    assert last.startswith("gilbench: there is no interpreter to measure")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(("run", "--nonsense"), "No such option", id="option"),
        pytest.param(("run", "--suite", "half"), "'half' is not one of", id="choice"),
        pytest.param(("run", "--seed", "-1"), "-1", id="range"),
        pytest.param(("run", "--out"), "'--out' requires an argument", id="argument"),
        pytest.param(("wait",), "No such command 'wait'", id="command"),
        pytest.param(("list", "wishes"), "'wishes' is not one of", id="list"),
        pytest.param(("report",), "Missing argument 'DIR...'", id="nothing to report"),
        pytest.param(("compare", ".", "--fail-on", "doubt"), "'doubt' is not one of", id="compare"),
        pytest.param((), "Usage: ", id="nothing at all"),
    ],
)
def test_a_wrong_command_line_gets_the_usage(folder, arguments, told):
    ended = command.run(folder, *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(("Usage: ", "Error: "))
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("run", "--help"),
        ("compare", "--help"),
        ("report", "--help"),
        ("probe", "--help"),
        ("list", "workloads"),
        ("list", "strategies", "--json"),
        ("list", "experiments"),
        ("list", "claims"),
        ("list", "interpreters"),
        ("doctor",),
    ],
    ids=" ".join,
)
def test_what_measures_nothing_imports_nothing_heavy(folder, arguments):
    code = (
        "import sys\n"
        "from gilbench.cli.main import main\n"
        "try: main()\n"
        "finally: print('imported:', *{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env=command.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout
    label, *imported = ended.stderr.splitlines()[-1].split()
    assert label == "imported:"
    assert not HEAVY & set(imported)


def test_a_reader_that_goes_away_is_no_trouble(folder):
    with command.start(folder, "list", "workloads") as listing:
        listing.stdout.close()
        assert (listing.wait(timeout=60), listing.stderr.read()) == (0, "")


def test_a_dry_run_writes_a_whole_folder_that_says_it_was_not_measured(folder):
    ended = command.run(folder, "run", "sleep", *command.HERE, *command.SMALL, "--dry-run", "--out", "dry")
    assert ended.returncode == 0, ended.stderr
    assert json.loads((folder / "dry" / "manifest.json").read_text())["invented"] is True
    assert {"index.html", "results.csv", "verdict.json"} <= {path.name for path in (folder / "dry").iterdir()}
