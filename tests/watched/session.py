"""The session that docs/held-share.md shows: a service under gilbench, visited, and ended by a signal. Not a test.

`session.py [SECONDS] [SIGNAL]` prints what a person sees.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

HERE = Path(__file__).parent


def session(seconds: float, number: signal.Signals, *options: str) -> tuple[int, str, str]:
    """Return the exit code of the service, and what was printed on standard output and on standard error."""
    watched = [sys.executable, "-m", "gilbench", "watch", *options, str(HERE / "service.py")]
    with subprocess.Popen(watched, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        told: list[str] = []
        listening = threading.Thread(target=lambda: told.extend(running.stderr or ()))
        listening.start()
        assert running.stdout is not None
        url = running.stdout.readline().strip()
        subprocess.run([sys.executable, HERE / "visiting.py", url, str(seconds)], check=True, capture_output=True)
        running.send_signal(number)
        rest = running.stdout.read()
        listening.join()
    return running.returncode, f"{url}\n{rest}", "".join(told)


def main() -> None:
    """Print it."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    number = signal.Signals[sys.argv[2]] if len(sys.argv) > 2 else signal.SIGTERM
    code, out, told = session(seconds, number)
    sys.stdout.write(f"{out}{told}exit code {code}\n")


if __name__ == "__main__":
    main()
