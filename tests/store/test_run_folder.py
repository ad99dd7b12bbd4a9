import contextlib
import json
import os
import resource
import subprocess
import sys
from dataclasses import replace

import pytest
from tests.simulated import lost, simulate, under_the_gil

from gilbench.errors import StoreError
from gilbench.store import run_folder
from gilbench.store.files import replace_file
from gilbench.store.journal import Journal
from gilbench.store.records import Record

NAMES = under_the_gil("3.13")
OWNER = """
import sys, time
from pathlib import Path
from gilbench.store import run_folder
with run_folder.owned(Path(sys.argv[1])):
    print("mine", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def run(tmp_path):
    """Return a simulated run that is stored in a folder of its own, as it is read from there."""
    simulated = replace(simulate(NAMES, left_out=("3.13/json/thread/2",)), folder=tmp_path / "run")
    write(simulated)
    return replace(simulated, records=tuple(map(as_read, simulated.records)))


def as_read(record):
    """Return a record without what no report reads of it."""
    return replace(record, outcome=replace(record.outcome, pyperf=None))


def write(run):
    run_folder.write_manifest(run.folder, run.manifest)
    append(run.folder, run.records)


def append(folder, records):
    journal = Journal(folder / run_folder.JOURNAL)
    for record in records:
        journal.append(record)
    journal.close()


@contextlib.contextmanager
def files_no_longer_than(size):
    """Let the kernel refuse to make any file longer, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_run_comes_back_as_it_was_stored(run):
    assert run_folder.load(run.folder) == run


def test_a_journal_from_before_there_were_warm_ups_of_a_jit_still_loads(run):
    path = run.folder / run_folder.JOURNAL
    old = [json.loads(line) for line in path.read_text().splitlines()]
    for each in old:
        del each["outcome"]["settling"]
    path.write_text("".join(json.dumps(each) + "\n" for each in old))
    assert run_folder.load(run.folder) == run


def test_lost_trials_come_back_with_their_reason_and_what_they_printed(run):
    record = Record(run.records[0].trial, 7, lost("timed out", "no result within 3 s", "Ünïcode\n\x00\r\n"))
    append(run.folder, [record])
    assert run_folder.load(run.folder).records == (*run.records, record)


def test_a_run_that_was_killed_before_its_first_trial_has_no_records(run):
    (run.folder / run_folder.JOURNAL).unlink()
    assert run_folder.load(run.folder).records == ()


def test_storing_a_record_leaves_every_earlier_byte_as_it_is(run):
    path = run.folder / run_folder.JOURNAL
    before, inode = path.read_bytes(), path.stat().st_ino
    append(run.folder, run.records[:2])
    after = path.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == len(run.records) + 2
    assert path.stat().st_ino == inode


@pytest.mark.parametrize("missing", [1, 2, 100], ids=["only its end", "its last brace", "a good part"])
def test_a_torn_last_line_is_dropped_on_load_and_cut_off_before_the_next(run, missing):
    path = run.folder / run_folder.JOURNAL
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - missing)
    assert run_folder.load(run.folder).records == run.records[:-1]
    append(run.folder, run.records[-1:])
    assert run_folder.load(run.folder).records == run.records


def test_a_journal_that_holds_nothing_but_a_torn_line_is_empty(run):
    (run.folder / run_folder.JOURNAL).write_bytes(b'{"trial":"3.13/thr')
    assert run_folder.load(run.folder).records == ()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param(run_folder.MANIFEST, b'{"schema": 1, "plan"', id="manifest cut off"),
        pytest.param(run_folder.MANIFEST, b'{"name": "something else"}', id="foreign manifest"),
        pytest.param(
            run_folder.MANIFEST, b'{"schema": 1, "name": "something else"}', id="foreign manifest, same schema"
        ),
        pytest.param(run_folder.MANIFEST, b"[1, 2]", id="manifest is a list"),
        pytest.param(run_folder.MANIFEST, b"\x80\x04\x95pickle", id="manifest is not text"),
        pytest.param(run_folder.MANIFEST, b'{"schema": ' + b"[" * 100_000, id="manifest nested too deep"),
        pytest.param(run_folder.MANIFEST, b"", id="empty manifest"),
        pytest.param(run_folder.JOURNAL, b'{"trial": "a", "rou\n{}\n', id="journal damaged"),
        pytest.param(run_folder.JOURNAL, b'{"name": "something else"}\n', id="foreign journal"),
        pytest.param(run_folder.JOURNAL, b"\x80\x04\x95\n", id="journal is not text"),
        pytest.param(run_folder.JOURNAL, b"[" * 100_000 + b"\n", id="journal nested too deep"),
        pytest.param(run_folder.JOURNAL, b"\n", id="empty line in the journal"),
    ],
)
def test_a_damaged_or_foreign_file_is_named_in_one_line(run, name, content):
    (run.folder / name).write_bytes(content)
    with pytest.raises(StoreError) as caught:
        run_folder.load(run.folder)
    assert str(run.folder / name) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_manifest_of_another_schema_is_refused_by_its_number(run):
    path = run.folder / run_folder.MANIFEST
    path.write_text(json.dumps({**json.loads(path.read_text()), "schema": 99}))
    with pytest.raises(StoreError, match=r"manifest\.json has schema 99; this gilbench reads schema 1"):
        run_folder.load(run.folder)


