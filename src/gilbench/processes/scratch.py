"""The folder in which what is measured runs: trials and probed calls find it empty, each anew."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gilbench.errors import StoreError
from gilbench.processes import interruption


def emptied(folder: Path) -> Path:
    """Make `folder` anew; return the empty one in it to run in, so that it lies apart from our own files beside it.

    Raises StoreError if it cannot be written.
    """
    scratch = folder / "scratch"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        scratch.mkdir(parents=True)
    except OSError as error:
        raise StoreError(f"cannot write {folder}: {error.strerror or error}. Make room for it.") from error
    return scratch


@contextmanager
def removed(*folders: Path) -> Iterator[None]:
    """Remove what is needed only while targets run, however that ends."""
    try:
        yield
    finally:
        with interruption.held():
            for folder in folders:
                shutil.rmtree(folder, ignore_errors=True)
