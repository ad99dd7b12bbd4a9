"""What standard output can show, and text that goes there or to a file."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import click


def can_print(characters: str = "▲▼≈×–→★") -> bool:
    """Return whether standard output's encoding has all of these signs, by default those of the reports."""
    try:
        characters.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return False
    return True


def width(widest: int) -> int:
    """Return how many columns a line may have: as COLUMNS says, or the terminal; else, and at most, `widest`."""
    return min(shutil.get_terminal_size((widest, 0)).columns, widest)


def put(text: str, output: Path | None) -> None:
    """Print the text, or write it into a file and print where that is; raises StoreError if it cannot be written."""
    from gilbench.store.files import replace_file

    if output is None:
        click.echo(text, nl=False)
    else:
        replace_file(output, text.encode(errors="backslashreplace"))  # names of folders need not be UTF-8
        click.echo(output.resolve())


def put_all(texts: Mapping[str, str], folder: Path) -> None:
    """Write texts into a folder, by their names, and print where each is; raises StoreError as `put` does."""
    if not texts:
        click.echo("gilbench: there is no chart in this report", err=True)
    for name, text in texts.items():
        put(text, folder / name)
