"""What was found: an interpreter that said who it is, in the state asked for; or why it cannot be measured."""

from collections.abc import Mapping
from dataclasses import dataclass

from gilbench.legible import one_line, shortened

OLDEST = (3, 9)
MEASURABLE = ("CPython", "PyPy", "GraalPy")

VersionInfo = tuple[int, int, int, str, int]  # as in sys.version_info
_LONGEST_REASON = 2000  # letters
_SUFFIX = {"alpha": "a", "beta": "b", "candidate": "rc"}


@dataclass(frozen=True)
class Interpreter:
    """An executable that answered like a Python."""

    executable: str
    prefix: str  # its sys.prefix: tells a virtual environment from the interpreter that it links to
    implementation: str  # "CPython", "PyPy", "Jython"
    version_info: VersionInfo  # of the language, also on PyPy
    free_threaded: bool  # what was compiled
    debug: bool = False  # compiled with Py_DEBUG

    @property
    def version(self) -> str:
        """The version in words: `3.13.5`, `3.15.0rc1`."""
        major, minor, micro, level, serial = self.version_info
        return f"{major}.{minor}.{micro}" + (f"{_SUFFIX[level]}{serial}" if level in _SUFFIX else "")

    @property
    def label(self) -> str:
        """A short name for messages: `3.13.5t`, `pypy3.11.17`."""
        prefix = "" if self.implementation == "CPython" else self.implementation.lower()
        return f"{prefix}{self.version}{'t' if self.free_threaded else ''}"

    @property
    def objection(self) -> str | None:
        """Why it cannot be measured; None if nothing speaks against it."""
        if not self.executable.isprintable():
            return unprintable(self.executable)
        if self.implementation not in MEASURABLE:
            return f"{self.implementation} cannot be measured: give a CPython or PyPy, {_OLDEST_WORDS} or newer"
        if self.version_info[:2] < OLDEST:
            return too_old(self.version)
        return None


@dataclass(frozen=True)
class Candidate:
    """An interpreter that answers a spec, in the state that the spec asks for."""

    spec: str  # as typed; "default" if nothing was
    interpreter: Interpreter
    environment: Mapping[str, str]  # what puts it into its state: {"PYTHON_GIL": "1"}

    @property
    def executable(self) -> str:
        """The path to start."""
        return self.interpreter.executable


@dataclass(frozen=True)
class Unusable:
    """Something the user asked for, or that was found, that cannot be measured."""

    spec: str
    reason: str

    def __post_init__(self) -> None:
        """Keep both in a line each: paths and what an executable said may hold anything, half a character included."""
        object.__setattr__(self, "spec", one_line(self.spec))
        object.__setattr__(self, "reason", shortened(one_line(self.reason), _LONGEST_REASON))


_OLDEST_WORDS = ".".join(map(str, OLDEST))


def unprintable(path: str) -> str:
    """Say that a path can neither be shown in a report nor stored as it is."""
    return f"{path} has a character in its path that cannot be shown: give a link to it that has none"


def too_old(version: str) -> str:
    """Say that a version is older than those that can be measured."""
    return f"{version} is too old: gilbench measures {_OLDEST_WORDS} and newer"
