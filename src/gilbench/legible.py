"""Text that someone else chose, so that a line, a terminal and a table can bear it."""

from collections.abc import Sequence
from datetime import datetime

_FEW = 24  # texts of a list in a sentence


def one_line(text: str) -> str:
    """Bring a name that someone else chose onto one line, without control characters."""
    shown = text if text.isprintable() else inert(text)
    return " ".join(shown.split())


def inert(line: str) -> str:
    """Put blanks in a line where it has what moves a cursor or turns the direction of writing; its length stays."""
    return "".join(letter if letter.isprintable() else " " for letter in line)


def printable(text: str) -> str:
    """Drop the control characters (colours, cursor movements) of what others wrote; lines stay lines."""
    if text.isprintable():  # as nearly all are, and a page has very many
        return text
    return "".join(letter for letter in text if letter.isprintable() or letter.isspace())


def shortened(text: str, letters: int) -> str:
    """Cut a text to that many letters, the last of which is then an ellipsis."""
    return text if len(text) <= letters else f"{text[: letters - 1]}…"


def few(texts: Sequence[str]) -> list[str]:
    """Return texts for a list in a sentence: of very many the first ones, and how many there are besides."""
    more = len(texts) - _FEW
    return [*texts[:_FEW], *([f"and {more:,} more"] if more > 0 else [])]


def moment(iso: str) -> str:
    """Show an ISO 8601 date and time to the minute: `2026-11-22 10:15 UTC`; anything else as it is."""
    try:
        parsed = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    zone = f" {parsed.tzname()}" if parsed.tzinfo else ""
    return f"{parsed:%Y-%m-%d %H:%M}{zone}"
