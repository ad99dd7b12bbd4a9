"""Exit codes are a contract: no fault looks like a regression, and no reader or full disk hides a verdict."""

import re
import stat
from pathlib import Path

import pytest
from tests.attack import shell
from tests.end_to_end import command

from gilbench.errors import Exit

needs_a_full_device = pytest.mark.skipif(not Path(shell.FULL).exists(), reason=f"there is no {shell.FULL} here")

FAULT = "import gilbench.machine.doctor as doctor\ndef fail():\n    raise {}\ndoctor.examine = fail"
HOSTILE = "class Hostile(Exception):\n    def __str__(self):\n        raise self\n"
STORED = re.compile(r"with the traceback in (\S+)$")


def fails(folder, raised, *options, **variables):
    """Run `gilbench doctor` with a fault in it."""
    code = HOSTILE + FAULT.format(raised)
    places = {"XDG_STATE_HOME": str(folder / "state"), **variables}
    return shell.after(folder, code, *options, "doctor", **places)


@pytest.mark.parametrize(
    "raised",
    [
        "ValueError('no')",
        "AssertionError",
        "RecursionError",
        "OSError(28, 'No space left on device')",
        "BrokenPipeError(32, 'Broken pipe')",
        "EOFError",
        "SystemExit(0)",
        "SystemExit(1)",
        "GeneratorExit",
        "BaseExceptionGroup('two', [ValueError(), KeyError()])",
        "ValueError('two\\nlines and \\x1b[2J and \\udc80')",
        "ValueError('long' * 10**6)",
        "Hostile",
    ],
)
def test_an_error_that_nobody_expected_has_a_code_of_its_own_and_its_traceback_in_a_file(tmp_path, raised):
    ended = fails(tmp_path, raised)
    assert (ended.returncode, ended.stdout) == (Exit.UNEXPECTED, "")
    shell.require_sentence(ended.stderr)
    assert ended.stderr.strip("\n").isprintable()
    assert len(ended.stderr) < 1000
    assert "report it to the project's issue tracker" in ended.stderr
    file = Path(STORED.search(ended.stderr)[1])
    assert file.parent == tmp_path / "state" / "gilbench" / "log"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "Traceback (most recent call last)" in file.read_text()


def test_with_debug_the_traceback_is_shown_and_no_file_is_written(tmp_path):
    ended = fails(tmp_path, "ValueError('no')", "--debug")
    assert (ended.returncode, ended.stdout) == (Exit.UNEXPECTED, "")
    assert "Traceback (most recent call last)" in ended.stderr
    assert ended.stderr.splitlines()[-1].startswith("gilbench: an error of gilbench itself (ValueError: no): ")
    assert not (tmp_path / "state").exists()


def test_without_a_folder_for_logs_the_file_is_among_the_temporary_ones(tmp_path):
    (tmp_path / "file").touch()
    (tmp_path / "temporary").mkdir()
    places = {"XDG_STATE_HOME": str(tmp_path / "file"), "TMPDIR": str(tmp_path / "temporary")}
    ended = fails(tmp_path, "ValueError('no')", **places)
    assert ended.returncode == Exit.UNEXPECTED
    shell.require_sentence(ended.stderr)
    assert Path(STORED.search(ended.stderr)[1]).parent == tmp_path / "temporary"


def test_without_any_folder_the_traceback_is_shown(tmp_path):
    (tmp_path / "file").touch()
    code = f"import tempfile\ntempfile.tempdir = {str(tmp_path / 'file')!r}\n" + FAULT.format("ValueError('no')")
    ended = shell.after(tmp_path, code, "doctor", XDG_STATE_HOME=str(tmp_path / "file"))
    assert ended.returncode == Exit.UNEXPECTED
    assert "Traceback (most recent call last)" in ended.stderr
    assert ended.stderr.splitlines()[-1].startswith("gilbench: an error of gilbench itself")


@pytest.mark.parametrize("missing", ["click", "gilbench.cli.unexpected", "platformdirs"])
def test_an_installation_that_is_broken_is_no_regression(tmp_path, missing):
    code = f"import sys\nsys.modules[{missing!r}] = None\n" + FAULT.format("ValueError('no')").replace(
        "import", "try:\n    import", 1
    ).replace("\ndef", "\nexcept ImportError:\n    class doctor: pass\ndef", 1)
    ended = shell.after(tmp_path, code, "doctor")
    assert (ended.returncode, ended.stdout) == (Exit.UNEXPECTED, "")
    shell.require_sentence(ended.stderr)
    assert missing in ended.stderr


