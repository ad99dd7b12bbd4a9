"""Where a definition stands: its file and line, and the names that are bound there."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from gilbench.inside.record import Record
from gilbench.inside.registry import RegistrationError


class Definition(Record):
    """The place where a decorator is written."""

    file: str
    line: int
    namespace: Mapping[str, Any]  # of the module, which goes on filling while the file runs

    @classmethod
    def of_caller(cls) -> Definition:
        """Return the place where the function that calls this one is called."""
        frame = sys._getframe(2)  # noqa: SLF001  `inspect` does the same, and would be imported for it
        return cls(frame.f_code.co_filename, frame.f_lineno, frame.f_globals)

    def refusal(self, words: str) -> RegistrationError:
        """Return what to say of a definition that is refused."""
        return RegistrationError(f"line {self.line}: {words}")
