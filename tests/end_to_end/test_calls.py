"""A call of one's own, in one line: through the real command line, real targets and pyperf."""

import json
import shutil

import pytest
from tests.end_to_end import command

pytestmark = pytest.mark.slow

SMALL = ("--quick", "--budget", "1s", "--size", "small", "--workers", "2", "--experiment", "throughput", "--seed", "1")
MODULE = """
import threading
def f(n):
    return sum(i * i for i in range(n))
def work():
    return f(1000)
def lock():
    return threading.Lock()
def gives(n):
    yield n
"""
SETUP = ("--setup", "from mymodule import f", "--setup", "x = 1000")
FAMILIES = {"serial", "thread", "process_executor", "interpreter_executor"}


@pytest.fixture
def here(tmp_path):
    """Return a folder with a module."""
    (tmp_path / "mymodule.py").write_text(MODULE)
    return tmp_path


def states(out):
    """Return what became of each call under each strategy, with the reason."""
    return {(row["workload"], row["strategy"]): (row["state"], row["reason"]) for row in command.results(out)}


def measured(folder, *arguments):
    ended = command.run(folder, "run", *arguments, *SMALL, *command.HERE, "--out", "run")
    return ended, states(folder / "run") if (folder / "run").exists() else {}


def test_calls_are_measured_serially_and_in_every_family(here):
    ended, found = measured(here, "mymodule:work", "f(x)", *SETUP)
    assert ended.returncode == 0, ended.stderr
    assert {name for name, _ in found} == {"mymodule:work", "f(x)"}
    assert {strategy for _, strategy in found} == FAMILIES
    absent = {strategy for (_, strategy), (state, _) in found.items() if state == "skipped"}
    assert absent <= {"interpreter_executor"}  # which Python has from 3.14 on
    assert {state for (_, strategy), (state, _) in found.items() if strategy not in absent} == {"ok"}
    page = (here / "run" / "index.html").read_text()
    assert "A call: f(x), after: from mymodule import f; x = 1000" in page
    assert "gilbench_call" not in page
    assert str(here) not in page


def test_a_run_of_calls_is_measured_again_wherever_one_is(here):
    ended, found = measured(here, "f(x)", *SETUP)
    assert ended.returncode == 0, ended.stderr
    (here / "elsewhere").mkdir()
    ended = command.run(here / "elsewhere", "run", "--again", here / "run", "--out", here / "again")
    assert ended.returncode == 0, ended.stderr
    assert states(here / "again") == found
    assert "not quite the same trials" not in ended.stderr


def test_a_run_of_calls_is_resumed(here):
    asked = ("run", "f(x)", *SETUP, *SMALL, *command.HERE, "--out", "run")
    started = command.start(here, *asked)
    command.wait_until_stored(here / "run", 2)
    started.send_signal(2)
    started.communicate(timeout=command.PATIENCE)
    assert started.returncode == 130
    ended = command.run(here, "run", "--resume", "run")
    assert ended.returncode == 0, ended.stderr
    assert json.loads((here / "run" / "manifest.json").read_text())["finished"]


def test_calls_of_a_file_find_modules_beside_it(here):
    (here / "sub").mkdir()
    shutil.move(here / "mymodule.py", here / "sub" / "mymodule.py")
    (here / "sub" / "calls.toml").write_text(
        "[[call]]\nname = 'squares'\ncall = 'f(x)'\nsetup = '''\nfrom mymodule import f\nx = 1000\n'''\n"
        "[[call]]\ncall = 'mymodule:work'\n"
    )
    ended, found = measured(here, "-f", "sub/calls.toml")
    assert ended.returncode == 0, ended.stderr
    assert found["squares", "thread"] == found["mymodule:work", "thread"] == ("ok", "")


def test_where_one_python_lacks_a_module_the_call_is_skipped_there_with_the_reason(here):
    (here / "mymodule.py").write_text(
        "import sysconfig\nif sysconfig.get_config_var('Py_GIL_DISABLED'): import nosuch\n"
    )
    both = (*command.HERE, "--python", command.interpreter("3.13t"))
    ended = command.run(here, "run", "f(9)", "--setup", "import mymodule; f = abs", *SMALL, *both, "--out", "run")
    assert ended.returncode == 0, ended.stderr
    rows = [row for row in command.results(here / "run") if row["strategy"] == "thread"]
    found = {row["target"].endswith("t"): (row["state"], row["reason"]) for row in rows}
    reason = "the setup failed: ModuleNotFoundError: No module named 'nosuch'"
    assert found == {False: ("ok", ""), True: ("skipped", reason)}


def test_a_result_that_cannot_come_back_or_be_compared_says_so(here):
    ended, found = measured(here, "lock()", "--setup", "from mymodule import lock")
    assert ended.returncode == 3
    state, reason = found["lock()", "process_executor"]
    assert state == "failed"
    assert "cannot pickle" in reason
    assert found["lock()", "thread"][1].startswith("item 1 of 2: a lock is equal to itself alone")


def test_a_result_that_cannot_be_pickled_is_a_skip_in_processes_and_stays_one(here):
    quickly = ("--quick", "--budget", "1s", "--workers", "2", "--experiment", "throughput")
    ended = command.run(here, "run", "memoryview(bytes(f(3000) % 9))", *SETUP, *quickly, *command.HERE, "--out", "run")
    assert ended.returncode == 0, ended.stderr
    found = {strategy: told for (_, strategy), told in states(here / "run").items()}
    assert found["serial"] == found["thread"] == ("ok", "")
    state, reason = found["process_executor"]
    assert state == "skipped"
    assert reason.startswith("its result cannot be sent back from a process: TypeError: cannot pickle ")
    ended = command.run(here, "run", "--again", "run", "--out", "again")
    assert ended.returncode == 0, ended.stderr
    assert {strategy: told for (_, strategy), told in states(here / "again").items()} == found


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(
            ("nosuch:work",),
            "nosuch:work: it cannot be imported here: ModuleNotFoundError: No module named 'nosuch'. Modules are "
            "looked for in the interpreter, then in {here}.",
            id="no module",
        ),
        pytest.param(
            ("f(y)", *SETUP),
            "f(y): it uses y, and nothing is called so: import or define it in the setup",
            id="no name",
        ),
        pytest.param(
            ("mymodule.gives(3)", "--setup", "import mymodule"),
            "mymodule.gives(3): it gives a generator, and does nothing until somebody reads it: make a list of it",
            id="a generator",
        ),
        pytest.param(
            ("f(x", *SETUP),
            "f(x: it is not an expression ('(' was never closed): statements belong into the setup, which --setup "
            "takes",
            id="no expression",
        ),
        pytest.param(
            ("work", "mymodule:work"),
            "no workload is called 'work'; `gilbench list workloads` shows them; a folder is written with a slash, "
            "work/, a call work() with brackets, or module:function",
            id="a name beside a call",
        ),
    ],
)
def test_a_mistake_is_one_sentence_and_nothing_is_measured(here, arguments, told):
    ended = command.run(here, "run", *arguments, *SMALL, *command.HERE, "--out", "run")
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.splitlines()[-1] == f"gilbench: {told.format(here=here)}"
    assert not (here / "run").exists()
