"""Which calls to probe: from the command line, from a file of the user's, and the table of the standard library."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from gilbench import legible, toml
from gilbench.errors import NothingToRunError, UsageError
from gilbench.inside.call_text import FUNCTION

TABLE = Path(__file__).with_name("stdlib_calls.toml")
_KEYS = frozenset({"call", "setup", "private", "name", "group"})
_SHOWN = 80  # letters of a key that there is not
_NAMELESS = "private binds names for the call, and module:function has none: write it out, with them as arguments"
_EXAMPLE = "[[call]] with the keys call and, if you like, setup, private, name and group: all of them strings"


@dataclass(frozen=True)
class Call:
    """A call, and how to prepare for it."""

    call: str  # an expression, or `module:function`
    setup: str = ""
    name: str = ""  # what reports call it; the call itself if empty
    group: str = ""
    private: str = ""  # statements that give each of two threads names of its own
    optional: bool = False  # where it cannot be imported it is absent, which is no failure

    @property
    def label(self) -> str:
        """What reports call it."""
        return self.name or " ".join(self.call.split())


def typed(calls: Iterable[str], setup: Sequence[str]) -> list[Call]:
    """Return the calls of a command line, all with the same setup; raises UsageError for an empty one."""
    found = [Call(call, "\n".join(setup)) for call in calls]
    if not all(each.label for each in found):
        raise UsageError("an empty call cannot be probed: write for example gilbench probe 'sorted(range(10000))'")
    return found


def with_private(calls: Sequence[Call], private: str) -> list[Call]:
    """Return the one call of a command line with statements for each thread; raises UsageError if it is not one."""
    if not private.strip():
        raise UsageError("--private is empty: write for example --private 'd = dict(d)'")
    if len(calls) != 1:
        told = "there is none" if not calls else f"there are {len(calls)}"
        raise UsageError(
            f"--private is for one call of the command line, and {told}: calls of a file have a key private"
        )
    (call,) = calls
    _require_names("--private", {"call": call.call, "private": private})
    return [replace(call, private=private)]


def from_file(path: Path) -> list[Call]:
    """Return the calls of a TOML file; raises UsageError if it cannot be read or says something else."""
    try:
        content = toml.read(path)
    except FileNotFoundError as error:
        raise UsageError(f"{path} cannot be read: there is no such file") from error
    rows = content.get("call")
    if not isinstance(rows, list) or set(content) != {"call"} or not rows:
        raise UsageError(f"{path} must consist of tables {_EXAMPLE}")
    return [_call(path, number, row) for number, row in enumerate(rows, start=1)]


def stdlib() -> list[Call]:
    """Return the calls that many programs depend on; a target that lacks a module lacks its calls."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["call"]
    return [Call(**row, optional=True) for row in rows]


def only(calls: Iterable[Call], globs: Sequence[str]) -> list[Call]:
    """Return the calls whose group or label fits one of the globs; all without globs.

    Raises NothingToRunError for a glob that fits none.
    """
    given = list(calls)
    for glob in globs:
        if not any(_fits(each, glob) for each in given):
            groups = ", ".join(dict.fromkeys(each.group for each in given if each.group))
            raise NothingToRunError(f"--only {glob}: no call is called that, and no group; there are: {groups}")
    return [each for each in given if not globs or any(_fits(each, glob) for glob in globs)]


def _fits(call: Call, glob: str) -> bool:
    return fnmatchcase(call.label, glob) or fnmatchcase(call.group, glob)


def _call(path: Path, number: int, row: Any) -> Call:
    where = f"{path}: the {number}. call"
    if not isinstance(row, dict) or not all(isinstance(value, str) for value in row.values()):
        raise UsageError(f"{where} must be a table {_EXAMPLE}")
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        shown = legible.shortened(repr(unknown[0]), _SHOWN)
        raise UsageError(f"{where} has no key {shown}; there are {', '.join(sorted(_KEYS))}")
    for key, value in row.items():
        if "\0" in value:
            raise UsageError(f"{where} has a NUL character in its {key}: leave that out")
    if not row.get("call", "").strip():
        raise UsageError(f"{where} does not say what to call: give it a key call")
    _require_names(where, row)
    return Call(**row)


def _require_names(where: str, row: dict[str, str]) -> None:
    """Raise UsageError for a private statement beside a call in which nothing has a name."""
    if row.get("private", "").strip() and FUNCTION.fullmatch(row["call"].strip()):
        raise UsageError(f"{where}: {_NAMELESS}")
