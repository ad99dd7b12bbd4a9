"""What a session of measuring leaves behind: every tool's raw results, from which all shares are counted later.

A lap is one cycle under each number of hogs; in a cycle the tools take turns. pyperf and pytest-benchmark measure a
chain of blocks, each compared with the one before it; gilbench makes one run of all sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from gilbench.store.files import replace_file

FILE = "session.json"
SAME = ("a", "a2", "a3", "a4", "a5")  # the sides with identical work, for gilbench
MORE = ("b10", "b20", "b50")  # the sides with more of it, by so many per cent
CHAIN = ("a", "a", "a", "a", "a", "b10", "a", "b20", "a", "b50", "a")  # 4 pairs of the same, 6 of different work


@dataclass(frozen=True)
class Block:
    """One side measured wholly by one tool, and what the tool said when it compared it with the block before."""

    side: str
    seconds: float  # wall time of measuring
    mean: float  # of its values, in seconds
    said: str  # empty for the first block of a chain


@dataclass(frozen=True)
class Cycle:
    """Each tool once, under one number of hogs."""

    lap: int
    hogs: int
    pyperf: tuple[Block, ...]
    pytest: tuple[Block, ...]
    gilbench: str  # its run folder, relative to the session's
    budget: float  # seconds that it was given


@dataclass(frozen=True)
class Session:
    """Everything that was measured, and with what."""

    machine: dict[str, str]  # facts, the load before among them
    pyperf_options: tuple[str, ...]
    cycles: tuple[Cycle, ...] = field(default=())


def chain(lap: int) -> Sequence[str]:
    """Return the sides in the order of this lap: every other lap runs backwards, so that no side is always later."""
    return CHAIN if lap % 2 else CHAIN[::-1]


def write(folder: Path, session: Session) -> None:
    """Store the session in its folder, replacing what it held before."""
    replace_file(folder / FILE, msgspec.json.format(msgspec.json.encode(session), indent=1))


def read(folder: Path) -> Session:
    """Read a session back; raises OSError or msgspec.ValidationError if there is none."""
    return msgspec.json.decode((folder / FILE).read_bytes(), type=Session)
