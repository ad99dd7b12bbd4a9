"""What has no row, and why."""

from collections.abc import Iterator

from gilbench import fmt
from gilbench.compare.records import Comparison
from gilbench.model import Section
from gilbench.model.blocks import Block, Entries, Folded, Note

ORDER = 20

_OPEN = 6  # lines that stand open


def section(comparison: Comparison) -> Section | None:
    """Return the trials with a result on one side only, and the experiments of which nothing is compared."""
    blocks = tuple(_blocks(comparison))
    return Section("left-out", ORDER, "Not compared", "What has no row, and why?", blocks) if blocks else None


def _blocks(comparison: Comparison) -> Iterator[Block]:
    lines = Entries(tuple(("", line) for line in comparison.one_sided))
    if comparison.one_sided:
        yield Note(f"{fmt.plural(len(lines.entries), 'trial')} with a result on one side only.")
        yield lines if len(lines.entries) <= _OPEN else Folded("Which, and why", (lines,))
    if comparison.uncompared:
        named = fmt.listed(comparison.uncompared)
        yield Note(f"Measured, but with no figure that is compared: {named}.")
