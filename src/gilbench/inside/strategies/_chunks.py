"""How many items travel together where items are handed out in chunks: as many as `Pool.map` chooses by itself."""

from __future__ import annotations

_CHUNKS = 4  # for each worker


def size(items: int, workers: int) -> int:
    """Return the items of a chunk: about four chunks for each worker; at least 1."""
    return max(1, -(-items // (_CHUNKS * workers)))
