"""Read the journal of a run, whoever wrote it: line by line, so that its size costs next to no memory."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec

from gilbench import foreign, legible
from gilbench.errors import StoreError
from gilbench.inside.schema import Surroundings
from gilbench.store import earlier, sound, suites, weight
from gilbench.store.records import Manifest, Outcome, Record

# What decoding and checking a damaged or foreign file may raise
FOREIGN = (msgspec.MsgspecError, ValueError, RecursionError, LookupError, TypeError, AttributeError)

_LONGEST_LINE = 8 * foreign.MIB  # of ten thousand workers it has 3 MiB
MOST = 512 * foreign.MIB  # of a journal, and of memory for what is kept of it


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
    room = MOST
    for record in records(path, manifest):
        around = record.outcome.surroundings
        shared = alike.setdefault(msgspec.json.encode(around), around)  # nearly always those of the round before
        room -= weight.of_outcome(record.outcome) + (weight.of(msgspec.to_builtins(around)) if shared is around else 0)
        if room < 0:
            raise StoreError(f"{path} cannot be read: it would take more than {MOST // foreign.MIB} MiB of memory")
        yield replace(record, outcome=replace(record.outcome, pyperf=None, surroundings=shared))


def require_short(outcome: Outcome) -> None:
    """Require that an outcome can be written, and read again; raises ValueError or another of FOREIGN if not."""
    if len(msgspec.json.encode(outcome)) > _LONGEST_LINE // 2:  # there is more in a line: the names of its trial
        raise ValueError("it is too long for a journal")


def _warmed(outcome: Outcome) -> Outcome:
    return outcome if outcome.pyperf is None else replace(outcome, warmed=suites.warmed(outcome.pyperf))


def _lines(path: Path) -> Iterator[bytes]:
    try:
        yield from foreign.lines(path, _LONGEST_LINE, MOST)
    except FileNotFoundError:
        return  # killed between the manifest and the first trial
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
