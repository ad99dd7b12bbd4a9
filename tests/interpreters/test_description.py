import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from gilbench.inside.schema import Problem
from gilbench.interpreters import description
from gilbench.interpreters.candidate import Unusable
from gilbench.interpreters.description import Question, describe, describe_all
from gilbench.interpreters.target import Target
from gilbench.processes import staging

GOOD = """
from gilbench import workload

@workload(kind="cpu", sizes={"small": 1, "full": 2}, expect={"small": 1, "full": 2}, asks="What is it?", missing=None)
def good(size):
    '''Return the size.

    And more.
    '''
    return size
"""


@dataclass(frozen=True)
class Asked:
    executable: str = sys.executable
    spec: str = "3.x"
    environment: Mapping[str, str] = field(default_factory=dict)


@pytest.fixture(scope="module")
def staged(tmp_path_factory):
    return staging.stage(tmp_path_factory.mktemp("staged"))


@pytest.fixture
def question(staged, tmp_path):
    """Return a question about a folder with one good workload; only `serial` and the user's strategies are probed."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "bm_good.py").write_text(GOOD)
    return Question(staged, [folder], probes=("serial", "mine*"))


@pytest.fixture
def script(tmp_path):
    """Return a function that makes a shell script and asks for it."""

    def make(text):
        path = tmp_path / "python"
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
        return Asked(str(path))

    return make


def add(question, name, code):
    path = question.folders[0] / name
    path.write_text(code)
    return str(path)


def test_an_interpreter_tells_what_it_is_and_what_it_can_run(question):
    target = describe(Asked(), question)
    assert target.facts.version_info == list(sys.version_info[:3])
    assert target.facts.executable == sys.executable
    assert target.id.startswith("3.")
    (workload,) = target.catalogue.workloads
    assert (workload.name, workload.summary, workload.missing) == ("good", "Return the size.", None)
    assert [each.name for each in target.catalogue.strategies] == ["serial"]
    assert target.catalogue.problems == []


def test_only_the_start_methods_asked_for_are_tried(question):
    answer = describe(Asked(), replace(question, probes=("process",), start_methods=("spawn",)))
    tried = {each.start_method: each.tried for each in answer.catalogue.strategies}
    assert tried == {method: method == "spawn" for method in answer.facts.start_methods}


def test_the_one_that_is_tried_may_be_the_interpreters_own(question):
    answer = describe(Asked(), replace(question, probes=("Process",), start_methods=("default",)))
    tried = {each.start_method: each.tried for each in answer.catalogue.strategies}
    assert tried == {method: method == answer.facts.default_start_method for method in answer.facts.start_methods}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param({"probes": ("*",)}, set(), id="of none by default"),
        pytest.param({"probes": ("thread_pool*",)}, set(), id="of none that are asked for as others are"),
        pytest.param({"variants": ("ThreadPool*",)}, {("thread_pool_chunked", True, "thread_pool")}, id="by name"),
    ],
)
def test_variants_are_told_of_and_tried_where_they_are_asked_for(question, asked, told):
    answer = describe(Asked(), replace(question, start_methods=("spawn",), **asked))
    variants = {(each.name, each.tried, each.variant_of) for each in answer.catalogue.strategies if each.variant_of}
    assert variants == told


def test_the_default_start_method_is_asked_for_by_that_name_as_well(question):
    answer = describe(Asked(), replace(question, probes=("process[default]",)))
    assert [each.start_method for each in answer.catalogue.strategies] == [answer.facts.default_start_method]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("echo I am no Python", "cannot be measured: exit code 0 (I am no Python)", id="garbage"),
        pytest.param("exit 3", "cannot be measured: exit code 3", id="exit 3"),
        pytest.param("echo one >&2; echo two >&2; exit 1", "exit code 1 (two)", id="the last word counts"),
        pytest.param("kill -ABRT $$", "cannot be measured: killed by SIGABRT", id="a crash"),
        pytest.param(
            "head -c 100000 /dev/zero; exit 1", "exit code 1 (????", id="a long last word that cannot be shown"
        ),
        pytest.param('echo garbage > "$5"', "cannot be measured: exit code 0", id="a garbage answer"),
    ],
)
def test_what_cannot_be_asked_is_unusable_and_says_why(question, script, text, reason):
    asked = script(text)
    answer = describe(asked, question)
    assert isinstance(answer, Unusable)
    assert answer.spec == "3.x"
    assert reason in answer.reason
    assert asked.executable in answer.reason
    assert len(answer.reason) < 500


def test_what_never_answers_is_unusable_once_patience_ends(question, script, monkeypatch):
    monkeypatch.setattr(description, "PATIENCE", 0.3)
    assert "no answer within 0.3 s" in describe(script("sleep 60"), question).reason


def test_what_has_vanished_is_unusable(question):
    answer = describe(Asked("/nowhere/python3.99"), question)
    assert answer == Unusable("3.x", "/nowhere/python3.99 cannot be measured: No such file or directory")


def test_what_may_not_be_executed_is_unusable(question, tmp_path):
    (tmp_path / "python").write_text("")
    assert "Permission denied" in describe(Asked(str(tmp_path / "python")), question).reason


@pytest.mark.parametrize(
    ("code", "how"),
    [
        pytest.param("import os; os._exit(7)", "exit code 7", id="os._exit"),
        pytest.param("import os; os.abort()", "killed by SIGABRT", id="abort"),
        pytest.param("import ctypes; ctypes.string_at(0)", "killed by SIGSEGV", id="segmentation fault"),
    ],
)
def test_a_file_that_takes_the_interpreter_down_is_named_and_everything_else_is_described(question, code, how):
    bad = add(question, "bm_bad.py", code)
    add(question, "bm_other.py", GOOD.replace("def good", "def other"))
    target = describe(Asked(), question)
    assert sorted(each.name for each in target.catalogue.workloads) == ["good", "other"]
    (problem,) = target.catalogue.problems
    assert (problem.where, problem.reason.startswith(f"took the interpreter down: {how}")) == (bad, True)


def test_a_file_that_never_ends_is_named_and_everything_else_is_described(question, monkeypatch):
    monkeypatch.setattr(description, "PATIENCE", 2.5)
    bad = add(question, "bm_bad.py", "while True: pass")
    target = describe(Asked(), question)
    assert [each.name for each in target.catalogue.workloads] == ["good"]
    assert target.catalogue.problems == [Problem(bad, "took the interpreter down: no answer within 2.5 s")]


def test_several_files_that_take_the_interpreter_down_are_all_named(question):
    bad = [add(question, f"bm_bad{number}.py", f"import os; os._exit({number})") for number in range(3)]
    target = describe(Asked(), question)
    assert [each.where for each in target.catalogue.problems] == bad
    assert [each.name for each in target.catalogue.workloads] == ["good"]


def test_an_interpreter_that_goes_down_for_too_long_is_given_up(question, monkeypatch):
    monkeypatch.setattr(description, "PATIENCE_ALTOGETHER", 0.0)
    bad = add(question, "bm_bad.py", "import os; os._exit(1)")
    assert describe(Asked(), question).reason.endswith(f"1 files and probes took it down in 0 s, {bad} the last")


@pytest.mark.parametrize(
    ("check", "missing"),
    [
        pytest.param("lambda: 'no numpy here'", "no numpy here", id="says what is missing"),
        pytest.param("lambda: 1 / 0", "its own check failed: ZeroDivisionError: division by zero", id="fails"),
        pytest.param("lambda: exit(4)", "its own check failed: SystemExit: 4", id="exits"),
        pytest.param("lambda: __import__('os').fork() and None", None, id="forks"),
        pytest.param("lambda: ['a', 'list']", "['a', 'list']", id="says it in an odd way"),
        pytest.param("lambda: 'two\\nlines \\x1b[1m'", "two lines ?[1m", id="says it in a nasty way"),
    ],
)
def test_a_workloads_own_check_is_heard(question, check, missing):
    add(question, "bm_mine.py", GOOD.replace("missing=None", f"missing={check}").replace("def good", "def mine"))
    target = describe(Asked(), question)
    assert [(each.name, each.missing) for each in target.catalogue.workloads] == [("good", None), ("mine", missing)]


@pytest.mark.parametrize(
    ("definition", "stays"),
    [
        pytest.param("def mine(size):\n    return size\n", None, id="a function of its file"),
        pytest.param(
            "mine = lambda size: size\n",
            "it cannot be handed to another process: PicklingError: Can't pickle <function <lambda>>",
            id="a lambda",
        ),
    ],
)
def test_work_that_cannot_be_pickled_is_told(question, definition, stays):
    header, _, _ = GOOD.partition("@workload")
    decorator = 'workload(kind="cpu", sizes={"small": 1, "full": 1}, asks="What?")'
    add(question, "bm_mine.py", f"{header}{definition}mine = {decorator}(mine)\n")
    (mine,) = [each for each in describe(Asked(), question).catalogue.workloads if each.name == "mine"]
    assert mine.held_to == "serial"
    assert (mine.stays or "").startswith(stays or "")
    assert (mine.stays is None) == (stays is None)


def test_a_workloads_own_check_that_takes_the_interpreter_down_costs_that_workload(question):
    check = "missing=lambda: __import__('os')._exit(4)"
    add(question, "bm_mine.py", GOOD.replace("missing=None", check).replace("def good", "def mine"))
    target = describe(Asked(), question)
    assert [each.name for each in target.catalogue.workloads] == ["good"]
    assert target.catalogue.problems == [Problem("workload mine", "took the interpreter down: exit code 4")]


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        pytest.param("pair=5", "`pair` cannot be of type int", id="a number for a label"),
        pytest.param("pair={1, 2}", "`pair` cannot be of type set", id="what JSON cannot tell"),
        pytest.param("lead='yes'", "`lead` cannot be of type str", id="a word for yes or no"),
        pytest.param("version=None", "`version` cannot be of type NoneType", id="nothing for a number"),
    ],
)
def test_a_workload_that_states_a_value_of_another_kind_is_named(question, value, reason):
    add(question, "bm_mine.py", GOOD.replace("missing=None", value).replace("def good", "def mine"))
    target = describe(Asked(), question)
    assert [each.name for each in target.catalogue.workloads] == ["good"]
    (problem,) = target.catalogue.problems
    assert (Path(problem.where).name, problem.reason) == ("bm_mine.py", f"line 4: workload 'mine': {reason}")


STRATEGY = """
import os
from contextlib import contextmanager
from gilbench import strategy

