"""A process that does nothing but stand beside the program, so that it is known who else a signal was sent to.

Shells (`kill %1`), `timeout` and service managers send a signal to a whole group. The program has it then, and to pass
it on as well might end it in the midst of its answer. Nothing tells whom a signal was sent to, but the bystander blocks
all of them, so that they stay with it, for everybody to see in /proc.
"""

import os
import signal
import sys
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

_UNTIL_ALONE = "import sys; sys.stdin.buffer.read()"  # the end of its standard input: whoever started it has gone


class Bystander:
    """A process of the same group; these signals stay with it."""

    def __init__(self, numbers: Collection[int]) -> None:
        self._numbers = numbers
        self._pid, self._input = self._started()

    def has(self, number: int) -> bool:
        """Return whether this signal was sent to it as well."""
        try:
            status = Path(f"/proc/{self._pid}/status").read_text(encoding="ascii", errors="replace")
        except OSError:
            return False
        pending = next((line.split()[1] for line in status.splitlines() if line.startswith("ShdPnd:")), "0")
        return bool(int(pending, 16) >> (number - 1) & 1)

    def replace(self) -> None:
        """Forget which signals it has."""
        self.end()
        self._pid, self._input = self._started()

    def end(self) -> None:
        """End it, and wait until it has ended."""
        os.close(self._input)
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)

    def _started(self) -> tuple[int, int]:
        reading, writing = os.pipe()
        try:
            pid = os.posix_spawn(
                sys.executable,
                [sys.executable, "-I", "-S", "-c", _UNTIL_ALONE],
                os.environ,  # some interpreters find their libraries by it
                file_actions=[
                    (os.POSIX_SPAWN_DUP2, reading, 0),
                    *((os.POSIX_SPAWN_OPEN, file, os.devnull, os.O_WRONLY, 0) for file in (1, 2)),
                ],
                setsigmask=self._numbers,
            )
        except OSError:
            os.close(writing)
            raise
        finally:
            os.close(reading)
        return pid, writing
