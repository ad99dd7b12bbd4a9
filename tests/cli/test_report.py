import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.stored import write
from tests.simulated import World, simulate, under_the_gil

RUN = simulate(under_the_gil("3.13"), World(noise=0.003))
BESIDE = {"index.html", "results.csv", "figures.csv", "verdict.json"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder with the stored runs `one` and `two`, as the current one."""
    for name in ("one", "two"):
        write(tmp_path / name, RUN)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(folder):
    return {path.name for path in folder.iterdir()}


def test_the_page_of_every_run_is_written_beside_it(gilbench, folder):
    before = names(folder / "one")
    printed = "".join(f"{folder / name / 'index.html'}\n" for name in ("one", "two"))
    assert gilbench("report", "one", "two") == (0, printed, "")
    assert names(folder / "one") - before == BESIDE
    assert names(folder / "two") - before == BESIDE


@pytest.mark.parametrize(
    ("form", "begins"),
    [("terminal", "gilbench"), ("md", "### "), ("csv", "experiment,"), ("json", "{"), ("trace", "{")],
)
def test_other_forms_go_to_standard_output_and_leave_the_run_as_it_is(gilbench, folder, form, begins):
    before = names(folder / "one")
    code, out, err = gilbench("report", "one", "--format", form)
    assert (code, err) == (0, "")
    assert out.startswith(begins)
    assert names(folder / "one") == before


@pytest.mark.parametrize("form", ["terminal", "html", "md", "csv", "json", "trace"])
def test_every_form_can_go_to_a_file(gilbench, folder, form):
    path = folder / "new" / "report"
    before = names(folder / "one")
    assert gilbench("report", "one", "--format", form, "-o", path) == (0, f"{path}\n", "")
    assert path.stat().st_size
    assert names(folder / "one") == before


def test_on_a_terminal_the_last_line_says_where_the_page_is(gilbench, folder):
    before = gilbench("report", "one", "--format", "terminal")[1].splitlines()
    assert before[-1] == "no page yet: gilbench report one writes it"
    gilbench("report", "one")
    after = gilbench("report", "one", "--format", "terminal")[1].splitlines()
    assert after == [*before[:-1], str(folder / "one" / "index.html")]
    assert len(after) <= 60


@pytest.mark.usefixtures("folder")
def test_what_had_no_room_is_shown_on_request(gilbench):
    short, whole = (gilbench("report", "one", "--format", "terminal", *more)[1] for more in ((), ("--verbose",)))
    assert "with --verbose" in short
    assert "with --verbose" not in whole
    assert len(whole) > len(short)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("columns", "widest"),
    [
        pytest.param("60", 60, id="narrow"),
        pytest.param("300", 100, id="wide"),
        pytest.param("none", 100, id="no number"),
        pytest.param("1", 60, id="names need some"),
    ],
)
def test_lines_are_as_long_as_columns_says(gilbench, monkeypatch, columns, widest):
    monkeypatch.setenv("COLUMNS", columns)
    *lines, _ = gilbench("report", "one", "--format", "terminal", "--verbose")[1].splitlines()
    assert widest - 20 < max(map(len, lines)) <= widest


@pytest.mark.usefixtures("folder")
def test_several_runs_in_json_are_one_after_the_other(gilbench):
    out = gilbench("report", "one", "two", "--format", "json")[1]
    first, end = json.JSONDecoder().raw_decode(out)
    assert [first["run_id"], json.loads(out[end:])["run_id"]] == ["one", "two"]


def test_several_runs_do_not_fit_into_one_file(gilbench, folder):
    told = "gilbench: 2 runs do not fit into one file: leave out -o, or name one run\n"
    assert gilbench("report", "one", "two", "-o", "file") == (2, "", told)
    assert not (folder / "file").exists()


def test_charts_become_files_in_a_folder(gilbench, folder):
    before = names(folder / "one")
    code, out, err = gilbench("report", "one", "--format", "svg", "-o", folder / "charts")
    paths = [Path(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert {path.name for path in paths} == names(folder / "charts")
    assert all(path.read_text(encoding="utf-8").startswith("<svg xmlns=") for path in paths)
    assert names(folder / "one") == before


@pytest.mark.usefixtures("folder")
def test_charts_need_a_folder(gilbench):
    told = "gilbench: --format svg writes a file for each chart: name a folder for them with -o\n"
    assert gilbench("report", "one", "--format", "svg") == (2, "", told)


def test_a_report_without_charts_says_so(gilbench, folder):
    nothing = replace(RUN, records=())
    write(folder / "none", nothing)
    told = "gilbench: there is no chart in this report\n"
    assert gilbench("report", "none", "--format", "svg", "-o", folder / "charts") == (0, "", told)
