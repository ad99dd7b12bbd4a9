"""How many rows changed, and which changed most."""

from collections import Counter
from collections.abc import Iterator, Sequence

from gilbench import fmt
from gilbench.compare.document.names import names, sentence
from gilbench.compare.document.strength import strongest_first
from gilbench.compare.records import Comparison, ComparisonRow, Verdict
from gilbench.model import Section
from gilbench.model.blocks import Block, Entries, Fact, Facts, Note

ORDER = 0

_MOST = 5  # sentences of each kind: with the tiles they fill the first screen
_TILES: tuple[tuple[Verdict, str], ...] = (
    ("slower", "slower"),
    ("faster", "faster"),
    ("same", "the same"),
    ("undecided", "undecided"),
)


def section(comparison: Comparison) -> Section:
    """Return the counts, and sentences about the largest changes, slower ones first."""
    return Section("verdict", ORDER, "Verdict", "Is anything slower, is anything faster?", tuple(_blocks(comparison)))


def _blocks(comparison: Comparison) -> Iterator[Block]:
    count = Counter(row.verdict for row in comparison.rows)
    yield Facts(tuple(Fact(name, fmt.count(count[verdict])) for verdict, name in _TILES))
    told = [*_largest(comparison, "slower"), *_largest(comparison, "faster")]
    if not told:
        yield Note("No difference that could be shown.")
        return
    known = names(comparison)
    yield Entries(tuple(("", sentence(row, known)) for row in told))
    more = count["slower"] + count["faster"] - len(told)
    if more:
        yield Note(f"{fmt.count(more)} more below: see Every change, and All rows.")


def _largest(comparison: Comparison, verdict: Verdict) -> Sequence[ComparisonRow]:
    return strongest_first(row for row in comparison.rows if row.verdict == verdict)[:_MOST]
