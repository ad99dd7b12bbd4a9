import re
from itertools import repeat

import pytest

from gilbench.inside.call_text import AbsentError, BadCallError
from gilbench.inside.probe.expression import prepare


@pytest.mark.parametrize(
    ("call", "setup", "result"),
    [
        ("a + 1", "a = 1", 2),
        (" [n\nfor n in range(3)] ", "", [0, 1, 2]),
        ("os.path:expanduser.__name__.upper", "", "EXPANDUSER"),
        ("platform:python_implementation", "", __import__("platform").python_implementation()),
        ("(lambda: kept)()", "kept = 3", 3),
    ],
    ids=["expression", "several lines", "method", "function", "names in a function"],
)
def test_a_call_gives_its_result(call, setup, result):
    assert prepare(call, setup).once() == result


def test_the_loop_makes_one_call_for_each_item():
    prepared = prepare("made.append(1)", "made = []\ndef count(): return len(made)")
    prepared.loop(repeat(None, 7))
    assert prepare("len(made)", "made = []").once() == 0
    prepared.once()
    assert prepared.loop.__globals__["made"] == [1] * 8


@pytest.mark.parametrize(
    ("call", "setup", "reason"),
    [
        ("x = 1", "", "it is not an expression (invalid syntax.*): statements belong into the setup"),
        ("f(", "", "it is not an expression (.*): statements belong into the setup"),
        ("a\0b", "", "it is not an expression (.*): statements belong into the setup"),
        ("(yield 1)", "", "it is not an expression ('yield' outside function): statements belong into the setup"),
        ("1", "import", "the setup failed: SyntaxError: .*"),
        ("1", "1 / 0", "the setup failed: ZeroDivisionError: division by zero"),
        ("1", "import sys; sys.exit(3)", "the setup called sys.exit(3)"),
        ("os:no_such_function", "", "it cannot be imported here: AttributeError: module 'os' has no attribute .*"),
        ("os:sep", "", "it is no function but of type str"),
        (
            "os.path:join",
            "",
            (
                "it needs arguments (missing a required .*argument: 'a'): write the call out as os.path.join(...), "
                "with the setup import os.path"
            ),
        ),
    ],
)
def test_what_cannot_be_called_is_refused_with_one_sentence(call, setup, reason):
    with pytest.raises(BadCallError) as refused:
        prepare(call, setup)
    assert re.fullmatch(re.escape(reason).replace(r"\.\*", ".*"), str(refused.value))
    assert not isinstance(refused.value, AbsentError)


@pytest.mark.parametrize(
    ("call", "setup"), [("1", "import no_such_module"), ("no_such_module:function", "")], ids=["setup", "call"]
)
def test_a_module_that_is_not_there_makes_a_call_absent(call, setup):
    with pytest.raises(AbsentError, match="No module named 'no_such_module'"):
        prepare(call, setup)
