"""The share of py-spy's looks that found the GIL held: it reads the program's memory from another process."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

RATE = 200  # looks per second; more than the process memory can be read at only makes it late


def share(python: str, arguments: list[str], seconds: float) -> float:
    """Return held looks / all looks over a program while it runs.

    Raises OSError if py-spy is not installed beside that interpreter, CalledProcessError if it fails,
    ValueError if it writes anything but counts.
    """
    program = subprocess.Popen([python, *arguments], stdout=subprocess.DEVNULL)
    try:
        with tempfile.TemporaryDirectory() as folder:
            raw = Path(folder, "raw")
            subprocess.run(
                [
                    *(Path(python).with_name("py-spy"), "record"),
                    *("--gil", "--nonblocking", "--format", "raw", "--output", raw),
                    *("--rate", str(RATE), "--duration", str(round(seconds)), "--pid", str(program.pid)),
                ],
                check=True,
                capture_output=True,
                timeout=seconds + 30,
            )
            lines = raw.read_text(encoding="utf-8").splitlines()
    finally:
        program.kill()
        program.wait()
    return sum(int(line.rpartition(" ")[2]) for line in lines) / (RATE * round(seconds))
