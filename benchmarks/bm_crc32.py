"""The controlled pair: one function of libz, one buffer, and the GIL as the only difference.

`ctypes.CDLL` releases the GIL around a call and `ctypes.PyDLL` does not. Everything else is the same, so the difference
between the two is the GIL's and nothing else's. With the GIL on, it would surprise if threads helped the held side or
did not help the released one; with the GIL off, it would surprise if the two sides differed.

One call lasts between a half and one millisecond, so that an item makes many.
"""

from __future__ import annotations

import functools
from typing import Any, Callable

from gilbench import workload

LIBRARIES = ("libz.so.1", "libz.so", "libz.1.dylib", "libz.dylib", "zlib1.dll")
BUFFER = 2**22  # bytes
SIZES = {"small": 2, "full": 14}
EXPECT = {"small": 2_982_403_146, "full": 1_704_622_924}


@functools.cache
def _crc32(loader: str) -> Callable[[int, Any, int], int]:
    """Return libz's crc32 as `ctypes.<loader>` calls it.

    Raises ImportError without ctypes, AttributeError without that loader and OSError without libz.
    """
    import ctypes  # noqa: PLC0415  an interpreter may lack it: then only this pair is missing

    load = getattr(ctypes, loader)
    function = _first_found(load).crc32
    function.argtypes = (ctypes.c_ulong, ctypes.c_void_p, ctypes.c_uint)
    function.restype = ctypes.c_ulong
    return function  # type: ignore[no-any-return]


def _first_found(load: Callable[[str], Any]) -> Any:
    # Not ctypes.util.find_library, which starts a compiler to find out.
    for name in LIBRARIES:
        try:
            return load(name)
        except OSError:  # noqa: PERF203  a handful of names, tried once
            continue
    raise OSError(f"none of {', '.join(LIBRARIES)} can be loaded")


def _lacks(loader: str) -> str | None:
    try:
        _crc32(loader)
    except ImportError:
        return "there is no ctypes"
    except AttributeError:
        return f"there is no ctypes.{loader}"
    except OSError as error:
        return str(error)
    return None


def _checksum(loader: str, times: int) -> int:
    crc32, buffer, checksum = _crc32(loader), _buffer(), 0
    for _ in range(times):
        checksum = crc32(checksum, buffer, BUFFER)
    return checksum


@functools.cache
def _buffer() -> Any:
    # An array that C can read where it is: PyPy would copy a bytes object at every call.
    import ctypes  # noqa: PLC0415  as above

    return (ctypes.c_char * BUFFER).from_buffer(bytearray(range(256)) * (BUFFER // 256))


@workload(
    kind="cpu",
    code="c_releases_gil",
    sizes=SIZES,
    expect=EXPECT,
    asks="Do threads speed up a C function that is called with the GIL released?",
    missing=lambda: _lacks("CDLL"),
    pair="crc32",
    version=2,
)
def crc32_released(times: int) -> int:
    """Compute a CRC-32 in libz with the GIL released."""
    return _checksum("CDLL", times)


@workload(
    kind="cpu",
    code="c_keeps_gil",
    sizes=SIZES,
    expect=EXPECT,
    asks="Do threads speed up the same C function when it is called with the GIL held?",
    missing=lambda: _lacks("PyDLL"),
    pair="crc32",
    version=2,
)
def crc32_held(times: int) -> int:
    """Compute a CRC-32 in libz with the GIL held."""
    return _checksum("PyDLL", times)
