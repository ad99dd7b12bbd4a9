"""Writing files so that they survive a power cut: waiting for the disk.

`fsync` releases the GIL while the disk works. It would surprise if threads were slower than serial; that they gain less
than in `sleep` is the disk's doing, because one disk serves everybody. Where the temporary folder is in memory there is
nothing to wait for and the item is all system calls. asyncio has no file access of its own, hence no asynchronous twin.
"""

from __future__ import annotations

import os
import tempfile
import zlib
from pathlib import Path

from gilbench import workload

BLOCK = bytes(range(256)) * 64


@workload(
    kind="io",
    sizes={"small": 5, "full": 72},
    expect={"small": 3_795_180_454, "full": 2_152_801_131},
    asks="Do waits for the disk overlap?",
    version=2,
)
def file_fsync(blocks: int) -> int:
    """Append to a temporary file, forcing each block to the disk, and return the checksum of what is read back."""
    with tempfile.TemporaryDirectory(prefix="gilbench-") as folder:
        path = Path(folder, "data")
        with path.open("wb", buffering=0) as file:
            for _ in range(blocks):
                file.write(BLOCK)
                os.fsync(file.fileno())
        return zlib.crc32(path.read_bytes())