SLOWER = ("compare", "run", "--base", "3.13t")
PRINTING = [
    ("--help",),
    ("--version",),
    ("list", "experiments"),
    ("list", "--help"),
    ("doctor",),
    ("report", "run", "--format", "md"),
]


@needs_a_full_device
@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_a_full_device_is_told_of(folder, arguments):
    ended = shell.redirected(folder.parent, shell.TO_FULL, *arguments)
    assert ended.returncode == Exit.OUTPUT_LOST
    last = ended.stderr.decode().splitlines()[-1]
    assert last == "gilbench: not all of the output could be written: No space left on device"
    assert b"Traceback" not in ended.stderr
    assert b"Exception ignored" not in ended.stderr


@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_an_output_that_is_closed_is_told_of(folder, arguments):
    ended = shell.redirected(folder.parent, shell.CLOSED, *arguments)
    assert ended.returncode == Exit.OUTPUT_LOST
    assert ended.stderr.decode().splitlines()[-1] == "gilbench: not all of the output could be written: it was closed"
    assert b"Traceback" not in ended.stderr
    assert b"Exception ignored" not in ended.stderr


@pytest.mark.parametrize(
    ("redirection", "code"),
    [
        pytest.param("<&-", 0, id="no input"),
        pytest.param("2>&-", 0, id="no errors"),
        pytest.param("<&- 2>&-", 0, id="output only"),
        pytest.param("<&- >&- 2>&-", Exit.OUTPUT_LOST, id="nothing at all"),
        pytest.param("2>/dev/full", 0, id="errors to a full device", marks=needs_a_full_device),
        pytest.param(">/dev/full 2>&1", Exit.OUTPUT_LOST, id="all to a full device", marks=needs_a_full_device),
    ],
)
def test_other_streams_that_are_closed_or_full_change_nothing(tmp_path, redirection, code):
    ended = shell.redirected(tmp_path, redirection, "list", "experiments")
    assert ended.returncode == code, ended.stderr
    assert bool(ended.stdout) == (code == 0)
    assert b"Traceback" not in ended.stderr


@pytest.mark.slow
def test_no_file_of_a_run_gets_what_was_meant_for_a_closed_stream(tmp_path):
    asked = ("run", "sleep", *command.HERE, *command.SMALL, "--dry-run", "--out", "dry")
    ended = shell.redirected(tmp_path, "<&- >&- 2>&-", *asked)
    assert ended.returncode == Exit.OUTPUT_LOST
    assert len(command.records(tmp_path / "dry")) > 0
    assert command.results(tmp_path / "dry")


@needs_a_full_device
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param((*SLOWER, "--fail-on", "regression"), Exit.REGRESSION, id="regression"),
        pytest.param(("compare", "nowhere"), Exit.USAGE, id="usage"),
        pytest.param(("compare", "run", "--baseline", "none"), Exit.NO_BASELINE, id="no baseline"),
        pytest.param(("probe", "1/0"), Exit.TRIAL_FAILED, id="failed"),
    ],
)
@pytest.mark.parametrize("how", ["unread", "full"])
def test_whoever_reads_the_verdict_is_the_same(folder, arguments, code, how):
    if how == "unread":
        ended = shell.unread(folder.parent, *arguments)
    else:
        ended = shell.redirected(folder.parent, shell.TO_FULL, *arguments)
    assert ended.returncode == code, ended.stderr
    assert b"Traceback" not in ended.stderr
    assert b"Exception ignored" not in ended.stderr


@pytest.mark.parametrize("arguments", [each for each in PRINTING if each[0] != "doctor"], ids=" ".join)
def test_a_reader_that_has_gone_is_no_trouble(folder, arguments):
    ended = shell.unread(folder.parent, *arguments)
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.slow
def test_a_closed_pipe_hides_no_trial_that_failed(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "bm_mine.py").write_text(
        "from gilbench import workload\n"
        "@workload(kind='cpu', sizes={'small': 1, 'full': 1}, expect={'small': 1, 'full': 1}, asks='What?')\n"
        "def mine(size):\n    raise ValueError\n"
    )
    asked = ("run", "mine", "--workloads", "mine", "--quick", "--size", "small", "--workers", "2")
    ended = shell.unread(tmp_path, *asked, "--strategy", "thread", "--out", "out")
    assert ended.returncode == Exit.TRIAL_FAILED, ended.stderr
    assert (tmp_path / "out" / "index.html").exists()


@pytest.mark.parametrize("encoding", ["ascii", "utf-8:strict"])
def test_an_encoding_that_lacks_a_letter_costs_that_letter(folder, encoding):
    folder.rename(folder.parent / "é-∞")
    ended = shell.redirected(folder.parent, "", "compare", "é-∞", PYTHONIOENCODING=encoding)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout
