"""gilbench as another user: root may read everything, so that for root closed folders are met by somebody else."""

import functools
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import numpy as np
import pytest
from tests.end_to_end.command import environment

NOBODY = 65534
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
posix = pytest.mark.skipif(sys.platform == "win32", reason="folders are closed, and processes limited, in another way")


def run(
    folder: Path,
    *arguments: str | Path,
    uid: int = NOBODY,
    before: Callable[[], None] | None = None,
    variables: dict[str, str | None] | None = None,
) -> "subprocess.CompletedProcess[str]":
    """Run gilbench in the folder; as `uid` if we are root.

    `before` is done in the new process, and those of the `variables` that are None are not in its environment.
    """
    return subprocess.run(
        [python(), "-m", "gilbench", *map(str, arguments)],
        cwd=folder,
        env=_environment(variables or {}),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=55,
        preexec_fn=before,
        **_as(uid),
    )


@functools.cache
def python() -> str:
    """Return an interpreter that the other user can start and that has what gilbench needs; skips if there is none."""
    named = f"python{sys.version_info.major}.{sys.version_info.minor}"
    folders = os.defpath.split(os.pathsep) if IS_ROOT else []
    for each in (sys.executable, *(f"{folder}/{named}" for folder in folders if folder)):
        if _starts(each, "import gilbench.cli.main, msgspec, numpy"):
            return each
    pytest.skip(f"no {named} here that another user may start, with gilbench and what it needs")


def starts(executable: str | Path) -> bool:
    """Return whether the other user can start this interpreter."""
    return _starts(str(executable), "import sysconfig")


def _starts(executable: str, question: str) -> bool:
    try:
        asked = subprocess.run(
            [executable, "-c", question],
            env=_environment({}),
            cwd="/",
            capture_output=True,
            check=False,
            timeout=55,
            **_as(NOBODY),
        )
    except OSError:
        return False
    return asked.returncode == 0


def _environment(variables: dict[str, str | None]) -> dict[str, str]:
    here = environment()
    packages = dict.fromkeys(str(Path(each.__file__).parents[1]) for each in (click, np))
    here["PYTHONPATH"] = os.pathsep.join([here["PYTHONPATH"], *packages])
    here["PYTHONDONTWRITEBYTECODE"] = "1"
    changed = {name: value for name, value in variables.items() if value is not None}
    return {name: value for name, value in here.items() if name not in variables} | changed


def _as(uid: int) -> dict[str, object]:
    return {"user": uid, "group": uid, "extra_groups": []} if IS_ROOT else {}


def sentence(ended: "subprocess.CompletedProcess[str]") -> str:
    """Return the one line that gilbench said before it gave up; fails if there is more, or anything unforeseen."""
    said = [line for line in ended.stderr.splitlines() if line.startswith("gilbench: ")]
    assert "Traceback" not in ended.stderr
    assert ended.returncode == 2, ended.stderr
    assert len(said) == 1, ended.stderr
    return said[0]
