import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.simulated import trial

from gilbench.compare import thresholds
from gilbench.compare.thresholds import Thresholds
from gilbench.errors import UsageError
from gilbench.plan.classes import CLASSES, PURE_PYTHON, SHARED_READ, SHARED_WRITTEN, WAITING

POOL = thresholds.names(trial("3.13/primes/process_pool[fork]/2"), "Pool")


@pytest.mark.parametrize(
    ("globs", "share"),
    [
        pytest.param({}, 0.2, id="its class"),
        pytest.param({"*/echo/*": 0.1}, 0.2, id="a glob for another trial"),
        pytest.param({"*/primes/*": 0.1}, 0.1, id="a glob beats the class"),
        pytest.param({"*/primes/*": 0.1, "*": 0.3}, 0.1, id="more characters win"),
        pytest.param({"*": 0.3, "*/primes/*": 0.1}, 0.1, id="in any order"),
        pytest.param({"*/primes/*": 0.1, "?**???*******": 0.3}, 0.1, id="wildcards do not count"),
        pytest.param({"*/primes/*": 0.1, "*s/*/2": 0.08, "*primes*": 0.3}, 0.1, id="the longest of three"),
        pytest.param({"*/primes/*": 0.1, "*/*_pool*": 0.08, "*primes/*/": 0.01}, 0.1, id="only those that match"),
        pytest.param({"*/primes*": 0.1, "*primes/*": 0.06}, 0.06, id="as long: the smaller share"),
        pytest.param({"throughput/primes/process_pool/2": 0.1}, 0.1, id="every start method"),
        pytest.param({"*/process_pool[fork]/*": 0.1}, 0.1, id="brackets mean themselves"),
        pytest.param({"*/process_pool[f]/*": 0.1}, 0.2, id="and are no set of letters"),
        pytest.param({"*/process_pool[spawn]/*": 0.1}, 0.2, id="another start method"),
        pytest.param({"throughput/primes/Pool/2": 0.1}, 0.1, id="Python's name, with every start method"),
        pytest.param({"*/Pool[fork]/*": 0.1}, 0.1, id="Python's name with its start method"),
        pytest.param({"*/Pool (fork)/*": 0.1}, 0.1, id="as the page writes it"),
        pytest.param({"*/Pool[spawn]/*": 0.1}, 0.2, id="Python's name with another start method"),
    ],
)
def test_the_most_specific_threshold_holds(globs, share):
    assert Thresholds(0.05, classes={PURE_PYTHON: 0.2}, globs=globs).share(POOL, PURE_PYTHON) == share


def test_without_a_threshold_the_smallest_effect_holds():
    assert Thresholds(0.05, classes={WAITING: 0.2}).share(POOL, PURE_PYTHON) == 0.05


@given(st.permutations([("*/primes/*", 0.1), ("*/primes*/*", 0.2), ("throughput/*", 0.3), ("*", 0.4)]))
def test_the_order_of_the_globs_does_not_matter(items):
    assert Thresholds(0.05, globs=dict(items)).share(POOL, PURE_PYTHON) == 0.3


def test_globs_that_match_no_trial_are_named():
    known = Thresholds(0.05, globs={"*/primes/*": 0.1, "*/prims/*": 0.1})
    assert known.without_effect(POOL) == ["*/prims/*"]
    assert known.without_effect([]) == ["*/primes/*", "*/prims/*"]


def test_a_table_has_classes_and_globs():
    assert thresholds.parse({"waiting": "20%", "throughput/primes/thread*/2": "0.08"}, 0.05) == Thresholds(
        0.05, classes={WAITING: 0.2}, globs={"throughput/primes/thread*/2": 0.08}
    )


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_of_work_can_have_a_threshold(name):
    assert thresholds.parse({name: "20%"}, 0.05).classes == {name: 0.2}


@pytest.mark.parametrize(
    ("table", "classes"),
    [
        pytest.param({"shared state": "20%"}, {SHARED_READ: 0.2, SHARED_WRITTEN: 0.2}, id="both kinds"),
        pytest.param(
            {SHARED_READ: "8%", "shared state": "20%"},
            {SHARED_READ: 0.08, SHARED_WRITTEN: 0.2},
            id="a kind of its own first",
        ),
    ],
)
def test_shared_state_is_reading_and_writing_it(table, classes):
    assert thresholds.parse(table, 0.05).classes == classes


@pytest.mark.parametrize(
    ("table", "told"),
    [
        pytest.param({"wating": "20%"}, "'wating' is neither a class of work .*waiting", id="unknown class"),
        pytest.param({"primes": "20%"}, "nor a glob over trials, such as 'throughput/primes/", id="a workload alone"),
        pytest.param({"waiting": "twenty"}, "'waiting': 'twenty' is not a share", id="no share"),
        pytest.param({"*": "200%"}, "'200%' is not a share", id="more than all"),
    ],
)
def test_a_bad_threshold_is_a_usage_error(table, told):
    with pytest.raises(UsageError, match=told):
        thresholds.parse(table, 0.05)
