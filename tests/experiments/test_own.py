"""An experiment of one's own is a folder and nothing else: the one that docs/extending.md shows."""

import csv
import json
import re
from pathlib import Path

import pytest
from tests.end_to_end import command

from gilbench.plan.prices import START

OWN = ("--experiments", str(Path(__file__).parents[2] / "docs" / "examples" / "experiments"))
ASKED = ("run", *OWN, "--experiment", "waking", *command.HERE, "--quick")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with a dry run, `run`, of nothing but that experiment."""
    here = tmp_path_factory.mktemp("own")
    ended = command.run(here, *ASKED, "--dry-run", "--out", "run")
    assert ended.returncode == 0, ended.stderr
    assert "late" in ended.stdout
    return here


def printed(folder, *arguments):
    ended = command.run(folder, *arguments, *OWN)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_it_is_listed_with_its_question_and_its_claim(folder):
    experiments = {row["name"]: row for row in json.loads(printed(folder, "list", "experiments", "--json"))}
    assert experiments["waking"]["question"] == "How much later than asked does a sleeping thread wake?"
    claims = {row["name"] for row in json.loads(printed(folder, "list", "claims", "--json"))}
    assert "wakes-late" in claims


def test_it_is_planned_and_priced_as_itself(folder):
    plan = printed(folder, *ASKED[:1], *ASKED[3:], "--plan")
    assert "waking" in plan.splitlines()[1]
    seconds = re.fullmatch(r"3 rounds take about (\d+) s; more are added while the budget lasts", plan.splitlines()[-1])
    assert int(seconds[1]) >= 3 * (START + 2 * 0.11)  # and what is before and after them


def test_its_figures_are_in_figures_csv(folder):
    with (folder / "run" / "figures.csv").open(encoding="utf-8", newline="") as file:
        (row,) = [each for each in csv.DictReader(file) if each["experiment"] == "waking"]
    assert (row["figure"], row["unit"], row["better"], row["n"], row["state"]) == ("late", "s", "less", "5", "ok")
    assert float(row["low"]) <= float(row["value"]) <= float(row["high"])


def test_its_row_in_results_csv_carries_no_figure_of_throughput(folder):
    (row,) = command.results(folder / "run")
    assert (row["experiment"], row["workload"], row["strategy"], row["state"]) == ("waking", "", "", "ok")
    assert (row["seconds"], row["speedup"], row["cpu_per_wall"], row["running"]) == ("", "", "", "")


@pytest.mark.parametrize("form", ["terminal", "md", "html"])
def test_it_is_in_every_form_of_the_report(folder, form):
    text = printed(folder, "report", "run", "--format", form, "-o", f"report.{form}") and None
    text = (folder / f"report.{form}").read_text(encoding="utf-8")
    assert "sleeping thread wakes" in text
    assert "sleeping thread wakes" in text
    assert " late" in text


def test_the_report_as_json_has_its_section_its_sentence_and_its_figure(folder):
    report = json.loads(printed(folder, "report", "run", "--format", "json"))
    assert "waking" in {each["id"] for each in report["sections"]}
    assert [each["claim"] for each in report["verdict"]["sentences"]] == ["wakes-late"]
    assert [each["figure"] for each in report["figures"] if each["experiment"] == "waking"] == ["late"]


def test_its_claim_is_decided(folder):
    (sentence,) = json.loads((folder / "run" / "verdict.json").read_bytes())["sentences"]
    assert (sentence["claim"], sentence["decided"], sentence["evidence"]) == ("wakes-late", "holds", "waking")


def test_it_can_be_compared(folder):
    command.run(folder, *ASKED, "--dry-run", "--out", "again")
    compared = json.loads(printed(folder, "compare", "run", "again", "--format", "json"))
    assert [row["experiment"] for row in compared["rows"]] == ["waking"]


def test_without_its_folder_the_report_of_its_run_says_what_is_missing(folder):
    ended = command.run(folder, "report", "run", "--format", "md", "-o", "without.md")
    assert ended.returncode == 0, ended.stderr
    told = "The run holds trials of waking, which this gilbench does not know: nothing of them is shown."
    assert told in (folder / "without.md").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_imported_is_told_in_one_line(tmp_path):
    broken = tmp_path / "experiments" / "broken"
    broken.mkdir(parents=True)
    (broken / "__init__.py").touch()
    (broken / "plan.py").write_text("import nothing_of_that_name\n")
    ended = command.run(tmp_path, "list", "experiments", "--experiments", "experiments")
    assert ended.returncode == 2
    assert "the experiment 'broken' cannot be imported: ModuleNotFoundError" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.slow
def test_it_is_measured_in_a_real_interpreter(tmp_path):
    ended = command.run(tmp_path, *ASKED, "--out", "run")
    assert ended.returncode == 0, ended.stderr
    (row,) = command.results(tmp_path / "run")
    assert (row["state"], row["rounds"]) == ("ok", "5")
