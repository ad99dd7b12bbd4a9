"""Remove folders whatever their permissions are, and nothing that a link in them points to."""

import os
import shutil
from contextlib import suppress
from pathlib import Path


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it, as far as this user may; a link in its place stays as it is."""
    shutil.rmtree(folder, ignore_errors=True)
    if folder.is_dir() and not folder.is_symlink():
        _open_up(folder)
        shutil.rmtree(folder, ignore_errors=True)


def _open_up(folder: Path) -> None:
    """Make every folder in it our own to change: work may have closed those that it made."""
    _allow(folder)
    for place, names, _ in os.walk(folder):  # which looks into a folder once it was allowed to
        for name in names:
            _allow(Path(place, name))


def _allow(folder: Path) -> None:
    with suppress(OSError):
        if not folder.is_symlink():
            folder.chmod(0o700)
