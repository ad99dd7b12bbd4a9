"""The amounts of work are settled once per run, stored, and taken over where two runs shall be compared."""

import json
import shutil

import pytest
from tests.end_to_end import command

pytestmark = pytest.mark.slow

ASKED = ("run", "primes", "sleep", *command.HERE, "--strategy", "thread", "--quick", "--seed", "1", "--dry-run")
FEW, MANY = ("--workers", "2"), ("--workers", "2,4")  # 4 and 8 items to a value of two for each worker


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with two runs that were asked for other numbers of workers."""
    path = tmp_path_factory.mktemp("calibrating")
    for name, workers in (("few", FEW), ("many", MANY)):
        ended = command.run(path, *ASKED, *workers, "--out", name)
        assert ended.returncode == 0, ended.stderr
    return path


def manifest(out):
    return json.loads((out / "manifest.json").read_text())


def test_a_run_tells_and_stores_what_it_was_calibrated_on(folder):
    ended = command.run(folder, *ASKED, *FEW, "--out", "told")
    stored = manifest(folder / "told")
    (here,) = (target["id"] for target in stored["targets"])
    assert f"calibrated on {here}: 4 items a value" in ended.stderr.splitlines()
    assert stored["calibration"] == {
        "target": here,
        "seconds_per_item": {"primes": pytest.approx(0.05, rel=0.3), "sleep": pytest.approx(0.05, rel=0.3)},
        "items": {"primes": 4, "sleep": 4},
        "like": None,
        "transport": {},
        "speeds": {here: 1.0},
    }
    assert f"calibrated on {here}: 4 items a value" in (folder / "told" / "index.html").read_text()


def test_runs_with_other_amounts_of_work_are_comparable_once_the_second_is_like_the_first(folder):
    refused = command.run(folder, "compare", "many", "few")
    assert refused.returncode == 4
    assert "were 8 and are 4; measure again with --like and the folder of 'many'" in refused.stderr
    again = command.run(folder, *ASKED, *FEW, "--like", "many", "--out", "again")
    assert "as in many: 8 items a value" in again.stderr.splitlines()
    assert {trial["items"] for trial in manifest(folder / "again")["plan"]["trials"]} == {8}
    assert command.run(folder, "compare", "many", "again").returncode == 0


@pytest.mark.parametrize(
    ("more", "told"),
    [
        pytest.param(
            ("--workers", "3"), "--like few: 4 items of primes cannot be shared out to 3 workers", id="workers"
        ),
        pytest.param((*FEW, "--size", "small"), "--like few: it was measured with --size full", id="size"),
    ],
)
def test_a_run_that_cannot_be_like_the_other_is_refused_before_anything_starts(folder, more, told):
    ended = command.run(folder, *ASKED, *more, "--like", "few", "--out", "refused")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"gilbench: {told}")
    assert not (folder / "refused").exists()


def test_resuming_keeps_the_amounts_of_work_even_if_the_run_they_came_from_is_gone(folder):
    shutil.copytree(folder / "many", folder / "gone")
    ended = command.run(folder, *ASKED, *FEW, "--like", "gone", "--out", "resumed")
    assert ended.returncode == 0, ended.stderr
    shutil.rmtree(folder / "gone")
    (folder / "resumed" / "journal.jsonl").write_text("")
    before = manifest(folder / "resumed") | {"finished": False, "states": {}}
    (folder / "resumed" / "manifest.json").write_text(json.dumps(before))
    ended = command.run(folder, "run", "--resume", "resumed", "--trust")
    assert ended.returncode == 0, ended.stderr
    after = manifest(folder / "resumed")
    assert (after["plan"], after["calibration"]) == (before["plan"], before["calibration"])
    assert "calibrat" not in ended.stderr


def test_a_plan_measures_nothing_and_says_that_items_are_settled_later(folder):
    ended = command.run(folder, *ASKED[:-1], *FEW, "--plan")
    assert ended.returncode == 0, ended.stderr
    assert "how many items make a value is settled when a run begins" in ended.stdout
    assert "calibrat" not in ended.stderr
