"""Work that starts threads of its own, sampled and probed: they are told, and no more than was seen."""

import json
import sys

import pytest
from tests.end_to_end import command

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="the held share needs Linux")]

WORKLOAD = """
import hashlib
import threading

from gilbench import workload

DATA = bytes(2**22)
SIZES = {"small": 1, "full": 10}


@workload(kind="cpu", sizes=SIZES, expect={"small": 1, "full": 10}, asks="What of threads that the work starts?")
def hashes(size):
    def work():
        for _ in range(size):
            hashlib.sha256(DATA)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return size


def probed():
    hashes(1)
"""
TOLD = "this work has threads of its own"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("own_threads")
    (made / "bm_hashes.py").write_text(WORKLOAD)
    return made


def test_the_experiment_says_it_and_the_page_too(folder):
    arguments = ("run", "hashes", "--workloads", ".", "--experiment", "held_share", "--quick", "--seed", "1")
    ended = command.run(folder, *arguments, *command.HERE, "--out", "out")
    assert ended.returncode == 0, ended.stderr
    (row,) = command.results(folder / "out")
    assert TOLD in row["flags"]
    assert TOLD in (folder / "out" / "index.html").read_text(encoding="utf-8")


def test_a_probe_says_it_and_promises_no_speedup(folder):
    (folder / "mine.py").write_text(WORKLOAD.replace("from gilbench import workload", "").replace("@workload", "#"))
    arguments = ("probe", "mine:probed", *command.HERE, "--seconds", "1", "--format", "json", "-o", "out.json")
    ended = command.run(folder, *arguments)
    assert ended.returncode == 0, ended.stderr
    (found,) = json.loads((folder / "out.json").read_text())["calls"]
    assert found["own_threads"] > 0
    assert [found["running"], found["speedup_2"], found["speedup_n"]] == [None] * 3
