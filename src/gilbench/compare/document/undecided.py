"""The rows that nothing can be said of, and what would decide them."""

from gilbench import fmt
from gilbench.compare import advice, words
from gilbench.compare.document.names import names
from gilbench.compare.document.strength import strongest_first
from gilbench.compare.records import Comparison
from gilbench.model import Section
from gilbench.model.blocks import Column, Folded, Note, Table

ORDER = 18

_MOST = 200  # rows that are listed here: a page of thousands has them in one place


def section(comparison: Comparison) -> Section | None:
    """Return how many there are, what more rounds would do, and all of them folded; None if there is none."""
    rows = strongest_first(row for row in comparison.rows if row.verdict == "undecided")
    if not rows:
        return None
    known = names(comparison)
    listed = tuple((known.row(row), words.outcome(row), words.still_needed(row)) for row in rows[:_MOST])
    columns = (Column("trial"), Column(words.HEAD[-1]), Column("what it lacks"))
    said = advice.on_rounds(comparison)
    count = fmt.plural(len(rows), "undecided row")
    left = len(rows) - len(listed)
    rest = (Note(f"{fmt.count(left)} more: look for undecided in All rows."),) if left else ()
    blocks = (
        Note(f"{count}: {said}."),
        Folded(f"The {count}", (Table("Undecided rows, the largest change ÷ noise first", columns, listed), *rest)),
    )
    return Section("undecided", ORDER, "Undecided", "What cannot be told, and what would it take?", blocks)
