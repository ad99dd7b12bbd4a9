"""Code that leaves the process group of a target in every way, and a look for what is left of it."""

import sys
from pathlib import Path

SLEEP = "import time; time.sleep(300)"
STUBBORN = "import signal, time; [signal.signal(n, signal.SIG_IGN) for n in (1, 2, 15)]; time.sleep(300)"
WITH_CHILDREN = f"""
import subprocess, sys, time
for _ in range(3):
    subprocess.Popen([sys.executable, "-c", {SLEEP!r}, sys.argv[1]], start_new_session=True)
time.sleep(300)
"""
# A new session and a new process every few milliseconds; what is killed has a child already.
FORKING = """
import os, time
began = time.monotonic()
while time.monotonic() < began + 3:
    if os.fork():
        os._exit(0)
    os.setsid()
    time.sleep(0.002)
"""
SESSION = "subprocess.Popen([sys.executable, '-c', {child!r}, {folder!r}], start_new_session=True{more})"
DAEMON = """
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.closerange(3, 100)
        os.execve(sys.executable, [sys.executable, '-c', {child!r}, {folder!r}], {environment})
    os._exit(0)
os.wait()
"""
QUIET = ", stdin=-3, stdout=-3, stderr=-3"  # nothing of the target's is held open
NAMES = ("a session", "which holds nothing", "which is stubborn", "with sessions of its own", "a daemon")
HARD = ("a session without a variable", "a daemon without a variable", "forking")  # for a host of one thread


def code(name: str, folder: Path) -> str:
    """Return statements that leave processes running, which have the path of the folder in their command line."""

    def session(child, more=""):
        return SESSION.format(child=child, folder=str(folder), more=more)

    def daemon(environment):
        return DAEMON.format(child=SLEEP, folder=str(folder), environment=environment)

    escape = {
        "a session": session(SLEEP),
        "which holds nothing": session(SLEEP, QUIET),
        "which is stubborn": session(STUBBORN),
        "with sessions of its own": session(WITH_CHILDREN),
        "a daemon": daemon("os.environ"),
        "a session without a variable": session(SLEEP, QUIET + ", env={}"),
        "a daemon without a variable": daemon("{}"),
        "forking": session(FORKING),
    }[name]
    return f"import os, subprocess, sys, time\n{escape}\ntime.sleep(0.2)\n"


def script(folder: Path, name: str, then: str) -> str:
    """Return the path of a program in the folder that does this, and then something else."""
    path = folder / "python"
    path.write_text(f"#!{sys.executable}\n{code(name, folder)}{then}\n")
    path.chmod(0o755)
    return str(path)
