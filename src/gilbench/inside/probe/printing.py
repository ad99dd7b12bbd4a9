"""Did a call print when it was called first? Marks around it in the output tell the host, which alone can see that.

The output is a pipe that the host empties, so the target itself cannot count what went in.
"""

from __future__ import annotations

import contextlib
import os
import sys

BEGINS, RETURNED = b"\ngilbench: the call begins\n", b"\ngilbench: the call returned\n"


def say(mark: bytes) -> None:
    """Print a mark after everything that has been printed so far."""
    with contextlib.suppress(OSError, ValueError, AttributeError):  # the setup may have closed it, or taken it away
        sys.stdout.flush()
        sys.stderr.flush()
    with contextlib.suppress(OSError):
        os.write(1, mark)


def silence() -> None:
    """Throw away what is printed from now on: a call that prints is called many times."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def between(head: bytes, tail: bytes) -> bool:
    """Tell from the beginning and the end of what was printed whether there was anything between the marks."""
    text = head if BEGINS in head else tail
    return BEGINS in text and not text.partition(BEGINS)[2].startswith(RETURNED)
