"""A run folder while it is written to: it may be moved, renamed or removed under the run."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gilbench.errors import GilbenchError, StoreError


@dataclass(frozen=True)
class Place:
    """A folder, known by what it is and not by its name, which another one may have later."""

    folder: Path  # as the user calls it
    absolute: Path
    identity: tuple[int, int] | None  # device and inode

    @classmethod
    def of(cls, folder: Path) -> "Place":
        """Return the folder as it is now."""
        absolute = folder.resolve()
        return cls(folder, absolute, _identity(absolute))

    def is_there(self) -> bool:
        """Tell whether the folder still has its name."""
        return self.identity is not None and _identity(self.absolute) == self.identity

    def require(self) -> None:
        """Raise StoreError if the folder is no longer what has its name."""
        if not self.is_there():
            raise StoreError(
                f"{self.folder} was moved or removed while gilbench was writing to it. "
                f"If it is elsewhere now, go on there: gilbench run --resume FOLDER"
            )

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Raise StoreError in place of any error of the block if the folder has gone meanwhile: it is why."""
        try:
            yield
        except (GilbenchError, OSError):
            self.require()
            raise


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
