"""Find the interpreters of this machine that gilbench supports, one for each implementation, version and build."""

import functools
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

FLOOR = (3, 9)
COMMON = {"3.9", "3.10", "3.11", "3.12", "3.13", "3.13t", "3.14", "3.14t", "3.15", "3.15t", "pypy3.11"}
NAME = re.compile(r"(python|pypy)3\.\d+t?")
# Understood by every Python, so that one which is too old can say so.
ASK = """
import json, platform, sys, sysconfig
print(json.dumps([sys.executable, platform.python_implementation(), sys.version_info[:2],
                  bool(sysconfig.get_config_var("Py_GIL_DISABLED"))]))
"""


@dataclass(frozen=True)
class Interpreter:
    """One interpreter, as it described itself."""

    executable: str
    implementation: str  # "CPython", "PyPy"
    version: tuple[int, int]
    free_threaded: bool

    @property
    def id(self) -> str:
        """The version as gilbench's users write it: "3.13t", "pypy3.11"."""
        prefix = "pypy" if self.implementation == "PyPy" else ""
        return f"{prefix}{self.version[0]}.{self.version[1]}{'t' if self.free_threaded else ''}"


@functools.cache
def interpreters() -> dict[str, Interpreter]:
    """Return the supported interpreters by id: this one, then those of PATH, then those of pyenv; the first wins."""
    found: dict[str, Interpreter] = {}
    for candidate in dict.fromkeys(_candidates()):
        answer = _ask(candidate)
        if answer is not None and answer.version >= FLOOR:
            found.setdefault(answer.id, answer)
    return dict(sorted(found.items(), key=lambda item: (item[1].implementation, item[1].version, item[0])))


def _candidates() -> Iterator[Path]:
    yield Path(sys.executable)
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    for folder in map(Path, filter(None, os.environ.get("PATH", "").split(os.pathsep))):
        if folder.is_dir() and folder != root / "shims":  # slow scripts, for what stands among its versions
            yield from sorted(each for each in folder.iterdir() if NAME.fullmatch(each.name))
    yield from sorted(root.glob("versions/*/bin/python"))


def _ask(candidate: Path) -> Interpreter | None:
    """Return how an interpreter describes itself; None if it does not answer."""
    try:
        answer = subprocess.run([candidate, "-c", ASK], capture_output=True, text=True, timeout=30, check=True)
        executable, implementation, version, free_threaded = json.loads(answer.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return Interpreter(executable, implementation, tuple(version), free_threaded)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if interpreters.cache_info().currsize:
        found = interpreters()
        terminalreporter.write_line(f"interpreters: {', '.join(found)}")
        terminalreporter.write_line(f"not on this machine: {', '.join(sorted(COMMON - found.keys())) or 'none'}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "interpreter" in metafunc.fixturenames:
        found = interpreters()
        metafunc.parametrize("interpreter", found.values(), ids=found.keys())


@pytest.fixture(scope="session")
def found_interpreters() -> dict[str, Interpreter]:
    return interpreters()
