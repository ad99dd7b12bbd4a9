"""Nothing is written through what lies in a folder that somebody else has prepared."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.attack.conftest import RUN

from gilbench.errors import StoreError
from gilbench.page.files import BESIDE_THE_RUN
from gilbench.store import baselines, files, logs, run_folder
from gilbench.store.journal import Journal
from gilbench.store.records import Record

BEFORE = "nobody may change this"
SRC = Path(files.__file__).parents[1]


@pytest.fixture
def victim(tmp_path):
    """Return a file outside of the run."""
    path = tmp_path / "victim"
    path.write_text(BEFORE)
    return path


def symbolic(link, victim):
    link.symlink_to(victim)


def relative(link, victim):
    link.symlink_to(os.path.relpath(victim, link.parent))


def hard(link, victim):
    link.hardlink_to(victim)


@pytest.mark.parametrize("plant", [symbolic, relative, hard], ids=lambda each: each.__name__)
@pytest.mark.parametrize("name", [*BESIDE_THE_RUN, *(f".{name}.new" for name in BESIDE_THE_RUN)])
def test_a_report_writes_through_no_link(gilbench, folder, victim, name, plant):
    plant(folder / name, victim)
    assert gilbench("report", folder)[0] == 0
    assert victim.read_text() == BEFORE
    for written in BESIDE_THE_RUN:
        assert (folder / written).is_file()
        assert not (folder / written).is_symlink()
        assert (folder / written).stat().st_nlink == 1


@pytest.mark.parametrize("plant", [symbolic, relative, hard], ids=lambda each: each.__name__)
@pytest.mark.parametrize("name", ["r.md", ".r.md.new"])
def test_a_file_that_was_asked_for_replaces_a_link(gilbench, folder, victim, name, plant):
    plant(folder / name, victim)
    assert gilbench("report", folder, "--format", "md", "-o", folder / "r.md")[0] == 0
    assert victim.read_text() == BEFORE
    assert not (folder / "r.md").is_symlink()
    assert (folder / "r.md").read_text().startswith("### gilbench")


def test_a_link_to_nowhere_is_replaced_and_nothing_is_made_there(gilbench, folder, tmp_path):
    (folder / "index.html").symlink_to(tmp_path / "nowhere")
    assert gilbench("report", folder)[0] == 0
    assert not (tmp_path / "nowhere").exists()
    assert not (folder / "index.html").is_symlink()


def test_even_a_name_that_was_foreseen_is_not_followed(folder, victim, monkeypatch):
    monkeypatch.setattr(files.secrets, "token_hex", lambda size: "0" * 2 * size)
    (folder / f".gilbench-{'0' * 32}.new").symlink_to(victim)
    with pytest.raises(StoreError, match="cannot write"):
        files.replace_file(folder / "index.html", b"new")
    assert victim.read_text() == BEFORE


def test_names_on_the_way_cannot_be_foreseen(folder):
    seen = set()
    for _ in range(5):
        with files.replacing(folder / "index.html"):
            seen |= {path.name for path in folder.glob(".gilbench-*")}
    assert len(seen) == 5
    assert all(re.fullmatch(r"\.gilbench-[0-9a-f]{32}\.new", name) for name in seen)


@pytest.mark.parametrize(
    ("name", "write"),
    [
        pytest.param(run_folder.MANIFEST, lambda each: run_folder.write_manifest(each, RUN.manifest), id="manifest"),
        pytest.param("logs/00001.log", lambda each: logs.keep(each, 1, RUN.records[0]), id="log"),
        pytest.param(
            ".gilbench/baselines/main/manifest.json",
            lambda each: baselines.save(each, "main", run_folder.load(each)),
            id="baseline",
        ),
    ],
)
def test_other_files_of_a_run_replace_a_link_too(folder, victim, name, write):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    if name != run_folder.MANIFEST:
        (folder / name).symlink_to(victim)
    else:
        (folder / name).unlink()
        (folder / name).symlink_to(victim)
    write(folder)
    assert victim.read_text() == BEFORE
    assert not (folder / name).is_symlink()


def test_a_journal_that_is_a_link_is_not_added_to(folder, victim):
    (folder / run_folder.JOURNAL).unlink()
    (folder / run_folder.JOURNAL).symlink_to(victim)
    with pytest.raises(StoreError, match=r"cannot write .*journal\.jsonl"):
        Journal(folder / run_folder.JOURNAL)
    assert victim.read_text() == BEFORE


def test_a_lock_that_is_a_link_is_refused(folder, victim):
    (folder / run_folder.LOCK).symlink_to(victim)
    with pytest.raises(StoreError, match="is a link"), run_folder.owned(folder):
        pass
    assert victim.read_text() == BEFORE


def half(path, error):
    with files.replacing(path) as file:
        file.write(b"half")
        raise error


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, OSError, StoreError])
def test_after_an_error_the_old_file_is_there_and_nothing_else(folder, error):
    before = sorted(folder.iterdir())
    with pytest.raises((error, StoreError)):
        half(folder / run_folder.MANIFEST, error)
    assert sorted(folder.iterdir()) == before
    assert run_folder.load(folder).manifest == RUN.manifest


def test_a_folder_of_that_name_is_told_and_nothing_is_left(folder):
    (folder / "index.html").mkdir()
    before = sorted(folder.iterdir())
    with pytest.raises(StoreError, match=r"cannot write .*index\.html: Is a directory"):
        files.replace_file(folder / "index.html", b"new")
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("length", [200, 255])
def test_a_long_name_is_no_trouble(tmp_path, length):
    files.replace_file(tmp_path / ("x" * length), b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"new"]


def test_a_device_is_never_replaced():
    with pytest.raises(StoreError, match="/dev is no place for files"):
        files.replace_file(Path("/dev/gilbench-test"), b"new")
    assert not Path("/dev/gilbench-test").exists()


def test_a_new_file_may_be_read_by_whom_the_user_lets(tmp_path):
    before = os.umask(0o027)
    try:
        files.replace_file(tmp_path / "new", b"")
    finally:
        os.umask(before)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640


def test_no_other_place_replaces_files():
    writes = re.compile(r"write_text\(|write_bytes\(|os\.replace\(|os\.rename\(|NamedTemporaryFile|open\(\"[wx]")
    found = {str(path.relative_to(SRC)) for path in SRC.rglob("*.py") if writes.search(path.read_text("utf-8"))}
    within_the_stage_and_the_scratch = {"processes/staging.py", "processes/process.py", "watched/reading.py"}
    of_a_target = {name for name in found if name.startswith(("inside/", "testing/"))}
    of_the_user = {name for name in found if name.startswith("benchmarks/")}  # in a wheel: the built-in workloads
    assert found - of_a_target - of_the_user - within_the_stage_and_the_scratch == set()


def test_a_record_is_stored_where_the_journal_is_a_file(folder):
    journal = Journal(folder / run_folder.JOURNAL)
    journal.append(replace(RUN.records[0], round=9))
    journal.close()
    assert isinstance(run_folder.load(folder).records[-1], Record)
