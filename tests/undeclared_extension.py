"""An extension module of four lines that does not declare that it can run without the GIL, built for an interpreter."""

import json
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

NAME = "undeclared"
SOURCE = f"""
#include <Python.h>
static struct PyModuleDef definition = {{PyModuleDef_HEAD_INIT, "{NAME}", NULL, 0, NULL}};
PyMODINIT_FUNC PyInit_{NAME}(void) {{ return PyModuleDef_Init(&definition); }}
"""
ASK = (
    "import json, sysconfig; "
    "print(json.dumps([sysconfig.get_path('include'), sysconfig.get_config_var('EXT_SUFFIX'), "
    "sysconfig.get_config_var('CC')]))"
)


def build(executable: str, folder: Path) -> None:
    """Build it into a folder; skips the test, and says why, where there is no compiler or no header."""
    answer = subprocess.run([executable, "-c", ASK], capture_output=True, text=True, check=True).stdout
    headers, suffix, configured = json.loads(answer)
    if not (Path(headers) / "Python.h").exists():
        pytest.skip(f"no headers of {executable}: there is no Python.h in {headers}")
    compiler = [*shlex.split(configured or ""), "cc"]
    command = next((found for each in (compiler[0], "cc", "gcc", "clang") if (found := shutil.which(each))), None)
    if command is None:
        pytest.skip("no C compiler")
    source = folder / f"{NAME}.c"
    source.write_text(SOURCE)
    subprocess.run(
        [command, "-shared", "-fPIC", f"-I{headers}", str(source), "-o", str(folder / f"{NAME}{suffix}")],
        check=True,
        capture_output=True,
    )
