"""Servers answer while they are wanted and are gone afterwards, whatever happens."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "benchmarks"
PATIENCE = 10.0  # seconds
PROCESSES = min(os.cpu_count() or 1, 8)

pytestmark = pytest.mark.skipif(
    not Path(f"/proc/self/task/{os.getpid()}/children").exists(), reason="this platform does not list child processes"
)


@pytest.fixture
def servers(importable):
    return sys.modules[importable["bm_http"].serving.__module__]


def descendants(pid):
    found = set()
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            found |= {child} | descendants(child)
    return found


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def eventually(condition):
    end = time.monotonic() + PATIENCE
    while not (reached := condition()) and time.monotonic() < end:
        time.sleep(0.01)
    return reached


def server_processes(before):
    """Return the processes that have come since: the server and its siblings, once all have started."""
    assert eventually(lambda: len(descendants(os.getpid()) - before) == PROCESSES)
    return descendants(os.getpid()) - before


@pytest.mark.parametrize("what", ["echo", "http"])
def test_a_server_is_gone_after_its_block(servers, what):
    before = descendants(os.getpid())
    with servers.serving(what):
        started = server_processes(before)
        assert all(map(is_alive, started))
    assert not any(map(is_alive, started))


def test_a_server_is_gone_after_an_error_in_its_block(servers):
    before, started = descendants(os.getpid()), set()

    def fail():
        with servers.serving("echo"):
            started.update(server_processes(before))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert started
    assert not any(map(is_alive, started))


def test_a_server_with_an_open_connection_is_gone_after_its_block(servers):
    before = descendants(os.getpid())
    with servers.serving("echo") as port:
        started = server_processes(before)
        connection = socket.create_connection((servers.HOST, port))
    with connection:
        assert not any(map(is_alive, started))


def test_a_server_that_does_not_end_by_itself_is_killed(servers, monkeypatch):
    before = descendants(os.getpid())
    monkeypatch.setattr(servers, "PATIENCE", 0.05)
    with servers.serving("echo"):
        started = server_processes(before)
        for pid in started:
            os.kill(pid, signal.SIGSTOP)
    for pid in filter(is_alive, started):  # the siblings: they end when they may go on, the first one being dead
        os.kill(pid, signal.SIGCONT)
    assert eventually(lambda: not any(map(is_alive, started)))


def test_a_server_ends_when_the_process_that_started_it_is_killed():
    code = (
        "import time, gilbench_servers\nwith gilbench_servers.serving('echo'): print('up', flush=True); time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": str(FOLDER)}
    before = descendants(os.getpid())
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment) as owner:
        assert owner.stdout.readline() == b"up\n"
        assert eventually(lambda: len(descendants(owner.pid)) == PROCESSES)
        started = descendants(os.getpid()) - before - {owner.pid}
        owner.kill()
    assert eventually(lambda: not any(map(is_alive, started)))


def test_ctrl_c_leaves_ending_the_server_to_whoever_started_it(servers):
    before = descendants(os.getpid())
    with servers.serving("echo") as port:
        for pid in server_processes(before):
            os.kill(pid, signal.SIGINT)
        with socket.create_connection((servers.HOST, port), timeout=PATIENCE) as connection:
            connection.sendall(b"still there")
            assert connection.recv(64) == b"still there"


def test_a_server_that_cannot_start_is_an_error_and_not_a_wait(servers, capfd):
    with pytest.raises(RuntimeError, match="did not start"), servers.serving("no such server"):
        pytest.fail("the block must not run")
    assert "no such server" in capfd.readouterr().err


def test_a_response_is_held_back_for_the_stated_time(servers, importable):
    with servers.serving("http") as port:
        start = time.monotonic()
        importable["bm_http"].http_download(2, port)
        assert time.monotonic() - start >= 2 * 0.005
