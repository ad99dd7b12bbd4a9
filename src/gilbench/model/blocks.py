"""The blocks that a section is made of. Renderers know these, and nothing of what they are about.

Numbers are text already: whoever makes a block gives each figure its digits and its unit with `gilbench.fmt`. What is
drawn (a chart's marks, a bar's shares) is a number beside its text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gilbench.model.states import CellState
from gilbench.model.verdict import Decided, Sentence

Tone = Literal["hint", "note", "warning", "serious"]
Form = Literal["full", "half", "dashed", "thin"]  # of a stretch, the thickest first


@dataclass(frozen=True)
class Share:
    """One part of a bar."""

    name: str
    value: float  # of the bar's length, 0 to 1
    tone: Literal["accent", "mark", "warning"]


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a table."""

    text: str
    more: tuple[str, ...] = ()  # further lines below it, all but the first in small print
    state: CellState | None = None  # its sign stands before the text, its colour behind
    effect: float | None = None  # the ratio that the colour's strength follows
    best: bool = False  # of its row, ties included
    doubtful: bool = False  # what it says may be noise: never told by looks alone
    dots: tuple[float, ...] = ()  # what it is the mean of, drawn below it: places from 0 to 1, in order
    instead: str = ""  # of a matrix: the figure that a reader may have in the place of the text
    hint: str = ""  # for the pointer; says again what stands elsewhere
    family: str = ""  # of strategies: its sign stands before the text
    bar: tuple[Share, ...] = ()  # drawn in place of the text, which reads it out
    decided: Decided | None = None  # of a claim: its sign stands before the text
    to: str = ""  # id of the section that shows more of it, where it is in the page
    flagged: bool = False  # a remark on it stands below
    folded: tuple[tuple[str, str], ...] = ()  # summary → text that is there when asked for, line by line
    command: str = ""  # what makes its row again; there when its text is asked for


Content = str | Cell


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    name: str  # with the unit, where its cells name none
    numeric: bool = False
    # bars: other columns say the same, so that it is left out where nothing is drawn; words: whole sentences
    form: Literal["", "bars", "code", "words"] = ""
    about: str = ""  # the subject of its cells, where not all columns have the same: what a reader chooses for a page
    subject: bool = False  # each of its cells is the name of such a subject, which its row is about


@dataclass(frozen=True)
class Part:
    """A part of the command line that a row stands for: what the text of one of its cells means there."""

    column: int  # whose text it is
    meanings: tuple[tuple[str, str], ...] = ()  # text → words; quoted as they are typed
    otherwise: str = ""  # of any other text


