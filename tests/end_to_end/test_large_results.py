"""Results that are large, or that do not come back: fewer items and a skip, or a failure with its reason. No hang."""

import json
import re
import subprocess
import sys

import pytest
from tests.end_to_end import command

pytestmark = pytest.mark.slow

# Results of a value may take 8 MiB in this gilbench.
LITTLE_ROOM = """
from gilbench.plan import amounts
amounts.MOST_RESULTS = 2**23
from gilbench.__main__ import main
main()
"""
LARGE = """
from gilbench import workload

SIZES = {"small": 2**10, "full": 2**20}
STATED = {"kind": "cpu", "sizes": SIZES, "check": lambda results: None}


def made(size):
    sum(range(20_000))
    return bytes(bytearray(size))


@workload(asks="Has it room?", **STATED)
def copies(size):
    return made(size)


@workload(asks="Has it none?", **STATED)
def huge(size):
    return [made(size) for _ in range(3)]
"""
NO_ROOM = "a result takes 3.00 MiB, and a value needs 4 of them at once: more than the 8.00 MiB that they may take here"

ODD = """
import threading

from gilbench import workload

STATED = {"kind": "cpu", "sizes": {"small": 1, "full": 1}, "check": lambda results: None}


class Unloadable:
    def __reduce__(self):
        return loaded, ()


def loaded():
    raise ValueError("not here")


@workload(asks="Can it be sent?", **STATED)
def unsendable(size):
    return "x" * 1000, threading.Lock()


@workload(asks="Can it be received?", **STATED)
def unloadable(size):
    return Unloadable()


@workload(asks="Is it found?", **STATED)
def relative(size):
    with open("data.csv") as file:
        return file.read()
"""
NO_LOCK, NOT_MADE = "cannot pickle '_thread.lock' object", "a result cannot be unpickled where it is waited for: "
HINT = (
    "FileNotFoundError: [Errno 2] No such file or directory: 'data.csv'; it ran in an empty folder: give an absolute "
    "path, such as one beside the file: Path(__file__).with_name('data.csv')"
)


@pytest.fixture(scope="module")
def bounded(tmp_path_factory):
    """Return a folder with a run of large results in little room, and what it said."""
    folder = tmp_path_factory.mktemp("large")
    (folder / "bm_large.py").write_text(LARGE)
    asked = ("run", "./", "--quick", "--budget", "1s", "--workers", "2", "--strategy", "thread", *command.HERE)
    ended = subprocess.run(
        [sys.executable, "-c", LITTLE_ROOM, *asked, "--out", "out"],
        cwd=folder,
        env=command.environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=150,
    )
    assert ended.returncode == 0, ended.stderr
    return folder / "out", ended.stderr


def test_a_value_has_the_items_whose_results_have_room_and_the_run_and_the_page_say_so(bounded):
    out, said = bounded
    manifest = json.loads((out / "manifest.json").read_text())
    assert {each["items"] for each in manifest["plan"]["trials"] if each["workload"] == "copies"} == {
        6
    }  # each has a head beside its bytes
    assert re.search(r"^copies: 1\.00 MiB a result, so a value has 6 items instead of \d+$", said, re.MULTILINE)
    assert "Large results: copies: 1.00 MiB a result" in (out / "index.html").read_text()


def test_work_of_which_not_even_the_fewest_items_have_room_is_skipped(bounded):
    out, _ = bounded
    states = {(row["state"], row["reason"]) for row in command.results(out) if row["workload"] == "huge"}
    assert states == {("skipped", NO_ROOM)}


def test_a_trial_stores_the_most_memory_that_it_took(bounded):
    out, _ = bounded
    peaks = [each["surroundings"]["peak_memory"] for each in command.records(out).values()]
    assert all(2**23 < each < 2**28 for each in peaks)


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """Return what became of results that do not arrive, by workload, strategy and start method."""
    folder = tmp_path_factory.mktemp("odd")
    (folder / "bm_odd.py").write_text(ODD)
    small = ("--quick", "--budget", "1s", "--size", "small", "--workers", "2", "--experiment", "throughput")
    strategies = [part for each in ("process", "process_pool", "process_executor") for part in ("--strategy", each)]
    ended = command.run(folder, "run", "./", *small, *strategies, *command.HERE, "--out", "out")
    rows = command.results(folder / "out")
    assert rows, ended.stderr
    return {(row["workload"], row["strategy"], row["start_method"]): (row["state"], row["reason"]) for row in rows}


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
@pytest.mark.parametrize(
    ("workload", "strategy", "reason"),
    [
        (
            "unsendable",
            "process",
            f"WorkerProcessError: could not send back the results: TypeError: {NO_LOCK}",
        ),
        ("unsendable", "process_pool", f'a result cannot be sent back: TypeError("{NO_LOCK}")'),
        ("unsendable", "process_executor", f"TypeError: {NO_LOCK}"),
        ("unloadable", "process", "ValueError: not here"),
        ("unloadable", "process_pool", f"{NOT_MADE}ValueError: not here"),
        ("unloadable", "process_executor", f"{NOT_MADE}ValueError: not here"),
        ("relative", "process", HINT),
        ("relative", "process_pool", HINT),
        ("relative", "process_executor", HINT),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither fork nor forkserver")
def test_a_result_that_does_not_arrive_is_a_failure_with_its_reason(odd, workload, strategy, method, reason):
    assert odd[workload, strategy, method] == ("failed", reason)


def test_what_never_leaves_its_process_is_measured_all_the_same_and_a_file_is_missed_there_too(odd):
    assert odd["unsendable", "serial", ""] == ("ok", "")
    assert odd["unloadable", "serial", ""] == ("ok", "")
    assert odd["relative", "serial", ""] == ("failed", HINT)
