"""Break-even: from which length of a task on each strategy pays, and what it costs at least."""

from collections.abc import Iterator

from gilbench.analysis import nothing_shown
from gilbench.analysis.evidence import Evidence
from gilbench.experiments.grain.records import UNEVEN
from gilbench.experiments.grain.section.answer import answers, brief
from gilbench.experiments.grain.section.curves import charts
from gilbench.experiments.grain.section.tables import costs, gains
from gilbench.experiments.grain.section.uneven import dealt
from gilbench.experiments.grain.trials import NAME, kind_of
from gilbench.model import Absent, Section
from gilbench.model.blocks import Block, Note

ID, ORDER, TITLE = "grain", 57, "Break-even"
QUESTION = "From how long a task on does it pay to hand it to other workers?"
_HOW_TO_READ = (
    "the same work, cut into equal tasks of the length below, handed over one by one to a warm pool; serial time ÷ "
    "time in the pool. Above 1× handing over pays, below it serial code is faster. Both axes are logarithmic."
)
_LENGTHS = (
    "A hop is one empty task there and back while nobody has anything to do. An empty task is one of many. Pays from: "
    "the shortest task that clearly gains, with all longer ones; below it, the length before it, which does not. "
    "Intervals are of 95 %; with a single round, of its repeats."
)


def sections(evidence: Evidence) -> Iterator[Section | Absent]:
    """Yield the section, or why there is nothing in it."""
    measured = [each for each in evidence.of(NAME) if each.figures]
    if not measured:
        yield Absent(ID, ORDER, TITLE, nothing_shown.why(evidence.of(NAME), NAME))
        return
    even = [each for each in measured if kind_of(each.trial).tasks != UNEVEN]
    uneven = [each for each in measured if kind_of(each.trial).tasks == UNEVEN]
    blocks: tuple[Block, ...] = (
        *answers(even),
        *charts(even),
        Note(_HOW_TO_READ, "How to read it:"),
        *costs(even),
        Note(_LENGTHS),
        *gains("Gain by the length of the tasks: serial time ÷ time under the strategy", even),
        *dealt(uneven),
        *gains("Gain by the average length of uneven tasks", uneven),
    )
    yield Section(ID, ORDER, TITLE, QUESTION, blocks, brief=brief(even), group="Workers")
