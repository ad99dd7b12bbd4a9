import json
from dataclasses import replace
from functools import partial

import pytest
from tests.cli.stored import write
from tests.simulated import World, free_threaded, scenario, simulate, under_the_gil

from gilbench.compare.sides import OTHER_SESSION

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
    "dry": simulate(BASE, QUIET, invented=True),
    "part": simulate(BASE, QUIET, finished=False),
    "two": simulate(under_the_gil("3.13") | free_threaded("3.13t"), QUIET),
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Return a folder with a stored run for each of RUNS."""
    folder = tmp_path_factory.mktemp("runs")
    for name, run in RUNS.items():
        write(folder / name, run)
    return folder


@pytest.fixture
def compare(runs, gilbench, monkeypatch):
    """Return a function that compares runs by name and returns the exit code, the output and the errors."""
    monkeypatch.chdir(runs)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return partial(gilbench, "compare")


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
        pytest.param((), 2, "name a run to compare", id="no run"),
        pytest.param(("--baseline", "main"), 2, "name a run to compare", id="a baseline alone"),
        pytest.param(("--baseline", "main", "base"), 4, "no baseline 'main'", id="no such baseline"),
        pytest.param(("--baseline", "../main", "base"), 2, "cannot be the name of a baseline", id="no name"),
        pytest.param(("--save", "main"), 2, "keeps one run", id="nothing to save"),
        pytest.param(("base", "alike", "--save", "main"), 2, "keeps one run", id="two runs to save"),
        pytest.param(("base", "--save", "a/b"), 2, "cannot be the name of a baseline", id="no name to save"),
        pytest.param(
            ("base", "--save", "main", "--fail-on", "regression"), 2, "leave out --fail-on", id="save and fail"
        ),
        pytest.param(("base", "--save", "main", "--baseline", "old"), 2, "leave out --baseline", id="save and compare"),
        pytest.param(("dry", "--save", "main"), 2, "is a dry run", id="invented baseline"),
        pytest.param(("part", "--save", "main"), 2, "was interrupted", id="interrupted baseline"),
        pytest.param(("base", "alike", "--github-summary"), 2, "GITHUB_STEP_SUMMARY is not set", id="no job"),
        pytest.param(("base", "./base"), 2, "named twice", id="the same run"),
        pytest.param(("base", "nowhere"), 2, "nowhere is not a run folder", id="no run"),
        pytest.param(("two", "--base", "3.9"), 2, "no such Python", id="no such Python"),
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


@pytest.mark.parametrize("form", ["terminal", "md", "html"])
def test_the_warning_about_sessions_is_part_of_the_text(compare, form):
    _, out, err = compare("base", "slower", "--format", form)
    assert OTHER_SESSION in out
    assert err == ""


@pytest.mark.parametrize("form", ["json", "csv", "junit"])
def test_the_warning_about_sessions_stands_beside_the_data(compare, form):
    _, out, err = compare("base", "slower", "--format", form)
    assert OTHER_SESSION not in out
    assert OTHER_SESSION in err


def test_the_json_names_the_margin_that_was_asked_for(compare):
    rows = json.loads(compare("base", "slower", "--format", "json", "--min-effect", "0.1")[1])["rows"]
    assert {row["margin"] for row in rows} == {0.1}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(
            ("base", "slower", "--fail-on", "regression"),
            "3 rows slower, the first: throughput/primes/",
            id="regression",
        ),
        pytest.param(("base", "noisy", "--fail-on", "undecided"), "3 rows undecided, the first: ", id="undecided"),
    ],
)
def test_a_failure_names_its_first_row_on_standard_error(compare, arguments, told):
    _, _, err = compare(*arguments)
    assert err.startswith(f"gilbench: {told}")
    assert err.count("\n") == 1


def test_junit_marks_what_the_exit_code_is_about(compare):
    arguments = ("base", "noisy", "--format", "junit")
    skipped, failed = compare(*arguments)[1], compare(*arguments, "--fail-on", "undecided")[1]
    assert (skipped.count("<skipped"), skipped.count("<failure")) == (3, 0)
    assert (failed.count("<skipped"), failed.count("<failure")) == (0, 3)


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


@pytest.fixture
def project(compare, runs, tmp_path, monkeypatch):
    """Return an empty project in which RUNS can be compared, as `compare` does, by their paths."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        return compare(*(str(runs / each) if each in RUNS else each for each in arguments))

    return call


def test_a_saved_run_is_a_baseline_for_later_ones(project, tmp_path):
    assert project("base", "--save", "main") == (0, f"{tmp_path / '.gilbench' / 'baselines' / 'main'}\n", "")
    code, out, _ = project("--baseline", "main", "alike", "slower", "--fail-on", "regression")
    assert code == 1
    assert "main/3.13 → alike/3.13" in out
    assert "main/3.13 → slower/3.13" in out
    assert project("--baseline", "main", "alike", "--fail-on", "regression")[0] == 0


def test_saving_again_replaces_the_baseline_and_says_which_run_it_was(project):
    project("base", "--save", "main")
    code, _, err = project("slower", "--save", "main")
    assert (code, err) == (0, "gilbench: baseline 'main' was the run of 2026-11-22 10:00 UTC before\n")
    assert project("--baseline", "main", "slower", "--fail-on", "regression")[0] == 0


def test_a_baseline_can_be_compared_with_the_run_that_it_was_made_from(project):
    project("base", "--save", "main")
    code, out, _ = project("--baseline", "main", "base", "--fail-on", "regression")
    assert code == 0
    assert "base is the same run as main" in out


def test_a_missing_baseline_names_those_that_exist(project):
    project("base", "--save", "v1")
    project("base", "--save", "main")
    code, out, err = project("--baseline", "mian", "slower")
    assert (code, out) == (4, "")
    assert err.startswith("gilbench: there is no baseline 'mian'; there are: main, v1. Keep one with: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("table", "code"),
    [
        pytest.param("", 1, id="none"),
        pytest.param("'pure-Python CPU' = '60%'", 0, id="class"),
        pytest.param("waiting = '60%'", 1, id="another class"),
        pytest.param("'throughput/primes/*' = '60%'", 0, id="glob"),
        pytest.param("'throughput/primes/thread*' = '60%'", 1, id="glob over some rows"),
    ],
)
def test_thresholds_of_the_project_decide_what_is_a_regression(project, tmp_path, table, code):
    (tmp_path / "pyproject.toml").write_text(f"[tool.gilbench.thresholds]\n{table}\n")
    assert project("base", "slower", "--fail-on", "regression")[0] == code


def test_a_threshold_with_an_unknown_name_is_a_usage_error(project, tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.gilbench.thresholds]\nwating = '60%'\n")
    code, _, err = project("base", "slower")
    assert code == 2
    assert "'wating' is neither a class of work" in err


def test_the_comparison_is_added_to_the_job_summary_as_markdown(project, tmp_path, monkeypatch):
    summary = tmp_path / "summary.md"
    summary.write_text("## Other step")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    markdown = project("base", "slower", "--format", "md")[1]
    code, out, _ = project("base", "slower", "--fail-on", "regression", "--github-summary")
    assert code == 1
    assert "▼ primes" in out
    assert summary.read_text(encoding="utf-8") == f"## Other step\n\n{markdown}"


def test_a_full_job_summary_is_left_as_it_is(project, tmp_path, monkeypatch):
    summary = tmp_path / "summary.md"
    summary.write_bytes(b"x" * 999_900)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    code, _, err = project("base", "slower", "--github-summary")
    assert (code, err) == (0, "gilbench: the job summary of this step is full: nothing was added to it\n")
    assert summary.stat().st_size == 999_900
