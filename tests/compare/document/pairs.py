"""Comparisons to make pages of."""

from dataclasses import replace

from tests.compare.comparisons import WITHIN, row

from gilbench.model.blocks import Chart
from gilbench.report.layout import everything

CLASSES = ("pure-Python CPU", "waiting")


def many(number, **changes):
    """Return a comparison of so many rows in two classes, every third one clear."""
    made = [
        row(
            f"work{place}",
            "thread",
            "slower" if place % 3 == 0 else "undecided",
            (1 / (1.06 + place / 100), 0.2, 0.99),
            workload_class=CLASSES[place % 2],
        )
        for place in range(number)
    ]
    return replace(WITHIN, rows=tuple(made), means=(), **changes)


def alone(*rows):
    """Return a comparison of these rows."""
    return replace(WITHIN, rows=rows, means=())


def drawn(section):
    """Return the charts of a section."""
    return [block for block in everything(section.blocks) if isinstance(block, Chart)]
