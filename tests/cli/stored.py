"""Runs in their folders."""

from gilbench.store import run_folder
from gilbench.store.journal import Journal


def write(folder, run):
    """Store a run as `gilbench run` does, without its report."""
    run_folder.write_manifest(folder, run.manifest)
    journal = Journal(folder / run_folder.JOURNAL)
    for record in run.records:
        journal.append(record)
    journal.close()
