"""`[tool.gilbench]` of the current folder's pyproject.toml, which the options of the command line win over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from gilbench.cli import configuration


@dataclass(frozen=True)
class Configured:
    """The table, by key."""

    table: Mapping[str, configuration.Value]

    @classmethod
    def here(cls) -> Self:
        """Return the table of the current folder; raises UsageError if there is anything wrong with it."""
        return cls(configuration.from_pyproject(Path.cwd()))

    def many(self, key: str) -> tuple[str, ...]:
        """Return what stands for a repeatable option; a string is a list of one."""
        value = self.table.get(key, ())
        return (value,) if isinstance(value, str) else tuple(value)

    def one(self, key: str) -> str | None:
        """Return what stands for an option that may be given once."""
        value = self.table.get(key)
        return value if isinstance(value, str) else None

    def thresholds(self) -> Mapping[str, str]:
        """Return the only value that is a table."""
        value = self.table.get("thresholds", {})
        return value if isinstance(value, dict) else {}
