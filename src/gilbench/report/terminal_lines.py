"""Lines of a terminal, and how long ones are broken."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

from gilbench.report.long_names import parts

GAP = "  "
HOLD = "\N{NO-BREAK SPACE}"  # where a line must not break; never printed
_SIGN = re.compile("(?<![^ ])[▲▼≈?✕◷✓✗★] ")


@dataclass(frozen=True)
class Span:
    """Some text in one style; the style only says again what the text says."""

    text: str
    style: str = ""


Line = tuple[Span, ...]


def wrapped(text: str, width: int) -> list[str]:
    """Break a line into lines, never between a number and its per cent sign."""
    return [line.replace(HOLD, " ") for line in wrap(_held(text), width)]


def within(text: str, width: int) -> list[str]:
    """Break the words of a cell into lines of no more than that many letters; nothing of them is lost.

    A word that is longer than that breaks where a name may, or else anywhere.
    """
    lines = [""]
    for word in _held(text).split(" "):
        first, *rest = _chunks(word, width)
        joined = f"{lines[-1]} {first}" if lines[-1] else first
        lines[-1:] = [joined] if len(joined) <= width else [lines[-1], first]
        lines += rest
    return [line.replace(HOLD, " ") for line in lines]


def widest(texts: Iterable[str]) -> int:
    """Return the length of the longest text; 0 without one."""
    return max((len(text) for text in texts), default=0)


def _held(text: str) -> str:
    """Keep a number beside its per cent sign, and a sign beside what it says."""
    held = text.replace(" % CI ", f"{HOLD}%{HOLD}CI{HOLD}").replace(" %", f"{HOLD}%")
    return _SIGN.sub(lambda found: found[0].replace(" ", HOLD), held)


def _chunks(word: str, width: int) -> list[str]:
    """Cut a word into pieces of no more than that many letters, each as long as can be."""
    chunks = [""]
    for part in parts(word):
        for start in range(0, len(part), width):
            piece = part[start : start + width]
            chunks[-1:] = [chunks[-1] + piece] if len(chunks[-1] + piece) <= width else [chunks[-1], piece]
    return chunks
