"""What changed beside the code: between two runs, or from one interpreter to the others."""

from collections.abc import Collection, Iterator, Sequence

from gilbench import fmt
from gilbench.compare.records import Change, Comparison
from gilbench.model import Section, Severity
from gilbench.model.blocks import Block, Column, Folded, Note, Table

ORDER = 15

_WEIGHTS: dict[Severity, str] = {"serious": "likely", "warning": "maybe", "note": "no"}
_SAME = (
    "The CPU model, the usable CPUs, the versions and sizes of workloads, and the items of each trial are the same in "
    "all runs: else they would not be compared."
)


def section(comparison: Comparison) -> Section:
    """Return what differs, what may change times by itself first."""
    question = "What else is not the same on both sides?"
    return Section("environment", ORDER, "What else differs", question, tuple(_blocks(comparison)))


def _blocks(comparison: Comparison) -> Iterator[Block]:
    grave = [each for each in comparison.changes if each.weight != "note"]
    slight = [each for each in comparison.changes if each.weight == "note"]
    if not comparison.paired:
        yield Note(_SAME)
    if grave:
        yield _table("What may have changed times by itself", grave)
    else:
        yield Note("Nothing else that is known, and that may change times by itself, is different.")
    if slight:
        named = fmt.plural(len(slight), "further difference")
        yield Folded(f"{named} that should not change times", (_table("Further differences", slight),))


def _table(caption: str, changes: Sequence[Change]) -> Table:
    """Write changes down; a head names the side where it is the same one for all of them."""
    bases, news = {each.base for each in changes}, {each.new for each in changes}
    before, after = _head(bases, "base"), _head(news, "new")
    rows = tuple(
        (each.what, each.of, _value(each.base, each.before, bases), _new(each, news), _WEIGHTS[each.weight])
        for each in changes
    )
    return Table(caption, tuple(map(Column, ("what", "of", before, after, "changes times?"))), rows, shape="facts")


def _head(sides: Collection[str], several: str) -> str:
    return next(iter(sides)) if len(sides) == 1 else several


def _new(change: Change, news: Collection[str]) -> str:
    return _value("" if change.of == change.new else change.new, change.after, news)


def _value(side: str, value: str, sides: Collection[str]) -> str:
    named = f"{side}: " if side and len(sides) > 1 else ""
    return f"{named}{value or fmt.MISSING}"
