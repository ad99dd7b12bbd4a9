"""How each state of a cell looks: its sign, its word, its colour class."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gilbench.model import CellState, Decided, Severity
from gilbench.model.blocks import Cell


@dataclass(frozen=True)
class Look:
    """A state in signs and words; never told by colour alone."""

    glyph: str
    ascii: str
    word: str
    meaning: str


LOOKS: Mapping[CellState, Look] = MappingProxyType(
    {
        "faster": Look("▲", "^", "faster", "the whole interval lies above 1 and the margin is reached"),
        "slower": Look("▼", "v", "slower", "the whole interval lies below 1 and the margin is reached"),
        "same": Look("≈", "=", "same", "the whole interval lies within the margin"),
        "undecided": Look("?", "?", "undecided", "the interval is too wide to tell"),
        "wrong": Look("✕", "X", "wrong", "the result was wrong: never ranked"),
        "failed": Look("!", "!", "failed", "the trial ended with an error"),
        "timed out": Look("◷", "T", "timed out", "the trial did not end in time"),
        "skipped": Look("n/a", "n/a", "not available", "this interpreter or machine cannot run it"),
        "not run": Look("–", "-", "not run", "outside the chosen suite"),
    }
)

DECIDED: Mapping[Decided, str] = MappingProxyType(
    {"holds": "✓", "does not hold": "✗", "undecided": "?", "not measured": "–"}
)

SEVERITIES: Mapping[Severity, str] = MappingProxyType({"note": "i", "warning": "!", "serious": "‼"})

# A cell is coloured in one of three strengths on either side of 1×; the edges are shown in the legend.
FASTER_EDGES = (1.25, 1.6)
SLOWER_EDGES = (0.8, 0.6)

_WITHOUT_NUMBER = {"wrong": "bad", "failed": "bad", "timed out": "bad", "skipped": "out", "not run": "out"}

# What terminals and files without these signs get instead.
_SIGNS = {
    "×": "x",
    "–": "-",
    "—": "-",
    "µ": "u",
    "·": "-",
    "…": "...",
    "✓": "+",
    "✗": "x",
    "“": '"',
    "”": '"',
    "→": "->",
    "≥": ">=",
    "≤": "<=",
    "÷": "/",
    "±": "+-",
    "★": "*",
}
_PLAIN = str.maketrans(_SIGNS | {look.glyph: look.ascii for look in LOOKS.values() if len(look.glyph) == 1})


def colour_step(cell: Cell) -> str:
    """Name the colour class of a cell; it follows the state, and only then the size of the effect."""
    if cell.doubtful:
        return "doubtful"
    if cell.state is None:
        return "plain"
    if cell.effect is None:
        return _WITHOUT_NUMBER.get(cell.state, "even")
    if cell.state == "faster":
        return f"up{1 + sum(cell.effect >= edge for edge in FASTER_EDGES)}"
    if cell.state == "slower":
        return f"down{1 + sum(cell.effect <= edge for edge in SLOWER_EDGES)}"
    return "even"


def signed(cell: Cell) -> str:
    """Return the text of a cell with the sign of its state or decision before it; the sign alone without a text."""
    state, decided = LOOKS[cell.state].glyph if cell.state else "", DECIDED[cell.decided] if cell.decided else ""
    return " ".join(filter(None, (state, decided, figure(cell))))


def figure(cell: Cell) -> str:
    """Return the text of a cell, in brackets where it is doubtful."""
    return f"({cell.text})" if cell.doubtful and cell.text else cell.text


def to_ascii(text: str) -> str:
    """Write a text with ASCII signs only."""
    return text.translate(_PLAIN).encode("ascii", "replace").decode("ascii")
