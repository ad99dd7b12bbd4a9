"""The blocks on a terminal."""

import shlex
from collections.abc import Iterator

from gilbench import legible
from gilbench.model.blocks import (
    Block,
    Chart,
    Command,
    Entries,
    Facts,
    Findings,
    Folded,
    Group,
    Lanes,
    Matrix,
    Note,
    Table,
)
from gilbench.report import terminal_matrix, terminal_table
from gilbench.report.terminal_lines import GAP, HOLD, Line, Span, widest, wrapped

_NARROWEST = 8  # letters that are shown beside a term


def lines(block: Block, width: int) -> Iterator[Line]:  # noqa: C901  one case per block
    """Yield the lines of a block; what is folded elsewhere is only named."""
    match block:
        case Table():
            yield from terminal_table.lines(block, width)
        case Matrix():
            yield from terminal_matrix.lines(block, width)
        case Chart() | Lanes():
            yield (Span(legible.one_line(block.title), "bold"),)
            yield from _paragraph(block.finding, width)
        case Note(text, lead):
            yield from _paragraph(f"{lead} {text}".lstrip(), width)
        case Facts(facts):
            for fact in facts:
                detail = f" ({fact.detail})" if fact.detail else ""
                yield from _paragraph(f"{fact.name}: {fact.value}{detail}", width)
        case Entries():
            yield from _entries(block, width)
        case Command(words):
            yield (Span(legible.one_line(shlex.join(words))),)
        case Findings():
            yield from _findings(block, width)
        case Group(title, blocks, detail):
            yield (
                Span(legible.one_line(title), "bold"),
                *([Span(f"{GAP}{legible.one_line(detail)}", "dim")] if detail else []),
            )
            yield from (line for inner in blocks for line in lines(inner, width))
        case Folded(summary):
            yield (Span(f"{legible.one_line(summary)}: in the page", "dim"),)


def _paragraph(text: str, width: int) -> Iterator[Line]:
    return ((Span(line),) for line in wrapped(_one_line(text), width))


def _entries(block: Entries, width: int) -> Iterator[Line]:
    terms = [legible.one_line(term) for term, _ in block.entries]
    left = widest(terms) + len(GAP) if any(terms) else 0
    for term, (_, text) in zip(terms, block.entries, strict=True):
        for number, line in enumerate(wrapped(_one_line(text), max(_NARROWEST, width - left))):
            yield (Span(f"{'' if number else term:<{left}}"), Span(line))


def _findings(block: Findings, width: int) -> Iterator[Line]:
    for sentence in block.sentences:
        first, *rest = wrapped(legible.one_line(sentence.text), width - 2) or [""]
        yield (Span("- "), Span(first, "bold"))
        yield from ((Span(f"  {line}", "bold"),) for line in rest)


def _one_line(text: str) -> str:
    """Bring a text onto one line, keeping the wide gaps and the held ones that its author put in."""
    return "".join(letter if letter.isprintable() or letter == HOLD else " " for letter in text)
