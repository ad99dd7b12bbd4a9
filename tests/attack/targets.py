"""Executables that answer like a Python that lies, or in ways that no Python would."""

import json
import os
import stat
import sys
from dataclasses import dataclass, field
from pathlib import Path

FACTS = {
    "executable": "/usr/bin/python3",
    "implementation": "CPython",
    "version": "3.13.5",
    "version_info": [3, 13, 5],
    "implementation_version": "3.13.5",
    "build": "main",
    "compiler": "GCC",
    "config_args": "",
    "free_threaded": False,
    "gil_enabled": True,
    "jit": "absent",
    "switch_interval": 0.005,
    "cpu_count": 2,
    "affinity": [0, 1],
    "cgroup_quota": None,
    "start_methods": ["fork", "spawn"],
    "default_start_method": "fork",
    "executable_sha256": "0" * 64,
    "libc": "glibc",
    "zlib": "1.3",
    "platform": "Linux",
}
WORKLOAD = {
    "name": "good",
    "file": "/somewhere/bm_good.py",
    "kind": "cpu",
    "code": "python",
    "data": "private",
    "asks": "What?",
    "summary": "Good.",
    "has_async_twin": False,
    "has_resource": False,
    "pair": None,
    "version": 1,
    "missing": None,
}
STRATEGY = {
    "name": "serial",
    "start_method": None,
    "file": "/somewhere/serial.py",
    "family": "serial",
    "shares_memory": True,
    "runs_async": False,
    "missing": None,
}
BEGUN, END = {"begin": "facts"}, {"end": True}


@dataclass(frozen=True)
class Asked:
    """What stands for an interpreter that was asked for."""

    executable: str
    spec: str = "odd"
    environment: dict = field(default_factory=dict)


def script(path: Path, text: str) -> Path:
    """Write an executable script for the interpreter of these tests; `answer` is the file it is to write."""
    path.write_text(f"#!{sys.executable}\n{text}")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def lines(*records: object) -> bytes:
    """Return records as a target writes them."""
    return b"".join(json.dumps(each).encode() + b"\n" for each in records)


def fifo(path: Path) -> None:
    """Put a named pipe there: who opens it to read waits for a writer."""
    os.mkfifo(path)


def device(path: Path) -> None:
    """Put a link to what never ends there."""
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    """Put a folder there."""
    path.mkdir()


def endless(path: Path) -> None:
    """Put a file there that is larger than any disk."""
    with path.open("wb") as file:
        file.truncate(1 << 40)


def one_line(path: Path) -> None:
    """Put a line of 10 MB there."""
    path.write_bytes(b'{"begin":"' + b"x" * 10_000_000 + b'"}\n')


LYING = """
import json, sys
from pathlib import Path
sys.path[:0] = {path!r}
from tests.attack import targets
asked = json.loads(sys.argv[sys.argv.index("--trial") + 1])
metrics, suite = Path(asked["metrics_file"]), Path(asked["pyperf_file"])
metrics.write_bytes(Path({prepared!r}).read_bytes())
suite.write_text({suite!r})
{ending}
"""


def lying(folder: Path, answer: bytes, suite: str, ending: str) -> Path:
    """Write an executable which answers a trial with these bytes and this suite, and then does what `ending` says."""
    (folder / "prepared").write_bytes(answer)
    path = [str(Path(__file__).parents[2]), *sys.path]
    code = LYING.format(path=path, prepared=str(folder / "prepared"), suite=suite, ending=ending)
    return script(folder / "python", code)


ODD = {
    fifo: "Is a named pipe, not a file",
    device: "Is a device, not a file",
    folder: "Is a directory",
    endless: "Has more than 16 MiB",
    one_line: "Has a line of more than 1 MiB",
}
