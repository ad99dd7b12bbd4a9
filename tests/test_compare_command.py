import json
from dataclasses import replace

import pytest
from tests.simulated import World, free_threaded, scenario, simulate, under_the_gil

from gilbench import cli, store
from gilbench.analysis.comparing import OTHER_SESSION

BASE = scenario("3.13/primes", {"thread": 0.9, "thread_pool": 0.95})
SLOWER = {name: 1.4 * seconds for name, seconds in BASE.items()}
QUIET = World(noise=0.003)
NOISY = World(noise=0.5)
RUNS = {
    "base": simulate(BASE, QUIET),
    "alike": simulate(BASE, replace(QUIET, seed=2)),
    "slower": simulate(SLOWER, replace(QUIET, seed=3)),
    "noisy": simulate(BASE, replace(NOISY, seed=4)),
    "elsewhere": simulate(BASE, QUIET, machine={"CPU": "Another CPU"}),
    "two": simulate(under_the_gil("3.13") | free_threaded("3.13t"), QUIET),
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Return a folder with a stored run for each of RUNS."""
    folder = tmp_path_factory.mktemp("runs")
    for name, run in RUNS.items():
        write(folder / name, run)
    return folder


def write(folder, run):
    store.write_manifest(folder, run.manifest)
    journal = store.Journal(folder / store.JOURNAL)
    for record in run.records:
        journal.append(record)
    journal.close()


@pytest.fixture
def compare(runs, monkeypatch, capsys):
    """Return a function that compares runs by name and returns the exit code, the output and the errors."""
    monkeypatch.chdir(runs)

    def call(*arguments):
        monkeypatch.setattr("sys.argv", ["gilbench", "compare", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return (ended.value.code, *capsys.readouterr())

    return call


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(("base", "slower"), 0, id="slower is no failure by itself"),
        pytest.param(("base", "noisy"), 0, id="undecided is no failure by itself"),
        pytest.param(("base", "alike", "--fail-on", "regression", "--fail-on", "undecided"), 0, id="all the same"),
        pytest.param(("base", "slower", "--fail-on", "regression"), 1, id="regression"),
        pytest.param(("slower", "base", "--fail-on", "regression"), 0, id="faster is none"),
        pytest.param(("base", "slower", "--fail-on", "undecided"), 0, id="slower is decided"),
        pytest.param(("base", "noisy", "--fail-on", "regression"), 0, id="undecided is no regression"),
        pytest.param(("base", "noisy", "--fail-on", "undecided"), 5, id="undecided"),
        pytest.param(
            ("base", "noisy", "slower", "--fail-on", "undecided", "--fail-on", "regression"), 1, id="regression wins"
        ),
        pytest.param(("base", "slower", "--min-effect", "60%", "--fail-on", "regression"), 0, id="below the margin"),
        pytest.param(("two", "--fail-on", "regression"), 1, id="within one run"),
        pytest.param(("two", "--base", "3.13t"), 0, id="other base"),
    ],
)
def test_the_exit_code_says_what_was_asked_for(compare, arguments, code):
    assert compare(*arguments)[0] == code


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        pytest.param(("base", "elsewhere"), 4, "another machine", id="other machine"),
        pytest.param(("two", "base", "--base", "3.13t"), 2, "leave it out", id="base target of two runs"),
        pytest.param(("base",), 4, "name a second run", id="one interpreter"),
        pytest.param(("base", "./base"), 2, "named twice", id="the same run"),
        pytest.param(("base", "nowhere"), 2, "nowhere is not a run folder", id="no run"),
        pytest.param(("two", "--base", "3.9"), 2, "no such target", id="no such target"),
        pytest.param(("two", "--min-effect", "5"), 2, "is not a share", id="margin"),
        pytest.param(("two", "-o", "two"), 2, "cannot write two", id="output is a folder"),
    ],
)
def test_what_cannot_be_compared_is_told_in_one_line(compare, arguments, code, told):
    found, out, err = compare(*arguments)
    assert (found, out) == (code, "")
    assert err.startswith("gilbench: ")
    assert told in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("form", ["terminal", "md"])
def test_the_warning_about_sessions_is_part_of_the_text(compare, form):
    _, out, err = compare("base", "slower", "--format", form)
    assert OTHER_SESSION in out
    assert err == ""


@pytest.mark.parametrize("form", ["json", "csv"])
def test_the_warning_about_sessions_stands_beside_the_data(compare, form):
    _, out, err = compare("base", "slower", "--format", form)
    assert OTHER_SESSION not in out
    assert OTHER_SESSION in err


def test_the_json_names_the_margin_that_was_asked_for(compare):
    assert json.loads(compare("base", "slower", "--format", "json", "--min-effect", "0.1")[1])["floor"] == 0.1


def test_the_comparison_can_go_to_a_file(compare, tmp_path):
    path = tmp_path / "new" / "comparison.md"
    _, text, _ = compare("base", "slower", "--format", "md")
    assert compare("base", "slower", "--format", "md", "-o", str(path))[1] == f"{path}\n"
    assert path.read_text(encoding="utf-8") == text


def test_runs_of_the_same_name_are_told_apart(compare, tmp_path):
    write(tmp_path / "base", RUNS["slower"])
    _, out, _ = compare("base", str(tmp_path / "base"))
    assert "base/3.13 → base#2/3.13" in out


def test_comparing_leaves_the_runs_as_they_are(compare, runs):
    before = {path: path.read_bytes() for path in runs.rglob("*") if path.is_file()}
    compare("two", "--all")
    assert {path: path.read_bytes() for path in runs.rglob("*") if path.is_file()} == before
