"""Print what a program can see of how it was started."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import beside  # stands in the same folder

LEVEL: int = 1
_ADDRESSES = ("__spec__", "__loader__", "__builtins__")
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGPIPE)


def show() -> None:
    names = {
        name: type(value).__name__ if name in _ADDRESSES else repr(value)
        for name, value in sorted(globals().items())
        if not callable(value) and type(value).__name__ != "module"
    }
    seen = [
        *(names, sorted(globals()), beside.__file__, sys.path),
        *(sys.argv, getattr(sys, "orig_argv", [""])[1:], sys.flags, sys.warnoptions),
        *(sorted(os.environ.items()), str(Path.cwd()), [os.isatty(file) for file in range(3)]),
        len([file for file in Path("/proc/self/fd").iterdir() if int(file.name) < 200 and not _of_ctypes(file)]),
        *(signal.pthread_sigmask(0, []), [signal.getsignal(number) for number in _SIGNALS]),
        [name for name in sys.modules if name.startswith("gilbench")],
        sys.modules["__main__"].__dict__ is globals(),
        sys.stdin.read(),
    ]
    for each in seen:
        sys.stdout.write(f"{each!r}\n")
    sys.stdout.flush()


def _of_ctypes(file: Path) -> bool:
    """Some builds of libffi, which ctypes brings, keep their own file open."""
    return "libffi" in file.resolve().name


def fail() -> None:
    raise ValueError(sys.argv)


if __name__ == "__main__":
    show()
    if "fail" in sys.argv:
        fail()
    if "interrupt" in sys.argv:
        raise KeyboardInterrupt
    if "leave" in sys.argv:
        sys.exit("left")
