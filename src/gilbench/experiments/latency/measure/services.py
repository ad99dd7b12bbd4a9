"""The services that answer: each takes one request at a time and sends it back."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from gilbench.experiments.latency.measure.wire import HOST, MESSAGE, prepare, received

PATIENCE = 30.0  # seconds for a client to come, and for the service to end
BACKLOG = 8
POOL = 4  # threads


class ServiceError(RuntimeError):
    """A service went wrong or did not end."""


@contextmanager
def serving(service: str) -> Iterator[int]:
    """Answer one client in a thread; yield the port. When it is left the client must have gone, or never come.

    Raises ServiceError if the service went wrong or does not end.
    """
    failures: list[BaseException] = []
    with socket.create_server((HOST, 0), backlog=BACKLOG) as listener:
        listener.settimeout(PATIENCE)
        thread = threading.Thread(target=_run, args=(SERVICES[service], listener, failures), daemon=True)
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            # A service whose client never came still waits for one.
            with suppress(OSError):
                socket.create_connection(listener.getsockname(), 1.0).close()
            thread.join(PATIENCE)
    if thread.is_alive():
        raise ServiceError(f"the service did not end within {PATIENCE:g} s")
    if failures:
        raise ServiceError(f"the service went wrong: {failures[0]}") from failures[0]


def _run(serve: Callable[[socket.socket], None], listener: socket.socket, failures: list[BaseException]) -> None:
    try:
        serve(listener)
    except ConnectionError:  # a client that has seen enough goes, with requests still unanswered
        pass
    except BaseException as error:  # noqa: BLE001  whatever it is, whoever waits for it is told
        failures.append(error)


def _by_thread(listener: socket.socket) -> None:
    """Answer in this thread."""
    connection, _ = listener.accept()
    with connection:
        prepare(connection)
        while message := received(connection):
            connection.sendall(message)


def _by_pool(listener: socket.socket) -> None:
    """Read in this thread, and have the threads of a pool answer."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  other services have no use for it

    connection, _ = listener.accept()
    with connection, ThreadPoolExecutor(POOL) as pool:
        prepare(connection)
        while message := received(connection):
            pool.submit(connection.sendall, message)


def _by_loop(listener: socket.socket) -> None:
    """Answer in an event loop, with the streams of asyncio."""
    import asyncio  # noqa: PLC0415  other services have no use for it

    async def serve() -> None:
        gone = asyncio.Event()

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                while True:
                    writer.write(await reader.readexactly(MESSAGE.size))
                    await writer.drain()
            except (asyncio.IncompleteReadError, ConnectionError):  # it has gone
                writer.close()
            finally:
                gone.set()

        listener.setblocking(False)
        async with await asyncio.start_server(answer, sock=listener):
            await gone.wait()

    asyncio.run(serve())


SERVICES: Mapping[str, Callable[[socket.socket], None]] = {
    "thread": _by_thread,
    "pool": _by_pool,
    "asyncio": _by_loop,
}
