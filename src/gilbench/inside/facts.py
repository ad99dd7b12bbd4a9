"""What this interpreter is, asked of itself while it runs in the state that was asked for."""

from __future__ import annotations

import ctypes.util
import hashlib
import multiprocessing
import os
import platform
import sys
import sysconfig

from gilbench.inside import cgroups, state
from gilbench.inside.kernel import ROOT
from gilbench.inside.schema import Facts


def facts() -> Facts:
    """Return everything that identifies this interpreter and the CPUs it may use."""
    info = sys.version_info
    suffix = "" if info.releaselevel == "final" else f"{info.releaselevel}{info.serial}"
    release = list(getattr(sys, "pypy_version_info", info))[:3]
    return Facts(
        executable=sys.executable,
        implementation=platform.python_implementation(),
        version=f"{info.major}.{info.minor}.{info.micro}{suffix}",
        version_info=[info.major, info.minor, info.micro],
        implementation_version=".".join(map(str, release)),
        build=" ".join(platform.python_build()).strip(),
        compiler=platform.python_compiler(),
        config_args=str(sysconfig.get_config_var("CONFIG_ARGS") or ""),
        free_threaded=bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
        gil_enabled=state.gil_enabled(),
        jit=state.jit_state(),
        switch_interval=state.switch_interval(),
        cpu_count=os.cpu_count(),
        affinity=state.affinity(),
        cgroup_quota=cgroups.cpu_quota(ROOT),
        start_methods=multiprocessing.get_all_start_methods(),
        default_start_method=multiprocessing.get_start_method(),
        executable_sha256=_sha256(sys.executable),
        libc=" ".join(platform.libc_ver()).strip(),
        zlib=_zlib_version(),
        platform=platform.platform(),
    )


def _sha256(path: str) -> str:
    digest = hashlib.sha256()
    try:
        with open(path, "rb") as file:
            for block in iter(lambda: file.read(1 << 20), b""):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()


def _zlib_version() -> str:
    """Ask the very library that ctypes workloads call, which need not be the one the `zlib` module was built with."""
    name = ctypes.util.find_library("z") or "libz.so.1"
    try:
        version = ctypes.CDLL(name).zlibVersion
    except (OSError, AttributeError):
        return ""
    version.restype = ctypes.c_char_p
    return str(version().decode())
