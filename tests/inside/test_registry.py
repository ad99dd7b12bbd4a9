import pytest

from gilbench.inside.registry import LONGEST_NAME, can_be_shown


@pytest.mark.parametrize(
    ("name", "can"),
    [
        pytest.param("primes", True, id="an identifier"),
        pytest.param("copy[bytes=1000]", True, id="with a parameter"),
        pytest.param("f(x, 'ä')", True, id="a call"),
        pytest.param("x" * LONGEST_NAME, True, id="the longest"),
        pytest.param("x" * (LONGEST_NAME + 1), False, id="too long"),
        pytest.param("", False, id="nothing"),
        pytest.param(" a", False, id="a space before it"),
        pytest.param("a\nb", False, id="two lines"),
        pytest.param("a\x1b[2J", False, id="for a terminal"),
        pytest.param("=1+1", False, id="a formula"),
        pytest.param("-f(x)", False, id="an option, or a formula"),
        pytest.param("../x", False, id="a path"),
        pytest.param("\ud800", False, id="no text"),
    ],
)
def test_a_name_is_one_line_that_does_nothing_elsewhere(name, can):
    assert can_be_shown(name) == can
