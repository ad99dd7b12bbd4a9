"""`[tool.gilbench]` of a pyproject.toml: what is allowed for every key, against which msgspec checks what is there.

A value that a command would refuse is refused when the file is read, by every command that reads it, whichever uses it.
"""

import reprlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

import msgspec

from gilbench import legible, settings, toml
from gilbench.cli import paths
from gilbench.errors import UsageError
from gilbench.interpreters import specs
from gilbench.processes import variables

FILE = "pyproject.toml"
Words = str | list[str]
Value = Words | dict[str, str]

_LONGEST = 80  # letters of a value, or a key, that is shown as it is
_SHORT = reprlib.Repr()  # which goes only so deep, too
_SHORT.maxstring = _SHORT.maxlong = _SHORT.maxother = _LONGEST


@dataclass(frozen=True)
class Key:
    """What is allowed for a key."""

    type: Any  # what msgspec converts its value to
    allowed: str  # in words, after "it must be"
    check: Callable[[Any], object] = lambda _: None  # raises UsageError; of words, it gets the list


def from_pyproject(folder: Path) -> dict[str, Value]:
    """Return the table of the folder's pyproject.toml; empty if there is none.

    Raises UsageError if the file cannot be read, or has a key that gilbench does not know or a value that it refuses.
    """
    path = folder / FILE
    try:
        content = toml.read(path)
    except FileNotFoundError:
        return {}
    tools = _table(path, "tool", content.get("tool", {}))
    table = _table(path, "[tool.gilbench]", tools.get("gilbench", {}))
    return {key: _checked(f"{path}: [tool.gilbench]", key, value) for key, value in table.items()}


def _table(path: Path, name: str, found: object) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise UsageError(f"{path}: {name} is {_shown(found)}: it must be a table")
    return found


def _checked(where: str, name: str, value: object) -> Value:
    """Return the value; raises UsageError, which names the key, the value, and what is allowed."""
    if name not in KEYS:
        raise UsageError(f"{where} has no key {_shown(name)}; there are {', '.join(KEYS)}")
    key = KEYS[name]
    told = f"{where} {name} = {_shown(value)}: "
    try:
        found: Value = msgspec.convert(value, key.type)
        _require_text(found)
        key.check([found] if key.type is Words and isinstance(found, str) else found)
    except (msgspec.ValidationError, UsageError) as error:
        in_words = isinstance(error, UsageError) and len(str(error)) <= _LONGEST * 4
        raise UsageError(told + (str(error) if in_words else f"it must be {key.allowed}")) from error
    return found


def _require_text(value: Value) -> None:
    for text in _texts(value):
        if not text.strip():
            raise UsageError("it is empty: give it a value, or leave it out")
        if "\0" in text:
            raise UsageError("it has a NUL character in it: leave that out")


def _texts(value: Value) -> Iterable[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [*value, *value.values()]
        case _:
            return value


def _shown(value: object) -> str:
    try:
        return legible.one_line(_SHORT.repr(value))
    except ValueError:  # more digits than Python turns into text
        return "a number of too many digits"


def _each(read: Callable[[str], object]) -> Callable[[Iterable[str]], object]:
    return lambda words: [read(word) for word in words]


def _thresholds(table: Mapping[str, str]) -> object:
    from gilbench.compare import thresholds

    return thresholds.parse(table, min_effect=0.5)


_FOLDERS = Key(Words, "the path of a folder, or a list of them", _each(partial(paths.require, "")))
KEYS: Mapping[str, Key] = {
    "python": Key(
        Words,
        "an interpreter such as '3.13', '3.14t+gil', 'pypy3', a path or 'all', or a list of them",
        _each(specs.parse),
    ),
    "experiment": Key(Words, "the name of an experiment, or a list of names"),
    "strategy": Key(Words, "a glob over strategies such as 'Thread*', or a list of globs"),
    "workers": Key(
        str, "a string of worker counts, such as '1,2,4' or 'max'", partial(settings.worker_counts, usable=1)
    ),
    "suite": Key(Literal["core", "full"], "'core' or 'full'"),
    "budget": Key(str, "a duration as a string, such as '90s', '5m' or '1h'", settings.seconds),
    "precision": Key(str, "a share between 0 and 1 as a string, such as '5%' or '0.05'", settings.share),
    "workloads": _FOLDERS,
    "experiments": _FOLDERS,
    "env": Key(Words, "NAME=VALUE, such as 'OMP_NUM_THREADS=1', or a list of these", variables.parse),
    "out": Key(str, "the path of a folder, as a string", partial(paths.require, "")),
    "thresholds": Key(
        dict[str, str],
        "a table of shares as strings, such as 'waiting' = '20%'; its keys are classes of work, or globs over trials",
        _thresholds,
    ),
}
