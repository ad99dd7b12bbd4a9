"""What the words of a command line mean: a call, a file or a folder of workloads, or a glob of their names."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gilbench import legible
from gilbench.cli import paths
from gilbench.errors import UsageError
from gilbench.inside import call_text

if TYPE_CHECKING:
    from collections.abc import Iterable

_SUFFIX = ".py"
_VALUES = re.compile(r"[^\s(]+\[.*\]")  # a workload of several, by the values of its parameters
_IN_FILE = re.compile(r"(?:.*/)?([^/]+)\.py:([\w.]+)")  # a function, by its file
_SHOWN = 80  # letters of a word that means nothing


class Meant(NamedTuple):
    """The words of a command line, by what they mean."""

    globs: tuple[str, ...] = ()
    places: tuple[str, ...] = ()  # absolute paths of files and folders
    calls: tuple[str, ...] = ()


def divided(words: Iterable[str]) -> Meant:
    """Tell globs, paths and calls from each other by how they are written.

    Raises UsageError for a path that leads nowhere or to a file that is no Python, and for what is meant as a call and
    is no expression.
    """
    globs, places, calls = [], [], []
    for word in words:
        if _is_call(word):
            calls.append(word)
        elif _is_path(word):
            places.append(_place(word))
        else:
            globs.append(word)
    return Meant(tuple(globs), tuple(dict.fromkeys(places)), tuple(dict.fromkeys(calls)))


def _is_call(word: str) -> bool:
    """Tell whether a word is meant as a call; raises UsageError for one that is, and cannot be made."""
    in_file = _IN_FILE.fullmatch(word)
    if in_file:
        meant = ":".join(in_file.groups())
        raise UsageError(f"{word}: a function is named by its module, in whose folder you are: gilbench run {meant}")
    if call_text.FUNCTION.fullmatch(word.strip()):
        return True
    if _is_path(word) and _is_there(word):
        return False
    has_brackets, has_blanks = "(" in word, bool(re.search(r"\s", word.strip()))
    if not (has_brackets or has_blanks):
        return False
    try:
        call_text.expression(word)
    except call_text.BadCallError as error:
        if _VALUES.fullmatch(word) or (_is_path(word) and not has_brackets):
            return False
        shown = legible.shortened(legible.one_line(word), _SHOWN)
        raise UsageError(f"{shown}: {error}, which --setup takes") from error
    return True


def _is_path(word: str) -> bool:
    """Tell whether a word is meant as a path: no workload has a dot or a slash in its name.

    A bare name stays one, though there may be a folder that is called so.
    """
    return word.endswith(_SUFFIX) or "/" in word or os.sep in word


def _is_there(word: str) -> bool:
    return os.path.exists(paths.expanded(word))  # noqa: PTH110  pathlib's raises where it may not look


def _place(word: str) -> str:
    paths.require("WORKLOAD", word)
    path = Path(os.path.realpath(paths.expanded(word)))  # pathlib's raises for a link to itself
    if not _is_there(word):
        raise UsageError(f"{word}: there is no such file or folder")
    if path.is_file() and path.suffix != _SUFFIX:
        raise UsageError(f"{word}: workloads are in files of Python, and its name does not end in {_SUFFIX}")
    return str(path)
