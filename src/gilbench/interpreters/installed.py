"""The interpreters that python-discovery finds: in the folders of a search path, then in uv's store, then registered.

It goes through a folder until something in it may not be looked at (a link into another user's home), and then through
nothing more. So that this costs only what may not be looked at, the rest is then gone through piece by piece.
"""

import contextlib
import io
import logging
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import platformdirs
from python_discovery import DiskCache, PythonInfo, iter_interpreters

from gilbench.interpreters.candidate import Interpreter
from gilbench.interpreters.identify import PATIENCE, clean_environment
from gilbench.interpreters.search_path import named_like_one
from gilbench.processes import temporary

# python-discovery warns of every interpreter that it cannot query; `survey` says so in its own words.
logging.getLogger("python_discovery").addHandler(logging.NullHandler())

# An OSError for what may not be looked at, and for want of processes or files; a RuntimeError for links in a circle,
# an unknown home, threads that cannot be started, and if gilbench's own interpreter gives no answer.
_FAILURES = (OSError, RuntimeError)
_NO_STORE = {"UV_PYTHON_INSTALL_DIR": os.devnull}


def installed(folders: Sequence[str]) -> list[Interpreter]:
    """Return the interpreters in these folders and in uv's store, in the order in which they are found."""
    cache = _cache()
    there = [folder for folder in folders if os.path.isdir(folder)]  # noqa: PTH112  pathlib's raises
    # The library passes on what an interpreter prints of its own.
    with contextlib.redirect_stdout(io.StringIO()), temporary.folder() as own:
        state = temporary.variables(own)
        try:
            found = list(_asked(there, state, cache))
        except _FAILURES:
            found = list(_piecewise(there, state, cache))
    return [_interpreter(info) for info in found]


def _asked(folders: Sequence[str], state: dict[str, str], cache: DiskCache | None) -> Iterator[PythonInfo]:
    return iter_interpreters(cache=cache, env=_environment(folders) | state)


def _piecewise(folders: Sequence[str], state: dict[str, str], cache: DiskCache | None) -> Iterator[PythonInfo]:
    for folder in folders:
        try:
            found = list(_asked([folder], state | _NO_STORE, cache))
        except _FAILURES:
            found = list(_one_by_one(folder, state, cache))
        yield from found
    with contextlib.suppress(*_FAILURES):
        yield from _asked([], state, cache)


def _one_by_one(folder: str, state: dict[str, str], cache: DiskCache | None) -> Iterator[PythonInfo]:
    for path in named_like_one(Path(folder)):
        with contextlib.suppress(*_FAILURES):
            info = PythonInfo.from_exe(str(path), cache, raise_on_error=False, env=_environment([folder]) | state)
            if info is not None:
                yield info


def _environment(folders: Sequence[str]) -> dict[str, str]:
    environment = clean_environment() | {"PATH": os.pathsep.join(folders)}
    environment.setdefault("PY_DISCOVERY_TIMEOUT", f"{PATIENCE:g}")
    return environment


def _cache() -> DiskCache | None:
    """Return the cache of this user; None for one without a home."""
    try:
        folder = Path(platformdirs.user_cache_dir("gilbench"))
    except RuntimeError:  # which some versions answer with a relative path, so that it would be made just anywhere
        return None
    return DiskCache(folder) if folder.is_absolute() else None


def _interpreter(info: PythonInfo) -> Interpreter:
    return Interpreter(
        executable=os.path.realpath(info.system_executable or info.executable),
        prefix=info.base_prefix or info.prefix or "",
        implementation=info.implementation,
        version_info=(*info.version_info[:5],),
        free_threaded=info.free_threaded,
        debug=info.debug_build,
    )
