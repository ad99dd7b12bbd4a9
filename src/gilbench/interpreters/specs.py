"""Read what the user typed after `--python`: which interpreter, and in which state."""

import errno
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gilbench import legible
from gilbench.errors import UsageError

ALL = "all"
FIRST_FREE_THREADED = (3, 13)
IMPLEMENTATIONS = {"python": "CPython", "cpython": "CPython", "pypy": "PyPy", "graalpy": "GraalPy"}

_SHOWN = 80  # letters of a path that is too long
_STATES = re.compile(r"(?P<bare>.*?)(?P<states>(?:\+(?:no)?(?:gil|jit))*)", re.DOTALL)
_NAME = re.compile(
    r"(?P<implementation>python|cpython|pypy|graalpy)?(?P<version>\d+(?:\.\d+){0,2})?(?P<free_threaded>t)?"
)


@dataclass(frozen=True, kw_only=True)
class Spec:
    """One interpreter, or all of them, in one state.

    Either `path` or `implementation` is set; with neither, the spec means every interpreter that can be found.
    """

    text: str  # as typed
    path: str | None = None  # absolute; links are kept, because a virtual environment's python is one
    implementation: str | None = None  # "CPython", "PyPy", "GraalPy"
    version: tuple[int, ...] = ()  # as many numbers as were given
    free_threaded: bool = False  # the build that is wanted; says nothing about a path
    gil: bool | None = None  # the state that is wanted; None: whatever the build does by itself
    jit: bool | None = None

    @property
    def means_all(self) -> bool:
        """Whether every interpreter is asked for."""
        return self.path is None and self.implementation is None

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment variables that put an interpreter into the state."""
        wanted = {"PYTHON_GIL": self.gil, "PYTHON_JIT": self.jit}
        return {name: str(int(state)) for name, state in wanted.items() if state is not None}


def parse(text: str) -> Spec:
    """Read one spec: `3.13`, `3.14t`, `pypy3.11`, a path or `all`, with `+gil`, `+nogil`, `+jit`, `+nojit` after it.

    Raises UsageError if it is none of these, contradicts itself, or names a build that never existed.
    """
    match = _STATES.fullmatch(text.strip())
    bare, states = (match["bare"], match["states"].split("+")[1:]) if match else (text, [])
    gil, jit = _state(text, "gil", states), _state(text, "jit", states)
    name = _NAME.fullmatch(bare)
    if bare == ALL:
        return Spec(text=text, gil=gil, jit=jit)
    if name and _names_one(name):
        return _named(text, name, gil=gil, jit=jit)
    if _is_path(bare):
        home = os.path.expanduser(bare)  # noqa: PTH111  pathlib's raises for a `~name` that does not exist
        _require_length(home)
        return Spec(text=text, gil=gil, jit=jit, path=str(Path(home).absolute()))
    raise UsageError(
        f"{text!r} is not an interpreter: give a version (3.13, 3.14t), an implementation (pypy3.11), a path or "
        f"'all', and after it, if you like, +gil, +nogil, +jit or +nojit; "
        f"`gilbench list interpreters` shows those on this machine"
    )


def at(text: str, executable: str) -> str:
    """Return a spec that gave a path with the executable in place of it; any other spec as it is.

    What a relative path means depends on the folder in which it was typed, which need not be this one.
    """
    match = _STATES.fullmatch(text.strip())
    if match is None or match["bare"] == ALL or _names_one(_NAME.fullmatch(match["bare"])):
        return text
    return executable + match["states"]


def state(text: str) -> Mapping[str, str]:
    """Return the environment of the state that a spec asks for, wherever its interpreter is; raises UsageError."""
    match = _STATES.fullmatch(text.strip())
    states = match["states"].split("+")[1:] if match else []
    return Spec(text=text, gil=_state(text, "gil", states), jit=_state(text, "jit", states)).environment


def _names_one(name: "re.Match[str] | None") -> bool:
    """Tell whether there is a name or a version: all parts are optional, and nothing at all matches as well."""
    return name is not None and bool(name["implementation"] or name["version"])


def _state(text: str, what: str, states: list[str]) -> bool | None:
    on, off = what in states, f"no{what}" in states
    if on and off:
        raise UsageError(f"{text!r} asks for +{what} and +no{what} at once: keep one, or give --python twice")
    return on if on or off else None


def _named(text: str, name: "re.Match[str]", *, gil: bool | None, jit: bool | None) -> Spec:
    implementation = IMPLEMENTATIONS[name["implementation"] or "python"]
    version = tuple(int(number) for number in (name["version"] or "").split(".") if number)
    free_threaded = name["free_threaded"] is not None
    if free_threaded and implementation != "CPython":
        raise UsageError(f"{text!r}: only CPython has free-threaded builds: leave out the 't'")
    if free_threaded and version[:2] < FIRST_FREE_THREADED[: len(version)]:
        raise UsageError(f"{text!r}: free-threaded builds begin with 3.13t: leave out the 't' or ask for a newer one")
    return Spec(
        text=text, implementation=implementation, version=version, free_threaded=free_threaded, gil=gil, jit=jit
    )


def _require_length(path: str) -> None:
    try:
        os.stat(path)  # noqa: PTH116  pathlib drops the slash at the end
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            shown = legible.shortened(path, _SHOWN)
            raise UsageError(f"{shown!r} is too long to be the path of an interpreter: give a shorter one") from error


def _is_path(bare: str) -> bool:
    separators = (os.sep, os.altsep or os.sep)
    named = bare.startswith("~") or any(each in bare for each in separators)
    return named or os.path.isfile(bare)  # noqa: PTH113  pathlib's raises for a name that is too long
