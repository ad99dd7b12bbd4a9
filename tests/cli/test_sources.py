"""Calls, files and folders among the names of workloads on a command line."""

import pytest

from gilbench.cli import sources
from gilbench.errors import UsageError


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Return a folder to be in, with a file and a folder."""
    (tmp_path / "work.py").write_text("")
    (tmp_path / "notes.txt").write_text("")
    (tmp_path / "mine").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path.resolve()


@pytest.mark.parametrize(
    ("words", "globs", "places"),
    [
        pytest.param(["primes", "crc32_*"], ("primes", "crc32_*"), (), id="names alone"),
        pytest.param(["work.py"], (), ("work.py",), id="a file"),
        pytest.param(["mine"], ("mine",), (), id="a name that a folder has too"),
        pytest.param(["./mine/", "mine/"], (), ("mine",), id="a folder in two spellings"),
        pytest.param(["work.py", "fast_*"], ("fast_*",), ("work.py",), id="a file, and names in it"),
        pytest.param(["mine/../work.py"], (), ("work.py",), id="a way around"),
    ],
)
def test_what_is_a_path_is_told_from_names(here, words, globs, places):
    assert sources.divided(words) == (globs, tuple(str(here / place) for place in places), ())


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        pytest.param("mymodule:work", "calls", id="a function of a module"),
        pytest.param("a.b:C.d", "calls", id="a method of a class in a package"),
        pytest.param("f(x)", "calls", id="a call"),
        pytest.param("f(a/b)", "calls", id="a call with a slash"),
        pytest.param("f('work.py')", "calls", id="a call about a file"),
        pytest.param("x + 1", "calls", id="an expression with blanks"),
        pytest.param("f(\n  x,\n)", "calls", id="several lines"),
        pytest.param("mine (1)/", "places", id="a folder with brackets that is there"),
        pytest.param("bm one.py", "places", id="a file with a blank that is there"),
        pytest.param("copy[bytes=10]", "globs", id="a value of a parameter"),
        pytest.param("copy[size=(1, 2)]", "globs", id="a value with brackets and blanks"),
        pytest.param("[a-c]opy", "globs", id="a choice of letters"),
        pytest.param("primes", "globs", id="a name"),
    ],
)
def test_what_is_a_call_is_told_by_its_brackets(here, word, meant):
    (here / "mine (1)").mkdir()
    (here / "bm one.py").write_text("")
    found = sources.divided([word])._asdict()
    assert {name for name, words in found.items() if words} == {meant}


def test_the_same_call_twice_is_one():
    assert sources.divided(["f(x)", "g(x)", "f(x)"]).calls == ("f(x)", "g(x)")


@pytest.mark.parametrize(
    ("word", "told"),
    [
        pytest.param("other.py", "other.py: there is no such file or folder", id="no file"),
        pytest.param("./primes", "./primes: there is no such file or folder", id="no folder"),
        pytest.param("./notes.txt", "its name does not end in .py", id="no Python"),
        pytest.param("my bench/", "my bench/: there is no such file or folder", id="no folder, with a blank"),
        pytest.param("f(x", "f(x: it is not an expression ('(' was never closed)", id="a bracket that stays open"),
        pytest.param("x = f(3)", "statements belong into the setup, which --setup takes", id="a statement"),
        pytest.param("work.py:f", "work.py:f: a function is named by its module, in whose folder", id="by its file"),
        pytest.param("./mine/bm.py:f.g", "gilbench run bm:f.g", id="by the path of its file"),
        pytest.param("a b", "a b: it is not an expression", id="two words in one"),
    ],
)
@pytest.mark.usefixtures("here")
def test_what_is_not_there_is_told(word, told):
    with pytest.raises(UsageError) as caught:
        sources.divided([word])
    assert told in str(caught.value)
