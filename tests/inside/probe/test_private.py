"""Names of each thread's own for the same call."""

import re
import threading
from itertools import repeat

import pytest

from gilbench.inside.call_text import BadCallError
from gilbench.inside.probe.expression import prepare
from gilbench.inside.probe.private import private


def test_each_thread_works_on_what_it_bound_and_all_on_the_same_code():
    prepared = prepare("made.append(1)", "made = []")
    own = private(prepared, "made = list(made)")
    loops = [own.loop(), own.loop()]
    loops[0](repeat(None, 3))
    loops[1](repeat(None, 2))
    assert [each.__globals__["made"] for each in loops] == [[1] * 3, [1] * 2]
    assert prepared.namespace["made"] == []
    assert loops[0].__code__ is loops[1].__code__ is prepared.loop.__code__


def test_one_call_is_made_on_names_of_its_own():
    prepared = prepare("made.pop()", "made = [7]")
    own = private(prepared, "made = list(made)")
    assert [own.once(), own.once()] == [7, 7]


def test_the_statements_run_in_the_thread_that_will_use_them():
    own = private(prepare("place", "import threading\nplace = None"), "place = [threading.get_ident()]")
    found = []
    thread = threading.Thread(target=lambda: found.append((own.once(), threading.get_ident())))
    thread.start()
    thread.join()
    ((place,), ident) = found[0]
    assert place == ident


@pytest.mark.parametrize(
    ("statements", "reason"),
    [
        ("d = dict(", "the private statement failed: SyntaxError: .*"),
        ("d = dict(e)", "the private statement failed: NameError: name 'e' is not defined"),
        ("import sys; sys.exit(3)", "the private statement called sys.exit(3)"),
        ("dict(d)", "the private statement binds no name that the call itself uses: .*"),
        ("d = d", "the private statement binds no name that the call itself uses: .*"),
        ("e = dict(d)", "the private statement binds no name that the call itself uses: .*"),
        ("d = other", "the private statement gives both threads the same d: make a copy in it"),
    ],
    ids=["syntax", "error", "exit", "an expression", "the same", "another name", "the same for both"],
)
def test_what_would_compare_a_thing_with_itself_is_refused(statements, reason):
    prepared = prepare("d['a']", "d = {'a': 1}; other = {'a': 1}")
    with pytest.raises(BadCallError) as refused:
        private(prepared, statements)
    assert re.fullmatch(re.escape(reason).replace(r"\.\*", ".*"), str(refused.value))


def test_a_name_within_a_function_of_the_call_counts():
    own = private(prepare("(lambda: [d for _ in 'a'])()", "d = [1]"), "d = list(d)")
    assert own.once() == [[1]]
