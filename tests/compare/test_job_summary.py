import os

import pytest

from gilbench.compare import job_summary
from gilbench.errors import StoreError, UsageError

MEBIBYTE = 1024 * 1024


def test_the_file_is_the_one_that_the_step_names(monkeypatch, tmp_path):
    monkeypatch.setenv(job_summary.VARIABLE, str(tmp_path / "step"))
    assert job_summary.file() == tmp_path / "step"


@pytest.mark.parametrize("value", [None, ""], ids=["not set", "empty"])
def test_outside_of_a_step_there_is_none(monkeypatch, value):
    monkeypatch.delenv(job_summary.VARIABLE, raising=False)
    if value is not None:
        monkeypatch.setenv(job_summary.VARIABLE, value)
    with pytest.raises(UsageError, match="is not set"):
        job_summary.file()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_what_is_no_file_is_refused_instead_of_waited_for(monkeypatch, tmp_path):
    os.mkfifo(tmp_path / "step")
    monkeypatch.setenv(job_summary.VARIABLE, str(tmp_path / "step"))
    with pytest.raises(UsageError, match="step is no file: unset GITHUB_STEP_SUMMARY"):
        job_summary.file()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(None, "### new\n", id="no file yet"),
        pytest.param("", "### new\n", id="empty"),
        pytest.param("| a |", "| a |\n\n### new\n", id="a line without an end"),
        pytest.param("a\n", "a\n\n\n### new\n", id="a whole line"),
    ],
)
def test_what_is_added_begins_a_block_of_its_own(tmp_path, before, after):
    path = tmp_path / "step"
    if before is not None:
        path.write_text(before)
    job_summary.append(path, "### new\n")
    assert path.read_text(encoding="utf-8") == after


@pytest.mark.parametrize("used", [0, 1, 500_000, 999_999, 2 * MEBIBYTE])
def test_filling_the_room_stays_below_the_limit(tmp_path, used):
    path = tmp_path / "step"
    path.write_bytes(b"x" * used)
    room = job_summary.room(path)
    assert room >= 0
    if room:
        job_summary.append(path, "x" * room)
        assert used < path.stat().st_size < MEBIBYTE


def test_a_step_without_a_file_has_all_the_room(tmp_path):
    assert job_summary.room(tmp_path / "step") == job_summary.room(tmp_path / "other") > 900_000


def test_a_file_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(StoreError, match="cannot be written"):
        job_summary.append(tmp_path, "### new\n")
