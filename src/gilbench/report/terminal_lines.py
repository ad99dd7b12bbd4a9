"""Lines of a terminal, and how long ones are broken."""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

GAP = "  "
HOLD = "\N{NO-BREAK SPACE}"  # where a line must not break; never printed


@dataclass(frozen=True)
class Span:
    """Some text in one style; the style only says again what the text says."""

    text: str
    style: str = ""


Line = tuple[Span, ...]


def wrapped(text: str, width: int) -> list[str]:
    """Break a line into lines, never between a number and its per cent sign."""
    held = text.replace(" % CI ", f"{HOLD}%{HOLD}CI{HOLD}").replace(" %", f"{HOLD}%")
    return [line.replace(HOLD, " ") for line in wrap(held, width)]


def widest(texts: Iterable[str]) -> int:
    """Return the length of the longest text; 0 without one."""
    return max((len(text) for text in texts), default=0)
