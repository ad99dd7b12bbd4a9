"""What of a section stands open on a page that is to be read in a few minutes, and what is there when asked for.

A section opens with its answer, and shows one thing that proves it: a picture of a hand's height, or, where nothing is
said in words, the beginning of a table. Everything else is folded below, in its order: of a long answer, which speaks
of one interpreter after the other, what follows the first few paragraphs as well. A section that has no more than that
is left as it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gilbench import fmt
from gilbench.model.blocks import Block, Chart, Folded, Group, Lanes, Matrix, Note, Table
from gilbench.report.answers import begun
from gilbench.report.layout import everything

ROWS = 6  # of an open table, where it has more than MOST_ROWS
MOST_ROWS = 8
MOST_BARS = 10  # of an open chart: more would be higher than half a screen
MOST_LANES = 12  # of an open picture
MOST_POINTS = 5  # rows of an open chart of points, which are higher than bars

_EVIDENCE = Table | Matrix | Chart | Lanes | Group
_NAMES = ((Chart | Lanes, "chart"), (Matrix, "map"), (Table, "table"))


@dataclass(frozen=True)
class Opened:
    """The parts of a section: what it says, what shows it, and what is folded."""

    said: tuple[Block, ...]
    shown: tuple[Block, ...]
    folded: tuple[Block, ...] = ()
    named: Sequence[str] = ()  # what of the answer is folded, in words

    @property
    def picture(self) -> bool:
        """Whether it is a picture that stands beside the words."""
        return any(isinstance(block, Chart | Lanes) for block in self.shown)

    @property
    def summary(self) -> str:
        """What is folded, in words."""
        groups = [each.title for each in self.folded if isinstance(each, Group)]
        others = [each for each in self.folded if not isinstance(each, Group)]
        notes = ["how to read it"] if any(map(_explains, others)) else []
        inside = list(everything(others))
        counts = [(sum(isinstance(each, kind) for each in inside), name) for kind, name in _NAMES]
        counted = (fmt.plural(count, name) for count, name in counts if count)
        text = ", ".join([*self.named, *notes, *groups, *counted])
        return f"{text[:1].upper()}{text[1:]}" or "More"


def opened(blocks: Sequence[Block]) -> Opened:
    """Divide the blocks of a section."""
    evidence = [place for place, block in enumerate(blocks) if isinstance(block, _EVIDENCE)]
    first = min(evidence, default=0)
    said = [place for place, block in enumerate(blocks) if _is_said(block, early=place < first)]
    answered = any(place < first for place in said)
    shown = _shown(blocks, evidence, answered=answered)
    open_ = tuple(_begun(blocks[place]) for place in shown)
    if shown == evidence and not _pictures(blocks, shown):
        return Opened((), tuple(map(_begun, map(_explained, blocks) if evidence else blocks)))
    answer = begun([blocks[place] for place in said])
    words = answer.told if answered or shown else (*_findings(blocks), *answer.told)
    others = (block for place, block in enumerate(blocks) if place not in {*said, *shown})
    return Opened(words, open_, (*answer.rest, *others), answer.named)


def _is_said(block: Block, *, early: bool) -> bool:
    """Tell whether a block belongs to the answer: what stands before all evidence, and warnings wherever they are."""
    return _warns(block) or (early and not _explains(block))


def _warns(block: Block) -> bool:
    return isinstance(block, Note) and block.tone in {"warning", "serious"}


def _shown(blocks: Sequence[Block], evidence: list[int], *, answered: bool) -> list[int]:
    """Return what stands open of what proves something: one thing, or all maps, among which a reader chooses."""
    searched = [place for place in evidence if any(map(_is_searched, everything([blocks[place]])))]
    maps = [place for place in evidence if isinstance(blocks[place], Matrix)]
    if searched or maps:
        return searched or maps
    if pictures := _pictures(blocks, evidence):
        return [place for place in pictures[:1] if _is_low(blocks[place])]
    return evidence[:1] if len(evidence) == 1 or not answered else []


def _pictures(blocks: Sequence[Block], places: Iterable[int]) -> list[int]:
    return [place for place in places if isinstance(blocks[place], Chart | Lanes)]


def _findings(blocks: Iterable[Block]) -> tuple[Note, ...]:
    """Return in words what the first picture shows."""
    return tuple(Note(block.finding) for block in blocks if isinstance(block, Chart | Lanes))[:1]


def _is_searched(block: Block) -> bool:
    return isinstance(block, Table) and block.searchable


def _is_low(drawn: Block) -> bool:
    """Tell whether a picture leaves room for words on one screen."""
    match drawn:
        case Chart(kind="bars"):
            return sum(len(series.marks) for series in drawn.series) <= MOST_BARS
        case Chart(kind="points"):
            return len({series.row for series in drawn.series}) <= MOST_POINTS
        case Lanes():
            return len(drawn.lanes) <= MOST_LANES
        case _:
            return True


def _begun(block: Block) -> Block:
    """Return a block with no more than the beginning of its long tables; the rest of them is folded below each."""
    match block:
        case Table() if _is_long(block):
            return replace(block, shown=ROWS)
        case Group():
            return replace(block, blocks=tuple(map(_begun, block.blocks)))
        case _:
            return block


def _is_long(table: Table) -> bool:
    if table.searchable or "cards" in table.shape:
        return False
    return len(table.rows[: table.shown]) > MOST_ROWS


def _explained(block: Block) -> Block:
    match block:
        case Note(lead=lead) if _explains(block):
            return Folded(lead.rstrip(":"), (replace(block, lead=""),))
        case _:
            return block


def _explains(block: Block) -> bool:
    return isinstance(block, Note) and block.lead.startswith("How to read")
