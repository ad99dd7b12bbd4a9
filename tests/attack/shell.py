"""The command line as a shell starts it: with streams that are full, closed or not read."""

import os
import subprocess
import sys

from tests.end_to_end.command import command, environment

FULL = "/dev/full"
TO_FULL = f">{FULL}"
CLOSED = ">&-"


def redirected(folder, redirection, *arguments, **variables):
    """Run gilbench in the folder, with what a shell does with its streams before."""
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {redirection}', "sh", *command(*arguments)],
        cwd=folder,
        env={**environment(), **variables},
        capture_output=True,
        check=False,
        timeout=60,
    )


def unread(folder, *arguments):
    """Run gilbench in the folder, with an output whose reader has gone before the first word."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        return subprocess.run(
            command(*arguments),
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
            timeout=120,
        )
    finally:
        os.close(writer)


def after(folder, code, *arguments, **variables):
    """Run gilbench as its console script does, after some code that prepares a fault."""
    return subprocess.run(
        [sys.executable, "-c", f"{code}\nfrom gilbench.__main__ import main\nmain()", *map(str, arguments)],
        cwd=folder,
        env={**environment(), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def require_sentence(err, count=1):
    """Require so many lines that gilbench says, and nothing that Python adds."""
    assert [line.startswith("gilbench: ") for line in err.splitlines() if line] == [True] * count, err
