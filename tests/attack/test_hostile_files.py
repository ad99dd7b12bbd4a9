"""Files of workloads and strategies that raise, end the interpreter or flood, while a target is described."""

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.attack import targets

from gilbench.interpreters.description import Question, describe
from gilbench.processes import staging

GOOD = """
from gilbench import workload

@workload(kind="cpu", sizes={"small": 1, "full": 2}, expect={"small": 1, "full": 2}, asks="What?", missing=MISSING)
def NAME(size):
    return size
"""
ERRORS = """
class OwnError(BaseException):
    pass

class SilentError(Exception):
    def __str__(self):
        raise OwnError
    __repr__ = __str__

class LongError(Exception):
    def __str__(self):
        return "x " * 50_000_000

def fail(error):
    raise error
"""
STRATEGY = """
from contextlib import contextmanager
from gilbench import strategy

@strategy(shares_memory=True)
@contextmanager
def mine(workers):
    BODY
"""
SILENT = "SilentError (its text cannot be had: OwnError)"
RAISED = {
    "KeyboardInterrupt": ("KeyboardInterrupt()", "KeyboardInterrupt"),
    "GeneratorExit": ("GeneratorExit()", "GeneratorExit"),
    "SystemExit": ("SystemExit(SilentError())", "SystemExit (its text cannot be had: OwnError)"),
    "a BaseException of its own": ("OwnError('mine')", "OwnError: mine"),
    "a text that raises": ("SilentError()", SILENT),
    "100 MB of text": ("LongError()", "LongError: x x x"),
}
raised = pytest.mark.parametrize(("error", "reason"), RAISED.values(), ids=RAISED)
ENDS = (
    "import os; os._exit(7)",
    "import ctypes; ctypes.string_at(0)",
    "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
)


@dataclass(frozen=True)
class Host:
    executable: str = sys.executable
    spec: str = "this"
    environment: dict = field(default_factory=dict)


@pytest.fixture(scope="module")
def staged(tmp_path_factory):
    return staging.stage(tmp_path_factory.mktemp("staged"))


@pytest.fixture
def described(staged, tmp_path):
    """Return a function that describes this interpreter with a good workload and these files beside it."""

    def describe_with(**files):
        for name, code in {"bm_zzz": good("zzz"), **files}.items():
            (tmp_path / f"{name}.py").write_text(code)
        found = describe(Host(), Question(staged, [tmp_path], probes=("serial", "mine")))
        assert "zzz" in {each.name for each in found.catalogue.workloads}
        return found.catalogue

    return describe_with


def good(name, missing="None"):
    return GOOD.replace("NAME", name).replace("MISSING", missing)


@raised
def test_what_an_import_raises_is_named(described, error, reason):
    (problem,) = described(bm_bad=f"{ERRORS}\nraise {error}").problems
    assert (Path(problem.where).name, problem.reason.count("\n")) == ("bm_bad.py", 0)
    assert problem.reason.startswith(f"could not be imported: {reason}")


@raised
def test_what_a_check_raises_is_named(described, error, reason):
    found = described(bm_mine=ERRORS + good("mine", f"lambda: fail({error})"))
    (missing,) = (each.missing for each in found.workloads if each.name == "mine")
    assert missing.startswith(f"its own check failed: {reason}")


@raised
def test_what_a_strategy_raises_is_named(described, error, reason):
    found = described(strategy_mine=ERRORS + STRATEGY.replace("BODY", f"yield lambda *_: fail({error})"))
    (missing,) = (each.missing for each in found.strategies if each.name == "mine")
    assert missing.startswith(reason)


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        pytest.param(
            "try:\n        yield lambda *_: 1 / 0\n    except BaseException:\n        pass",
            "gave None for a task whose results are [2, 3]",
            id="swallows what went wrong",
        ),
        pytest.param(
            "yield lambda *_: type('Odd', (list,), {'__eq__': lambda *_: fail(OwnError('no'))})()",
            "OwnError: no",
            id="gives what cannot be compared",
        ),
        pytest.param(
            "yield lambda *_: SilentError()",
            "gave a SilentError (its repr cannot be had: OwnError) for a task whose results are [2, 3]",
            id="gives what cannot be shown",
        ),
    ],
)
def test_what_a_strategy_gives_is_named(described, body, missing):
    found = described(strategy_mine=ERRORS + STRATEGY.replace("BODY", body))
    assert [each.missing for each in found.strategies if each.name == "mine"] == [missing]


def test_a_name_that_no_report_can_bear_is_refused(described):
    (problem,) = described(bm_long=good("x" * 10_000)).problems
    assert problem.reason == f"line 4: workload '{'x' * 20}'...: its name has 10000 letters, 100 are allowed"


def test_a_file_that_prints_100_mb_and_ends_the_interpreter_costs_a_sentence(described):
    flood = "import os\nfor _ in range(100): os.write(1, b'x' * 999_999 + b'\\n')\nos._exit(3)"
    (problem,) = described(bm_flood=flood).problems
    assert problem.reason.startswith("took the interpreter down: ")
    assert len(problem.reason) < 400


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param(b"bm_a\nb.py", "its name has a character that cannot be shown: rename it", id="a line break"),
        pytest.param(b"bm_a\xff.py", "its name has a character that cannot be shown: rename it", id="no UTF-8"),
    ],
)
def test_a_file_whose_name_cannot_be_shown_is_refused(described, tmp_path, name, reason):
    Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_text("import os; os._exit(1)")
    assert [each.reason for each in described().problems] == [reason]


@pytest.mark.parametrize("odd", [targets.fifo, targets.device, targets.folder], ids=lambda each: each.__name__)
def test_what_is_no_file_is_not_waited_for(described, tmp_path, odd):
    odd(tmp_path / "bm_odd.py")
    assert [each.reason for each in described().problems] == ["it is no file"]


def test_a_folder_that_is_no_utf_8_is_told(staged, tmp_path):
    folder = Path(os.fsdecode(bytes(tmp_path) + b"/\xff"))
    folder.mkdir()
    (folder / "bm_good.py").write_text(good("good"))
    found = describe(Host(), Question(staged, [folder], probes=("serial",))).catalogue
    assert (found.workloads, [each.reason for each in found.problems]) == (
        [],
        ["its path is no UTF-8: rename the folder"],
    )


@pytest.mark.slow
def test_thirty_files_that_each_end_the_interpreter_are_thirty_reasons(described):
    files = {f"bm_{number:02}": ENDS[number % len(ENDS)] for number in range(30)}
    problems = described(**files).problems
    assert [Path(each.where).stem for each in problems] == sorted(files)
    said = {each.reason.partition(" (")[0] for each in problems}
    assert said == {
        f"took the interpreter down: {how}" for how in ("exit code 7", "killed by SIGSEGV", "killed by SIGKILL")
    }
