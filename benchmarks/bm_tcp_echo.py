"""Round trips to another process with nothing added: many very short waits.

Unlike `http_download` there is no delay: a round trip is as short as the operating system makes it, tens of
microseconds, most of which is processor time of the client, the server and the kernel. So this is where switching
costs most per wait, and it would not surprise if threads or asyncio lose here though they win on longer waits. On a
machine without processors to spare it is CPU-bound.
"""

from __future__ import annotations

import socket
import zlib
from contextlib import AbstractContextManager

from gilbench import workload
from gilbench_servers import HOST, serving

MESSAGE = 64  # bytes
TIMEOUT = 30.0  # seconds; a server that is stuck fails the item in place of hanging it


def echo_server() -> AbstractContextManager[int]:
    """Serve echoes while the block runs; the value is the port."""
    return serving("echo")


async def tcp_echo_async(round_trips: int, port: int) -> int:
    """Make the round trips over asyncio streams."""
    import asyncio  # noqa: PLC0415  slow to import, and there already wherever this runs

    checksum = 0
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        for turn in range(round_trips):
            writer.write(turn.to_bytes(MESSAGE, "big"))
            checksum = zlib.crc32(await reader.readexactly(MESSAGE), checksum)
    finally:
        writer.close()
        await writer.wait_closed()
    return checksum


@workload(
    kind="io",
    sizes={"small": 100, "full": 860},
    expect={"small": 1_344_137_058, "full": 3_024_879_511},
    asks="Do very short waits overlap?",
    async_twin=tcp_echo_async,
    resource=echo_server,
    version=2,
)
def tcp_echo(round_trips: int, port: int) -> int:
    """Send messages to an echo server one by one and return the checksum of the answers."""
    checksum = 0
    with socket.create_connection((HOST, port), timeout=TIMEOUT) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for turn in range(round_trips):
            connection.sendall(turn.to_bytes(MESSAGE, "big"))
            checksum = zlib.crc32(_receive(connection), checksum)
    return checksum


def _receive(connection: socket.socket) -> bytes:
    received = connection.recv(MESSAGE)
    while len(received) < MESSAGE:
        more = connection.recv(MESSAGE - len(received))
        if not more:
            raise ConnectionError("the echo server closed the connection")
        received += more
    return received
