"""The folders in which interpreters are looked for, and what in them is named like one.

A folder, or a home, that may not be read has nothing in it.
"""

import os
import re
from pathlib import Path

_EXECUTABLE = re.compile(r"(python|pypy|graalpy|jython)\d*(\.\d+)?t?(\.exe)?", re.IGNORECASE)


def folders() -> list[str]:
    """Return the folders of PATH, with pyenv's version folders in place of its shims, or at the end."""
    on_path = [folder for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if folder]
    root = _pyenv()
    if root is None:
        return list(dict.fromkeys(on_path))
    shims = str(root / "shims")
    at = on_path.index(shims) if shims in on_path else len(on_path)
    after = (each for each in on_path[at:] if each != shims)
    return list(dict.fromkeys([*on_path[:at], *map(str, _versions(root)), *after]))


def named_like_one(folder: Path) -> list[Path]:
    """Return what in the folder is named like an interpreter, in alphabetical order."""
    try:
        return sorted(path for path in folder.iterdir() if _EXECUTABLE.fullmatch(path.name))
    except OSError:
        return []


def _pyenv() -> Path | None:
    """Return pyenv's folder; None where the user has no home to keep it in."""
    named = os.environ.get("PYENV_ROOT")
    try:
        return Path(named) if named else Path.home() / ".pyenv"
    except RuntimeError:  # neither HOME nor an entry in the list of users
        return None


def _versions(root: Path) -> list[Path]:
    try:
        newest_first = sorted((root / "versions").iterdir(), key=lambda path: _numbers(path.name), reverse=True)
    except OSError:
        return []
    return [path / "bin" for path in newest_first if os.path.isdir(path / "bin")]  # noqa: PTH112  pathlib's raises


def _numbers(name: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", name)]
