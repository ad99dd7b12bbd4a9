import os
import subprocess
from pathlib import Path

import pytest

from gilbench.inside.relative import reason
from gilbench.inside.telling import LONGEST

GONE = (2, "No such file or directory")
HINT = "; it ran in an empty folder: give an absolute path, such as one beside the file: "


class OddError(FileNotFoundError):
    @property
    def filename(self):
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        pytest.param("no.csv", "Path(__file__).with_name('no.csv')", id="a name"),
        pytest.param(Path("no.csv"), "Path(__file__).with_name('no.csv')", id="a path"),
        pytest.param(b"no.csv", "Path(__file__).with_name('no.csv')", id="bytes"),
        pytest.param("a/no.csv", "Path(__file__).parent / 'a/no.csv'", id="in a folder"),
    ],
)
def test_a_relative_path_that_leads_nowhere_gets_a_sentence_more(path, hint):
    with pytest.raises(FileNotFoundError) as told:
        os.stat(path)  # noqa: PTH116  bytes too
    assert reason(told.value) == f"FileNotFoundError: {told.value}{HINT}{hint}"


@pytest.mark.parametrize(
    "work",
    [
        pytest.param(lambda: Path("/no/where.csv").read_text(), id="absolute"),
        pytest.param(lambda: subprocess.run(["no-such-program"], check=True), id="a program"),
        pytest.param(lambda: os.execvp("no-such-program", ["it"]), id="a program in its place"),  # noqa: S606  there is none
        pytest.param(lambda: Path(__file__, "no.csv").read_text(), id="another error"),
        pytest.param(lambda: os.stat(""), id="no path"),  # noqa: PTH116  a Path is never empty
    ],
)
def test_nothing_else_does(work):
    with pytest.raises(OSError, match=r"no|No") as told:
        work()
    assert reason(told.value) == f"{type(told.value).__name__}: {told.value}"


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(FileNotFoundError("gone"), id="a text alone"),
        pytest.param(FileNotFoundError(*GONE, 3), id="a number"),
        pytest.param(OddError("gone"), id="it raises what it likes"),
    ],
)
def test_an_error_that_names_no_path_is_only_told(error):
    assert HINT not in reason(error)


def test_the_sentence_is_there_however_long_the_name_is():
    said = reason(FileNotFoundError(*GONE, "x" * 500))
    assert len(said) <= LONGEST
    assert said.endswith(f"{HINT}Path(__file__).with_name('{'x' * 56}...)")
