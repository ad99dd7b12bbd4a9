"""The page as Markdown, for job summaries and pull requests."""

import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from gilbench import fmt, legible
from gilbench.model import Page, Section, Sentence
from gilbench.model.blocks import (
    Block,
    Cell,
    Chart,
    Column,
    Command,
    Content,
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
from gilbench.report.opened import opened
from gilbench.report.shortened import WHERE, only_named, shortened
from gilbench.report.states import DECIDED, LOOKS, signed

# GitHub looks for addresses and names of users once backslashes are gone, but not across elements.
_AT = "<span>@</span>"

_VALUES_LISTED = 24  # rows of a chart; more are only counted
_DEEPEST = 6  # level of a heading
MOST = 60_000  # bytes of the whole; GitHub refuses comments of more than 65,536 characters
_SMALL = 3000  # letters of a section that is in nobody's way
_SHORT = f"*Shortened to fit into a comment; all of it is {WHERE}.*"
_MARKED = 2  # lines of a cell that are bold where it is the best of its row: what it is, and its figures

_FILLED = re.compile(r"  +\|$")  # at the end of a row, where nothing stands below it: some per cent of the whole
_Writer = Callable[[Section], str]

# Where GitHub would make a link of a bare address: a backslash keeps it from seeing one.
_ADDRESSES = r":(?=//)|(?<=www)\.|(?<=mailto):|(?<=xmpp):"

# Signs that mean something to Markdown in the middle of a line; `<`, `>` and `&` are written as entities. An
# underscore within a word means nothing, and names are easier to read without a backslash before each.
_SIGNS = re.compile(r"[\\`*{}\[\]|~$#]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|" + _ADDRESSES, re.IGNORECASE)


def render(page: Page) -> str:
    """Return GitHub-flavoured Markdown of less than MOST bytes; names of others are text in it, whatever they contain.

    Where that is not enough, sections are shortened or only named: small ones come first, then the first of the page.
    """
    head, writers = list(_head(page)), _writers(page.sections)
    whole = [write(section) for write, section in zip(writers, page.sections, strict=True)]
    if _size([*head, *whole]) < MOST:
        return _together([*head, *whole])
    return _together([*head, _SHORT, *_fitted(page.sections, writers, whole, MOST - _size([*head, _SHORT]))])


def _fitted(sections: Sequence[Section], writers: Sequence[_Writer], whole: Sequence[str], room: int) -> Sequence[str]:
    """Return of each section as much as there is room for: all of it, the beginning of what is long, or its name."""
    named, short = (
        [write(less(section)) for write, section in zip(writers, sections, strict=True)]
        for less in (only_named, shortened)
    )
    kept = named
    for fuller in (short, whole):
        for place in sorted(range(len(kept)), key=lambda each: (len(whole[each]) >= _SMALL, each)):
            tried = [*kept[:place], fuller[place], *kept[place + 1 :]]
            if _size(tried) < room:
                kept = tried
    return kept


def _writers(sections: Sequence[Section]) -> list[_Writer]:
    """Return who writes each section: what comes up to the first table stands open, and all that follows is folded."""
    tables = (place for place, section in enumerate(sections) if any(map(_is_table, section.blocks)))
    last = next(tables, 0)
    return [_standing if place <= last else _lying for place in range(len(sections))]


def _is_table(block: Block) -> bool:
    return isinstance(block, Table | Matrix)


def _standing(section: Section) -> str:
    found = opened(section.blocks)
    inner = [*_blocks((*found.said, *found.shown), 4), *_folded(found.summary, list(_blocks(found.folded, 4)))]
    return _together([f"### {text(section.title)}", *inner]).rstrip() if inner else ""


def _lying(section: Section) -> str:
    return _together(_folded(f"{section.title}: {section.question}", list(_blocks(section.blocks, 4)))).rstrip()


def _together(parts: Iterable[str]) -> str:
    return "\n\n".join(filter(None, parts)) + "\n"


def _size(parts: Iterable[str]) -> int:
    return len(_together(parts).encode())


def text(words: str) -> str:
    """Write words of others so that nothing in them is markup: one line, every sign escaped."""
    return _SIGNS.sub(r"\\\g<0>", escape(legible.one_line(words), quote=False)).replace("@", _AT)


def code(words: str) -> str:
    """Write words of others in a code font, without Markdown's code spans: those have no escape in tables."""
    return f"<code>{text(words)}</code>"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], numeric: Iterable[int] = ()) -> list[str]:
    """Write a pipe table whose cells are escaped already, padded so that it can be read as it is."""
    right = set(numeric)
    lines = [list(columns), *(list(row) for row in rows)]
    widths = [max(3, *(len(line[index]) for line in lines)) for index in range(len(columns))]
    rule = ["-" * (width - 1) + ":" if index in right else "-" * width for index, width in enumerate(widths)]
    padded = [
        [
            cell.rjust(width) if index in right else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        for line in lines
    ]
    return [f"| {' | '.join(line)} |" for line in (padded[0], rule, *padded[1:])]


def _head(page: Page) -> Iterator[str]:
    yield f"### gilbench: {text(', '.join(target.id for target in page.targets))}"
    facts = (
        legible.moment(page.created),
        fmt.plural(page.usable_cpus, "usable CPU"),
        fmt.plural(page.rounds, "round"),
        f"{fmt.duration(page.duration)} of measuring",
        f"run {page.run_id}",
    )
    yield text(" · ".join(facts))
    if page.finished and not page.invented:
        yield text(f"{page.trust.text} {page.trust.advice}")
    if page.invented:
        yield "**Invented timings: dry run.** Nothing here was measured."
    if not page.finished:
        measured = fmt.plural(page.counts.get("ok", 0), "trial")
        yield f"**Interrupted: {measured} measured.** Go on with `gilbench run --resume` and the folder of this run."


def _folded(summary: str, inner: Sequence[str]) -> Iterator[str]:
    if inner:
        yield f"<details><summary>{text(summary)}</summary>"
        yield from inner
        yield "</details>"


def _block(block: Block, level: int) -> Iterator[str]:  # noqa: C901  one case per block
    """Yield the paragraphs of a block; headings in it are of that level."""
    match block:
        case Table():
            yield from _table(block)
        case Matrix():
            yield from _matrix(block)
        case Chart() | Lanes():
            yield from _chart(block)
        case Note(words, lead):
            yield f"{_lead(lead)}{text(words)}"
        case Facts(facts):
            yield "\n".join(
                f"- {text(fact.name)}: **{text(fact.value)}**{f' ({text(fact.detail)})' if fact.detail else ''}"
                for fact in facts
            )
        case Entries(entries):
            yield "\n".join(f"- {text(f'{term}: {words}' if term else words)}" for term, words in entries)
        case Command(words):
            yield code(shlex.join(words))
        case Findings(sentences):
            yield "\n".join(map(_finding, sentences))
        case Group(title, blocks, detail):
            yield f"{'#' * level} {text(f'{title}: {detail}' if detail else title)}"
            yield from _blocks(blocks, min(level + 1, _DEEPEST))
        case Folded(summary, blocks):
            yield from _folded(summary, list(_blocks(blocks, level)))


def _blocks(blocks: Iterable[Block], level: int) -> Iterator[str]:
    return (part for block in blocks for part in _block(block, level))


def _table(shown: Table) -> Iterator[str]:
    if shown.searchable:
        yield f"{fmt.plural(len(shown.rows), 'row')}, in the page."
        return
    places = [place for place, column in enumerate(shown.columns) if column.form != "bars"]
    columns = [shown.columns[place] for place in places]
    if "facts" not in shown.shape:  # its heading says the same
        yield _lead(shown.caption).rstrip()
    rows = ([_cell(row[place], shown.columns[place]) for place in places] for row in shown.rows)
    numeric = [number for number, column in enumerate(columns) if column.numeric]
    lines = table([text(column.name) for column in columns], rows, numeric)
    yield "\n".join(_FILLED.sub(" |", line) for line in lines)


def _cell(cell: Content, column: Column) -> str:
    write = code if column.form == "code" else text
    if isinstance(cell, str):
        return write(cell)
    lines = [write(line) for line in (signed(cell), *cell.more) if line]
    marked = [f"**{line}**" for line in lines[:_MARKED]] if cell.best else lines[:_MARKED]
    return "<br>".join([*marked, *lines[_MARKED:]])


def _matrix(shown: Matrix) -> Iterator[str]:
    yield _lead(shown.caption).rstrip()
    columns = (text(shown.names), text(shown.lead), *(text(column.name) for column in shown.columns))
    rows = [(text(row.name), text(row.lead), *map(_sign, row.cells)) for row in shown.rows]
    yield "\n".join(table(columns, rows, numeric=range(1, len(columns))))
    states = {cell.state for row in shown.rows for cell in row.cells}
    signs = [f"{look.glyph} {look.word}" for state, look in LOOKS.items() if state in states]
    yield " · ".join([*signs, "**bold**: best of its row, ties included"])


def _sign(cell: Cell) -> str:
    shown = text(signed(cell))
    return f"**{shown}**" if cell.best else shown


def _chart(drawn: Chart | Lanes) -> Iterator[str]:
    title = "" if drawn.finding.startswith(drawn.title) else drawn.title
    yield f"{_lead(title)}{text(drawn.finding)}"
    if drawn.values is None:
        return
    if len(drawn.values.rows) <= _VALUES_LISTED:
        yield from _folded(drawn.values.caption, [*_table(drawn.values)][-1:])
    else:
        yield f"{fmt.plural(len(drawn.values.rows), 'value')}, in the page."


def _finding(sentence: Sentence) -> str:
    judged = f"Claim “{sentence.says}” {DECIDED[sentence.decided]} {sentence.decided}"
    return f"- {text(sentence.text)}" + (f"<br>*{text(judged)}*" if sentence.says else "")


def _lead(words: str) -> str:
    return f"**{text(words)}** " if words.strip() else ""
