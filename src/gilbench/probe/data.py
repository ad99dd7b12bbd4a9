"""The results of `gilbench probe` for other programs: JSON with full precision."""

import json
from dataclasses import asdict
from typing import Any

from gilbench.probe.results import SCHEMA, Probed, Probes

# In this order, and each of them always; null where it is not known. New keys may come, none goes.
KEYS = (
    *("call", "group", "target", "state", "held_share", "held_low", "held_high"),
    *("held_of_wall", "held_of_wall_low", "held_of_wall_high", "verdict", "running", "own_threads"),
    *("longest_stall", "call_seconds", "overhead", "speedup_2", "speedup_2_bound"),
    *("threads", "speedup_n", "speedup_n_bound", "together", "together_detail"),
    *("contention", "private", "private_contention", "private_cures", "notes", "reason"),
)


def as_json(probes: Probes) -> str:
    """Write every result; times in seconds, shares from 0 to 1."""
    content = {
        "schema": SCHEMA,
        "gilbench": probes.gilbench,
        "created": probes.created,
        "cpus": probes.cpus,
        "variables": dict(probes.variables),
        "targets": dict(probes.targets),
        "calls": [_values(each) for each in probes.calls],
    }
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _values(result: Probed) -> dict[str, Any]:
    values = asdict(result)
    return {key: values[key] for key in KEYS}
