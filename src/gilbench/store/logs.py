"""What lost trials printed: one file each, numbered, because names of trials are not made for file systems."""

from pathlib import Path

from gilbench.store import parts
from gilbench.store.files import replace_file
from gilbench.store.records import Record

FOLDER = parts.LOGS


def keep(folder: Path, number: int, record: Record) -> None:
    """Write the end of a lost trial's output into the run folder, under its number in the journal."""
    parts.require_folder(folder / FOLDER)
    outcome = record.outcome
    text = f"{record.trial}\nround {record.round}, {outcome.state}: {outcome.reason}\n\n{outcome.tail}"
    replace_file(folder / FOLDER / f"{number:05}.log", text.encode("utf-8", errors="replace"))
