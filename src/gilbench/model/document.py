"""What a page is to those who write it: sections, and what stands above them, whatever it is about."""

from dataclasses import dataclass

from gilbench.model.blocks import Note
from gilbench.model.page import TargetCard
from gilbench.model.section import Section
from gilbench.model.trust import Alert


@dataclass(frozen=True)
class Document:
    """A page of a run, or of a comparison."""

    title: str  # of the window
    question: str  # that the whole page answers
    subline: tuple[str, ...]  # what it is about, in a few words each
    targets: tuple[TargetCard, ...]  # whose parts a reader may want to tell apart
    trust: Alert
    banners: tuple[Note, ...]  # what nobody may overlook
    sections: tuple[Section, ...]
    elsewhere: str  # where all rows of long tables are, for who reads without a script
    version: str  # of the gilbench that it is by
