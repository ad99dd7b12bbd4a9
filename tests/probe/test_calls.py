from collections import Counter

import pytest

from gilbench.errors import NothingToRunError, UsageError
from gilbench.probe import calls
from gilbench.probe.calls import Call


def written(folder, text):
    path = folder / "calls.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_typed_calls_share_their_setup():
    found = calls.typed(["f(x)", "g()"], ["import f", "x = 1"])
    assert found == [Call("f(x)", "import f\nx = 1"), Call("g()", "import f\nx = 1")]


@pytest.mark.parametrize("call", ["", " \n"])
def test_an_empty_call_is_refused(call):
    with pytest.raises(UsageError, match="empty call"):
        calls.typed(["f()", call], [])


def test_a_call_is_named_by_its_own_text_on_one_line_or_by_its_name():
    assert Call("f(\n    1\n)").label == "f( 1 )"
    assert Call("f(1)", name="the first").label == "the first"


def test_a_file_gives_calls_in_its_order(tmp_path):
    path = written(
        tmp_path, '[[call]]\ncall = "b()"\nsetup = "import b"\nname = "beta"\n[[call]]\ncall = "a:f"\ngroup = "mine"\n'
    )
    assert calls.from_file(path) == [Call("b()", "import b", "beta"), Call("a:f", group="mine")]


def test_a_call_of_a_file_may_have_names_of_each_threads_own(tmp_path):
    path = written(tmp_path, "[[call]]\ncall = 'd[1]'\nprivate = 'd = dict(d)'\n")
    assert calls.from_file(path) == [Call("d[1]", private="d = dict(d)")]


def test_the_one_call_of_a_command_line_may_have_them_too():
    assert calls.with_private([Call("d[1]", "d = {}")], "d = dict(d)") == [
        Call("d[1]", "d = {}", private="d = dict(d)")
    ]


@pytest.mark.parametrize(
    ("given", "private", "reason"),
    [
        pytest.param([], "a = 1", "for one call of the command line, and there is none", id="no call"),
        pytest.param(["a", "b"], "a = 1", "for one call of the command line, and there are 2", id="two calls"),
        pytest.param(["a"], " ", "--private is empty", id="empty"),
        pytest.param(["m:f"], "a = 1", "--private: private binds names for the call", id="no names"),
    ],
)
def test_names_for_anything_else_are_refused(given, private, reason):
    with pytest.raises(UsageError, match=reason):
        calls.with_private([Call(each) for each in given], private)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("[[call]", "cannot be read", id="no TOML"),
        pytest.param("", "must consist of tables", id="empty"),
        pytest.param("call = 'f()'", "must consist of tables", id="no table"),
        pytest.param("call = ['f()']", "the 1. call must be a table", id="list of strings"),
        pytest.param("python = '3.13'\n[[call]]\ncall = 'f()'", "must consist of tables", id="another key beside"),
        pytest.param("[[call]]\ncall = 'f()'\n[[call]]\nsetup = ''", "the 2. call does not say what", id="no call"),
        pytest.param("[[call]]\ncall = ' '", "does not say what", id="empty call"),
        pytest.param("[[call]]\ncall = 'f()'\nsetups = ''", "no key 'setups'; there are call, group", id="typo"),
        pytest.param("[[call]]\ncall = 'm:f'\nprivate = 'a = 1'", "the 1. call: private binds names", id="no names"),
        pytest.param("[[call]]\ncall = 1", "all of them strings", id="wrong type"),
    ],
)
def test_a_wrong_file_is_refused_with_the_reason(tmp_path, text, reason):
    with pytest.raises(UsageError) as refused:
        calls.from_file(written(tmp_path, text))
    assert reason in str(refused.value)
    assert "calls.toml" in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        calls.from_file(tmp_path / "missing.toml")


def test_the_table_has_sixty_calls_or_more_each_with_a_group_and_a_name_of_its_own():
    table = calls.stdlib()
    assert len(table) >= 60
    assert all(each.group and each.optional for each in table)
    assert [name for name, count in Counter(each.label for each in table).items() if count > 1] == []


def test_globs_choose_by_group_and_by_name():
    table = [Call("a(1)", group="one"), Call("b(1)", group="one"), Call("c()", name="a thing", group="two")]
    assert calls.only(table, []) == table
    assert calls.only(table, ["one"]) == table[:2]
    assert calls.only(table, ["a*"]) == [table[0], table[2]]
    assert calls.only(table, ["two", "b(1)"]) == table[1:]


def test_a_glob_that_fits_nothing_is_refused_with_the_groups_there_are():
    with pytest.raises(NothingToRunError, match=r"--only three: .* there are: one"):
        calls.only([Call("a()", group="one")], ["one", "three"])
