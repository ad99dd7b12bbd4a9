"""The process group that a target and, unless they leave it, its children are in."""

import contextlib
import os
import signal
import subprocess

from gilbench.processes import table


def lives(group: int) -> bool:
    """Tell whether anything still runs in the group; zombies do not count."""
    if not hasattr(os, "killpg"):
        return False
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    members = [each for each in table.entries() if each.group == group]
    return not members or any(each.runs for each in members)  # none: there is no /proc


def kill(process: "subprocess.Popen[bytes]") -> None:
    """Kill every process of the group that this one leads."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
