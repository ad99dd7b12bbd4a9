"""The list of contents in one row: sections that stand alone by name, neighbours of a group under the group's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from gilbench.model import Section


@dataclass(frozen=True)
class Entry:
    """A group of links; without a name they stand in the row itself."""

    name: str
    sections: tuple[Section, ...]


def contents(sections: Sequence[Section]) -> Iterator[Entry]:
    """Yield the entries of the list, in the order of the page; a group of one is that one."""
    for name, members in groupby(sections, attrgetter("group")):
        found = tuple(members)
        yield Entry(name if len(found) > 1 else "", found)
