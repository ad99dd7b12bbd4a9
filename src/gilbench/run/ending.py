"""Write the end of a run into its folder: the suites of pyperf, and what became of every trial."""

from collections.abc import Container, Sequence
from dataclasses import replace

from gilbench.store import pyperf_files, run_folder
from gilbench.store.records import Record, StoredRun


def stored(run: StoredRun, records: Sequence[Record], of_items: Container[str], *, finished: bool) -> StoredRun:
    """Return the run as it is stored at its end; raises StoreError if it cannot be written.

    `of_items` is as `pyperf_files.write` takes it.
    """
    states: dict[str, tuple[str, ...]] = {trial.id: () for trial in run.manifest.plan.measured}
    for record in records:
        states[record.trial] = (*states[record.trial], record.outcome.state)
    ended = replace(run, manifest=replace(run.manifest, finished=finished, states=states), records=tuple(records))
    pyperf_files.write(ended, of_items)
    run_folder.write_manifest(run.folder, ended.manifest)  # last: whoever reads "finished" finds everything
    return ended
