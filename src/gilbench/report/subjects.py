"""What a reader chooses among for the whole page: those that blocks say they are about, by their `about`.

All of it is style: what is chosen stays, what is about another goes. Nothing goes on paper, nor in a section that has
nothing about the one that is chosen.
"""

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from gilbench.model.blocks import Block, Cell, Chart, Column, Content, Group, Matrix, Note, Table
from gilbench.report.layout import everything

_FEWEST = 2  # with fewer there is no choice


class Subjects:
    """The subjects of a page; each table is given to it in the order of the page."""

    def __init__(self, known: Iterable[str], blocks: Iterable[Block]) -> None:
        told = {name for block in everything(blocks) for name in _about(block)}
        found = tuple(name for name in known if name in told)
        self.names = found if len(found) >= _FEWEST else ()
        self._patterns: dict[tuple[tuple[int, int], ...], str] = {}  # (column, subject), from 1 on → class

    def of(self, about: str) -> str:
        """Return the classes of what is about a subject; empty where it is no choice."""
        return f"of of{self._place(about)}" if about in self.names else ""

    def row(self, columns: Sequence[Column], row: Sequence[Content]) -> str:
        """Return the classes of a row, which a cell of it may say that it is about."""
        said = (cell for column, cell in zip(columns, row, strict=True) if column.subject)
        return self.of(next((each.text if isinstance(each, Cell) else each for each in said), ""))

    def columns(self, columns: Sequence[Column]) -> str:
        """Return the class of a table with these columns; empty where they are about no subjects."""
        about = [(place, column.about) for place, column in enumerate(columns, 1) if column.about in self.names]
        pattern = tuple((place, self._place(name)) for place, name in about)
        return self._patterns.setdefault(pattern, f"s{len(self._patterns)}") if pattern else ""

    def css(self) -> Markup:
        """Return the rules for the blocks of a page and for all tables so far."""
        rules = "\n".join(rule for place, _ in enumerate(self.names, 1) for rule in self._rules(place))
        later = f".later{{display:none}}\n{rules}"
        return Markup(f"@supports selector(:has(*)){{\n{later}\n}}" if rules else "")  # noqa: S704  ours, all of it

    def _rules(self, place: int) -> Iterator[str]:
        chosen = f":root:has(#of-{place}:checked)"
        yield f"{chosen} .later.of{place}{{display:block}}"
        hidden = ",".join((f"section:has(.of{place}) .of:not(.of{place})", *self._of_others(place)))
        yield f"@media screen{{{chosen} :is({hidden}){{display:none}}}}"

    def _of_others(self, place: int) -> Iterator[str]:
        """Yield the columns that are about another subject, of tables that have one about this."""
        for pattern, name in self._patterns.items():
            if any(subject == place for _, subject in pattern):
                yield from (f".{name} tr>:nth-child({column})" for column, subject in pattern if subject != place)

    def _place(self, name: str) -> int:
        return self.names.index(name) + 1


def _about(block: Block) -> Iterable[str]:
    match block:
        case Table(columns=columns):
            return (column.about for column in columns)
        case Matrix() | Group() | Note() | Chart():
            return (block.about,)
        case _:
            return ()
