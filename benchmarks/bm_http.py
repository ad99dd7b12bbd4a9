"""Downloads from a server that takes its time: what threads and asyncio are most used for.

A local server in another process holds each response back for 5 ms, so waiting outweighs work about five to one. It
would surprise if threads did not help with the GIL on. Each item keeps one connection open. The two clients are not
the same code: `http.client` does more per response than the asyncio streams of the twin.
"""

from __future__ import annotations

import http.client
import zlib
from contextlib import AbstractContextManager, closing

from gilbench import workload
from gilbench_servers import HOST, serving

TIMEOUT = 30.0  # seconds; a server that is stuck fails the item in place of hanging it
REQUEST = f"GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()


def http_server() -> AbstractContextManager[int]:
    """Serve downloads while the block runs; the value is the port."""
    return serving("http")


async def http_download_async(downloads: int, port: int) -> int:
    """Download over asyncio streams."""
    import asyncio  # noqa: PLC0415  slow to import, and there already wherever this runs

    checksum = 0
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        for _ in range(downloads):
            writer.write(REQUEST)
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length:")[2].split()[0])
            checksum = zlib.crc32(await reader.readexactly(length), checksum)
    finally:
        writer.close()
        await writer.wait_closed()
    return checksum


@workload(
    kind="io",
    sizes={"small": 1, "full": 2},
    expect={"small": 3_893_830_384, "full": 561_456_818},
    asks="Do downloads overlap?",
    async_twin=http_download_async,
    resource=http_server,
    version=2,
)
def http_download(downloads: int, port: int) -> int:
    """Download a body several times over one connection and return the checksum of all bytes."""
    checksum = 0
    with closing(http.client.HTTPConnection(HOST, port, timeout=TIMEOUT)) as connection:
        for _ in range(downloads):
            connection.request("GET", "/")
            checksum = zlib.crc32(connection.getresponse().read(), checksum)
    return checksum
