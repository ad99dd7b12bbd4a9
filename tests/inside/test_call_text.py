"""What is known of the text of a call before it is made."""

import pytest

from gilbench.inside.call_text import in_words, undefined


@pytest.mark.parametrize(
    ("call", "known", "name"),
    [
        pytest.param("f(x)", "f x", None, id="all known"),
        pytest.param("f(x)", "f", "x", id="an argument"),
        pytest.param("f(g(x))", "f", "g", id="the first of several"),
        pytest.param("json.dumps(x)", "x", "json", id="a module"),
        pytest.param("len([1])", "", None, id="a builtin"),
        pytest.param("f(key=1)", "f", None, id="a keyword"),
        pytest.param("f('hello world')", "f", None, id="words in a text"),
        pytest.param("f'{x}'", "", "x", id="a name in a text"),
        pytest.param("a.dumps(lambda dumps: dumps)", "a", None, id="an attribute that is an argument elsewhere"),
        pytest.param("[n for n in rows]", "rows", None, id="bound in a comprehension"),
        pytest.param("(lambda q: q + r)(1)", "", "r", id="free in a lambda"),
        pytest.param("(y := 3) + y", "", None, id="bound by the walrus"),
    ],
)
def test_a_name_that_means_nothing_is_known_before_the_call(call, known, name):
    assert undefined(call, dict.fromkeys(known.split())) == name


@pytest.mark.parametrize(
    ("setup", "words"),
    [
        pytest.param("", "f(x)", id="none"),
        pytest.param("\n \n", "f(x)", id="blank"),
        pytest.param("import f\n\n  x = 3\n", "f(x), after: import f; x = 3", id="lines"),
    ],
)
def test_a_call_with_its_setup_is_one_line(setup, words):
    assert in_words("f(x)", setup) == words
