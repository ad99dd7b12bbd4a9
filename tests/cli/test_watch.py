"""`gilbench watch` before a program is started: what is gilbench's and what is the program's, and what is refused."""

import pytest

from gilbench.cli import watch
from gilbench.cli.arguments import Program, split
from gilbench.errors import UsageError
from gilbench.inside.held import sampler

WITH_VALUE = {"--rate", "--json"}


@pytest.mark.parametrize(
    ("typed", "own", "program"),
    [
        pytest.param(["a.py"], [], Program("script", "a.py"), id="script"),
        pytest.param(["a.py", "--rate", "-m", ""], [], Program("script", "a.py", ("--rate", "-m", "")), id="arguments"),
        pytest.param(["-m", "a", "-h", "b"], [], Program("module", "a", ("-h", "b")), id="module"),
        pytest.param(["-ma", "b"], [], Program("module", "a", ("b",)), id="module attached"),
        pytest.param(["--rate", "9", "-m", "a"], ["--rate", "9"], Program("module", "a"), id="value"),
        pytest.param(["--rate=9", "a", "b"], ["--rate=9"], Program("script", "a", ("b",)), id="value attached"),
        pytest.param(["--json", "-m", "a"], ["--json", "-m"], Program("script", "a"), id="value like a module"),
        pytest.param(["--", "--rate"], [], Program("script", "--rate"), id="odd script"),
        pytest.param(["a", "--", "b"], [], Program("script", "a", ("--", "b")), id="two dashes of the program"),
        pytest.param(["--help"], ["--help"], None, id="no program"),
        pytest.param(["--rate"], ["--rate"], None, id="no value"),
    ],
)
def test_where_a_program_begins(typed, own, program):
    assert split(typed, WITH_VALUE) == (own, program)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        pytest.param(["-m"], "-m takes the name of a module", id="module"),
        pytest.param(["-m", ""], "-m takes the name of a module", id="empty module"),
        pytest.param([""], "the name of the script is empty", id="empty script"),
        pytest.param(["--"], "the name of the script is empty", id="nothing after dashes"),
    ],
)
def test_a_program_without_a_name_is_refused(typed, told):
    with pytest.raises(UsageError, match=told):
        split(typed, WITH_VALUE)


@pytest.mark.parametrize(
    ("typed", "program"),
    [
        pytest.param(("a.py", "b"), ["a.py", "b"], id="script"),
        pytest.param(("-m", "a", "b"), ["-m", "a", "b"], id="module"),
    ],
)
def test_a_program_is_shown_as_it_was_typed(typed, program):
    assert split(typed, WITH_VALUE)[1].typed == program


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "script.py"
    path.write_text("")
    return path


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param((), "gilbench: name a program: gilbench watch SCRIPT [ARGS]... or", id="nothing"),
        pytest.param(("absent.py",), "gilbench: there is no script absent.py: give its path, or -m and", id="absent"),
        pytest.param(("--rate", "9", "SCRIPT"), "Invalid value for '--rate': 9.0 is not in the range", id="rate"),
        pytest.param(("--rate", "SCRIPT"), "Invalid value for '--rate'", id="rate is a script"),
        pytest.param(("--python", "all", "SCRIPT"), "--python all means several: a program runs on one", id="all"),
        pytest.param(("--python", "2.7", "SCRIPT"), "--python 2.7: 2.7 is too old", id="too old"),
        pytest.param(("--python", "not one", "SCRIPT"), "'not one' is not an interpreter", id="no spec"),
        pytest.param(("--json", "", "SCRIPT"), "--json is empty", id="empty file"),
        pytest.param(("--wrong", "SCRIPT"), "No such option", id="no such option"),
    ],
)
def test_what_cannot_be_meant_is_refused(gilbench, monkeypatch, script, arguments, told):
    monkeypatch.chdir(script.parent)
    code, out, err = gilbench("watch", *(str(script) if each == "SCRIPT" else each for each in arguments))
    assert (code, out) == (2, "")
    assert told in err


def test_where_nothing_can_be_seen_the_reason_is_told_before_anything_is_started(gilbench, monkeypatch, script):
    monkeypatch.setattr(sampler, "switches", lambda: None)
    monkeypatch.setattr(watch, "_watched", lambda *_: pytest.fail("it was started"))
    code, _, err = gilbench("watch", script)
    assert code == 2
    assert "gilbench: nothing can be watched here:" in err
    assert "context switches" in err


@pytest.mark.parametrize("name", [pytest.param(".", id="folder"), pytest.param("script.py/seen.json", id="no folder")])
def test_a_file_that_cannot_be_written_is_told_before_anything_is_started(gilbench, monkeypatch, script, name):
    monkeypatch.chdir(script.parent)
    monkeypatch.setattr(watch, "_watched", lambda *_: pytest.fail("it was started"))
    code, out, err = gilbench("watch", "--json", name, script)
    assert (code, out) == (2, "")
    assert err.startswith(f"gilbench: cannot write {name}: ")
    assert err.endswith(": give --json another file\n")


def test_an_argument_of_the_program_is_its_own_business(gilbench, monkeypatch, script):
    seen = []
    monkeypatch.setattr(watch, "_watched", lambda program, *_: seen.append(program) or _Ended)
    assert gilbench("watch", script, "", "--help", "\udcff", "--json")[0] == 0
    assert seen == [Program("script", str(script), ("", "--help", "\udcff", "--json"))]


class _Ended:
    code = 0
