"""Build the distributions, check them, and use each from an environment that has nothing else: `tox -e package`."""

import email
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
MADE = {"PKG-INFO"}  # in a source distribution, and in no checkout
LINK = re.compile(r"\]\((?!https://)([^)]*)\)")
NEEDED = ("Name", "Version", "Summary", "License-Expression", "License-File", "Requires-Python", "Classifier")
# On a busy machine the fixture may need seconds, in place of a fraction of one, before it can tell; else it skips.
FIXTURE = """
def test_the_fixture_measures(gil):
    assert 0 <= gil.held_share(sorted, range(10_000), seconds=20) <= 1
"""


def main() -> None:
    """Do it all; exit with a sentence at the first thing that is wrong."""
    with tempfile.TemporaryDirectory(prefix="gilbench-") as scratch:
        work = Path(scratch).resolve()
        source, wheel = build(work / "dist")
        run(ROOT, sys.executable, "-m", "twine", "check", "--strict", str(source), str(wheel))
        require(*differences(tracked(), packed(source)))
        require(*shortcomings(metadata(wheel)))
        for built in (source, wheel):
            use(built, work / built.suffix.strip("."))


def build(folder: Path) -> tuple[Path, Path]:
    """Build a source distribution and, from it alone, a wheel; return both."""
    run(ROOT, sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT))
    (source,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return source, wheel


def use(built: Path, folder: Path) -> None:
    """Install it into an empty environment; there measure, report, and test with the fixture, outside the checkout."""
    environment, empty = folder / "environment", folder / "empty"
    empty.mkdir(parents=True)
    run(empty, sys.executable, "-m", "venv", str(environment))
    python, gilbench = environment / "bin" / "python", environment / "bin" / "gilbench"
    run(empty, python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", built, "pytest")
    require(*foreign(run(empty, python, "-c", "import gilbench; print(gilbench.__file__)"), environment))
    small = ("--quick", "--size", "small", "--experiment", "throughput", "--strategy", "thread", "--workers", "2")
    run(empty, gilbench, "run", "primes", *small, "--python", python, "--out", "out")
    told = run(empty, gilbench, "report", "out", "--format", "md").lower()
    require(*(f"the report of {built.name} lacks {word}" for word in ("primes", "thread") if word not in told))
    (empty / "test_fixture.py").write_text(FIXTURE, encoding="utf-8")
    tested = run(empty, python, "-m", "pytest", "-q", "-ra")
    require(*([] if "1 passed" in tested else [f"the fixture did not measure: {tested}"]))


def tracked() -> set[str]:
    """Return the files of the checkout, as git knows them."""
    return set(run(ROOT, "git", "ls-files").splitlines())


def packed(source: Path) -> set[str]:
    """Return the files of a source distribution, as they are called in a checkout."""
    with tarfile.open(source) as archive:
        return {each.name.partition("/")[2] for each in archive if each.isfile()} - MADE


def differences(checkout: set[str], source: set[str]) -> Iterator[str]:
    """Name what a source distribution lacks, for tests and measurements in it, and what it has besides."""
    yield from (f"the source distribution lacks {name}" for name in sorted(checkout - source))
    yield from (
        f"the source distribution has {name}, which git does not know: add or remove it"
        for name in sorted(source - checkout)
    )


def metadata(wheel: Path) -> "email.message.Message[str, str]":
    """Return what an index is told."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        return email.message_from_bytes(archive.read(name))


def shortcomings(told: "email.message.Message[str, str]") -> Iterator[str]:
    """Name what an index could not show: missing fields, and links into a checkout."""
    description = str(told.get_payload())
    yield from (f"the metadata lack {name}" for name in NEEDED if not told[name])
    if not description.strip():
        yield "the metadata lack a description"
    yield from (f"the description leads to {path}, which an index does not have" for path in LINK.findall(description))


def foreign(printed: str, environment: Path) -> list[str]:
    """Say where gilbench was imported from, if that is not the environment."""
    path = Path(printed.strip())
    return [] if path.is_relative_to(environment) else [f"gilbench was imported from {path}, not from {environment}"]


def require(*wrong: str) -> None:
    """Exit if anything is wrong."""
    if wrong:
        sys.exit("\n".join(wrong))


def run(folder: Path, *command: str | Path) -> str:
    """Run a command in a folder, without what would lead it into the checkout; return what it printed."""
    words = list(map(str, command))
    sys.stderr.write(f"$ {' '.join(words)}\n")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    ended = subprocess.run(words, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if ended.returncode:
        sys.exit(f"{ended.stdout}\nexit code {ended.returncode}: {' '.join(words)}")
    return ended.stdout


if __name__ == "__main__":
    main()
