"""A call that was typed becomes a workload: one that can be pickled by name, or says why it cannot be made."""

import importlib
import pickle
import sys

import pytest

from gilbench.inside.call_text import BadCallError
from gilbench.inside.registry import Registry, collecting

FILE = """
from gilbench.inside.typed import define as _gilbench_define

_gilbench_define(globals(), **{arguments!r})
"""
MODULE = """
made = []
def work(n=3):
    '''Do it.'''
    return n * 2
def gives(n):
    yield n
async def waits(n=1):
    return n
class Point:
    def __init__(self, x):
        self.x = x
    def sums(self):
        return self.x + 1
    def each(self):
        yield self.x
"""


@pytest.fixture
def defined(tmp_path, monkeypatch):
    """Return a function that loads the file of a call, beside a folder with a module; returns what is registered."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mymodule.py").write_text(MODULE)

    def load(call, setup="", *, name="the work", number=1):
        arguments = {"name": name, "call": call, "setup": setup, "folders": (str(tmp_path / "elsewhere"),)}
        (tmp_path / f"gilbench_call_{number}.py").write_text(FILE.format(arguments={**arguments, "version": 7}))
        registry = Registry()
        with collecting(registry):
            importlib.import_module(f"gilbench_call_{number}")
        assert registry.refused == []
        return registry.workloads[name]

    yield load
    for each in [name for name in sys.modules if name == "mymodule" or name.startswith("gilbench_call_")]:
        del sys.modules[each]


@pytest.mark.parametrize(
    ("call", "setup", "result"),
    [
        pytest.param("mymodule:work", "", 6, id="a function"),
        pytest.param("mymodule:Point.__name__.upper", "", "POINT", id="a method"),
        pytest.param(" work(x) ", "from mymodule import work; x = 5", 10, id="a call"),
        pytest.param("work(\nx\n)  # twice", "from mymodule import work\nx = 5", 10, id="lines, and a comment"),
        pytest.param("sum(n * x for n in range(3))", "x = 2", 6, id="names in a function"),
        pytest.param("Point(4).sums()", "from mymodule import Point", 5, id="a method of what is made"),
        pytest.param("list(gives(3))", "from mymodule import gives", [3], id="a generator that is read"),
        pytest.param("'''a\nb'''", "", "a\nb", id="lines in a text"),
        pytest.param("work()", "def work(): return define", None, id="no names but its own"),
    ],
)
def test_a_call_is_the_work(defined, call, setup, result):
    found = defined(call, setup)
    assert found.missing() is None
    if result is None:
        with pytest.raises(NameError):
            found.function(1)
    else:
        assert found.function(1) == result
        assert pickle.loads(pickle.dumps(found.function)) is found.function  # noqa: S301  it was made here


def test_nothing_is_called_before_it_is_measured(defined):
    defined("made.append(1)", "from mymodule import made")
    assert sys.modules["mymodule"].made == []


def test_what_the_setup_defines_can_be_pickled(defined):
    found = defined("P(3)", "class P:\n    def __init__(self, x): self.x = x")
    assert pickle.loads(pickle.dumps(found.function(1))).x == 3  # noqa: S301  it was made here


def test_a_call_says_what_it_is_and_nothing_of_what_it_does(defined):
    found = defined("work(x)", "from mymodule import work\nx = 5")
    assert (found.kind, found.expect, found.check, found.version) == ("unknown", None, None, 7)
    assert (found.asks, found.function.__doc__) == (
        "Do threads speed up the work?",
        "work(x), after: from mymodule import work; x = 5",
    )
    assert found.sizes == {"small": 1, "full": 1}
    assert found.file.endswith("gilbench_call_1.py")


@pytest.mark.parametrize(
    ("call", "setup", "reason"),
    [
        ("nosuch:work", "", "it cannot be imported here: ModuleNotFoundError: No module named 'nosuch'"),
        ("f()", "import nosuch", "the setup failed: ModuleNotFoundError: No module named 'nosuch'"),
        ("f()", "1 / 0", "the setup failed: ZeroDivisionError: division by zero"),
        ("f()", "import sys; sys.exit(3)", "the setup called sys.exit(3)"),
        ("nope(1)", "", "it uses nope, and nothing is called so: import or define it in the setup"),
        (
            "mymodule:gives",
            "",
            (
                "it needs arguments (missing a required argument: 'n'): write the call out as mymodule.gives(...), "
                "with the setup import mymodule"
            ),
        ),
        (
            "gives(1)",
            "from mymodule import gives",
            "it gives a generator, and does nothing until somebody reads it: make a list of it",
        ),
        (
            "p.each()",
            "from mymodule import Point; p = Point(1)",
            "it gives a generator, and does nothing until somebody reads it: make a list of it",
        ),
        ("mymodule:waits", "", "it gives a coroutine that nobody awaits: call asyncio.run(...) of it"),
        (
            "mymodule.waits(1)",
            "import mymodule",
            "it gives a coroutine that nobody awaits: call asyncio.run(...) of it",
        ),
    ],
)
def test_a_call_that_cannot_be_made_is_registered_with_the_reason(defined, call, setup, reason):
    found = defined(call, setup)
    assert found.missing() == reason
    with pytest.raises(BadCallError) as refused:
        found.function(1)
    assert str(refused.value) == reason


def test_a_name_that_is_taken_is_refused(defined):
    defined("1 + 1")
    registry = Registry()
    with collecting(registry):
        importlib.reload(sys.modules["gilbench_call_1"])
        importlib.reload(sys.modules["gilbench_call_1"])
    assert [str(each) for each in registry.refused] == [
        "a workload is called the work already: give the call another name"
    ]
