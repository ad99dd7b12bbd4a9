"""Keep folders and user names out of pages, which get mailed: once, on the finished page."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import PureWindowsPath
from typing import Any

from gilbench.analysis.privacy import file_name, is_home, without_folders
from gilbench.model import Page
from gilbench.model.blocks import Command

FOLDERS = "…/"  # in a command, in place of those that are not shown: no shell and no gilbench finds such a path
_MORE_THAN_A_PATH = re.compile(r"""[\s"'`:,;()<>|=]""")  # an absolute path may stand inside
_SIGNS = ("/", "\\", "~")  # no folder can be named without one of them


def mailable(page: Page) -> Page:
    """Return the same page with every absolute path in its texts cut down to its last part."""
    cleaned: Page = _cleaned(page)
    return cleaned


def word(text: str) -> str:
    """Return a word of a command as it may be mailed: an absolute path, which may have spaces, as `…/its last part`.

    The last part alone would be a command line that runs and does something else. A relative path stays.
    """
    option, equals, value = text.partition("=") if text.startswith("-") else ("", "", text)
    return f"{without_folders(option, FOLDERS)}{equals}{_path(value)}"


def _path(text: str) -> str:
    if text.startswith(("/", "\\", "~")) or PureWindowsPath(text).is_absolute():
        return FOLDERS + ("" if is_home(text) else file_name(text))
    return without_folders(text, FOLDERS) if _MORE_THAN_A_PATH.search(text) else text


def _cleaned(value: Any) -> Any:
    match value:
        case str():
            return _text(value)
        case Command(words):
            return Command(tuple(map(word, words)))
        case tuple():
            return tuple(map(_cleaned, value))
        case Mapping():
            return {name: _cleaned(each) for name, each in value.items()}
        case _ if is_dataclass(value) and not isinstance(value, type):
            return _record(value)
        case _:
            return value


def _record(value: Any) -> Any:
    """Return a record with its fields cleaned; the same one where there was nothing to clean."""
    before = {field.name: getattr(value, field.name) for field in fields(value)}
    after = {name: _cleaned(each) for name, each in before.items()}
    return value if after == before else replace(value, **after)


def _text(text: str) -> str:
    return without_folders(text) if any(sign in text for sign in _SIGNS) else text
