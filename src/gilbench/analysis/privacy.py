"""Keep folders and user names out of pages that get mailed."""

import re
from pathlib import PureWindowsPath

FOLDERS = "…/"  # in place of those that are not shown: no shell and no gilbench finds such a path
_MORE_THAN_A_PATH = re.compile(r"""[\s"'`:,;()<>|=]""")  # an absolute path may stand inside
_START = r"(?:(?<![\w.:/\\])|(?<=-[A-Za-z])|(?<=file://))"  # not inside a URL or a relative path; "-I/usr/include" is
_PART = r"""[^\s/\\"'`:,;()<>|]+"""
_QUOTED = re.compile(r"""(?P<quote>["'])(?:~|/|[A-Za-z]:[\\/])[^"'\n]*[\\/](?P<name>[^"'\\/\n]*)(?P=quote)""")
_HOME = re.compile(rf"{_START}(?:/home/|/Users/|[A-Za-z]:\\Users\\){_PART}")
_WHOLE_HOME = re.compile(r"(?:~[^\\/]*|(?:/home|/Users|[A-Za-z]:[\\/]Users)[\\/]+[^\\/]+)[\\/]*")  # of any spelling
_BARE = re.compile(rf"{_START}(?:~|[A-Za-z]:)?[\\/](?:{_PART}[\\/])+(?P<name>{_PART})?|~[\\/](?:{_PART}[\\/])*")


def without_folders(text: str, mark: str = "") -> str:
    """Return the text with every absolute path, POSIX or Windows, cut down to its last part; a home becomes "~".

    A path with spaces is recognised where quotes enclose it. `mark` is what to put in the place of folders.
    """
    text = _QUOTED.sub(lambda found: found["quote"] + mark + _last(found[0], found["name"]) + found["quote"], text)
    text = _HOME.sub("~", text)
    return _BARE.sub(lambda found: mark + (found["name"] or ""), text)


def file_name(path: str) -> str:
    """Return the last part of a path of any platform."""
    return re.split(r"[\\/]", path.rstrip("\\/"))[-1]


def is_home(path: str) -> bool:
    """Tell whether a path is a user's own folder, whose last part is the user's name."""
    return bool(_WHOLE_HOME.fullmatch(path))


def cut_down(text: str) -> str:
    """Return a text that may be a path as a whole, with spaces or not, or have one inside: `…/its last part`."""
    if text.startswith(("/", "\\", "~")) or PureWindowsPath(text).is_absolute():
        return FOLDERS + ("" if is_home(text) else file_name(text))
    return without_folders(text, FOLDERS) if _MORE_THAN_A_PATH.search(text) else text


def _last(quoted: str, name: str) -> str:
    """Return what is left of a quoted path: a home folder must not leave the user's name behind."""
    return "~" if _HOME.fullmatch(quoted[1:-1]) else name
