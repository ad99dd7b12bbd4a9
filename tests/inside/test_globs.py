import pytest

from gilbench.inside.globs import in_words, label, matches

POOL = ("process_pool", "Pool")
THREADS = ("thread_executor", "ThreadPoolExecutor")
MINE = ("queue_threads", "")
RENEWED = ("process_pool_renewed", "Pool(maxtasksperchild=1)")


@pytest.mark.parametrize(
    ("names", "start_method", "glob", "meant"),
    [
        pytest.param(POOL, "fork", "process_pool", True, id="the key, with every start method"),
        pytest.param(POOL, "fork", "process_pool[fork]", True, id="the key with its start method"),
        pytest.param(POOL, "fork", "process_pool[spawn]", False, id="the key with another"),
        pytest.param(POOL, "fork", "process_*", True, id="a glob over keys"),
        pytest.param(POOL, "fork", "*[fork]", True, id="a start method of anything"),
        pytest.param(POOL, "fork", "Pool", True, id="Python's name, with every start method"),
        pytest.param(POOL, "fork", "Pool[fork]", True, id="Python's name with its start method"),
        pytest.param(POOL, "spawn", "Pool[fork]", False, id="Python's name with another"),
        pytest.param(POOL, "fork", "Pool (fork)", True, id="as the page writes it"),
        pytest.param(THREADS, None, "Thread*", True, id="a glob over Python's names"),
        pytest.param(THREADS, None, "Pool", False, id="part of a name is none"),
        pytest.param(THREADS, None, "threadpoolexecutor", False, id="capitals count"),
        pytest.param(RENEWED, "fork", "Pool(maxtasksperchild=1)", True, id="round brackets mean themselves"),
        pytest.param(RENEWED, "fork", "Pool(maxtasksperchild=1)[fork]", True, id="round and square brackets"),
        pytest.param(RENEWED, "fork", "Pool(maxtasksperchild=1) (fork)", True, id="two round ones"),
        pytest.param(RENEWED, "fork", "Pool*", True, id="a variant by a glob over Python's names"),
        pytest.param(RENEWED, "fork", "Pool", False, id="a variant is none of its plain pool"),
        pytest.param(RENEWED, "fork", "Pool[fork]", False, id="with no start method either"),
        pytest.param(MINE, None, "queue_threads", True, id="without a Python name"),
        pytest.param(MINE, None, "", False, id="an empty name is no name"),
    ],
)
def test_globs_take_keys_and_pythons_names(names, start_method, glob, meant):
    assert matches(names, start_method, [glob]) is meant


def test_any_of_several_globs_will_do_and_none_means_nothing():
    assert matches(POOL, "fork", ["serial", "Pool"])
    assert not matches(POOL, "fork", [])


@pytest.mark.parametrize(
    ("start_method", "key", "words"),
    [
        pytest.param("fork", "Pool[fork]", "Pool (fork)", id="with a start method"),
        pytest.param(None, "Pool", "Pool", id="without"),
    ],
)
def test_a_start_method_stands_in_brackets(start_method, key, words):
    assert (label("Pool", start_method), in_words("Pool", start_method)) == (key, words)
