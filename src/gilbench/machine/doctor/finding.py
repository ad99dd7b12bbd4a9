"""What a check has to say."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["ok", "note", "warning"]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `why` and `fix` are empty where all is well."""

    check: str  # what was looked at, in a word or two: "load", "governor"
    severity: Severity  # ok: nothing to do; note: know it when you read the numbers; warning: numbers will suffer
    what: str  # what is the case, with its number
    why: str = ""  # what it does to a measurement
    fix: str = ""  # what to do about it
