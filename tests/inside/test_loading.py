import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import gilbench
from gilbench.inside import loading
from gilbench.inside.registry import Registry
from gilbench.inside.schema import Problem

WORKLOAD = """
from gilbench import workload

@workload(kind="cpu", sizes={{"small": 1, "full": 2}}, expect={{"small": 1, "full": 2}}, asks="What is it?")
def {name}(size):
    return size
"""
STRATEGY = """
from contextlib import contextmanager
from gilbench import strategy

@strategy(shares_memory=True)
@contextmanager
def {name}(workers):
    yield lambda task, items: [task(item) for item in items]
"""
LOAD_IN_A_PROCESS_OF_ITS_OWN = """
import json, sys
from gilbench.inside.loading import load
from gilbench.inside.registry import Registry
registry = Registry()
problems = load(sys.argv[1], registry)
print(json.dumps([list(registry.workloads), [problem.reason for problem in problems]]))
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder for files; whatever is imported from it is forgotten afterwards."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


@pytest.fixture
def write(folder):
    """Return a function that writes a file with a workload and more code."""

    def write(file, before="", after="", template=WORKLOAD, **names):
        path = folder / file
        path.write_text(before + template.format(name=names.get("name", path.stem)) + after)
        return str(path)

    return write


def loaded(*paths):
    """Return the registry after loading the files, and the reasons given for each of them."""
    registry = Registry()
    return registry, [[problem.reason for problem in loading.load(path, registry)] for path in paths]


def test_workloads_and_strategies_of_a_file_are_registered(write):
    registry, problems = loaded(write("bm_mine.py", name="mine"), write("strategy_mine.py", template=STRATEGY))
    assert list(registry.workloads) == ["mine"]
    assert list(registry.strategies) == ["strategy_mine"]
    assert problems == [[], []]


def test_a_task_has_the_name_by_which_a_worker_process_finds_it(write):
    registry, _ = loaded(write("bm_mine.py", name="mine"))
    function = registry.workloads["mine"].function
    assert getattr(sys.modules[function.__module__], function.__name__) is function
    assert function.__module__ == "bm_mine"


def test_helpers_beside_a_file_can_be_imported_but_shadow_nothing(write, folder):
    (folder / "helper_of_mine.py").write_text("answer = 42")
    (folder / "json.py").write_text("raise AssertionError('the standard library comes first')")
    _, problems = loaded(write("bm_mine.py", before="import helper_of_mine, json.tool\n"))
    assert problems == [[]]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        pytest.param("1 / 0", "could not be imported: ZeroDivisionError: division by zero", id="an error"),
        pytest.param("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'", id="an import"),
        pytest.param("from os import no_such_name", "cannot import name 'no_such_name' from 'os'", id="a name"),
        pytest.param(
            "open('no.csv')",
            "could not be imported: FileNotFoundError: [Errno 2] No such file or directory: 'no.csv'; it ran in an "
            "empty folder: give an absolute path, such as one beside the file: Path(__file__).with_name('no.csv')",
            id="a relative path",
        ),
        pytest.param("raise SystemExit(3)", "could not be imported: SystemExit: 3", id="sys.exit"),
        pytest.param("raise SystemExit", "could not be imported: SystemExit", id="sys.exit without a word"),
        pytest.param("raise GeneratorExit", "could not be imported: GeneratorExit", id="an exception of another kind"),
        pytest.param("if True print", "could not be imported: SyntaxError: ", id="no Python"),
        pytest.param("\0", "could not be imported: ", id="a null byte"),
        pytest.param("raise ValueError('one\\ntwo')", "could not be imported: ValueError: one two", id="two lines"),
        pytest.param("raise ValueError('x' * 9999)", "could not be imported: ValueError: xxx", id="a long story"),
        pytest.param("def f(): f()\nf()", "could not be imported: RecursionError: ", id="a recursion without end"),
    ],
)
def test_a_file_that_cannot_be_imported_costs_one_line_and_nothing_else(write, code, reason):
    registry, (problems, others) = loaded(write("bm_bad.py", before=code + "\n"), write("bm_good.py", name="good"))
    assert list(registry.workloads) == ["good"]
    assert others == []
    (problem,) = problems
    assert reason in problem
    assert len(problem) < 400
    assert "\n" not in problem


def test_the_problem_says_where_it_is(write):
    path = write("bm_bad.py", before="1 / 0\n")
    assert loading.load(path, Registry()) == [
        Problem(path, "could not be imported: ZeroDivisionError: division by zero")
    ]


def test_what_a_file_registered_before_it_failed_stays(write):
    registry, (problems,) = loaded(write("bm_half.py", name="whole", after="1 / 0\n"))
    assert list(registry.workloads) == ["whole"]
    assert problems == ["could not be imported: ZeroDivisionError: division by zero"]


def test_a_file_that_raises_what_ctrl_c_raises_is_named_like_any_other(write):
    _, (problems,) = loaded(write("bm_odd.py", before="raise KeyboardInterrupt\n"))
    assert problems == ["could not be imported: KeyboardInterrupt"]


def test_a_workload_whose_name_is_taken_is_refused_and_its_file_goes_on(write):
    second = WORKLOAD.format(name="other")
    first, again = write("bm_first.py", name="mine"), write("bm_again.py", name="mine", after=second)
    registry, problems = loaded(first, again)
    assert registry.workloads["mine"].file == first
    assert list(registry.workloads) == ["mine", "other"]
    assert problems == [[], [f"line 4: workload 'mine': it is already defined in {first}: rename one of them"]]


def test_a_strategy_whose_name_is_taken_is_refused(write):
    paths = [write(f"strategy_{number}.py", template=STRATEGY, name="mine") for number in (1, 2)]
    _, problems = loaded(*paths)
    assert problems == [[], [f"line 5: strategy 'mine': it is already defined in {paths[0]}: rename one of them"]]


def test_a_variant_names_what_it_is_a_variant_of_by_its_key(write):
    right, wrong = (
        write(f"strategy_{name}.py", template=STRATEGY.replace("True", f"True, variant_of={of}"), name=name)
        for name, of in (("mine", "'thread_pool'"), ("other", "True"))
    )
    registry, problems = loaded(right, wrong)
    assert registry.strategies["mine"].variant_of == "thread_pool"
    assert problems == [[], ["line 5: strategy 'other': `variant_of` cannot be of type bool"]]


def test_a_file_named_like_a_module_that_is_there_already_is_refused(write, folder):
    (folder / "other").mkdir()
    first, second = write("bm_mine.py", name="mine"), write("other/bm_mine.py", name="more")
    registry, problems = loaded(first, second)
    assert list(registry.workloads) == ["mine"]
    assert problems[1] == [
        f"could not be imported: ImportError: the module name 'bm_mine' is already taken by {first}: rename this file"
    ]


def test_a_link_to_a_file_is_the_file(write, folder):
    (folder / "other").mkdir()
    link = folder / "other" / "bm_linked.py"
    link.symlink_to(write("bm_mine.py", name="mine"))
    registry, problems = loaded(str(link))
    assert (list(registry.workloads), problems) == (["mine"], [[]])


def test_what_a_file_prints_is_let_through(write, capfd):
    _, problems = loaded(write("bm_loud.py", before="print('hello'); import os; os.write(2, b'hi')\n"))
    assert problems == [[]]
    assert capfd.readouterr() == ("hello\n", "hi")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing can fork here")
def test_a_fork_during_import_is_told_and_its_child_does_not_come_back(write):
    path = write("bm_forks.py", before="import os\nos.fork()\n")
    command = [sys.executable, "-c", LOAD_IN_A_PROCESS_OF_ITS_OWN, path]
    source = str(Path(gilbench.__file__).parents[1])
    answer = subprocess.run(command, env={"PYTHONPATH": source}, capture_output=True, check=True)
    (line,) = answer.stdout.splitlines()
    assert json.loads(line) == [["bm_forks"], ["forked while it was being imported: keep work inside functions"]]


def test_only_workload_and_strategy_files_are_looked_at_in_a_fixed_order(folder):
    for name in ("strategy_b.py", "bm_b.py", "bm_a.py", "test_a.py", "helper.py", "bm_notes.txt", "abm_c.py"):
        (folder / name).touch()
    found = loading.files_in([str(folder)])
    assert [Path(path).name for path in found if Path(path).parent == folder] == ["bm_a.py", "bm_b.py", "strategy_b.py"]


def test_the_built_in_strategies_are_always_found_and_come_first(folder):
    (folder / "bm_a.py").touch()
    names = [Path(path).name for path in loading.files_in([str(folder)])]
    assert names[-1] == "bm_a.py"
    assert {"serial.py", "thread.py", "process_pool.py"} <= set(names)
    assert not any(name.startswith("_") for name in names)
