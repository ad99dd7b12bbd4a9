"""Keep folders and user names out of pages, which get mailed: once, on the finished page."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from operator import is_
from types import NoneType
from typing import Any, TypeVar

from gilbench.analysis.privacy import FOLDERS, cut_down, without_folders
from gilbench.model.blocks import Command

_Record = TypeVar("_Record")

_ASSIGNED = re.compile(r"[A-Za-z_]\w*=")  # an environment variable; bash expands a ~ after it
_SIGNS = re.compile(r"[/\\~]")  # no folder can be named without one of them
_NO_TEXT = (float, int, NoneType)  # most cells of a large run


def mailable(record: _Record) -> _Record:
    """Return the same page, or what one is made of, with every absolute path in its texts cut down to its last part."""
    cleaned: _Record = _cleaned(record)
    return cleaned


def word(text: str) -> str:
    """Return a word of a command as it may be mailed: an absolute path, which may have spaces, as `…/its last part`.

    The last part alone would be a command line that runs and does something else. A relative path stays.
    """
    option, equals, value = text.partition("=") if text.startswith("-") else ("", "", text)
    assigned = _ASSIGNED.match(value)
    name = assigned[0] if assigned else ""
    return f"{without_folders(option, FOLDERS)}{equals}{name}{cut_down(value[len(name) :])}"


def _cleaned(value: Any) -> Any:
    match value:
        case str():
            return without_folders(value) if _SIGNS.search(value) else value
        case Command(words):
            return Command(tuple(map(word, words)))
        case tuple():
            parts = tuple(map(_cleaned, value))
            return value if all(map(is_, parts, value)) else parts
        case Mapping():
            after = _changed(value)
            return {**value, **after} if after else value
        case _ if is_dataclass(value) and not isinstance(value, type):
            return _record(value)
        case _:
            return value


def _record(value: Any) -> Any:
    """Return a record with its fields cleaned; the same one where there was nothing to clean."""
    after = _changed({field.name: getattr(value, field.name) for field in fields(value)})
    return replace(value, **after) if after else value


def _changed(before: Mapping[str, Any]) -> dict[str, Any]:
    """Return what had something to clean, cleaned: of a large run next to nothing has, and its page is large."""
    return {
        name: after
        for name, each in before.items()
        if not isinstance(each, _NO_TEXT) and (after := _cleaned(each)) is not each
    }
