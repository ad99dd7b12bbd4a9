"""Paths that a user gives: `~` is expanded, and what no file system could take is refused before anything is done."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gilbench import legible
from gilbench.errors import UsageError

if TYPE_CHECKING:
    from typing import Any

_LONGEST_NAME = 255  # bytes, in nearly every file system
_LONGEST_PATH = 3_500  # bytes; Linux takes 4,096, and the names of what lies in a run folder need some of them
_CLOSED = {errno.ELOOP: "a link there leads back to itself", errno.EACCES: "this folder may not be entered"}
_SHOWN = 80  # letters of one that is too long


class Place(click.Path):
    """A file or folder that may be there or not."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; raises UsageError for one that cannot be."""
        text = os.fspath(value)
        self.require(name_of(param) if param else self.name, text)
        return super().convert(expanded(text), param, ctx)

    def require(self, option: str, text: str) -> None:
        """Raise UsageError, which names the option, for what cannot be such a path."""
        require(option, text)


class Folder(Place):
    """A folder, which may be one that is still to be made."""

    def require(self, option: str, text: str) -> None:
        """Raise UsageError for one that may not be entered, and for a link that leads nowhere but to itself, too."""
        super().require(option, text)
        try:
            os.stat(f"{expanded(text)}/.")  # noqa: PTH116  pathlib drops the dot: it is what lies in a folder
        except OSError as error:
            if error.errno in _CLOSED:
                raise UsageError(f"{option} {text}: {_CLOSED[error.errno]}: give another path") from error


PLACE = Place()
FOLDER = Folder()


def require(option: str, text: str) -> None:
    """Raise UsageError if the path that an option names is too long, or in the home of a user that is not there."""
    path = expanded(text)
    shown = legible.shortened(text, _SHOWN)
    if path.startswith("~"):
        raise UsageError(f"{option} {shown}: there is no such user; for what is called so, write ./{shown}")
    if max(map(len, [b"", *os.fsencode(path).split(b"/")])) > _LONGEST_NAME:
        raise UsageError(f"{option} {shown}: a name may have {_LONGEST_NAME} bytes: give a shorter one")
    if len(os.fsencode(path)) > _LONGEST_PATH:
        raise UsageError(f"{option} {shown}: a path may have {_LONGEST_PATH} bytes: give a shorter one")


def expanded(text: str) -> str:
    """Return the path with the home in place of `~`, or of `~name`; as it is if there is none."""
    return os.path.expanduser(text)  # noqa: PTH111  pathlib's raises for a `~name` that does not exist


def folder(option: str, text: str) -> str:
    """Return the absolute path of a folder that an option names; raises UsageError if it is none."""
    require(option, text)
    path = os.path.realpath(expanded(text))  # pathlib's raises for a link to itself
    if not os.path.isdir(path):  # noqa: PTH112  pathlib's raises where it may not look
        raise UsageError(f"{option} {text}: there is no such folder")
    return path


def name_of(parameter: click.Parameter) -> str:
    """Return what a person calls an option or an argument: `--output`, `WORKLOAD`."""
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return (parameter.metavar or parameter.name or "").strip("[].").upper()


def require_working_folder() -> None:
    """Raise UsageError if the current folder is gone, or nothing in it can be reached or named."""
    try:
        here = Path.cwd()
        if not is_text(str(here)):
            raise UsageError("the current folder has a name that is not UTF-8, and results are: go to another one")
        (here / "pyproject.toml").lstat()
    except FileNotFoundError as error:
        if error.filename is None:
            raise UsageError("the current folder is not there any more: go to one that is") from error
    except OSError as error:
        why = error.strerror or error
        raise UsageError(f"nothing in the current folder can be reached ({why}): go to another one") from error


def is_text(text: str) -> bool:
    """Tell whether a name is UTF-8: of any other, Python makes letters that cannot be written anywhere."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)
