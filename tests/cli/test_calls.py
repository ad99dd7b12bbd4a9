"""The calls of a command line and of files: their names, their setups, and what is refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.cli import calls
from gilbench.errors import UsageError
from gilbench.inside.registry import can_be_shown


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return str(tmp_path)


def names(*texts):
    return [each.name for each in calls.chosen(texts, (), ())]


def test_a_call_has_the_setup_in_lines_and_finds_modules_where_one_is(here):
    (call,) = calls.chosen(["f(x)"], ["from mine import f", "x = 3"], ())
    assert (call.name, call.text, call.setup, call.folders) == ("f(x)", "f(x)", "from mine import f\nx = 3", (here,))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("f( x,\n  y)", "f( x, y)", id="on one line"),
        pytest.param("-f(x)", "(-f(x))", id="no formula"),
        pytest.param("~f(x)", "(~f(x))", id="no path"),
        pytest.param("f('\u202e')", "f(' ')", id="what turns the direction of writing"),
        pytest.param(f"f({'x' * 200})", f"f({'x' * 97}…", id="long"),
        pytest.param(f"-f({'x' * 200})", f"(-f({'x' * 94}…)", id="long, in brackets"),
    ],
)
def test_a_call_is_called_what_it_is_as_far_as_that_can_be_shown(text, name):
    assert names(text) == [name]


def test_calls_that_begin_alike_have_names_of_their_own():
    long = [f"f({'x' * 200}, {number})" for number in range(3)]
    assert names(*long)[1:] == [f"f({'x' * 92}… ({number})" for number in (2, 3)]
    assert len({*names(*long)}) == 3


@given(st.lists(st.text(min_size=1).filter(str.strip), max_size=5))
def test_whatever_is_typed_has_a_name_that_can_be_shown_and_no_other_has(texts):
    given = names(*texts)
    assert all(map(can_be_shown, given))
    assert len({*given}) == len(texts)


FILE = """
[[call]]
call = "f(x)"
setup = '''
from mine import f
x = 3
'''
name = "our work"
group = "ours"

[[call]]
call = "mine:work"
"""


def test_a_file_is_the_one_that_probe_reads_and_its_folder_is_looked_through_last(here):
    place = Path(here) / "sub" / "calls.toml"
    place.parent.mkdir()
    place.write_text(FILE)
    typed, first, second = calls.chosen(["g()"], ["import g"], [Path("sub/calls.toml")])
    assert (typed.setup, typed.folders) == ("import g", (here,))
    assert (first.name, first.text, first.setup) == ("our work", "f(x)", "from mine import f\nx = 3\n")
    assert (second.name, second.setup) == ("mine:work", "")
    assert first.folders == second.folders == (here, str(place.parent))


def test_statements_for_each_thread_are_probes_alone(tmp_path, capsys):
    file = tmp_path / "calls.toml"
    file.write_text("[[call]]\ncall = 'd[1]'\nsetup = 'd = {1: 2}'\nprivate = 'd = dict(d)'\n")
    (call,) = calls.chosen((), (), [file])
    assert call.text == "d[1]"
    assert capsys.readouterr().err == f"gilbench: {file}: d[1]: private is for gilbench probe, and left out here\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("[[call]]\ncall = 'f('\n", "f(: it is not an expression", id="no expression"),
        pytest.param("[[call]]\nname = 'x'\n", "does not say what to call", id="no call"),
        pytest.param("[[call]]\ncall = 'f()'\nsize = '1'\n", "has no key 'size'", id="no such key"),
        pytest.param("", "must consist of tables [[call]]", id="empty"),
    ],
)
def test_a_file_that_says_something_else_is_refused(tmp_path, text, told):
    file = tmp_path / "calls.toml"
    file.write_text(text)
    with pytest.raises(UsageError) as refused:
        calls.chosen((), (), [file])
    assert told in str(refused.value)
    assert str(file) in str(refused.value)


def test_a_setup_needs_a_call_that_was_typed(tmp_path):
    file = tmp_path / "calls.toml"
    file.write_text("[[call]]\ncall = 'f()'\n")
    with pytest.raises(UsageError, match="--setup prepares the calls of the command line, and there are none"):
        calls.chosen((), ["x = 3"], [file])
