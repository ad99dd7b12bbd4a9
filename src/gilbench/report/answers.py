"""How much of an answer stands open where it speaks of one interpreter after the other: as much as somebody reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gilbench import fmt
from gilbench.model.blocks import Block, Entries, Note

MOST_PARAGRAPHS = 3
MOST_LETTERS = 1500  # of these paragraphs together: about as much as a picture has room for beside it


@dataclass(frozen=True)
class Answer:
    """What of an answer stands open, and what is there when asked for."""

    told: tuple[Block, ...]
    rest: tuple[Block, ...] = ()

    @property
    def named(self) -> list[str]:
        """Whom the rest speaks of, or how many paragraphs it has."""
        leads = list(_leads(self.rest))
        return list(dict.fromkeys(leads)) if all(leads) else [fmt.plural(len(leads), "more answer")]


def begun(blocks: Sequence[Block]) -> Answer:
    """Cut an answer after its first paragraphs; nothing else in it is cut, and no warning is."""
    told: list[Block] = []
    rest: list[Block] = []
    paragraphs: list[Note] = []
    for block in blocks:
        match block:
            case Note(tone="hint" | "note"):
                paragraphs.append(block)
                (told if _fit(paragraphs) else rest).append(block)
            case Entries(entries) if len(entries) > MOST_PARAGRAPHS:
                told.append(Entries(entries[:MOST_PARAGRAPHS]))
                rest.append(Entries(entries[MOST_PARAGRAPHS:]))
            case _:
                told.append(block)
    return Answer(tuple(told), tuple(rest))


def _fit(paragraphs: Sequence[Note]) -> bool:
    letters = sum(len(each.lead) + len(each.text) for each in paragraphs)
    return len(paragraphs) == 1 or (len(paragraphs) <= MOST_PARAGRAPHS and letters <= MOST_LETTERS)


def _leads(rest: Sequence[Block]) -> Iterator[str]:
    for block in rest:
        match block:
            case Note(lead=lead):
                yield lead.rstrip(":")
            case Entries(entries):
                yield from (term for term, _ in entries)
