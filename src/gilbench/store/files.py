"""Write files whole or not at all, and say in one sentence why one cannot be written.

Folders may have been made by others, so nothing is written through a link that lies there: a file is made under a name
that nobody can foresee, and takes the place of whatever has the name that it is to have.
"""

import errno
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from gilbench.errors import StoreError

_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)  # absent on Windows
_NEW = ".gilbench-"
_UNFINISHED = re.compile(re.escape(_NEW) + r"[0-9a-f]{32}\.new")
_WRITING = 60.0  # seconds: nobody takes as long for one file
_OF_THE_SYSTEM = Path("/dev")  # -o /dev/stdout, as root, would put a file in the place of the device


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a crash, sees either the old or the new content; raises StoreError."""
    with replacing(path) as file:
        file.write(content)


def require_replaceable(path: Path) -> None:
    """Raise OSError if a file could not be written there, before there is anything to write."""
    if path.is_dir():
        raise OSError(errno.EISDIR, "it is a folder")
    path.parent.mkdir(parents=True, exist_ok=True)
    new = _beside(path)
    with open(new, "xb", opener=_without_links):
        new.unlink()


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write, which takes the place of `path` when the block ends well; else nothing of it is left.

    A link at `path` is replaced, not followed. Raises StoreError.
    """
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.parent.resolve() == _OF_THE_SYSTEM:
            raise OSError(errno.EINVAL, f"{_OF_THE_SYSTEM} is no place for files")
        new = _beside(path)
        try:
            with open(new, "xb", opener=_without_links) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
        except BaseException:
            with suppress(OSError):
                new.unlink()  # half a file would only fill the disk further
            raise


def make_once(path: Path, content: bytes) -> None:
    """Make a file that only this user may read and write, whole or not at all.

    Raises FileExistsError if something has its name already, OSError for other reasons.
    """
    new = _beside(path)
    try:
        with open(new, "xb", opener=_private) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(new)  # unlike a replacement it never takes the place of another
    finally:
        new.unlink(missing_ok=True)


def remove_unfinished(*folders: Path) -> None:
    """Remove the files that a killed gilbench had not yet put in their places, and none that is being written."""
    before = time.time() - _WRITING
    for folder in folders:
        with suppress(OSError):
            for path in [each for each in folder.iterdir() if _UNFINISHED.fullmatch(each.name)]:
                if path.lstat().st_mtime < before:
                    path.unlink()


def open_to_append(path: Path) -> BinaryIO:
    """Open a file of our own, unbuffered, to read and to add to its end; raises OSError if a link is there."""
    return open(path, "a+b", buffering=0, opener=_without_links)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an OSError of the block into a StoreError about this path."""
    try:
        yield
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> StoreError:
    """Return the sentence for a path that cannot be written."""
    return StoreError(f"cannot write {path}: {error.strerror or error}. Make room or choose another folder with --out.")


def _beside(path: Path) -> Path:
    return path.with_name(f"{_NEW}{secrets.token_hex(16)}.new")


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | _NO_LINKS, 0o600)


def _without_links(path: str, flags: int) -> int:
    return os.open(path, flags | _NO_LINKS, 0o666)
