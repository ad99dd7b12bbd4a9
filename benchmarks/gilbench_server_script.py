"""A server in processes of its own: run as `python gilbench_server_script.py echo|http`. Not a workload file.

Prints its port, and serves on the loopback until its standard input closes. Several processes accept on one socket and
each connection has a thread that blocks, so neither a GIL nor an event loop makes the clients wait for one another.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import threading
import time
from typing import Callable

BACKLOG = 1024
MOST_PROCESSES = 8
DELAY = 0.005  # seconds that an HTTP response is held back
BODY = bytes(range(256)) * 64
RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(BODY), BODY)


def echo(connection: socket.socket) -> None:
    """Send back what comes in."""
    while received := connection.recv(2**16):
        connection.sendall(received)


def http(connection: socket.socket) -> None:
    """Answer each GET after the delay; the request itself does not matter."""
    with connection.makefile("rb") as lines:
        for line in lines:
            if line == b"\r\n":  # a GET has no body: the empty line ends it
                time.sleep(DELAY)
                connection.sendall(RESPONSE)


def accept(listener: socket.socket, serve: Callable[[socket.socket], None]) -> None:
    """Give every connection a thread, for ever."""
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=attend, args=(connection, serve), daemon=True).start()


def attend(connection: socket.socket, serve: Callable[[socket.socket], None]) -> None:
    """Serve one connection until the client has gone."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with connection, contextlib.suppress(ConnectionError):
        serve(connection)


def fork_siblings() -> tuple[int, Callable[[], None]]:
    """Become several processes; return what to wait on (a descriptor that will reach its end) and how to finish.

    Siblings wait for the first process to die, for whatever reason, so that none is ever left. The first process waits
    for its standard input to close and then collects its siblings.
    """
    wanted = min(os.cpu_count() or 1, MOST_PROCESSES) if hasattr(os, "fork") else 1
    watched, held_open = os.pipe()
    siblings = []
    for _ in range(wanted - 1):
        sibling = os.fork()
        if sibling == 0:
            os.close(held_open)
            return watched, lambda: None
        siblings.append(sibling)

    def collect() -> None:
        os.close(held_open)
        for sibling in siblings:
            os.waitpid(sibling, 0)

    return sys.stdin.fileno(), collect


def main() -> None:
    """Serve until the end of standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; whoever started us ends us
    serve = {"echo": echo, "http": http}[sys.argv[1]]
    listener = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()
    ends, finish = fork_siblings()
    threading.Thread(target=accept, args=(listener, serve), daemon=True).start()
    while os.read(ends, 1024):
        pass
    finish()
    os._exit(0)  # threads may be in the middle of a connection that nobody needs any more


if __name__ == "__main__":
    main()
