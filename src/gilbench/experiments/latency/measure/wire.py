"""What goes between client and service: messages of eight bytes, each with the number of its request."""

from __future__ import annotations

import socket
import struct

HOST = "127.0.0.1"
MESSAGE = struct.Struct("=q")


def prepare(connection: socket.socket) -> None:
    """Have each message leave at once, and wait for the other side for as long as it takes."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.settimeout(None)


def received(connection: socket.socket) -> bytes:
    """Return the next message; empty when the other side has closed."""
    message = connection.recv(MESSAGE.size)
    while message and len(message) < MESSAGE.size:
        more = connection.recv(MESSAGE.size - len(message))
        if not more:
            return b""
        message += more
    return message
