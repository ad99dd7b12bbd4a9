"""What leaves the process group of a target is found and ended, and nothing of anybody else's is."""

import os
import subprocess
import sys
import threading
import time

import pytest
from tests.attack import escaping
from tests.end_to_end.command import alive

from gilbench.processes import descendants, process

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="promised on Linux only")

OWN_PROCESS = """
import os, sys
from pathlib import Path
from gilbench.processes import descendants, process
process.GRACE = 0.2
ended = process.run([sys.executable, "-c", sys.argv[2]], environment={}, folder=Path(sys.argv[1]), timeout=20.0)
print(ended.code, ended.left_processes, len([*descendants._children()]))
"""


@pytest.fixture(autouse=True)
def little_grace(monkeypatch):
    monkeypatch.setattr(process, "GRACE", 0.2)


def run(folder, code, timeout=20.0):
    return process.run([sys.executable, "-c", code], environment=dict(os.environ), folder=folder, timeout=timeout)


def children():
    return {each.pid for each in descendants._children()}


@pytest.mark.parametrize("name", escaping.NAMES)
def test_what_outlives_the_target_is_noted_and_ended(tmp_path, name):
    before = children()
    ended = run(tmp_path, escaping.code(name, tmp_path))
    assert (ended.code, ended.timed_out, ended.left_processes) == (0, False, True)
    assert alive(tmp_path) == {}
    assert children() <= before  # no zombie either


@pytest.mark.parametrize("name", escaping.NAMES[::3])
def test_it_is_ended_with_a_target_that_is_late(tmp_path, name):
    before = children()
    ended = run(tmp_path, escaping.code(name, tmp_path) + "time.sleep(300)", timeout=1.0)
    assert (ended.timed_out, ended.left_processes) == (True, False)
    assert alive(tmp_path) == {}
    assert children() <= before


@pytest.mark.parametrize("name", [*escaping.NAMES[:2], *escaping.HARD])
def test_a_process_of_one_thread_needs_no_mark(tmp_path, name):
    command = [sys.executable, "-c", OWN_PROCESS, str(tmp_path), escaping.code(name, tmp_path)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    assert printed == "0 True 0\n"
    assert alive(tmp_path) == {}


def test_without_pidfds_a_child_that_keeps_the_output_open_does_not_make_us_wait(tmp_path, monkeypatch):
    monkeypatch.delattr(os, "pidfd_open", raising=False)
    ended = run(tmp_path, escaping.code("a session", tmp_path))
    assert (ended.code, ended.left_processes) == (0, True)
    assert alive(tmp_path) == {}


def test_one_that_ends_within_the_grace_is_not_held_against_it(tmp_path, monkeypatch):
    monkeypatch.setattr(process, "GRACE", 20.0)
    before = children()
    ended = run(tmp_path, escaping.code("a session", tmp_path).replace("sleep(300)", "sleep(0.7)"))
    assert not ended.left_processes
    assert children() <= before


def test_what_other_code_of_this_process_has_started_is_left_alone(tmp_path):
    sleeper = [sys.executable, "-c", escaping.SLEEP]
    before = subprocess.Popen(sleeper, start_new_session=True)
    started = [before]

    def start_more():
        time.sleep(0.1)
        started.extend(subprocess.Popen(sleeper, start_new_session=own) for own in (True, False))
        time.sleep(2.0)  # as long as the target runs, and longer

    other = threading.Thread(target=start_more)
    other.start()
    ended = run(tmp_path, escaping.code("a session", tmp_path) + "time.sleep(0.5)")
    states = [each.poll() for each in started]
    other.join()
    for each in started:
        each.kill()
        each.wait()
    assert (ended.left_processes, states) == (True, [None] * 3)
    assert alive(tmp_path) == {}


def test_two_targets_at_a_time_are_told_apart(tmp_path):
    ends, before = {}, children()

    def start(name, code):
        (tmp_path / name).mkdir()
        ends[name] = run(tmp_path / name, code)

    leaves = escaping.code("a daemon", tmp_path / "leaves")
    lasts = f"import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(2)'])\n{leaves}"
    threads = [threading.Thread(target=start, args=each) for each in (("leaves", leaves), ("lasts", lasts))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert {name: (each.code, each.left_processes) for name, each in ends.items()} == {
        "leaves": (0, True),
        "lasts": (0, True),
    }
    assert ends["lasts"].elapsed > 2
    assert alive(tmp_path) == {}
    assert children() <= before


def test_we_are_a_subreaper_only_while_a_target_runs(tmp_path):
    before = descendants._subreaper()
    with descendants.adopted(), descendants.adopted():
        assert descendants._subreaper() == 1
    run(tmp_path, "pass")
    assert descendants._subreaper() == before


def test_an_interrupt_ends_what_has_left_too(tmp_path):
    code = escaping.code("a session", tmp_path) + "time.sleep(300)"
    host = subprocess.Popen([sys.executable, "-c", OWN_PROCESS, str(tmp_path), code], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 20
    while len(alive(tmp_path)) < 3 and time.monotonic() < deadline:  # the host, the target and what it left
        time.sleep(0.02)
    os.kill(host.pid, 2)
    assert host.wait(timeout=20) != 0
    assert alive(tmp_path) == {}
