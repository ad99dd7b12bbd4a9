import pytest

from gilbench.inside import telling


class LongError(Exception):
    """Has a text of ten million letters and as many words."""

    def __str__(self):
        return "a " * 10_000_000


class SilentError(Exception):
    def __str__(self):
        raise KeyboardInterrupt

    __repr__ = __str__


class Text(str):
    __slots__ = ()

    def split(self, *_):
        raise ValueError

    __getitem__ = __iter__ = __len__ = split


class OddError(Exception):
    def __str__(self):
        return Text("odd")

    __repr__ = __str__


class Meta(type):
    @property
    def __name__(cls):
        raise ValueError


class NamelessError(Exception, metaclass=Meta):
    pass


class Exit(SystemExit):
    @property
    def args(self):
        raise ValueError


def looped():
    one, other = ValueError("one"), ValueError("other")
    one.__cause__, other.__cause__ = other, one
    return one


def deep():
    error = None
    for number in range(5000):
        error, before = ValueError(number), error
        error.__cause__ = before
    return error


HOSTILE = {
    "very long": (LongError(), f"LongError: {'a ' * 145}"),
    "a text that raises": (SilentError(), "SilentError (its text cannot be had: KeyboardInterrupt)"),
    "a text that is an odd string": (OddError(), "OddError: odd"),
    "a class that does not tell its name": (NamelessError("here"), "NamelessError: here"),
    "a loop of causes": (looped(), "ValueError: one"),
    "a long row of causes": (deep(), "ValueError: 4999"),
}
each = pytest.mark.parametrize(("error", "line"), HOSTILE.values(), ids=HOSTILE)


@pytest.mark.parametrize(
    ("error", "line"),
    [
        pytest.param(ValueError("bad"), "ValueError: bad", id="a message"),
        pytest.param(ValueError(), "ValueError", id="no message"),
        pytest.param(KeyError("a b"), "KeyError: 'a b'", id="a key"),
        pytest.param(ValueError("a\n\tb"), "ValueError: a b", id="white space"),
        pytest.param(
            ImportError("cannot import name 'x' from 'os' (/lib/os.py)"),
            "ImportError: cannot import name 'x' from 'os'",
            id="the path of an import error",
        ),
        pytest.param(OSError("no file (/lib/os.py)"), "OSError: no file (/lib/os.py)", id="the path of another error"),
        pytest.param(ValueError("\x1b[1m\0\udcff"), "ValueError: ?[1m??", id="what cannot be shown"),
        pytest.param(ValueError("x" * 999), "ValueError: " + "x" * 288, id="300 characters"),
    ],
)
def test_an_error_in_one_line(error, line):
    assert telling.one_line(error) == line


@each
def test_a_hostile_error_in_one_line(error, line):
    assert telling.one_line(error).strip() == line.strip()


@each
def test_a_hostile_error_has_a_traceback_of_bounded_length(error, line):
    assert len(telling.traced(error)) <= 30_000
    assert line.partition(":")[0].partition(" ")[0] in telling.traced(error)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param("x" * 70, "'" + "x" * 56 + "...", id="long"),
        pytest.param("x" * 58, "'" + "x" * 58 + "'", id="just not long"),
        pytest.param(SilentError(), "a SilentError (its repr cannot be had: KeyboardInterrupt)", id="raises"),
        pytest.param(OddError(), "odd", id="an odd string"),
    ],
)
def test_a_value_in_few_characters(value, text):
    assert telling.short(value) == text


@pytest.mark.parametrize(
    ("error", "text"),
    [
        pytest.param(SystemExit(3), "sys.exit(3)", id="a code"),
        pytest.param(SystemExit(), "sys.exit(None)", id="none"),
        pytest.param(SystemExit("a\nb"), "sys.exit('a\\nb')", id="a text"),
        pytest.param(SystemExit(SilentError()), f"sys.exit({telling.short(SilentError())})", id="what cannot be shown"),
        pytest.param(Exit(4), "sys.exit(4)", id="one that does not tell"),
    ],
)
def test_a_call_of_sys_exit(error, text):
    assert telling.exited(error) == text
