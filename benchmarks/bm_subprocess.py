"""Calling other programs: waiting for processes.

The program is `true`, the cheapest there is, so the time is that of starting a process and waiting for its end.
Python's part of it holds the GIL. Where there is no `true`, as on Windows, it is this Python doing nothing, and an
item takes ten to twenty times as long. It would surprise if threads did not help on a machine with processors to spare.
"""

from __future__ import annotations

import functools
import shutil
import subprocess
import sys

from gilbench import workload


@workload(
    kind="io",
    sizes={"small": 4, "full": 25},
    expect={"small": 4, "full": 25},
    asks="Do calls of other programs overlap?",
    version=2,
)
def subprocess_call(calls: int) -> int:
    """Run a program that does nothing and return how often it ended well."""
    return sum(subprocess.run(_command(), check=False).returncode == 0 for _ in range(calls))


@functools.cache
def _command() -> tuple[str, ...]:
    nothing = shutil.which("true")
    return (nothing,) if nothing else (sys.executable, "-I", "-S", "-c", "")
