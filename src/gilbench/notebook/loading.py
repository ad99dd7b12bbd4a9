"""From the folder of a run to what a notebook works with. What is in the folder is data: nothing of it is executed."""

import os
from collections.abc import Iterable
from pathlib import Path

from gilbench.errors import UsageError
from gilbench.experiments import discovery
from gilbench.model import Page
from gilbench.notebook import frames
from gilbench.notebook.loaded import LoadedRun
from gilbench.page import garbage
from gilbench.page.build import build
from gilbench.store import run_folder

_Path = str | os.PathLike[str]


def load(folder: _Path, experiments: _Path | Iterable[_Path]) -> LoadedRun:
    """Return what `gilbench report` says of a run; raises what `gilbench.load` says."""
    own = [experiments] if isinstance(experiments, str | os.PathLike) else experiments
    known = discovery.find(map(_own, own))
    with garbage.seldom():
        return told(build(run_folder.load(_named(folder)), known))


def told(page: Page) -> LoadedRun:
    """Return what a page says, as a notebook has it."""
    return LoadedRun(
        name=page.run_id,
        created=page.created,
        finished=page.finished,
        invented=page.invented,
        targets={each.id: each.label for each in page.targets},
        counts=dict(page.counts),
        trust=page.trust.text,
        results=frames.results(page),
        figures=frames.figures(page),
        verdict=page.verdict,
        unsaid=page.unsaid,
    )


def _named(folder: _Path) -> Path:
    """Return a path that ends with the name of the folder, which `.` and `..` do not; links are not followed."""
    path = os.path.expanduser(folder)  # noqa: PTH111  pathlib's raises for a `~name` that does not exist
    return Path(os.path.abspath(path))  # noqa: PTH100  pathlib's keeps `..`


def _own(folder: _Path) -> str:
    path = os.path.realpath(os.path.expanduser(folder))  # noqa: PTH111  as above
    if not os.path.isdir(path):  # noqa: PTH112  pathlib's raises where it may not look
        raise UsageError(f"experiments {os.fspath(folder)}: there is no such folder")
    return path
