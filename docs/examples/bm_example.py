"""Workloads of a user's own: one waits for a server; two make a pair that differs only in who holds the GIL."""

from __future__ import annotations

import hashlib
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gilbench import workload

SERVER = Path(__file__).with_name("example_server.py")


@contextmanager
def running_server() -> Iterator[str]:
    """Run the server in a process of its own while the block runs; the value is the path of its socket."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "socket"))
        command = [sys.executable, str(SERVER), path]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
            if server.stdout is None or server.stdout.readline() != b"ready\n":
                raise RuntimeError("the server did not start")
            yield path  # leaving the block closes the server's standard input, which ends it


def lacks_unix_sockets() -> str | None:
    """Say what this interpreter lacks; None means nothing."""
    return None if hasattr(socket, "AF_UNIX") else "there are no Unix sockets"


async def lookup_async(lines: int, path: str) -> int:
    """Do what `lookup` does, on an event loop."""
    import asyncio  # noqa: PLC0415  only where an event loop runs: others are spared the import

    reader, writer = await asyncio.open_unix_connection(path)
    total = 0
    try:
        for number in range(lines):
            writer.write(b"x" * number + b"\n")
            total += int(await reader.readline())
    finally:
        writer.close()
        await writer.wait_closed()
    return total


@workload(
    kind="io",
    sizes={"small": 2, "full": 3},
    expect={"small": 1, "full": 3},
    asks="Do questions to my server overlap?",
    async_twin=lookup_async,
    resource=running_server,
    missing=lacks_unix_sockets,
    lead=True,
)
def lookup(lines: int, path: str) -> int:
    """Ask the server line by line over one connection and add up its answers."""
    total = 0
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)
        answers = connection.makefile("rb")
        for number in range(lines):
            connection.sendall(b"x" * number + b"\n")
            total += int(answers.readline())
    return total


SIZES = {"small": 2**20, "full": 2**25}  # bytes
EXPECT = {
    "small": "30e14955ebf1352266dc2ff8067e68104607e750abb9d3b36582b8af909fcb58",
    "full": "83ee47245398adee79bd9c0a8bc57b821e92aba10f5f9ade8a5d1fae4d8c4302",
}


def _digest(total: int, piece: int) -> str:
    digest, zeros = hashlib.sha256(), bytes(piece)
    for _ in range(total // piece):
        digest.update(zeros)
    return digest.hexdigest()


@workload(
    kind="cpu",
    code="c_releases_gil",
    sizes=SIZES,
    expect=EXPECT,
    asks="Do threads speed up hashing in large pieces?",
    pair="hash",
)
def hash_large_pieces(total: int) -> str:
    """Hash zeros a mebibyte at a time: hashlib releases the GIL for more than 2,047 bytes."""
    return _digest(total, 2**20)


@workload(
    kind="cpu",
    code="c_keeps_gil",
    sizes=SIZES,
    expect=EXPECT,
    asks="Do threads speed up the same hashing in small pieces?",
    pair="hash",
)
def hash_small_pieces(total: int) -> str:
    """Hash the same zeros a kibibyte at a time: hashlib keeps the GIL."""
    return _digest(total, 2**10)
