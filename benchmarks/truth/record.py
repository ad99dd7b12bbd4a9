"""Record one task for the tests of the estimator.

PYTHONPATH=src python3.14 benchmarks/truth/record.py calls 0.5 --hogs 2 -o tests/inside/held/recorded/calls-2.json
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import threading
from pathlib import Path

from gilbench.inside.held.recording import as_json
from gilbench.inside.held.sampler import Sampler

sys.path.insert(0, str(Path(__file__).parents[1]))
from truth import tasks
from truth.load import hogs


def main() -> None:
    """Run the task, and write what the sleeper saw."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("task", choices=tuple(tasks.TASKS))
    parser.add_argument("share", type=float)
    parser.add_argument("--hogs", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=1.5)
    parser.add_argument("--rate", type=float, default=1000.0)
    parser.add_argument("-o", "--output", required=True)
    asked = parser.parse_args()
    sampler = Sampler(asked.rate, [threading.get_native_id()])
    with hogs(asked.hogs):
        sampler.start()
        tasks.keep_at(tasks.TASKS[asked.task], asked.share, asked.seconds)
        sampler.stop()
    about = {"task": asked.task, "truth": asked.share, "hogs": asked.hogs, "python": platform.python_version()}
    text = json.dumps({**about, "recording": as_json(sampler.recording)}, separators=(",", ":"))
    Path(asked.output).write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
