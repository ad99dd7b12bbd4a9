"""The amounts of work are settled once per run, stored, and taken over where two runs shall be compared."""

import json
import shutil

import pytest
from tests.end_to_end import command

pytestmark = pytest.mark.slow

ASKED = ("run", "primes", "sleep", *command.HERE, "--strategy", "thread", "--quick", "--seed", "1", "--dry-run")
FEW, MANY = ("--workers", "2"), ("--workers", "2,4")  # 16 and 32 items of primes in a value: eight for each worker


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
    told = f"CPython, calibrated on {here}: 8 items a value; 16 of primes (1"
    assert sum(line.startswith(told) for line in ended.stderr.splitlines()) == 1
    assert stored["calibration"] == {
        "targets": {"CPython": here},
        "seconds_per_item": {
            "CPython": {"primes": pytest.approx(0.0144, rel=0.1), "sleep": pytest.approx(0.0144, rel=0.1)}
        },
        "items": {"CPython": {"primes": 16, "sleep": 8}},
        "like": None,
        "transport": {},
        "speeds": {here: 1.0},
        "bounded": {},
        "staying": {},
    }
    assert told in (folder / "told" / "index.html").read_text()


def test_runs_with_other_amounts_of_work_are_comparable_once_the_second_is_like_the_first(folder):
    refused = command.run(folder, "compare", "many", "few")
    assert refused.returncode == 4
    assert "were 32 and are 16; measure again with --like and the folder of 'many'" in refused.stderr
    again = command.run(folder, *ASKED, *FEW, "--like", "many", "--out", "again")
    assert "CPython, as in many: 16 items a value; 32 of primes" in again.stderr
    assert {trial["items"] for trial in manifest(folder / "again")["plan"]["trials"]} == {16, 32}
    assert command.run(folder, "compare", "many", "again").returncode == 0


@pytest.mark.parametrize(
    ("more", "told"),
    [
        pytest.param(
            ("--workers", "3"), "--like few: 16 items of primes cannot be shared out to 3 workers", id="workers"
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
