"""Say of a file that was not found by a relative path that what is measured runs in an empty folder."""

from __future__ import annotations

import os
from typing import Any

from gilbench.inside.telling import LONGEST, one_line, short

_PROGRAMS = ("_execute_child", "_execvpe")  # of subprocess and os: a program is looked for by its name, not by a path


def reason(error: BaseException) -> str:
    """Return an error in one line of at most 300 characters, and what to do where a relative path is why."""
    hint = _hint(error)
    return one_line(error)[: LONGEST - len(hint)] + hint


def _hint(error: BaseException) -> str:
    if not isinstance(error, FileNotFoundError):
        return ""
    try:
        path = os.fsdecode(error.filename)
    except BaseException:  # noqa: BLE001  it names none, or what others wrote in its place
        return ""
    if not path or os.path.isabs(path) or _raised_in(error) in _PROGRAMS:
        return ""
    beside = (
        "Path(__file__).parent / " + short(path)
        if os.path.dirname(path)
        else f"Path(__file__).with_name({short(path)})"
    )
    return f"; it ran in an empty folder: give an absolute path, such as one beside the file: {beside}"


def _raised_in(error: BaseException) -> str:
    """Return the name of the function that raised an error; empty if nothing tells."""
    trace: Any = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else str(trace.tb_frame.f_code.co_name)
