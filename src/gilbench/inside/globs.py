"""Match strategies by glob, where the brackets of a start method mean themselves."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable


def label(name: str, start_method: str | None) -> str:
    """Return the name with its start method: `process_pool[fork]`."""
    return f"{name}[{start_method}]" if start_method else name


def matches(name: str, start_method: str | None, patterns: Iterable[str]) -> bool:
    """Tell whether some pattern means this strategy: `thread*`, `process_pool`, `process_pool[fork]`, `*[spawn]`."""
    names = (name, label(name, start_method))
    return any(fnmatch.fnmatchcase(each, pattern.replace("[", "[[]")) for pattern in patterns for each in names)
