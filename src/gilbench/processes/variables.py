"""Environment variables that the user passes on to targets, `--env NAME=VALUE`; and those that targets do not get."""

import re
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from gilbench.errors import UsageError

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# Where targets are found, start, keep their files and are cleaned up: passed on as they are, or set by gilbench.
_OWN = frozenset({"PATH", "HOME", "TEMP", "TMP", "TMPDIR", "COMSPEC", "SYSTEMROOT", "SYSTEMDRIVE"})
_OWN_PREFIXES = ("GILBENCH", "PYPERF")
# What libraries read that have threads of their own: OpenMP and its runtimes, BLAS, numexpr, numba, rayon, polars, TBB.
_OF_THREAD_POOLS = (
    *("OMP_*", "GOMP_*", "KMP_*", "OPENBLAS_*", "GOTO_NUM_THREADS", "MKL_*", "BLIS_*", "VECLIB_MAXIMUM_THREADS"),
    *("NUMEXPR_*", "NUMBA_NUM_THREADS", "RAYON_*", "POLARS_MAX_THREADS", "TBB_*"),
)


def parse(texts: Iterable[str]) -> dict[str, str]:
    """Read what `--env` was given, in the order of names.

    Raises UsageError, one sentence, for what is no NAME=VALUE, for a name that decides what a target is or that is
    gilbench's own, and for two values of one name.
    """
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not (name and equals):
            raise UsageError(f"--env {text!r}: write NAME=VALUE, for example --env OMP_NUM_THREADS=1")
        _require_allowed(name)
        if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise UsageError(f"--env {name}: its value is no text that an environment can hold: leave out NUL")
        if found.setdefault(name, value) != value:
            raise UsageError(f"--env {name} has two values, {found[name]!r} and {value!r}: keep one")
    return dict(sorted(found.items()))


def withheld(users: Mapping[str, str], passed: Mapping[str, str]) -> dict[str, str]:
    """Return what the user has told libraries about their threads and targets do not get, in the order of names."""
    return {
        name: value
        for name, value in sorted(users.items())
        if value and name not in passed and any(fnmatchcase(name, glob) for glob in _OF_THREAD_POOLS)
    }


def _require_allowed(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise UsageError(f"--env {name!r}: a name has letters, digits and _ only, and begins with no digit")
    if name.upper().startswith("PYTHON"):
        raise UsageError(
            f"--env {name}: what begins with PYTHON decides what a target is, and cannot be passed; "
            f"ask for a state with --python, for example --python 3.14t+gil"
        )
    if name.upper() in _OWN or name.upper().startswith(_OWN_PREFIXES):
        raise UsageError(f"--env {name}: gilbench needs this one to start targets and to clean up: leave it out")
