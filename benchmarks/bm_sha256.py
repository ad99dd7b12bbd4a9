"""SHA-256 of large buffers: the textbook case of C code that releases the GIL.

Each call hashes a mebibyte, long enough that taking the GIL back costs nothing beside it. It would surprise if threads
did not help with the GIL on, as long as the machine has processors to spare: see `ready` before blaming the GIL.
"""

from __future__ import annotations

import functools
import hashlib

from gilbench import workload

BLOCK = 2**20  # bytes


@workload(
    kind="cpu",
    code="c_releases_gil",
    sizes={"small": 3, "full": 24},
    expect={
        "small": "f6dd7fec8584ad00219a447071c1fa368a1caee4d9c146083d233713ddccd2c0",
        "full": "206320acc7e9ae70b2e614a2a98ef92a9aa6b3b21cb0aa378c5c16c1a4b0e993",
    },
    asks="Do threads speed up hashing of large buffers?",
    version=2,
)
def sha256(blocks: int) -> str:
    """Hash a block many times over and return the digest."""
    digest = hashlib.sha256()
    for _ in range(blocks):
        digest.update(_block())
    return digest.hexdigest()


@functools.cache
def _block() -> bytes:
    return bytes(range(256)) * (BLOCK // 256)
