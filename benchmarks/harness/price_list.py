"""Time the primitives of threads and locks with pytest-benchmark, on any interpreters: `tox -e primitives`.

Nothing is installed into an interpreter itself: each build gets a virtual environment with pytest-benchmark, which is
made once, and a storage of its own, so that no build is ever compared with another one's past. Options that are not
among these are pytest's and pytest-benchmark's.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import tomllib

from gilbench.errors import Exit, GilbenchError, UsageError
from gilbench.interpreters import specs
from gilbench.interpreters.candidate import Candidate
from gilbench.interpreters.discovery import find
from gilbench.interpreters.identify import clean_environment
from gilbench.store import files, run_folder

ROOT = Path(__file__).parents[2]
ENVIRONMENTS = ROOT / ".tox" / "primitives-builds"
STORAGE = ROOT / ".benchmarks"  # where pytest-benchmark itself would begin
BENCHMARKS = ("benchmarks/test_primitives.py", "benchmarks/primitives")
GROUP = "primitives"  # of the dependencies in pyproject.toml
OURS = ("--benchmark-storage", "--benchmark-json")  # options of pytest-benchmark that are set here, one for each build
# A round of 0.1 ms: the clock, which is read twice in each, is then below a thousandth of it.
DEFAULTS = ("--benchmark-min-time=0.0001", "--benchmark-columns=median,iqr,mean,rounds,iterations", "-rs")


@dataclass(frozen=True)
class Build:
    """One interpreter in one state."""

    label: str  # unique among those of a session: "3.13.5t", "3.13.5t+gil"
    key: str  # what no other build has: names its folders
    candidate: Candidate


def main(arguments: Sequence[str]) -> int:
    """Measure on each interpreter; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0], allow_abbrev=False)
    parser.add_argument(
        "--python",
        action="append",
        default=[],
        metavar="SPEC",
        help="3.13, 3.14t, pypy3.11, a path, with +gil or +nogil; several times for several (default: this one, the "
        "newest with a GIL and the newest free-threaded one)",
    )
    parser.add_argument(
        "--into", type=Path, metavar="RUN", help="put the results into a run, for `gilbench report RUN`"
    )
    options, of_pytest = parser.parse_known_args(arguments)
    try:
        require_free(of_pytest)
        if options.into:
            run_folder.load(options.into)  # a folder that holds no run is refused before anything is measured
        return max([measure(build, options.into, of_pytest) for build in builds(options.python)])
    except GilbenchError as error:
        sys.stderr.write(f"primitives: {error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        return Exit.INTERRUPTED


def require_free(of_pytest: Sequence[str]) -> None:
    """Raise UsageError for an option that would have all builds write to one place."""
    for option in OURS:
        if any(each.split("=", 1)[0] == option for each in of_pytest):
            raise UsageError(f"{option} is set for each build: leave it out, and find the files below {STORAGE}")


def builds(pythons: Sequence[str]) -> list[Build]:
    """Return the builds that the specs ask for; raises UsageError if one of them is not to be had."""
    candidates, unusable = find([specs.parse(each) for each in pythons])
    if unusable and pythons:
        raise UsageError("; ".join(f"{each.spec}: {each.reason}" for each in unusable))
    return list(_labelled(candidates))


def _labelled(candidates: Sequence[Candidate]) -> Iterator[Build]:
    taken: dict[str, int] = {}
    for each in candidates:
        name = f"{each.interpreter.label}{'d' if each.interpreter.debug else ''}{_state(each)}"
        taken[name] = taken.get(name, 0) + 1
        yield Build(name if taken[name] == 1 else f"{name}-{taken[name]}", key(each), each)


def key(candidate: Candidate) -> str:
    """Name a build by what it is, its state, and where it stands: builds of one version may differ in more."""
    build = candidate.interpreter
    what = f"{build.implementation.lower()}-{build.version}{'t' if build.free_threaded else ''}"
    where = f"{os.path.realpath(build.executable)}\n{os.path.realpath(build.prefix)}"
    debug = "-debug" if build.debug else ""
    return f"{what}{debug}{_state(candidate)}-{hashlib.sha256(os.fsencode(where)).hexdigest()[:8]}"


def _state(candidate: Candidate) -> str:
    names = {"PYTHON_GIL": "gil", "PYTHON_JIT": "jit"}
    return "".join(
        f"+{'' if value == '1' else 'no'}{names[name]}" for name, value in sorted(candidate.environment.items())
    )


def measure(build: Build, into: Path | None, of_pytest: Sequence[str]) -> int:
    """Run the benchmarks on a build and put what they come to into a run; return pytest's exit code."""
    sys.stdout.write(f"primitives: {build.label} ({build.candidate.executable})\n")
    sys.stdout.flush()
    python = environment(build)
    storage = STORAGE / build.key
    storage.mkdir(parents=True, exist_ok=True)
    result = storage / "primitives.json"
    result.unlink(missing_ok=True)
    # for sub-interpreters, which begin with the path that the process began with
    variables = _without_xdist(clean_environment()) | {"PYTHONPATH": str(ROOT / "src")}
    variables |= build.candidate.environment
    code = subprocess.run(
        [python, *command(storage, result, of_pytest)], cwd=ROOT, env=variables, check=False
    ).returncode
    if code:
        sys.stderr.write(f"primitives: {build.label}: pytest ended with exit code {code}\n")
    elif into:
        return _put(result, into / f"primitives-{build.label}.json")
    return abs(code)


def _put(result: Path, place: Path) -> int:
    """Put what was measured into a run; return 1 where nothing was, as with --benchmark-disable."""
    if not result.is_file():
        sys.stderr.write("primitives: pytest-benchmark measured nothing: leave --benchmark-disable out\n")
        return 1
    files.replace_file(place, result.read_bytes())
    return 0


def _without_xdist(variables: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without what a pytest around this one told its workers: in those nothing is timed."""
    return {name: value for name, value in variables.items() if not name.startswith("PYTEST_XDIST_")}


def command(storage: Path, result: Path, of_pytest: Sequence[str]) -> list[str]:
    """Return the arguments of a Python: files that are named replace those of the primitives."""
    named = any(each.split("::", 1)[0].endswith(".py") for each in of_pytest if not each.startswith("-"))
    options = ["-c", os.devnull, f"--rootdir={ROOT}", "-p", "no:cacheprovider", "--import-mode=importlib", *DEFAULTS]
    ours = [f"--benchmark-storage=file://{storage}", f"--benchmark-json={result}"]
    return ["-m", "pytest", *options, *ours, *of_pytest, *([] if named else BENCHMARKS)]


def environment(build: Build) -> str:
    """Return the interpreter of the build's virtual environment, which is made if it is not there as it should be."""
    folder = ENVIRONMENTS / build.key
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = requirements()
    made = folder / "made"
    if made.is_file() and made.read_text(encoding="utf-8").splitlines() == wanted:
        return str(python)
    shutil.rmtree(folder, ignore_errors=True)
    _do([build.candidate.executable, "-m", "venv", str(folder)], f"no virtual environment can be made of {build.label}")
    _do([str(python), "-m", "pip", "install", "--quiet", *wanted], f"pytest cannot be installed for {build.label}")
    made.write_text("\n".join(wanted), encoding="utf-8")
    return str(python)


def requirements() -> list[str]:
    """Return what pyproject.toml declares for these benchmarks; the pip of old interpreters cannot read groups."""
    try:
        declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(
            "this needs a checkout of gilbench: there is no pyproject.toml beside the benchmarks"
        ) from None
    return list(declared["dependency-groups"][GROUP])


def _do(arguments: Sequence[str], problem: str) -> None:
    done = subprocess.run(arguments, env=clean_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        lines = (done.stderr.strip() or done.stdout.strip() or "it said nothing").splitlines()
        telling = next((line for line in lines if "error" in line.lower()), lines[-1])
        raise UsageError(f"{problem}: {telling.strip()}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
