"""The whole page, built: renderers only write it down."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gilbench.model.section import Absent, Section
from gilbench.model.trust import Alert
from gilbench.model.verdict import Sentence, Unsaid

QUESTION = "Where does the GIL cost you, and what to use instead?"


@dataclass(frozen=True)
class TargetCard:
    """One measured interpreter."""

    id: str
    label: str  # "CPython 3.13.5, free-threaded, GIL off"


@dataclass(frozen=True)
class Page:
    """Everything that is said about a run; nothing in it names a folder or a user."""

    schema: int
    run_id: str  # the folder's name
    created: str
    finished: bool
    invented: bool
    duration: float  # seconds spent measuring
    timed_share: float  # share of it inside timed sections, warm-ups included
    rounds: int  # the smallest number of complete rounds over all ok trials
    margin: float  # 0.05: what counts as a difference; the noise floor where that is larger
    usable_cpus: int
    counts: Mapping[str, int]  # trials by state: ok, failed, timed out, skipped, left out
    targets: tuple[TargetCard, ...]
    verdict: tuple[Sentence, ...]
    unsaid: tuple[Unsaid, ...]
    alerts: tuple[Alert, ...]  # most serious first
    trust: Alert  # whether to believe the numbers, in one line
    confidence: str  # how well the numbers are known, in words
    sections: tuple[Section, ...]  # in their order
    absent: tuple[Absent, ...]  # in their order
    results: tuple[Mapping[str, Any], ...]  # rows of results.csv, by column name, in RESULT_COLUMNS order
    figures: tuple[Mapping[str, Any], ...]  # rows of figures.csv, by column name, in FIGURE_COLUMNS order
    version: str  # of the gilbench that measured
