"""Whether a value can travel to another process, without keeping what it is pickled to."""

import functools
import os
import pickle
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.inside import pickling


class Forking:
    """Leaves two processes where there was one."""

    def __reduce__(self):
        if os.fork() == 0:
            return Forking, ()
        return Forking, ()


@given(
    st.recursive(
        st.binary() | st.text() | st.integers(), lambda each: st.lists(each) | st.dictionaries(st.text(), each)
    )
)
def test_a_value_has_the_size_of_what_it_is_pickled_to(value):
    assert pickling.size(value) == len(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
    assert pickling.refusal(value) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param(threading.Lock(), "TypeError: cannot pickle '_thread.lock' object", id="a lock"),
        pytest.param([1, (i for i in ())], "TypeError: cannot pickle 'generator' object", id="in a list"),
    ],
)
def test_what_cannot_be_pickled_is_told_why(value, words):
    assert pickling.refusal(value) == words


def test_the_reason_is_the_same_every_time():
    refused = {pickling.refusal(functools.partial(lambda: None)) for _ in range(3)}
    assert len(refused) == 1
    assert " at 0x" not in refused.pop()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing can fork here")
def test_a_child_that_pickling_leaves_behind_does_not_come_back():
    assert pickling.refusal(Forking()) is None
    assert os.waitpid(-1, 0)[1] == 0
