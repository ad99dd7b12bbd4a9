"""Write the manifest that a run begins with, and say if it cannot be sealed."""

from pathlib import Path

from gilbench.run.progress import RunProgress
from gilbench.store import run_folder
from gilbench.store.records import Manifest


def write(folder: Path, manifest: Manifest, progress: RunProgress) -> None:
    """Write it with its seal; without a key the run goes on all the same."""
    why = run_folder.write_manifest(folder, manifest)
    if why:
        progress.say(f"this run has no seal, so --resume and --again will need --trust: {why}")
