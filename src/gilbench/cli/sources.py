"""Where workloads are: a file or a folder among the names on a command line, told from globs by how it is written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from gilbench.cli import paths
from gilbench.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

_SUFFIX = ".py"


def divided(words: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the globs among the words, and the absolute paths of the files and folders among them.

    Raises UsageError for a path that leads nowhere, or to a file that is no Python.
    """
    globs, places = [], []
    for word in words:
        if _is_path(word):
            places.append(_place(word))
        else:
            globs.append(word)
    return tuple(globs), tuple(dict.fromkeys(places))


def _is_path(word: str) -> bool:
    """Tell whether a word is meant as a path: no workload has a dot or a slash in its name.

    A bare name stays one, though there may be a folder that is called so.
    """
    return word.endswith(_SUFFIX) or "/" in word or os.sep in word


def _place(word: str) -> str:
    paths.require("WORKLOAD", word)
    path = Path(os.path.realpath(paths.expanded(word)))  # pathlib's raises for a link to itself
    if not os.path.exists(path):  # noqa: PTH110  pathlib's raises where it may not look
        raise UsageError(f"{word}: there is no such file or folder")
    if path.is_file() and path.suffix != _SUFFIX:
        raise UsageError(f"{word}: workloads are in files of Python, and its name does not end in {_SUFFIX}")
    return str(path)
