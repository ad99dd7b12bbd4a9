"""A workload with a parameter: the same bytes are hashed in pieces of several sizes."""

from __future__ import annotations

import hashlib

from gilbench import workload

TOTAL = {"small": 2**20, "full": 2**25}  # bytes, whatever the pieces


@workload(
    kind="cpu",
    code="c_releases_gil",
    parameters={"piece": [2**11, 2**14, 2**20]},
    sizes=lambda piece: {size: total // piece for size, total in TOTAL.items()},
    expect={
        "small": "30e14955ebf1352266dc2ff8067e68104607e750abb9d3b36582b8af909fcb58",
        "full": "83ee47245398adee79bd9c0a8bc57b821e92aba10f5f9ade8a5d1fae4d8c4302",
    },
    asks="From which size of a piece on do threads speed up hashing?",
)
def digest(pieces: int, piece: int) -> str:
    """Hash zeros so many bytes at a time: for pieces of 2,048 and more hashlib releases the GIL, each time."""
    found, zeros = hashlib.sha256(), bytes(piece)
    for _ in range(pieces):
        found.update(zeros)
    return found.hexdigest()
