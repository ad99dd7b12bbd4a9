"""A part of the page: what it asks, and its answer in blocks."""

from dataclasses import dataclass

from gilbench.model.blocks import Block


@dataclass(frozen=True)
class Section:
    """One section; sentences name its id as their evidence."""

    id: str
    order: int  # its place in the page: the lowest comes first
    title: str
    question: str
    blocks: tuple[Block, ...]
    brief: tuple[Block, ...] = ()  # what a terminal shows of it, which writes no title above it
    group: str = ""  # what it and its neighbours of the same name are called together where sections are listed


@dataclass(frozen=True)
class Absent:
    """A section, or a part of one, that has nothing to show, and why."""

    id: str
    order: int
    title: str
    reason: str
