import shlex
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from tests.simulated import scenario, simulate, target

from gilbench.interpreters import specs
from gilbench.page.again import Again
from gilbench.plan.selection import selected
from gilbench.settings import Call, Settings


def run(settings=None, **changes):
    made = simulate(scenario("3.13/primes", {}), **changes)
    return made if settings is None else replace(made, manifest=replace(made.manifest, settings=as_stored(settings)))


def as_stored(settings):
    return msgspec.to_builtins(settings)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("primes", "primes", id="a name"),
        pytest.param("odd name", "'odd name'", id="two words"),
        pytest.param("copy[bytes=1000]", "'copy[bytes=1000]'", id="with a parameter"),
        pytest.param("a[sep='?']", """'a[[]sep='"'"'[?]'"'"']'""", id="with a sign of globs in it"),
        pytest.param("a[1]*", "'a[[]1][*]'", id="with another"),
        pytest.param(None, "", id="none"),
    ],
)
def test_a_workload_is_an_argument_that_means_itself(name, words):
    assert Again(run()).workload(name) == words
    assert name is None or selected(name, shlex.split(words))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        pytest.param({"text": "f(x)"}, "'f(x)'", id="without a setup"),
        pytest.param({"text": "mine:work"}, "mine:work", id="a function"),
        pytest.param({"text": "f(*x)", "setup": "x = 1\ny = 2"}, "'f(*x)' --setup 'x = 1' --setup 'y = 2'", id="lines"),
        pytest.param({"text": "f()", "setup": "a = 1\n\nb = 2"}, "'f()' --setup 'a = 1\n\nb = 2'", id="an empty line"),
        pytest.param({"text": "f()", "setup": "\n"}, "'f()'", id="an empty setup"),
        pytest.param({"text": "-f(x)"}, "'(-f(x))'", id="what looks like an option"),
        pytest.param({"text": "f('/home/joe/x')"}, "'f('\"'\"'…/x'\"'\"')'", id="a path"),
    ],
)
def test_a_call_is_what_was_typed(call, words):
    assert Again(run(Settings(calls=(Call(name="mine", **call),)))).workload("mine") == words


@pytest.mark.parametrize(
    ("key", "method", "words"),
    [
        pytest.param("thread_executor", None, "--strategy ThreadPoolExecutor", id="by Python's name"),
        pytest.param("process_executor", "fork", "--strategy 'ProcessPoolExecutor[fork]'", id="with a start method"),
        pytest.param("process_executor", "default", "--strategy 'ProcessPoolExecutor[default]'", id="by default"),
        pytest.param("serial", None, "--strategy serial", id="without a name in Python"),
        pytest.param("mine", None, "--strategy mine", id="that no target has"),
        pytest.param(None, None, "", id="none"),
    ],
)
def test_a_strategy_is_called_as_in_the_table(key, method, words):
    assert Again(run()).strategy(key, method) == words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({}, "3.13t+gil", id="a version and a state"),
        pytest.param({"spec": "default"}, "3.13t+gil", id="chosen by gilbench"),
        pytest.param({"spec": "all"}, "3.13t+gil", id="all"),
        pytest.param({"spec": "3"}, "3.13t+gil", id="the newest"),
        pytest.param({"spec": "3.13.5t+gil"}, "3.13.5t+gil", id="more exactly"),
        pytest.param({"spec": "/home/joe/venv/bin/python+gil"}, "'…/python+gil'", id="a path"),
        pytest.param(
            {"spec": "all", "id": "3.13t-2", "environment": {"PYTHON_GIL": "1", "PYTHON_JIT": "0"}},
            "'…/python-3.13t+gil+nojit'",
            id="two of one version",
        ),
    ],
)
def test_a_target_is_named_as_it_is_found_again_without_folders(changes, words):
    known = replace(target("3.13t+gil"), **changes)
    assert Again(run(targets=(known,))).python(known.id) == f"--python {words}"


def test_the_state_of_a_path_is_what_a_spec_says():
    known = replace(target("3.13t+gil"), spec="all", id="3.13t-2", environment={"PYTHON_GIL": "0", "PYTHON_JIT": "1"})
    (_, typed) = shlex.split(Again(run(targets=(known,))).python(known.id))
    assert specs.state(typed) == known.environment


def test_of_a_target_that_the_run_has_not_nothing_is_said():
    assert Again(run()).python("3.9") == ""


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        pytest.param(Settings(), "", id="as it is by default"),
        pytest.param(Settings(size="small"), "--size small", id="size"),
        pytest.param(Settings(workloads=("/home/joe/bench",)), "--workloads '…/bench'", id="workloads"),
        pytest.param(Settings(workloads=("/a/work.py",), sources=("/a/work.py",)), "'…/work.py'", id="a file"),
        pytest.param(
            Settings(experiment_folders=("/home/joe/a", "/home/joe/b c")),
            "--experiments '…/a' --experiments '…/b c'",
            id="experiments",
        ),
        pytest.param(Settings(variables={"A": "1", "B": "/home/joe/x"}), "--env A=1 --env 'B=…/x'", id="variables"),
    ],
)
def test_what_is_the_users_own_stands_around_without_folders(settings, words):
    assert Again(run(settings)).around == words


@pytest.mark.parametrize(
    ("settings", "workload", "words"),
    [
        pytest.param(Settings(), "primes", "--like 2026-11-22", id="a workload"),
        pytest.param(Settings(), None, "", id="no workload"),
        pytest.param(Settings(size="small"), "primes", "", id="small sizes, which are not settled"),
    ],
)
def test_the_amount_of_work_is_that_of_the_run(settings, workload, words):
    assert Again(run(settings)).like(workload) == words


def test_the_name_of_a_run_is_one_word():
    named = replace(run(), folder=Path("/home/joe/my run"))
    assert Again(named).rest == ("--like", "my run")
