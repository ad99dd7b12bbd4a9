"""`gilbench.load` gives what `gilbench report` writes, and fails with what it says."""

import json
from dataclasses import asdict

import pandas as pd
import pytest
from tests.cli.stored import write
from tests.page import runs

import gilbench as package
from gilbench import experiments
from gilbench.errors import GilbenchError, StoreError, UsageError


@pytest.fixture
def stored(tmp_path, monkeypatch):
    """Return the name of a run's folder, from beside it."""
    write(tmp_path / "one", runs.full())
    monkeypatch.chdir(tmp_path)
    return "one"


def content(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def written(gilbench, form, folder):
    code, out, _ = gilbench("report", folder, "--format", form)
    assert code == 0
    return out


def without_the_name(frame):
    """Return the rows as JSON has them: None for what is missing."""
    kept = frame.drop(columns="run").astype(object)
    return kept.where(kept.notna(), None).to_dict("records")


def test_it_is_what_the_report_as_json_says(gilbench, stored):
    told, loaded = json.loads(written(gilbench, "json", stored)), package.load(stored)
    assert without_the_name(loaded.results) == told["results"]
    assert without_the_name(loaded.figures) == told["figures"]
    assert len(loaded.figures) > len(loaded.results) > 10
    assert [asdict(each) for each in loaded.verdict] == [
        {name: each[name] for name in asdict(loaded.verdict[0])} for each in told["verdict"]["sentences"]
    ]
    assert [asdict(each) for each in loaded.unsaid] == told["verdict"]["unsaid"]
    assert loaded.verdict
    assert loaded.unsaid
    assert (loaded.name, loaded.targets) == ("one", {each["id"]: each["label"] for each in told["targets"]})
    same = ("created", "finished", "invented", "counts")
    assert {name: getattr(loaded, name) for name in same} == {name: told[name] for name in same}
    assert loaded.trust == told["trust"]["text"]


def test_two_runs_are_told_apart_by_the_names_of_their_folders(stored, tmp_path):
    write(tmp_path / "another", runs.one_target())
    both = pd.concat([package.load(folder).results for folder in (stored, tmp_path / "another")])
    assert list(both["run"].unique()) == ["one", "another"]
    assert dict(both.dtypes) == dict(package.load(stored).results.dtypes)


@pytest.mark.parametrize("named", [".", "../one", "~/one", "one/"])
def test_a_run_has_its_name_however_its_folder_is_named(stored, tmp_path, monkeypatch, named):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "beside").mkdir()
    monkeypatch.chdir(tmp_path / {".": "one", "../one": "beside"}.get(named, "."))
    assert package.load(named).name == stored


def nothing(folder):
    for path in folder.iterdir():
        path.unlink()


def damaged(folder):
    (folder / "manifest.json").write_text("{")


def later(folder):
    (folder / "manifest.json").write_text('{"schema": 99}')


def unplanned(folder):
    with (folder / "journal.jsonl").open("a") as file:
        file.write('{"trial": "no such trial", "round": 1}\n')


def a_folder(folder):
    (folder / "journal.jsonl").unlink()
    (folder / "journal.jsonl").mkdir()


@pytest.mark.parametrize("spoil", [nothing, damaged, later, unplanned, a_folder])
def test_a_folder_that_cannot_be_read_is_told_as_on_the_command_line(gilbench, stored, tmp_path, spoil):
    spoil(tmp_path / stored)
    with pytest.raises(StoreError) as raised:
        package.load(tmp_path / stored)
    code, out, err = gilbench("report", tmp_path / stored)
    assert (code, out, err) == (2, "", f"gilbench: {raised.value}\n")


def test_reading_writes_nothing_and_takes_no_code_from_the_folder(stored, tmp_path, own_folder):
    planted = tmp_path / stored / "experiments"
    own_folder.rename(planted)
    (planted / "mine" / "__init__.py").write_text("raise SystemExit('executed')\n")
    (tmp_path / stored / "pyproject.toml").write_text("[tool.gilbench]\nexperiments = 'experiments'\n")
    before = content(tmp_path)
    assert len(package.load(stored).results) > 10
    assert content(tmp_path) == before
    assert not any(path.startswith(str(tmp_path)) for path in experiments.__path__)


@pytest.mark.parametrize("several", [False, True], ids=["one", "a list of one"])
def test_experiments_of_ones_own_are_imported_if_they_are_named(stored, own_folder, several):
    plain = package.load(stored)
    (own_folder / "mine" / "stored.py").write_text("def load(folder):\n    return folder.name\n")
    named = package.load(stored, experiments=[own_folder] if several else str(own_folder))
    assert str(own_folder) in experiments.__path__
    pd.testing.assert_frame_equal(named.results, plain.results)


@pytest.mark.parametrize("spoil", ["missing", "file", "taken", "broken"])
def test_a_folder_of_experiments_that_cannot_be_used_is_told(gilbench, stored, own_folder, spoil):
    match spoil:
        case "missing":
            (own_folder / "mine" / "__init__.py").unlink()
            (own_folder / "mine").rmdir()
            own_folder.rmdir()
        case "file":
            own_folder = own_folder / "mine" / "__init__.py"
        case "taken":
            (own_folder / "mine").rename(own_folder / "grain")
        case "broken":
            (own_folder / "mine" / "plan.py").write_text("1 / 0\n")
    with pytest.raises(UsageError) as raised:
        package.load(stored, experiments=own_folder)
    code, out, err = gilbench("report", stored, "--experiments", own_folder)
    assert (code, out, err.replace("--experiments", "experiments")) == (2, "", f"gilbench: {raised.value}\n")


def test_both_errors_are_caught_as_one():
    assert issubclass(StoreError, GilbenchError)
    assert issubclass(UsageError, GilbenchError)
