"""What strategies are called, and how globs choose them; the brackets of a start method mean themselves."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable


def label(name: str, start_method: str | None) -> str:
    """Return the name with its start method: `process_pool[fork]`."""
    return f"{name}[{start_method}]" if start_method else name


def in_words(name: str, start_method: str | None) -> str:
    """Return the name with its start method as a person reads it: `Pool (fork)`."""
    return f"{name} ({start_method})" if start_method else name


def matches(names: Iterable[str], start_method: str | None, patterns: Iterable[str]) -> bool:
    """Tell whether some pattern means the strategy of these names, its own and Python's; an empty name is none.

    `thread*`, `process_pool`, `process_pool[fork]`, `*[spawn]`, `ThreadPool`, `Pool[fork]`, `Pool (fork)`.
    """
    known = [form(name, start_method) for name in names if name for form in (_alone, label, in_words)]
    return any(fnmatch.fnmatchcase(each, pattern.replace("[", "[[]")) for pattern in patterns for each in known)


def _alone(name: str, _: str | None) -> str:
    return name
