"""What was seen of a program, for other programs: JSON with full precision."""

import json
import os
from collections.abc import Sequence
from typing import Any

import gilbench
from gilbench.inside.held.stalls import Stall
from gilbench.watched.running import Ended
from gilbench.watched.seen import Seen

SCHEMA = 1
FIGURES = (
    *("share", "low", "high", "of_wall", "of_wall_low", "of_wall_high"),
    *("samples", "waits", "longest_stall", "seconds", "unwatched"),
)


def as_json(program: Sequence[str], python: str, ended: Ended, found: Seen, cpus: int) -> str:
    """Write everything; times in seconds, shares from 0 to 1, null where it is not known."""
    content = {
        "schema": SCHEMA,
        "gilbench": gilbench.__version__,
        "program": [_text(each) for each in program],
        "python": _text(python),
        "cpus": cpus,
        "exit_code": ended.code if ended.code >= 0 else None,
        "signal": -ended.code if ended.code < 0 else None,
        "seconds": ended.seconds,
        "gil": found.gil,
        "held": {name: getattr(found.figures, name) for name in FIGURES} if found.figures else None,
        "busy_cpus": found.busy,
        "several_threads": found.several,
        "waited": found.waited,
        "mean_wait": found.wait,
        "threads_at_most": found.most.speedup if found.most else None,
        "threads_at_most_bound": found.most.by if found.most else None,
        "stalls": [_stall(each) for each in found.stalls],
        "cost": found.cost,
        "unseen_at_end": found.silent,
        "children_cpu": found.children,
        "reason": found.reason,
    }
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _stall(stall: Stall) -> dict[str, Any]:
    thread, place = stall.culprit or (None, None)
    return {"longest": stall.longest, "times": stall.times, "total": stall.total, "thread": thread, "place": place}


def _text(name: str) -> str:
    """Return a name that others chose, which need not be text."""
    return os.fsencode(name).decode(errors="backslashreplace")
