"""Read the journal of a run, whoever wrote it: line by line, so that its size costs next to no memory."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec

from gilbench import foreign, legible
from gilbench.errors import StoreError
from gilbench.inside.schema import Surroundings
from gilbench.store import earlier, sound, suites
from gilbench.store.records import Manifest, Outcome, Record

# What decoding and checking a damaged or foreign file may raise
FOREIGN = (msgspec.MsgspecError, ValueError, RecursionError, LookupError, TypeError, AttributeError)

_LONGEST_LINE = 8 * foreign.MIB  # of ten thousand workers it has 3 MiB
MOST = 512 * foreign.MIB  # of a journal


def records(path: Path, manifest: Manifest) -> Iterator[Record]:
    """Yield the records of a run's trials; raises StoreError at the first that cannot be one."""
    planned = {trial.id: trial.id for trial in manifest.plan.possible}
    decoder = msgspec.json.Decoder(Record)
    for number, line in enumerate(_lines(path), start=1):
        try:
            record = earlier.record(line) if earlier.is_earlier(line) else decoder.decode(line)
            sound.require_record(record, planned, manifest.values)
            outcome = _warmed(record.outcome)
        except FOREIGN as error:
            where, why = f"{path}, line {number}", legible.one_line(str(error))
            raise StoreError(f"{where} is damaged: {why}. Restore the file, or start a new run.") from error
        yield Record(planned[record.trial], record.round, outcome)  # one text for all rounds of a trial


def shortened(path: Path, manifest: Manifest) -> Iterator[Record]:
    """Yield the same without pyperf's suites, which no report reads."""
    alike: dict[bytes, Surroundings | None] = {}
    for record in records(path, manifest):
        around = record.outcome.surroundings
        shared = alike.setdefault(msgspec.json.encode(around), around)  # nearly always those of the round before
        yield replace(record, outcome=replace(record.outcome, pyperf=None, surroundings=shared))


def _warmed(outcome: Outcome) -> Outcome:
    return outcome if outcome.pyperf is None else replace(outcome, warmed=suites.warmed(outcome.pyperf))


def _lines(path: Path) -> Iterator[bytes]:
    try:
        yield from foreign.lines(path, _LONGEST_LINE, MOST)
    except FileNotFoundError:
        return  # killed between the manifest and the first trial
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
