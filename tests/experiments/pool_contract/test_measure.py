"""Pools that are really asked, and questions with known answers."""

import importlib.util
import logging
import sys
import threading
from pathlib import Path

import pytest
from tests.experiments import asking as requests
from tests.inside.conftest import pytest_generate_tests  # noqa: F401  gives `interpreter` its values

from gilbench.experiments.pool_contract import measure
from gilbench.experiments.pool_contract.measure import asking, check, patience
from gilbench.experiments.pool_contract.measure.checks import checks_of
from gilbench.experiments.pool_contract.records import EXECUTOR, POOLS, THREAD_POOL, WORST_FIRST, Seen

PROGRAM = Path(__file__).parent / "measured.py"
QUESTION = check.Question("results", "Is it so?")
PROMISE = "that it is so"


def asked(ask, promise=PROMISE):
    return check.Check(THREAD_POOL, QUESTION, "Pool", promise, ask)


def answer(ask, promise=PROMISE):
    (found,) = asking.answers([asked(ask, promise)])
    return found.outcome, found.instead


def fails_with(error):
    def ask():
        raise error

    return ask


@pytest.fixture(scope="module")
def seen():
    """Return the answers of each pool in this interpreter by question."""
    found = {}
    for pool in POOLS:
        said = requests.measured(measure, requests.request("pool_contract", {"pool": pool}))
        assert said.seconds > 0
        assert isinstance(said.seen, Seen)
        found[pool] = {each.question: each for each in said.seen.answers}
    return found


@pytest.mark.parametrize("pool", POOLS)
def test_every_question_is_answered_and_once(seen, pool):
    questions = [each.question.words for each in checks_of(pool)]
    assert list(seen[pool]) == questions
    assert len(set(questions)) == len(questions)


@pytest.mark.parametrize("pool", POOLS)
def test_an_outcome_says_whether_anything_is_promised_and_what_is_instead(seen, pool):
    for each in seen[pool].values():
        assert each.outcome in WORST_FIRST
        assert bool(each.promise) == bool(each.entry)
        assert bool(each.instead) == (each.outcome not in {"keeps", "does"})
        assert not (each.promise and each.outcome == "does")
        assert not (not each.promise and each.outcome in {"keeps", "breaks"})
        assert not each.instead.startswith("raises ")  # an error in the question itself


def test_promises_are_of_the_pool_that_they_are_counted_for():
    entries = {pool: {each.entry.partition(".")[0] for each in checks_of(pool) if each.entry} for pool in POOLS}
    assert entries[THREAD_POOL] == {"Pool", "AsyncResult", "ThreadPool"}
    assert not entries[THREAD_POOL] & entries[EXECUTOR]


def test_what_the_code_of_thread_pool_shows_is_found(seen):
    found = seen[THREAD_POOL]
    assert found["map() gives results in the order of the elements"].outcome == "keeps"
    assert found["A call that has not begun can be cancelled"].instead == "AsyncResult has no cancel()"
    assert found["SystemExit in a call is raised where its result is asked for"].outcome == "hangs"
    assert found["A callback is given the result of an empty map_async()"].outcome == "breaks"


def test_the_executor_keeps_what_it_promises(seen):
    assert {each.outcome for each in seen[EXECUTOR].values() if each.promise} <= {"keeps", "not offered"}


@pytest.mark.parametrize(
    ("ask", "promised", "unpromised", "instead"),
    [
        pytest.param(lambda: None, "keeps", "does", "", id="so"),
        pytest.param(
            fails_with(check.OtherwiseError("it is not")), "breaks", "not offered", "it is not", id="otherwise"
        ),
        pytest.param(fails_with(check.NotOfferedError("none")), "not offered", "not offered", "none", id="not there"),
        pytest.param(fails_with(check.HangsError("it hangs")), "hangs", "hangs", "it hangs", id="hangs"),
        pytest.param(fails_with(OSError("no")), "breaks", "not offered", "raises OSError: no", id="raises"),
        pytest.param(fails_with(SystemExit(1)), "breaks", "not offered", "raises SystemExit: 1", id="leaves"),
    ],
)
def test_what_becomes_of_a_question(ask, promised, unpromised, instead):
    assert answer(ask) == (promised, instead)
    assert answer(ask, promise="") == (unpromised, instead)


def test_a_question_that_hangs_holds_up_neither_the_others_nor_the_end(monkeypatch):
    monkeypatch.setattr(asking, "ASIDE", 0.01)
    monkeypatch.setattr(asking, "SLICES", 2)
    gate = threading.Event()
    hung, other = asking.answers([asked(gate.wait), asked(lambda: None)])
    gate.set()
    assert (hung.outcome, hung.instead) == ("hangs", "the call never returns")
    assert other.outcome == "keeps"


def test_a_question_that_takes_long_is_answered_in_the_end(monkeypatch):
    monkeypatch.setattr(asking, "ASIDE", 0.001)
    gate = threading.Event()
    slow, opener = asking.answers([asked(lambda: check.require(gate.wait(5), "closed")), asked(gate.set)])
    assert slow.outcome == opener.outcome == "keeps"


def test_threads_and_callbacks_that_fail_write_nothing_and_the_hooks_are_set_back(capfd):
    before = threading.excepthook, logging.getLogger("concurrent.futures").propagate

    def ask():
        thread = threading.Thread(target=fails_with(OSError("loud")))
        thread.start()
        thread.join()
        logging.getLogger("concurrent.futures").error("loud")

    assert answer(ask) == ("keeps", "")
    assert capfd.readouterr().err == ""
    assert (threading.excepthook, logging.getLogger("concurrent.futures").propagate) == before


def test_what_never_comes_is_waited_for_as_long_as_patience_lasts(monkeypatch):
    monkeypatch.setattr(patience, "SLICES", 3)
    waits = []

    def get(timeout):
        waits.append(timeout)
        if len(waits) < 3:
            raise patience.TIMEOUTS[0]
        return 7

    assert patience.arrives(get, "get()") == 7
    assert waits == [patience.SLICE] * 3
    with pytest.raises(check.HangsError, match=r"get\(\) never returns"):
        patience.arrives(fails_with_timeout, "get()")


def fails_with_timeout(_):
    raise patience.TIMEOUTS[1]


def test_a_pool_that_there_is_not_fails_the_trial():
    with pytest.raises(measure.UnknownPoolError, match="pool_contract has no pool named Pool"):
        requests.measured(measure, requests.request("pool_contract", {"pool": "Pool"}))


def test_nothing_is_missing_where_there_is_multiprocessing(monkeypatch):
    assert measure.missing() is None
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    reason = measure.missing()
    assert reason == "this interpreter has no multiprocessing, which ThreadPool is part of"


def test_nothing_is_left():
    said = requests.elsewhere(sys.executable, PROGRAM)
    before, after = said["left"]
    assert after == before


@pytest.mark.targets
def test_it_is_measured_in_every_interpreter(interpreter):
    said = requests.elsewhere(interpreter.executable, PROGRAM)
    before, after = said["left"]
    assert after == before
    found = {pool: {each["question"]: each["outcome"] for each in answers} for pool, answers in said["seen"].items()}
    for pool in POOLS:
        assert list(found[pool]) == [each.question.words for each in checks_of(pool)]
    lazy = found[EXECUTOR]["No more is drawn of the iterable than is needed"]
    buffered = interpreter.implementation == "CPython" and interpreter.version >= (3, 14)
    assert lazy == ("keeps" if buffered else "not offered")
    assert found[THREAD_POOL]["A callback is given the result of an empty map_async()"] == "breaks"
