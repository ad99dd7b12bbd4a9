"""JSON in the standard library: C code that makes Python objects and therefore keeps the GIL.

One call lasts a millisecond or so, during which no other thread can take the GIL, whatever the switch interval says.
It would surprise if threads helped while the GIL is on. PyPy has no C here; its own code keeps the GIL all the same.
"""

from __future__ import annotations

import functools
import json

from gilbench import workload

RECORDS = 800


@workload(
    kind="cpu",
    code="c_keeps_gil",
    sizes={"small": 1, "full": 9},
    expect={"small": (95_990, True), "full": (863_910, True)},
    asks="Do threads speed up C code that makes Python objects?",
    version=2,
)
def json_roundtrip(rounds: int) -> tuple[int, bool]:
    """Read and write a JSON text; return the characters written and whether the last text equals the first."""
    written = 0
    text = _document()
    for _ in range(rounds):
        text = json.dumps(json.loads(text))  # the objects are the item's own: only the first text is shared
        written += len(text)
    return written, text == _document()


@functools.cache
def _document() -> str:
    return json.dumps([_record(number) for number in range(RECORDS)])


def _record(number: int) -> dict[str, object]:
    return {
        "id": number,
        "name": f"record {number * 7919 % RECORDS}",
        "score": number / 7,
        "tags": [f"tag {number % 5}", "été", None],
        "active": number % 3 == 0,
    }
