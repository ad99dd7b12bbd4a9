"""A pyproject.toml, or a file of calls, that somebody else has written: one sentence, in bounded time and memory."""

import os

import pytest

from gilbench import toml
from gilbench.cli.configuration import KEYS
from gilbench.errors import UsageError

READERS = [("run", "--plan"), ("run", "--dry-run"), ("compare", "run"), ("report", "run"), ("list", "experiments")]
LONG = "x" * 100_000


@pytest.fixture
def refused(gilbench, folder, monkeypatch):
    """Return a function that writes a pyproject.toml and returns the sentence with which a command refuses it."""
    monkeypatch.chdir(folder.parent)

    def call(content, *arguments, file="pyproject.toml"):
        (folder.parent / file).write_bytes(content.encode() if isinstance(content, str) else content)
        code, out, err = gilbench(*arguments)
        assert (code, out) == (2, "")
        assert err.startswith("gilbench: ")
        assert err.count("\n") == 1
        assert err[:-1].isprintable()
        assert len(err) < 700
        return err

    return call


WRONG = [
    pytest.param("tool = 3", "tool is 3: it must be a table", id="number for the tools"),
    pytest.param("[[tool]]\nname = 1", "tool is [{'name': 1}]: it must be a table", id="list of tools"),
    pytest.param("[tool]\ngilbench = 3", "[tool.gilbench] is 3: it must be a table", id="number for the table"),
    pytest.param("[[tool.gilbench]]\nbudget = '1m'", "is [{'budget': '1m'}]: it must be a table", id="table array"),
    pytest.param("[tool.gilbench]\nsuite = ['core']", "suite = ['core']: it must be 'core' or 'full'", id="list"),
    pytest.param("[tool.gilbench]\nbudget = {a = 1}", "budget = {'a': 1}: it must be a duration", id="inline table"),
    pytest.param("[tool.gilbench]\nout = 2026-11-26", "out = datetime.date(2026, 11, 26): it must be", id="date"),
    pytest.param("[[tool.gilbench.thresholds]]\nwaiting = '5%'", "it must be a table of shares", id="thresholds"),
    pytest.param("[tool.gilbench.thresholds]\nwaiting = ['5%']", "thresholds = {'waiting': ['5%']}", id="share"),
    pytest.param("[tool.gilbench.thresholds]\nwaiting = nan", "thresholds = {'waiting': nan}", id="not a number"),
    pytest.param('[tool.gilbench]\nout = "a\\u0000b"', "it has a NUL character in it", id="NUL"),
    pytest.param('[tool.gilbench.thresholds]\n"\\u0000/" = "5%"', "it has a NUL character in it", id="NUL in a key"),
    pytest.param('[tool.gilbench]\nbudget = "\\u001b[2J\\u202e"', r"budget = '\x1b[2J\u202e'", id="controls"),
    pytest.param('[tool.gilbench]\n"\\u001b[2J\\n" = 1', r"has no key '\x1b[2J\n'", id="controls in a key"),
    pytest.param(f"[tool.gilbench]\n{LONG} = 1", "has no key 'xxx", id="long key"),
    pytest.param(f"[tool.gilbench]\nsuite = '{LONG}'", "suite = 'xxx", id="long value"),
    pytest.param(f"[tool.gilbench]\nsuite = 0x{'f' * 50_000}", "suite = ", id="long number"),
    pytest.param("[tool.gilbench.thresholds" + ".a" * 90 + "]", "thresholds = {'a': {'a': ", id="deep table"),
    pytest.param("[tool.gilbench" + ".a" * 5000 + "]", "key of more than 100 parts", id="very deep table"),
    pytest.param("[tool.gilbench]\nsuite = " + "[" * 90 + "]" * 90, "suite = [[[[", id="deep list"),
    pytest.param("[tool.gilbench]\nsuite = " + "[" * 99_999, "it is nested too deeply", id="very deep list"),
    pytest.param(b"[tool.gilbench]\nout = '\xff'", "cannot be read: 'utf-8' codec can't decode", id="no UTF-8"),
    pytest.param("\ufeff[tool.gilbench]\n\0", "cannot be read: ", id="no TOML"),
]


