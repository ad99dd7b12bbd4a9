"""What can still be done with a run that was stopped before its report was written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import msgspec


class _Ending(msgspec.Struct):
    """A manifest of which nothing else is of interest."""

    finished: bool = False


@contextmanager
def hinted(folder: Path) -> Iterator[None]:
    """Say on Ctrl-C how to go on with the run in this folder, if there is one by then."""
    try:
        yield
    except KeyboardInterrupt:
        how = _next(folder)
        if how is not None:
            click.echo(f"gilbench: go on with: {how}", err=True)
        raise


def _next(folder: Path) -> str | None:
    from gilbench import foreign
    from gilbench.store import reading, run_folder

    try:
        ending = msgspec.json.decode(foreign.read(folder / run_folder.MANIFEST), type=_Ending)
    except (OSError, *reading.FOREIGN):
        return None
    return f"gilbench report {folder}" if ending.finished else f"gilbench run --resume {folder}"