@strategy(shares_memory=True)
@contextmanager
def mine(workers):
    {body}
"""


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        pytest.param("yield lambda task, items: list(map(task, items))", None, id="works"),
        pytest.param("raise OSError('no such device')", "OSError: no such device", id="cannot be opened"),
        pytest.param("yield lambda task, items: []", "gave [] for a task whose results are [2, 3]", id="wrong"),
        pytest.param("return; yield", "RuntimeError: generator didn't yield", id="yields nothing"),
        pytest.param("yield lambda task, items: os.fork() and [2, 3]", None, id="forks"),
    ],
)
def test_a_strategy_is_tried_and_says_why_it_does_not_work(question, body, missing):
    add(question, "strategy_mine.py", STRATEGY.format(body=body))
    strategies = describe(Asked(), question).catalogue.strategies
    assert [(each.name, each.missing) for each in strategies] == [("serial", None), ("mine", missing)]


def test_a_strategy_that_takes_the_interpreter_down_is_named(question):
    add(question, "strategy_mine.py", STRATEGY.format(body="os._exit(5); yield"))
    target = describe(Asked(), question)
    assert [each.name for each in target.catalogue.strategies] == ["serial"]
    assert target.catalogue.problems == [Problem("mine", "took the interpreter down: exit code 5")]


def test_the_same_interpreter_in_the_same_state_is_kept_once_and_others_get_numbers(question, tmp_path):
    link = tmp_path / "python"
    link.symlink_to(sys.executable)
    targets, unusable = describe_all([Asked(), Asked(), Asked(str(link)), Asked("/nowhere")], question)
    assert [each.executable for each in targets] == [sys.executable, str(link)]
    assert [each.id for each in targets] == [targets[0].id, f"{targets[0].id}-2"]
    assert [each.reason for each in unusable] == ["/nowhere cannot be measured: No such file or directory"]
    assert all(isinstance(each, Target) for each in targets)


def test_an_interpreter_that_is_not_in_the_state_asked_for_is_unusable(question, script):
    deaf = script(f'unset PYTHON_JIT; exec "{sys.executable}" "$@"')
    answer = describe(replace(deaf, environment={"PYTHON_JIT": "1"}), question)
    assert isinstance(answer, Unusable)
    assert answer.reason.startswith("the JIT of this 3.")
    assert answer.reason.endswith("build cannot be switched on")
