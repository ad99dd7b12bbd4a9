"""An error that nobody expected: one sentence for the user, and the traceback in a file for whoever mends it."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

import click
import platformdirs

import gilbench
from gilbench import legible

WHERE = "the project's issue tracker"  # gilbench has no address of its own yet
_LONGEST = 300  # characters of what the error says


def tell(error: BaseException) -> None:
    """Say what happened and where to report it; the traceback goes to a file, or to standard error if to none."""
    text = _traceback(error)
    file = _stored(text)
    if file is None:
        show(error)
        return
    click.echo(f"{_sentence(error)}, with the traceback in {legible.one_line(str(file))}", err=True)


def show(error: BaseException) -> None:
    """Say what happened and where to report it, after the traceback."""
    click.echo(legible.printable(_traceback(error)), err=True)
    click.echo(f"{_sentence(error)}, with the traceback above", err=True)


def _sentence(error: BaseException) -> str:
    said = legible.one_line(traceback.format_exception_only(error)[-1])
    return f"gilbench: an error of gilbench itself ({legible.shortened(said, _LONGEST)}): please report it to {WHERE}"


def _traceback(error: BaseException) -> str:
    about = f"gilbench {gilbench.__version__}, Python {platform.python_version()}, {platform.platform()}"
    return f"{about}\n\n{''.join(traceback.format_exception(error))}"


def _stored(text: str) -> Path | None:
    """Write a file that nobody else can foresee or read, and return its path; None if there is no room anywhere."""
    for folder in _folders():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix="error-", suffix=".txt", dir=folder)
        except OSError:
            continue
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
                file.write(text)
        except OSError:
            Path(name).unlink(missing_ok=True)
            continue
        return Path(name)
    return None


def _folders() -> Iterator[Path]:
    logs = platformdirs.user_log_path("gilbench", appauthor=False)
    if logs.is_absolute():  # who has no home gets a path that begins with ~
        yield logs
    try:
        yield Path(tempfile.gettempdir())
    except OSError:
        return
