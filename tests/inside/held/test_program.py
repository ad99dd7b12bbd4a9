"""A program sees, prints and ends the same with gilbench and without: in every interpreter."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import gilbench
from gilbench.inside.held import sampler
from gilbench.processes import staging
from gilbench.watched import reading

SHOWN = Path(__file__).parent / "shown"
RUN = Path("gilbench", "inside", "held", "program.py")
pytestmark = pytest.mark.skipif(sampler.why_not() is not None, reason="the platform does not tell")
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}

PROGRAMS = [
    pytest.param(["showing.py", "a", ""], id="script"),
    pytest.param(["../place/./showing.py"], id="script by another path"),
    pytest.param(["linked.py"], id="script by a link"),
    pytest.param(["-m", "package.showing", "--help", "-m"], id="module"),
    pytest.param(["-m", "package"], id="package"),
    pytest.param(["-m", "absent"], id="no such module"),
    pytest.param(["folder", "a"], id="folder"),
    pytest.param(["archive.zip", "a"], id="archive"),
    pytest.param(["showing.py", "fail"], id="exception"),
    pytest.param(["-m", "package.showing", "fail"], id="exception in a module"),
    pytest.param(["showing.py", "interrupt"], id="interrupted"),
    pytest.param(["showing.py", "leave"], id="exit with words"),
    pytest.param(["broken.py"], id="no Python"),
    pytest.param(["absent.py"], id="absent"),
]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Return a folder with the same program in every form."""
    folder = tmp_path_factory.mktemp("all") / "place"
    shutil.copytree(SHOWN, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, main in [("package", "__init__.py"), ("folder", "__main__.py")]:
        shutil.copytree(SHOWN, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(SHOWN / "showing.py", folder / name / main)
    (folder / "package" / "__init__.py").write_text("")
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        for name in ("__main__.py", "beside.py"):
            archive.write(folder / "folder" / name, name)
    (folder / "linked.py").symlink_to("folder/showing.py")
    (folder / "broken.py").write_text("def broken(:\n")
    return folder


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    return staging.stage(tmp_path_factory.mktemp("stage"))


def watched(python, stage, board, program):
    kind, name, arguments = (
        ("module", program[1], program[2:]) if program[0] == "-m" else ("script", program[0], program[1:])
    )
    reading.made(board)
    return [python, stage / RUN, board, "200.0", kind, name, *arguments]


def ended(command, folder):
    done = subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, input="typed\n", capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stdout, done.stderr


def require_the_same(python, stage, place, board, program):
    assert ended(watched(python, stage, board, program), place) == ended([python, *program], place)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_cannot_tell_the_difference(stage, place, tmp_path, program):
    require_the_same(sys.executable, stage, place, tmp_path / "board", program)


@pytest.mark.targets
@pytest.mark.parametrize("program", [each for each in PROGRAMS if each.id != "absent"])
def test_a_program_cannot_tell_the_difference_in_any_interpreter(interpreter, stage, place, tmp_path, program):
    require_the_same(interpreter.executable, stage, place, tmp_path / "board", program)


def test_where_python_looks_for_no_modules_beside_a_script_it_looks_for_none(stage, place, tmp_path, monkeypatch):
    monkeypatch.setitem(ENVIRONMENT, "PYTHONSAFEPATH", "1")
    require_the_same(sys.executable, stage, place, tmp_path / "board", ["broken.py"])
    code, _, err = ended(watched(sys.executable, stage, tmp_path / "board", ["showing.py"]), place)
    assert code == 1
    assert "No module named 'beside'" in err


def test_a_hook_of_the_program_gets_its_exceptions_without_us(stage, place, tmp_path):
    script = tmp_path / "hooked.py"
    script.write_text(
        "import sys, traceback\n"
        "sys.excepthook = lambda *error: print(len(traceback.extract_tb(error[2])), sys.excepthook.__name__)\n"
        "1 / 0\n"
    )
    require_the_same(sys.executable, stage, place, tmp_path / "board", [str(script)])


SPAWNING = """
import multiprocessing, os, sys, threading
def threads():
    return [each.name for each in threading.enumerate() if "gilbench" in each.name]
if __name__ == "__main__":
    with multiprocessing.get_context(sys.argv[1]).Pool(1) as pool:
        print(pool.apply(threads), threads())
"""


@pytest.mark.parametrize("method", ["spawn", "fork", "forkserver"])
def test_what_a_program_starts_is_not_watched(stage, tmp_path, method):
    script = tmp_path / "spawning.py"
    script.write_text(SPAWNING)
    code, out, err = ended(watched(sys.executable, stage, tmp_path / "board", [str(script), method]), tmp_path)
    assert (code, out, err) == (0, "[] ['gilbench sampler']\n", "")


def test_what_was_seen_is_there_after_the_program_has_closed_all_files_and_left(stage, tmp_path):
    script = tmp_path / "closing.py"
    script.write_text(
        "import os, time\n"
        "os.closerange(3, 1024)\n"
        "file = os.open(os.devnull, os.O_RDONLY)\n"
        "end = time.monotonic() + 1.0\n"
        "while time.monotonic() < end: sum(range(1000))\n"
        "os.fstat(file)\n"
        "os._exit(3)\n"
    )
    code, _, err = ended(watched(sys.executable, stage, tmp_path / "board", [str(script)]), tmp_path)
    assert (code, err) == (3, "")
    reader = reading.Reader(tmp_path / "board")
    reader.look()
    assert reader.recording.cpu > 0.05
    assert reader.reason() is None


def test_where_few_files_may_be_open_the_sampler_takes_low_numbers(stage, place, tmp_path):
    command = watched(sys.executable, stage, tmp_path / "board", ["showing.py"])
    code, _, err = ended(["sh", "-c", 'ulimit -n 64; exec "$@"', "sh", *command], place)
    assert (code, err) == (0, "")
    reader = reading.Reader(tmp_path / "board")
    assert reader.reason() is None


def test_a_signal_that_the_program_waits_for_finds_no_other_thread(stage, tmp_path):
    script = tmp_path / "waiting.py"
    script.write_text(
        "import os, signal\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])\n"
        "os.kill(os.getpid(), signal.SIGTERM)\n"
        "print(signal.sigwait([signal.SIGTERM]).name)\n"
    )
    found = ended(watched(sys.executable, stage, tmp_path / "board", [str(script)]), tmp_path)
    assert found == (0, "SIGTERM\n", "")


def test_gilbench_is_found_where_the_program_finds_it(stage, tmp_path):
    script = tmp_path / "using.py"
    script.write_text(
        "import gilbench\nwith gilbench.watch() as gil: sum(range(10**6))\nprint(gilbench.__file__, gil.reason)\n"
    )
    sources = str(Path(gilbench.__file__).parents[1])
    command = watched(sys.executable, stage, tmp_path / "board", [str(script)])
    done = subprocess.run(
        command, env={**ENVIRONMENT, "PYTHONPATH": sources}, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == f"{gilbench.__file__} None\n"
