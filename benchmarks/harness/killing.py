"""What SIGKILL at any moment costs a run.

Starts `gilbench run` on the core suite with small sizes, kills it at random moments, goes on with --resume after each,
and starts another run if one comes to its end too soon. Prints how many trials were stored when the kills came, how
many of these were lost later or measured twice, how many kills came before anything was stored, how many runs have the
trials and states of an undisturbed one, and the wall time. A kill comes 0 to `--longest` seconds after the start, drawn
with `--seed`.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ASKED = ("--quick", "--size", "small", "--seed", "1", "--python", sys.executable)  # long enough for some twenty kills
SAME = ("workload", "strategy", "start_method", "workers", "target", "state", "rounds")

Keys = Counter[tuple[str, int]]


@dataclass
class Tally:
    """What the kills did."""

    kills: int = 0
    early: int = 0
    stored: int = 0
    lost: int = 0
    repeated: int = 0
    runs: int = 0
    same: int = 0

    def text(self) -> str:
        """Return the tally as lines of text."""
        return (
            f"{self.kills} kills, {self.early} of them before anything was stored\n"
            f"trials stored when the kills came: {self.stored}\n"
            f"of these lost: {self.lost}, measured twice: {self.repeated}\n"
            f"runs: {self.runs}, with the trials and states of an undisturbed one: {self.same}\n"
        )


def main() -> None:
    """Kill, resume and print the tally."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=20, help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=1, help="of the moments (default: %(default)s)")
    parser.add_argument("--longest", type=float, default=4.0, help="seconds (default: %(default)s)")
    options = parser.parse_args()
    moments = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begun = time.monotonic()
        gilbench("run", *ASKED, "--out", folder / "undisturbed").communicate()
        alone = time.monotonic() - begun
        tally = Tally()
        while tally.kills < options.kills:
            tally.runs += 1
            out = folder / str(tally.runs)
            killed(out, tally, moments, options)
            tally.same += shape(out) == shape(folder / "undisturbed")
        wall = time.monotonic() - begun - alone
    sys.stdout.write(tally.text())
    sys.stdout.write(f"wall time: {wall:.1f} s; one undisturbed run: {alone:.1f} s\n")


def killed(out: Path, tally: Tally, moments: random.Random, options: argparse.Namespace) -> None:
    """Bring one run to its end through kills, as long as there are kills left."""
    before: Keys = Counter()
    while not finished(out):
        going_on = (out / "manifest.json").exists()
        process = gilbench("run", "--resume", out) if going_on else gilbench("run", *ASKED, "--out", out)
        try:
            moment = moments.uniform(0, options.longest) if tally.kills < options.kills else None
            _, told = process.communicate(timeout=moment)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            tally.kills += 1
            tally.stored += sum((stored(out) - before).values())
            tally.early += not stored(out)
        else:
            if process.returncode:
                sys.exit(f"gilbench ended with exit code {process.returncode}: {told}")
        after = stored(out)
        tally.lost += sum((before - after).values())
        before = after
    tally.repeated += sum(before.values()) - len(before)
    gilbench("report", out).communicate()  # the last kill may have come between the last trial and the report


def finished(out: Path) -> bool:
    """Tell whether a run has come to its end."""
    manifest = out / "manifest.json"
    return manifest.exists() and bool(json.loads(manifest.read_bytes())["finished"])


def gilbench(*arguments: str | Path) -> subprocess.Popen[str]:
    """Start gilbench."""
    command = [sys.executable, "-m", "gilbench", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def stored(out: Path) -> Keys:
    """Return how often each trial of each round is in the journal, the line being written left out."""
    journal = out / "journal.jsonl"
    whole = journal.read_bytes().rpartition(b"\n")[0].splitlines() if journal.exists() else []
    return Counter((line["trial"], line["round"]) for line in map(json.loads, whole))


def shape(out: Path) -> set[tuple[str, ...]]:
    """Return what the results of two runs of one plan have in common."""
    with (out / "results.csv").open(newline="", encoding="utf-8") as file:
        return {tuple(row[column] for column in SAME) for row in csv.DictReader(file)}


if __name__ == "__main__":
    main()