@dataclass(frozen=True)
class Table:
    """Rows under columns; the first column names the row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]
    shown: int | None = None  # rows that stand open where space is short, the rest is folded; None: all
    searchable: bool = False  # all rows can be filtered, sorted and paged where there is a script; one in a page
    words: tuple[str, ...] = ()  # by row: what it is found by besides its text
    shape: str = ""  # hints for style sheets: "facts", "tall", "wide", "sticky", "cards", several with spaces between
    commands: tuple[Part, ...] = ()  # what makes a row again, in order


@dataclass(frozen=True)
class MatrixColumn:
    """One column of a matrix."""

    name: str
    family: str
    further: bool = False  # stands beside those that speak for their family when all are asked for


@dataclass(frozen=True)
class MatrixRow:
    """One row of a matrix."""

    name: str
    group: str  # neighbouring rows of one group stand under its name
    asks: str
    lead: str  # what the cells are compared with, as text
    cells: tuple[Cell, ...]  # one per column


@dataclass(frozen=True)
class Matrix:
    """A heat map: every cell a sign, a number and a colour."""

    title: str
    subtitle: str
    caption: str
    names: str  # head of the column of the rows' names
    lead: str  # head of the column of what the cells are compared with
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    reading: str  # one cell read out; empty if none has a number
    remarks: tuple[tuple[str, str], ...] = ()  # what was remarked, on which cells
    tick: float | None = None  # the place among the dots of its cells where nothing is gained; None without dots
    dots: str = ""  # what they are, told where they are drawn
    about: str = ""  # as of a column
    shows: str = ""  # what the figures of its cells are, where each has another one
    instead: str = ""  # what the others are, which a reader may have in their place


@dataclass(frozen=True)
class Mark:
    """One mark of a chart, with its 95 % interval where there is one."""

    x: float | None  # position on the horizontal axis of lines; None where rows or groups place it
    value: float
    low: float | None
    high: float | None
    hint: str  # its figures in words
    clear: bool = True  # drawn filled; hollow if nothing may be concluded from it


@dataclass(frozen=True)
class Series:
    """Marks of one kind: one line, or one lane of every row."""

    name: str
    family: str  # of strategies: colour, marker and dash; empty: the accent colour
    row: str  # the row or group that its marks stand in; empty for lines
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Axis:
    """What the values of a chart are, and what to draw beside them."""

    label: str
    unit: str  # as `fmt.quantity` takes it: "×", "s", …
    log: bool = False
    limits: tuple[float, float] | None = None  # the same on charts that are to be compared; None: as its marks need
    reference: float | None = None  # a full line: nothing gained
    ideal: float | None = None  # a dotted line, or on lines where the dotted diagonal bends
    band: float | None = None  # share on either side of the reference that counts as no difference
    ends: tuple[str, str] = ("", "")  # what lower and higher values mean
    across: str = ""  # label of the horizontal axis of lines
    places: tuple[float, ...] = ()  # where that is named, the same on charts to be compared; empty: at its marks


@dataclass(frozen=True)
class Chart:
    """A drawing with everything that a reader who does not see it needs.

    points: a row for each `row` of the series, marks along a horizontal axis. lines: marks joined over `x`.
    bars: a group for each `row`, a bar for each series in it, along a horizontal axis.
    """

    kind: Literal["points", "lines", "bars"]
    title: str
    finding: str  # what it shows, in words and numbers: the alternative text
    axis: Axis
    series: tuple[Series, ...]
    details: tuple[tuple[str, str], ...] = ()  # row → words at its right end
    values: Table | None = None
    undrawn: tuple[str, ...] = ()  # what would have been one row too many
    about: str = ""  # as of a column


@dataclass(frozen=True)
class Stretch:
    """A time that a lane spends in one state, in seconds."""

    start: float
    end: float
    state: str  # the name of one of the states of its `Lanes`


@dataclass(frozen=True)
class Lane:
    """One of those that things happen to side by side."""

    name: str
    group: str  # neighbouring lanes of one group stand under its name
    stretches: tuple[Stretch, ...]  # in order, none over another


@dataclass(frozen=True)
class Lanes:
    """What went on side by side, over one axis of time that begins at 0; no two states differ by colour alone."""

    title: str
    finding: str  # as of a chart
    across: str  # label of the axis
    seconds: float  # where the axis ends
    states: tuple[tuple[str, Form], ...]  # names, with how they are drawn
    lanes: tuple[Lane, ...]
    values: Table | None = None


@dataclass(frozen=True)
class Note:
    """A paragraph."""

    text: str
    lead: str = ""  # words in bold before it: "How to read it:"
    tone: Tone = "hint"
    about: str = ""  # as of a column


@dataclass(frozen=True)
class Fact:
    """One figure of a row of tiles."""

    name: str
    value: str
    detail: str = ""


@dataclass(frozen=True)
class Facts:
    """Figures side by side."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Entries:
    """Terms, each with what is to be said of it; a term may be empty, then it is a plain list."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Command:
    """Something to type, word by word."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Findings:
    """Sentences of a verdict, the most useful first."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Group:
    """Blocks under a heading of their own."""

    title: str
    blocks: tuple[Block, ...]
    detail: str = ""
    about: str = ""  # as of a column


@dataclass(frozen=True)
class Folded:
    """Blocks that are there when asked for."""

    summary: str
    blocks: tuple[Block, ...]


Block = Table | Matrix | Chart | Lanes | Note | Facts | Entries | Command | Findings | Group | Folded
