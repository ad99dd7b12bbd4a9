"""Record one timeline in the interpreter that runs this: standard library only, Python 3.9 syntax.

`measured.py` prints one line of JSON: why it cannot be recorded, or the seconds of the call and what was seen; and what
was alive, and whether the collector was on, before and after.
"""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path

SECONDS = 0.03


def main():
    sys.path.append(str(Path(__file__).resolve().parents[2] / "inside"))
    import left_behind  # noqa: PLC0415

    from gilbench.experiments.timeline import measure  # noqa: PLC0415
    from gilbench.inside.experiment import Subject  # noqa: PLC0415
    from gilbench.inside.ledger import plain  # noqa: PLC0415
    from gilbench.inside.schema import as_json  # noqa: PLC0415

    said = {"missing": measure.missing()}
    before = left_behind.threads_and_processes(), gc.isenabled()
    if said["missing"] is None:
        measure.SECONDS = SECONDS
        with measure.prepared(Subject(None, None, None)) as call:
            done = call(plain)
        said.update(seconds=done.seconds, workers=done.workers, seen=as_json(done.seen))
    said["left"] = before, (left_behind.after_settling(before[0]), gc.isenabled())
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main()
