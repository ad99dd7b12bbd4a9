"""The list of contents in one row: the sections that a reader looks for first by name, the others in groups."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from gilbench.model import Section

# From which order of a section on its links stand under a name of their own; what comes before stands open.
_GROUPS = (
    (0, ""),
    (30, "Speed-ups"),
    (51, "Switching"),
    (60, "Sharing and mistakes"),
    (70, "Workers and interpreters"),
    (900, "This run"),
)


@dataclass(frozen=True)
class Entry:
    """A group of links; without a name they stand in the row itself."""

    name: str
    sections: tuple[Section, ...]


def contents(sections: Sequence[Section]) -> Iterator[Entry]:
    """Yield the entries of the list, in the order of the page; a group of one is that one."""
    for name, members in groupby(sections, _group):
        found = tuple(members)
        yield Entry(name if len(found) > 1 else "", found)


def _group(section: Section) -> str:
    return [name for order, name in _GROUPS if order <= section.order][-1]
