"""Compression: C code that releases the GIL for most of a call, and asks for it back to get more memory.

It would surprise if threads did not help with the GIL on. The compressed bytes differ between versions of zlib, so the
result is a checksum of what comes out after decompressing, which is a small part of the time.
"""

from __future__ import annotations

import functools
import zlib

from gilbench import workload
from gilbench_text import text

WORDS = 4_000


@workload(
    kind="cpu",
    code="c_releases_gil",
    sizes={"small": 1, "full": 11},
    expect={"small": 2_917_915_169, "full": 3_299_870_244},
    asks="Do threads speed up compression?",
    version=2,
)
def zlib_compress(times: int) -> int:
    """Compress and decompress a text and return the checksum of what came back."""
    checksum = 0
    for _ in range(times):
        checksum = zlib.crc32(zlib.decompress(zlib.compress(_text(), 6)), checksum)
    return checksum


@functools.cache
def _text() -> bytes:
    return text(WORDS).encode()
