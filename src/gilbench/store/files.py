"""Write files whole or not at all, and say in one sentence why one cannot be written."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gilbench.errors import StoreError


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a crash, sees either the old or the new content; raises StoreError."""
    new = path.with_name(f".{path.name}.new")
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with new.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
        except OSError:
            new.unlink(missing_ok=True)  # half a file would only fill the disk further
            raise


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
