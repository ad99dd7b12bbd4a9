"""The job summary of a GitHub Actions step: a file to which each command of the step appends Markdown.

GitHub takes up to 1 MiB per step, all commands together. Of a larger file it shows nothing at all, and a file that is
smaller by a few bytes only may be dropped without a word, so some room is left.
"""

import os
from pathlib import Path

from gilbench.errors import StoreError, UsageError

VARIABLE = "GITHUB_STEP_SUMMARY"
MOST = 1_000_000  # bytes of the whole file
_BREAK = b"\n\n"  # between what is there and what is added, whatever the former ends with


def file() -> Path:
    """Return the file of this step; raises UsageError outside of GitHub Actions."""
    name = os.environ.get(VARIABLE)
    if not name:
        raise UsageError(
            f"--github-summary: {VARIABLE} is not set; it is in a step of GitHub Actions, "
            f"elsewhere use --format md -o FILE"
        )
    path = Path(name)
    if path.exists() and not path.is_file():  # a named pipe without a reader would hold us up for ever
        raise UsageError(f"--github-summary: {path} is no file: unset {VARIABLE} and use --format md -o FILE")
    return path


def room(path: Path) -> int:
    """Return how many bytes may still be added."""
    try:
        used = path.stat().st_size
    except OSError:
        used = 0  # the first of the step
    return max(0, MOST - used - len(_BREAK))


def append(path: Path, markdown: str) -> None:
    """Add Markdown at the end; raises StoreError if the file cannot be written."""
    try:
        with path.open("ab") as summary:
            summary.write((_BREAK if summary.tell() else b"") + markdown.encode())
    except OSError as error:
        raise StoreError(f"the job summary {path} cannot be written: {error.strerror or error}") from error
