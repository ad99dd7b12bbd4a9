"""Which columns of the tables of one page are numbers, said once for each pattern and not in every cell."""

from collections.abc import Sequence

from markupsafe import Markup

from gilbench.model.blocks import Column


class SharedColumns:
    """The patterns of a page; each table is given to it in the order of the page."""

    def __init__(self) -> None:
        self._patterns: dict[tuple[int, ...], str] = {}  # places of columns of numbers, from 1 on → class

    def name(self, columns: Sequence[Column]) -> str:
        """Return the class of a table with these columns; empty where none has numbers."""
        places = tuple(place for place, column in enumerate(columns, 1) if column.numeric)
        return self._patterns.setdefault(places, f"c{len(self._patterns)}") if places else ""

    def css(self) -> Markup:
        """Return the rules for all tables so far: numbers stand at the right, in one line."""
        cells = (
            ",".join(f".{name} td:nth-child({place})" for place in places) for places, name in self._patterns.items()
        )
        return Markup("\n".join(f"{each}{{text-align:right;white-space:nowrap}}" for each in cells))  # noqa: S704  ours
