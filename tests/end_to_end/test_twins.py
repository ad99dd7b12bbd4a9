"""A run of what gilbench chooses brings the twin along; measured again or resumed, it is the same run."""

import json

import pytest
from tests.end_to_end import command

pytestmark = pytest.mark.slow
DRY = ("--experiment", "throughput", *command.SMALL, "--dry-run")


@pytest.fixture
def only_free_threaded(monkeypatch, tmp_path):
    """Leave on the search path a free-threaded 3.13 alone; skip the test if it is neither here nor required."""
    found = command.interpreter("3.13t")
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "python3.13t").symlink_to(found)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("HOME", str(tmp_path))


def measured(out):
    return {row["workload"]: row["strategy"] for row in command.results(out) if row["target"] == "3.13t+gil"}


@pytest.mark.usefixtures("only_free_threaded")
def test_the_twin_takes_part_and_does_so_again(tmp_path):
    ended = command.run(tmp_path, "run", "primes", "sleep", *DRY, "--out", "a")
    assert ended.returncode == 0, ended.stderr
    assert (
        "3.13t+gil takes part to tell what serial code pays on 3.13t for having no GIL: 1 serial trial" in ended.stderr
    )
    assert measured(tmp_path / "a") == {"primes": "serial"}
    (twin,) = (each for each in json.loads((tmp_path / "a/manifest.json").read_text())["targets"] if each["twin_of"])
    assert (twin["id"], twin["twin_of"], twin["environment"]) == ("3.13t+gil", "3.13t", {"PYTHON_GIL": "1"})

    ended = command.run(tmp_path, "run", "--again", "a", "--out", "b")
    assert ended.returncode == 0, ended.stderr
    assert command.shape(tmp_path / "b") == command.shape(tmp_path / "a")


@pytest.mark.usefixtures("only_free_threaded")
def test_a_run_of_before_there_were_twins_is_measured_again_without(tmp_path):
    command.run(tmp_path, "run", "primes", *DRY, "--out", "a")
    path = tmp_path / "a" / "manifest.json"
    stored = json.loads(path.read_text())
    stored["targets"] = [each for each in stored["targets"] if not each.pop("twin_of")]
    stored["plan"]["trials"] = [each for each in stored["plan"]["trials"] if each["target"] != "3.13t+gil"]
    path.write_text(json.dumps(stored))
    journal = tmp_path / "a" / "journal.jsonl"
    lines = journal.read_text().splitlines(keepends=True)
    journal.write_text("".join(line for line in lines if not json.loads(line)["trial"].startswith("3.13t+gil/")))
    ended = command.run(tmp_path, "run", "--again", "a", "--trust", "--out", "b")
    assert ended.returncode == 0, ended.stderr
    assert "not quite the same trials" not in ended.stderr
    assert measured(tmp_path / "b") == {}


@pytest.mark.usefixtures("only_free_threaded")
def test_an_interrupted_run_goes_on_with_its_twin(tmp_path):
    whole = command.run(tmp_path, "run", "primes", *DRY, "--out", "a")
    assert whole.returncode == 0, whole.stderr
    path = tmp_path / "a" / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"finished": False}))
    journal = tmp_path / "a" / "journal.jsonl"
    before, lines = command.shape(tmp_path / "a"), journal.read_text().splitlines(keepends=True)
    journal.write_text("".join(lines[:2]))
    ended = command.run(tmp_path, "run", "--resume", "a", "--trust")
    assert ended.returncode == 0, ended.stderr
    assert command.shape(tmp_path / "a") == before
    assert len(journal.read_text().splitlines()) == len(lines)


@pytest.mark.usefixtures("only_free_threaded")
def test_named_interpreters_are_left_alone(tmp_path):
    ended = command.run(tmp_path, "run", "primes", *DRY, "--python", "3.13t", "--out", "a")
    assert ended.returncode == 0, ended.stderr
    assert measured(tmp_path / "a") == {}
    unsaid = {each["claim"]: each["reason"] for each in json.loads((tmp_path / "a/verdict.json").read_text())["unsaid"]}
    assert "no twin of 3.13t with its GIL on is in this run" in unsaid["free-threading-cost"]
    assert unsaid["free-threading-cost"].endswith(": add --python 3.13t+gil")