@pytest.mark.parametrize(("content", "told"), WRONG)
def test_what_is_wrong_is_told_in_one_sentence_with_the_file(refused, tmp_path, content, told):
    sentence = refused(content, "compare", "run")
    assert sentence.startswith(f"gilbench: {tmp_path / 'pyproject.toml'}")
    assert told in sentence


@pytest.mark.parametrize("arguments", READERS, ids=" ".join)
@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param("[tool.gilbench]\nbudget = 5", "budget = 5: it must be a duration", id="of run"),
        pytest.param("[tool.gilbench.thresholds]\nwaiting = 5", "{'waiting': 5}: it must be a table", id="of compare"),
        pytest.param("[[tool.gilbench]]", "it must be a table", id="table array"),
    ],
)
def test_every_command_that_reads_the_settings_refuses_them_whoever_uses_the_key(refused, arguments, content, told):
    assert told in refused(content, *arguments)


VALUES = ("3", "-1.5", "nan", "true", "1979-05-27T07:32:00Z", "[1]", "[['a']]", "['']", "[{}]", "{a = {b = 1}}", "'\t'")


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("key", KEYS)
def test_no_key_takes_what_it_is_not_for(refused, key, value):
    assert f"[tool.gilbench] {key} = " in refused(f"[tool.gilbench]\n{key} = {value}", "compare", "run")


def make_fifo(path):
    os.mkfifo(path)


def make_large(path):
    with path.open("wb") as file:
        file.truncate(100_000_000)


def make_device(path):
    path.symlink_to("/dev/zero")


def make_loop(path):
    path.symlink_to(path.name)


ODD = {
    make_fifo: "Is a named pipe, not a file",
    make_large: "Has more than 1 MiB",
    make_device: "Is a device, not a file",
    make_loop: "Too many levels of symbolic links",
}


@pytest.mark.parametrize("make", ODD, ids=lambda each: each.__name__)
@pytest.mark.parametrize("arguments", [*READERS, ("probe", "-f", "pyproject.toml")], ids=" ".join)
def test_what_is_no_file_is_told_and_not_waited_for(gilbench, folder, monkeypatch, arguments, make):
    monkeypatch.chdir(folder.parent)
    make(folder.parent / "pyproject.toml")
    code, out, err = gilbench(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert f"pyproject.toml cannot be read: {ODD[make]}" in err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param("call = 3", "must consist of tables [[call]]", id="number"),
        pytest.param("[call]\ncall = 'f()'", "must consist of tables [[call]]", id="table"),
        pytest.param("[[call]]\ncall = ['f()']", "the 1. call must be a table [[call]]", id="list"),
        pytest.param("[[call]]\n[call.call]", "the 1. call must be a table [[call]]", id="table of a table"),
        pytest.param('[[call]]\ncall = "f(\\u0000)"', "has a NUL character in its call", id="NUL"),
        pytest.param(f"[[call]]\ncall = 'f()'\n{LONG} = ''", "the 1. call has no key 'xxx", id="long key"),
        pytest.param("call = " + "[" * 99_999, "it is nested too deeply", id="very deep list"),
        pytest.param("[[call" + ".a" * 5000 + "]]", "key of more than 100 parts", id="very deep table"),
        pytest.param(b"\xff", "cannot be read: 'utf-8' codec can't decode", id="no UTF-8"),
    ],
)
def test_a_file_of_calls_is_read_with_the_same_care(refused, content, told):
    sentence = refused(content, "probe", "-f", "calls.toml", file="calls.toml")
    assert sentence.startswith("gilbench: calls.toml")
    assert told in sentence


@pytest.mark.parametrize("hostile", [b".a" * 99 + b"!", b'."', b".'\"", b"\"'.", b". ", b".", b"a", b".a '"], ids=repr)
def test_a_megabyte_that_looks_like_keys_is_read_within_the_clock(tmp_path, hostile):
    (tmp_path / "a.toml").write_bytes(b"a = " + hostile * (toml.MOST // len(hostile) - 9))
    with pytest.raises(UsageError, match="cannot be read"):
        toml.read(tmp_path / "a.toml")


def test_settings_that_are_right_are_no_obstacle(gilbench, folder, monkeypatch):
    monkeypatch.chdir(folder.parent)
    (folder.parent / "pyproject.toml").write_text("[tool.gilbench]\nbudget = '5m'\nthresholds = {waiting = '9%'}\n")
    assert gilbench("compare", "run")[0] == 0
