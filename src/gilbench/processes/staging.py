"""Put together what a target needs on PYTHONPATH; nothing is ever installed into a target."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pyperf

import gilbench
from gilbench.errors import StoreError
from gilbench.processes import temporary
from gilbench.processes.removal import remove

PACKAGE = Path(gilbench.__file__).parent
# What an interpreter may need to start at all, and to find files and commands.
KEPT = frozenset(
    {"PATH", "HOME", "COMSPEC", "SYSTEMROOT", "SYSTEMDRIVE", "LANG", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"}
)
MEASURING = ("__init__", "records", "measure")  # the roles of an experiment that go into targets
NO_EXPERIMENTS: Mapping[str, Path] = {}
NO_FILES: Mapping[str, str] = {}
_IGNORED = frozenset({"__pycache__", "tests"})


def built_in_workloads() -> Path:
    """Return the folder of the built-in workloads: inside the package when installed, beside `src` in a checkout."""
    installed = PACKAGE / "benchmarks"
    return installed if installed.is_dir() else PACKAGE.parents[1] / "benchmarks"


def stage(folder: Path, experiments: Mapping[str, Path] = NO_EXPERIMENTS, files: Mapping[str, str] = NO_FILES) -> Path:
    """Fill `folder` afresh with the target side of gilbench and a pure-Python pyperf, and return its absolute path.

    `experiments` are those that targets will measure: their folders by name. `files` are further ones: their text, by
    their path in the folder. Raises StoreError if the folder cannot be written.
    """
    try:
        remove(folder)
        folder.mkdir(parents=True)  # what could not be removed, such as a link, is not filled
        _copy_tree(PACKAGE / "inside", folder / "gilbench" / "inside")
        (folder / "gilbench" / "experiments").mkdir()
        for name, source in experiments.items():
            _copy_roles(source, folder / "gilbench" / "experiments" / name)
        shutil.copy2(PACKAGE / "experiments" / "__init__.py", folder / "gilbench" / "experiments")
        shutil.copy2(PACKAGE / "__init__.py", folder / "gilbench")
        _copy_tree(Path(pyperf.__file__).parent, folder / "pyperf")
        for name, text in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        remove(folder)  # a part of it is of no use, and may be what fills the disk
        raise StoreError(
            f"cannot write {folder}: {error.strerror or error}. "
            f"Make room or choose another folder: --out for a run, TMPDIR for what is temporary."
        ) from error
    return folder.resolve()  # targets run in other folders


def environment(
    staged: Path, state: Mapping[str, str], passed: Mapping[str, str], own_temporary: Path
) -> dict[str, str]:
    """Return the environment of a target, for its description and for its trials alike.

    `own_temporary` is where it puts its temporary files, so that they can be removed when it was killed.

    Only what KEPT names comes from the user, and what was `passed` with --env, which is part of the run's identity.
    PYTHONPATH and PYTHONHOME would mix two interpreters' libraries, and others (PYTHONHASHSEED, PYTHONMALLOC,
    MALLOC_ARENA_MAX, OMP_NUM_THREADS, …) change what is measured without being part of its identity.
    """
    kept = {name: value for name, value in os.environ.items() if name.upper() in KEPT or name.startswith("LC_")}
    return {**kept, **passed, **temporary.variables(own_temporary), "PYTHONPATH": str(staged), **state}


def _copy_tree(source: Path, target: Path) -> None:
    """Copy a package, up to the first file that cannot be: `shutil.copytree` would go on, and raise a list of them."""
    target.mkdir(parents=True)
    for path in source.iterdir():
        if path.name in _IGNORED:
            continue
        if path.is_dir():
            _copy_tree(path, target / path.name)
        else:
            shutil.copy2(path, target)


def _copy_roles(source: Path, target: Path) -> None:
    """Copy what measures and nothing else: the other roles need the host."""
    target.mkdir(parents=True)
    for role in MEASURING:
        if (source / role).is_dir():
            _copy_tree(source / role, target / role)
        elif (source / f"{role}.py").is_file():
            shutil.copy2(source / f"{role}.py", target)
