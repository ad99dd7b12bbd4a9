import pytest

from gilbench import toml
from gilbench.errors import UsageError


@pytest.fixture
def read(tmp_path):
    def call(content):
        (tmp_path / "a.toml").write_bytes(content)
        return toml.read(tmp_path / "a.toml")

    return call


@pytest.mark.parametrize(
    ("content", "value"),
    [
        pytest.param(b"a.b.'c.d' = 1", {"a": {"b": {"c.d": 1}}}, id="dotted key"),
        pytest.param(b"a = '%s'" % (b".b" * 90), {"a": ".b" * 90}, id="dots in a text"),
        pytest.param(b"a = [%s]" % (b"1.5, " * 500), {"a": [1.5] * 500}, id="many numbers"),
        pytest.param(b"%s = 1" % b".".join([b"a"] * 2), {"a": {"a": 1}}, id="two parts"),
    ],
)
def test_what_is_written_is_read(read, content, value):
    assert read(content) == value


def test_a_file_that_is_not_there_is_for_the_caller_to_judge(tmp_path):
    with pytest.raises(FileNotFoundError):
        toml.read(tmp_path / "a.toml")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"[a", "at end of document", id="no TOML"),
        pytest.param(b"a = '\xff'", "can't decode", id="no UTF-8"),
        pytest.param(b"a = '\x00'", "invalid character", id="NUL"),
        pytest.param(b"a = " + b"[" * 100_000, "it is nested too deeply", id="nested lists"),
        pytest.param(b"a = " + b"{a=" * 100_000, "it is nested too deeply", id="nested tables"),
        pytest.param(b"a = " + b"9" * 100_000, "digits", id="long number"),
        pytest.param(b"a." * 300_000 + b"a = 1", "it has a key of more than 100 parts", id="long key"),
        pytest.param(b"[" + b"'a' . " * 100_000 + b"a]", "it has a key of more than 100 parts", id="long header"),
        pytest.param(
            b"a = {" + b'"a".' * 100_000 + b"a=1}", "it has a key of more than 100 parts", id="long key inside"
        ),
        pytest.param(b"%s=1\n%s=1" % (b"a" * 9999, b"a" * 9999), "Cannot overwrite a value", id="long key, twice"),
        pytest.param(b"a = '%s'" % (b"x" * toml.MOST), "Has more than 1 MiB", id="too large"),
    ],
)
def test_what_cannot_be_read_in_bounded_time_and_memory_is_told_in_one_sentence(read, content, told):
    with pytest.raises(UsageError) as refused:
        read(content)
    sentence = str(refused.value)
    assert "a.toml cannot be read: " in sentence
    assert told in sentence
    assert len(sentence) < 500
