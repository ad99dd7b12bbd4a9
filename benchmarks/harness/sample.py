"""The sample: a complete report of six Pythons, written again from the run that is kept beside it.

    python benchmarks/harness/sample.py               writes the page and its tables from the kept run
    python benchmarks/harness/sample.py --measure     measures first, 19 minutes, with nothing beside it
    python benchmarks/harness/sample.py --from RUN    keeps a run that was measured elsewhere

A run is kept packed, without the folders of the machine that measured it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

from gilbench.errors import GilbenchError
from gilbench.experiments import discovery
from gilbench.page import files
from gilbench.store import run_folder

SAMPLE = Path(__file__).parents[2] / "reports" / "samples" / "two-cpus"
KEPT = (run_folder.MANIFEST, run_folder.JOURNAL)
WRITTEN = (files.PAGE, "results.csv", "verdict.json")  # figures.csv is in the page, to be downloaded
PYTHONS = ("3.10", "3.13", "3.13t", "3.14", "3.15", "pypy3.11")
BUDGET = "18m"  # what all trials need
_ELSEWHERE = "/usr/local/pythons"  # in place of the folders that Pythons were in
_FOLDERS = r"(?<![\w.])/(?:root|home|opt|tmp|Users|mnt|srv)/[\w./+-]*"
_HOST = re.compile(r'"hostname": ?"[^"]*"')


def main() -> None:
    """Measure if that was asked for, keep the run, and write the sample from what is kept."""
    parser = argparse.ArgumentParser(description="Write the sample report again.", allow_abbrev=False)
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--measure", action="store_true", help="measure first; nothing else should run")
    source.add_argument("--from", dest="run", type=Path, metavar="RUN", help="keep this run as the sample")
    asked = parser.parse_args()
    try:
        if asked.measure:
            keep(_measured())
        elif asked.run is not None:
            keep(asked.run)
        write(SAMPLE)
    except GilbenchError as error:
        raise SystemExit(str(error)) from error


def keep(run: Path) -> None:
    """Pack the two files that a report is made from, with other folders in place of the machine's."""
    run_folder.load(run)  # a run that cannot be read is not kept
    texts = {name: (run / name).read_text(encoding="utf-8") for name in KEPT}
    moved = moves(json.loads(texts[run_folder.MANIFEST]))
    for name, text in texts.items():
        packed = gzip.compress(anonymous(text, moved).encode(), 9, mtime=0)
        (SAMPLE / f"{name}.gz").write_bytes(packed)


def moves(manifest: Mapping[str, Any]) -> Mapping[str, str]:
    """Return what stands in place of each folder of the machine that a run names as its own."""
    return dict(chain.from_iterable(map(_folders, manifest["targets"])))


def _folders(target: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield str(Path(target["executable"]).parents[1]), f"{_ELSEWHERE}/{target['id']}"
    for each in target["catalogue"]["workloads"]:
        yield str(Path(each["file"]).parent), "/home/someone/gilbench/benchmarks"
    for each in target["catalogue"]["strategies"]:  # they are where the run has staged them
        yield each["file"].partition("/stage/")[0], f"/home/someone/runs/{SAMPLE.name}"


def anonymous(text: str, moved: Mapping[str, str]) -> str:
    """Return a text with its folders moved, and whatever is left of others cut down to its last part."""
    known = "|".join(map(re.escape, sorted(moved, key=len, reverse=True)))
    # One pass, so that what was put in place of a folder is not taken for another one.
    text = re.sub(rf"(?P<known>{known})(?![\w.+-])|{_FOLDERS}", lambda found: _elsewhere(found, moved), text)
    return _HOST.sub('"hostname":"machine"', text)


def _elsewhere(found: re.Match[str], moved: Mapping[str, str]) -> str:
    return moved[found["known"]] if found["known"] else f"{_ELSEWHERE}/{found[0].rsplit('/', 1)[-1]}"


def unpack(sample: Path, folder: Path) -> Path:
    """Unpack the run of a sample into a new folder of the sample's name, and return it."""
    run = folder / sample.name
    run.mkdir()
    for name in KEPT:
        (run / name).write_bytes(gzip.decompress((sample / f"{name}.gz").read_bytes()))
    return run


def write(sample: Path) -> None:
    """Write the page and what stands beside it from the run that is kept."""
    with tempfile.TemporaryDirectory() as scratch:
        run = unpack(sample, Path(scratch))
        files.write(run_folder.load(run), discovery.find())
        for name in WRITTEN:
            (sample / name).write_bytes((run / name).read_bytes())


def _measured() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="gilbench-sample-")) / SAMPLE.name
    pythons = [word for name in PYTHONS for word in ("--python", name)]
    words = [sys.executable, "-m", "gilbench", "run", *pythons, "--budget", BUDGET, "--out", str(folder)]
    done = subprocess.run(words, check=False)
    if done.returncode:
        raise SystemExit(f"the run ended with exit code {done.returncode}: the sample stays as it is")
    return folder


if __name__ == "__main__":
    main()