def test_a_damaged_line_is_told_by_its_number(run):
    path = run.folder / run_folder.JOURNAL
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], b"?" + lines[2], *lines[3:]]))
    with pytest.raises(StoreError, match=r"journal\.jsonl, line 3 is damaged"):
        run_folder.load(run.folder)


@pytest.mark.parametrize("name", [run_folder.MANIFEST, run_folder.JOURNAL])
def test_a_file_that_cannot_be_read_is_named(run, name):
    (run.folder / name).unlink()
    (run.folder / name).mkdir()
    with pytest.raises(StoreError, match=f"{name} cannot be read: Is a directory"):
        run_folder.load(run.folder)


@pytest.mark.parametrize("folder", ["empty", "absent"])
def test_a_folder_without_a_manifest_is_not_a_run_folder(tmp_path, folder):
    (tmp_path / "empty").mkdir()
    with pytest.raises(StoreError, match=f"{folder} is not a run folder: it has no manifest.json"):
        run_folder.load(tmp_path / folder)


def test_a_folder_belongs_to_one_process_until_that_ends_however_it_ends(tmp_path):
    path = os.pathsep.join(filter(None, sys.path))
    environment = {**os.environ, "PYTHONPATH": path}
    command = [sys.executable, "-c", OWNER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as owner:
        assert owner.stdout.readline() == b"mine\n"
        with pytest.raises(StoreError, match=f"another gilbench is writing to {tmp_path}"), run_folder.owned(tmp_path):
            pass
        owner.kill()
        owner.wait()
    with run_folder.owned(tmp_path):
        pass


def test_owning_a_folder_makes_it_and_its_parents(tmp_path):
    with run_folder.owned(tmp_path / "runs" / "1"):
        assert (tmp_path / "runs" / "1").is_dir()


@pytest.mark.parametrize("room", [0, 10], ids=["no room", "room for a part of the line"])
def test_a_full_disk_is_told_and_the_journal_stays_as_it_was(run, room):
    path = run.folder / run_folder.JOURNAL
    before = path.read_bytes()
    journal = Journal(path)
    with files_no_longer_than(len(before) + room), pytest.raises(StoreError, match=r"cannot write .*journal\.jsonl: "):
        journal.append(run.records[0])
    assert path.read_bytes() == before
    journal.append(run.records[0])
    journal.close()
    assert run_folder.load(run.folder).records == (*run.records, run.records[0])


def test_replacing_a_file_on_a_full_disk_keeps_the_old_one_and_leaves_nothing_else(run):
    path = run.folder / run_folder.MANIFEST
    before, files = path.read_bytes(), sorted(run.folder.iterdir())
    with files_no_longer_than(100), pytest.raises(StoreError, match=r"cannot write .*manifest\.json: "):
        replace_file(path, b"x" * 1000)
    assert path.read_bytes() == before
    assert sorted(run.folder.iterdir()) == files


def test_whoever_holds_the_old_file_open_reads_it_to_its_end(run):
    path = run.folder / run_folder.MANIFEST
    before = path.read_bytes()
    with path.open("rb", buffering=0) as reader:
        start = reader.read(10)
        replace_file(path, b"new")
        assert start + reader.read() == before
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("parent", ["a file", "/proc"])
def test_a_folder_that_cannot_be_written_is_named_with_a_way_out(tmp_path, parent):
    (tmp_path / "a file").touch()
    folder = tmp_path / parent / "run"
    with pytest.raises(StoreError, match=f"cannot write {folder}: .* --out"), run_folder.owned(folder):
        pass
    with pytest.raises(StoreError, match=f"cannot write {folder}"):
        replace_file(folder / run_folder.MANIFEST, b"")
    with pytest.raises(StoreError, match=f"cannot write {folder}"):
        Journal(folder / run_folder.JOURNAL)
