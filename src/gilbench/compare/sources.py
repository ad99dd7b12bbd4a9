"""The runs that a comparison is of, as a reader tells them from each other."""

from collections.abc import Sequence

from gilbench.analysis.evidence import Evidence
from gilbench.compare.records import Source
from gilbench.interpreters.target import Target
from gilbench.page.cards import card


def source(name: str, evidence: Evidence, targets: Sequence[Target]) -> Source:
    """Describe a run by the name of its folder, and the targets of it that take part."""
    manifest = evidence.manifest
    cards = [card(each) for each in targets]
    return Source(
        name=name,
        created=manifest.created,
        gilbench=manifest.gilbench,
        usable_cpus=manifest.usable_cpus,
        targets=tuple((each.id, each.label) for each in cards),
        floor=evidence.floor,
        invented=manifest.invented,
        finished=manifest.finished,
    )
