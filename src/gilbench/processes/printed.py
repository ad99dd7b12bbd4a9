"""What a target printed: its beginning, its end and how much it was; the rest is kept nowhere."""

from dataclasses import dataclass

MIB = 1 << 20
HEAD = MIB  # bytes; what is warned of when modules are imported stands early in what a target prints
TAIL = 1 << 16  # bytes
MOST = 64 * MIB  # bytes that a target may print; it is ended when it prints more
FLOODED = f"it printed more than {MOST // MIB} MiB"


@dataclass(frozen=True)
class Printed:
    """What is known of a target's standard output and error together, in the order of printing."""

    head: bytes = b""
    tail: bytes = b""  # what it printed last; the same as the head where that is all
    size: int = 0  # bytes, all of them

    @property
    def flooded(self) -> bool:
        """Whether it was more than a target may print."""
        return self.size > MOST

    def beginning(self) -> str:
        """Return the head as text."""
        return self.head.decode("utf-8", errors="replace")

    def end(self) -> str:
        """Return the tail as text."""
        return self.tail.decode("utf-8", errors="replace")


class Keeper:
    """Keeps head and tail of what comes in, and counts."""

    def __init__(self) -> None:
        self._head = bytearray()
        self._tail = bytearray()
        self._size = 0

    def add(self, chunk: bytes) -> None:
        """Take what was printed next."""
        self._head += chunk[: HEAD - len(self._head)]
        self._tail += chunk[-TAIL:]
        del self._tail[:-TAIL]
        self._size += len(chunk)

    def so_far(self) -> Printed:
        """Return what is known by now."""
        return Printed(bytes(self._head), bytes(self._tail), self._size)

    @property
    def flooded(self) -> bool:
        """Whether it was more than a target may print."""
        return self._size > MOST
