"""Append records to a file so that a crash loses at most the line being written."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

METRICS_VARIABLE = "GILBENCH_METRICS"  # path of a trial's side file; every worker process inherits it


def append(path: str, record: dict[str, Any]) -> None:
    """Write one line with a single call, which other processes appending to the same file cannot split.

    A lone surrogate, as in a file name that is not UTF-8, becomes a question mark: no other JSON reader takes it.
    """
    line = json.dumps(record, separators=(",", ":"), ensure_ascii=False) + "\n"
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(handle, line.encode("utf-8", "replace"))
    finally:
        os.close(handle)


def read(path: str | os.PathLike[str]) -> Iterator[dict[str, Any]]:
    """Yield the records up to the first line that is cut off or foreign; nothing if there is no such file."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            for line in file:
                record = json.loads(line)
                if not isinstance(record, dict):
                    return
                yield record
    except (FileNotFoundError, ValueError):
        return
