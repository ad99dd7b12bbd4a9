"""Starts and ends the servers that waiting workloads talk to. Not a workload file.

A server never outlives the block it was started for, nor this process: it ends when its standard input closes, which
the operating system does once this process, and whatever was forked from it, are gone. It stays in this process's
group, so killing the group ends it too.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOST = "127.0.0.1"
SCRIPT = Path(__file__).with_name("gilbench_server_script.py")
PATIENCE = 5.0  # seconds a server gets to end by itself


@contextmanager
def serving(what: str) -> Iterator[int]:
    """Run a server, `"echo"` or `"http"`, in another process while the block runs; yield its port on HOST.

    Raises RuntimeError if it does not start; its standard error, which is ours, says why.
    """
    # -I and -S: started quickly, and the same whatever the environment says.
    command = [sys.executable, "-I", "-S", str(SCRIPT), what]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        try:
            yield _port(server)
        finally:
            _end(server)


def _port(server: subprocess.Popen[bytes]) -> int:
    line = server.stdout.readline() if server.stdout else b""
    if not line.strip().isdigit():
        raise RuntimeError(f"the server did not start: it printed {line!r} in place of its port")
    return int(line)


def _end(server: subprocess.Popen[bytes]) -> None:
    if server.stdin:
        server.stdin.close()
    try:
        server.wait(PATIENCE)
    except subprocess.TimeoutExpired:  # a forked child may still hold the other end of its standard input
        server.kill()
