"""The key that seals this user's runs: random bytes in the user's state folder, made when they are first needed.

Whoever has it can write a manifest that this user's gilbench executes, so it is used only if nobody else can have read
or written it. It goes into no message, file, or environment of another process.
"""

import errno
import os
import secrets
import stat
from pathlib import Path

import platformdirs

from gilbench import foreign
from gilbench.store.files import make_once

NAME = "seal-key"
SIZE = 32  # bytes


class NoKeyError(Exception):
    """There is no key that can be used; the message is one clause that says why."""


def found() -> bytes:
    """Return the key; raises NoKeyError if there is none, or one that somebody else may know."""
    path = _place()
    try:
        return _read(path)
    except OSError as error:
        raise _unusable(path, error) from error


def made() -> bytes:
    """Return the key, made now if there is none; raises NoKeyError if that cannot be, or somebody else may know it."""
    path = _place()
    try:
        if not os.path.lexists(path):
            _make(path)
        return _read(path)
    except OSError as error:
        raise _unusable(path, error) from error


def _place() -> Path:
    folder = platformdirs.user_state_path("gilbench")
    if not folder.is_absolute():  # without a home: a folder of somebody else's may have one of that name in it
        raise NoKeyError("there is no home to keep the key in that seals runs")
    return folder / NAME


def _make(path: Path) -> None:
    if not path.parent.exists():
        _require_owned(_nearest(path.parent).stat())  # as root, nothing is made in the home of another user
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _require_folder(path.parent)
    try:
        make_once(path, secrets.token_bytes(SIZE))
    except FileExistsError:
        return  # another gilbench was quicker


def _read(path: Path) -> bytes:
    _require_folder(path.parent)
    if path.is_symlink():
        raise OSError(errno.ELOOP, "Is a link, not a file")
    with foreign.opened(path, SIZE) as file:
        status = os.fstat(file.fileno())
        _require_owned(status)
        if _in_reach(status, stat.S_IRWXG | stat.S_IRWXO):
            raise OSError(errno.EPERM, "Others may read or write it")
        content = file.read(SIZE + 1)
    if len(content) != SIZE:
        raise OSError(errno.EINVAL, f"Has not the {SIZE} bytes of a key: delete it")
    return content


def _nearest(folder: Path) -> Path:
    return next(each for each in folder.parents if each.exists())


def _require_folder(folder: Path) -> None:
    status = folder.stat()
    _require_owned(status)
    if _in_reach(status, stat.S_IWGRP | stat.S_IWOTH):
        raise OSError(errno.EPERM, "Others may write into its folder")


def _require_owned(status: os.stat_result) -> None:
    if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
        raise OSError(errno.EPERM, "Belongs to another user")


def _in_reach(status: os.stat_result, of_others: int) -> bool:
    return hasattr(os, "geteuid") and bool(status.st_mode & of_others)  # Windows has no such bits


def _unusable(path: Path, error: OSError) -> NoKeyError:
    return NoKeyError(f"the key that seals runs, {path}, cannot be used: {error.strerror or error}")
