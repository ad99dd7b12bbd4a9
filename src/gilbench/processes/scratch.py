"""The folder in which what is measured runs: trials and probed calls find it empty, each anew."""

from pathlib import Path

from gilbench.errors import StoreError
from gilbench.processes.removal import remove


def emptied(folder: Path) -> Path:
    """Make `folder` anew; return the empty one in it to run in, so that it lies apart from our own files beside it.

    What `folder` is in has to be there: a run whose folder has gone does not make it anew. Raises StoreError if it
    cannot be written.
    """
    scratch = folder / "scratch"
    remove(folder)
    try:
        folder.mkdir()  # what could not be removed, such as a link, is not filled
        scratch.mkdir()
    except OSError as error:
        raise StoreError(f"cannot write {folder}: {error.strerror or error}. Make room for it.") from error
    return scratch
