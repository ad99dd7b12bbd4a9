"""Ask one executable what it is. It may be anything: a Python, a shell script, a folder, a program that hangs."""

import os
import re
from pathlib import Path

from gilbench.inside.telling import plain
from gilbench.interpreters.candidate import Interpreter, VersionInfo, unprintable
from gilbench.processes import process, temporary
from gilbench.processes.printed import FLOODED

PATIENCE = 10.0  # seconds: far more than any interpreter takes to start
MARK = "gilbench-identity"
FIELDS = 9
_WORD, _NUMBER = re.compile(r"[A-Za-z]{1,30}"), re.compile(r"[0-9]{1,4}")

# Runs on everything that calls itself Python, Jython 2.7 included.
QUESTION = f"""
import platform, sys, sysconfig
debug = sysconfig.get_config_var("Py_DEBUG") or hasattr(sys, "gettotalrefcount")
fields = [platform.python_implementation()] + list(sys.version_info)
fields += [int(sysconfig.get_config_var("Py_GIL_DISABLED") == 1), int(bool(debug)), sys.prefix]
sys.stdout.write("\\n{MARK}\\t" + "\\t".join(str(field) for field in fields) + "\\n")
"""


class UnidentifiedError(Exception):
    """The executable is no Python that can be started; the message is one clause that says why."""


def identify(executable: str, patience: float = PATIENCE) -> Interpreter:
    """Start the executable with a question in Python and read its answer.

    `patience` is how many seconds it may take. Raises UnidentifiedError if there is no answer.
    """
    try:
        _check_file(Path(executable))
    except OSError as error:  # pathlib raises what it takes for more than absence
        raise UnidentifiedError(f"{executable} cannot be looked at: {error.strerror or error}") from None
    # An empty folder to run in: no module of the user's can shadow those of the question.
    with temporary.folder() as folder, temporary.of_targets(folder) as own:
        try:
            ended = process.run(
                [executable, "-c", QUESTION],
                environment=clean_environment() | temporary.variables(own),
                folder=folder,
                timeout=patience,
            )
        except OSError as error:
            raise UnidentifiedError(f"{executable} could not be started: {error.strerror or error}") from None
    if ended.timed_out:
        raise UnidentifiedError(f"{executable} gave no answer within {patience:g} s")
    answer = None if ended.printed.flooded else _read(executable, ended.printed.end())
    if answer is None:
        raise UnidentifiedError(f"{executable} is not an interpreter: {_instead(ended)}")
    return answer


def clean_environment() -> dict[str, str]:
    """Return this process's environment without the variables that change how a Python starts."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def _check_file(path: Path) -> None:
    if not str(path).isprintable():
        raise UnidentifiedError(unprintable(str(path)))
    if path.is_dir():
        inside = next((each for each in (path / "bin/python", path / "Scripts/python.exe") if each.is_file()), None)
        raise UnidentifiedError(f"{path} is a folder: give the interpreter in it" + (f", {inside}" if inside else ""))
    if not path.exists():
        missing = "is a link to a file that does not exist" if path.is_symlink() else "does not exist"
        raise UnidentifiedError(f"{path} {missing}")
    if not os.access(path, os.X_OK):
        raise UnidentifiedError(f"{path} is not executable")


def _read(executable: str, printed: str) -> Interpreter | None:
    for line in printed.splitlines():
        mark, *fields = line.split("\t")
        if mark == MARK and len(fields) == FIELDS and _makes_sense(fields):
            implementation, major, minor, micro, level, serial, free_threaded, debug, prefix = fields
            version: VersionInfo = (int(major), int(minor), int(micro), level, int(serial))
            return Interpreter(executable, prefix, implementation, version, free_threaded == "1", debug == "1")
    return None


def _makes_sense(fields: list[str]) -> bool:
    implementation, major, minor, micro, level, serial, *_ = fields
    words, numbers = (implementation, level), (major, minor, micro, serial)
    return all(map(_WORD.fullmatch, words)) and all(map(_NUMBER.fullmatch, numbers))


def _instead(ended: process.Ended) -> str:
    """Say what it did in place of answering, with the most telling line of what it printed."""
    lines = [line.strip() for line in ended.printed.end().splitlines() if line.strip()]
    telling = next((line for line in lines if "error" in line.lower()), lines[0] if lines else "")
    did = f"it ended with exit code {ended.code}" if ended.code else "it printed nothing that a Python would"
    if ended.printed.flooded:
        did = FLOODED
    return did + (f" ({plain(telling)[:120]})" if telling else "")
