"""A place in which nothing is registered: what was found there, and what to do."""

from dataclasses import replace

import pytest
from tests.simulated import target, workload

from gilbench.errors import NothingToRunError
from gilbench.inside.schema import Catalogue
from gilbench.run import unregistered

PYPERF = "import pyperf\nif __name__ == '__main__':\n    pyperf.Runner().timeit('x', 'pass')\n"
TESTS = "def test_job(benchmark):\n    benchmark(len, [])\n"
REFUSED = "from gilbench import workload\n@workload(kind='CPU')\ndef mine(size): ...\n"


def told(place, *targets):
    with pytest.raises(NothingToRunError) as caught:
        unregistered.require_some([str(place)], targets or [target("3.13")])
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        pytest.param("bm_mine.py", PYPERF, "is a script for pyperf, which measures by itself", id="pyperf"),
        pytest.param("test_mine.py", TESTS, "is for pytest-benchmark: see docs/pytest.md", id="pytest-benchmark"),
        pytest.param("bm_mine.py", "print(sum(range(9)))\n", "registers nothing", id="a script"),
        pytest.param("bm_mine.py", REFUSED, "was not loaded, as said above", id="refused"),
        pytest.param("mine.py", REFUSED, "is not called bm_*.py", id="another name"),
        pytest.param("bm_mine.py", "def", "cannot be read as Python", id="no Python"),
        pytest.param("bm_mine.py", "\0", "cannot be read as Python", id="no text"),
    ],
)
def test_a_folder_says_what_is_in_it_and_what_to_do(tmp_path, name, text, what):
    (tmp_path / name).write_text(text)
    assert told(tmp_path).startswith(f"nothing is registered in {tmp_path}: {name} {what}")
    assert told(tmp_path).endswith("(docs/extending.md).")


def test_a_file_that_was_named_need_not_be_called_so(tmp_path):
    (tmp_path / "mine.py").write_text(REFUSED)
    assert "mine.py was not loaded, as said above" in told(tmp_path / "mine.py")


def test_an_empty_folder_has_no_python(tmp_path):
    assert "it has no file of Python" in told(tmp_path)


def test_of_many_files_some_are_named(tmp_path):
    for number in range(7):
        (tmp_path / f"bm_{number}.py").write_text("")
    assert "bm_3.py registers nothing and 3 other files" in told(tmp_path)


def test_a_place_is_enough_for_one_target_to_have_something(tmp_path):
    lacking, having = target("3.13"), target("3.14t")
    mine = replace(workload("mine"), file=str(tmp_path / "bm_mine.py"))
    having = replace(having, catalogue=Catalogue([mine], [], []))
    unregistered.require_some([str(tmp_path), str(tmp_path / "bm_mine.py")], [lacking, having])
    assert "nothing is registered" in told(tmp_path / "bm_other.py", lacking, having)
