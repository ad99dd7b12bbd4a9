"""What was not measured, or could not be said, and why."""

from collections.abc import Iterator

from gilbench import fmt
from gilbench.model import Section
from gilbench.model.blocks import Block, Entries, Folded, Group
from gilbench.page.material import Material

ORDER = 930


def section(material: Material) -> Section | None:
    """Return the reasons, None if there is nothing to give one for."""
    blocks = tuple(_blocks(material))
    question = "What was not measured, or could not be said, and why?"
    return Section("absent", ORDER, "Not in this report", question, blocks, group="This run") if blocks else None


def _blocks(material: Material) -> Iterator[Block]:
    if material.absent:
        yield Group("Sections", (Entries(tuple((each.title, each.reason) for each in material.absent)),))
    if material.left_out:
        summary = f"{fmt.plural(len(material.left_out), 'group')}; --suite full runs them"
        lines = Entries(tuple(("", line) for line in material.left_out))
        yield Group("Trials outside the chosen suite", (Folded(summary, (lines,)),))
    if material.no_room:
        summary = f"{fmt.plural(len(material.no_room), 'group')}; {material.spending.room} measures them"
        lines = Entries(tuple(("", line) for line in material.no_room))
        yield Group("Trials without room in the budget", (Folded(summary, (lines,)),))
