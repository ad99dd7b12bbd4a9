"""What a command line may not mean: nothing, two things, and paths that no file system has."""

import os
import subprocess
import sys

import click
import pytest
from tests.end_to_end import command

from gilbench.cli import main, paths
from gilbench.cli.command import Command
from gilbench.cli.lazy import load
from gilbench.errors import UsageError
from gilbench.run import pipeline

COMMANDS = {name: load(known) for name, known in main.commands.commands.items()}
TAKING = [  # every option and argument that has a value, of every command
    pytest.param(name, parameter, id=f"{name} {paths.name_of(parameter)}")
    for name, known in COMMANDS.items()
    for parameter in known.params
    if not (isinstance(parameter, click.Option) and parameter.is_flag)
]
OF_PATHS = [each for each in TAKING if isinstance(each.values[1].type, paths.Place)]
FLAT = "x" * 300
DEEP = "/".join(["x" * 100] * 50)


@pytest.fixture
def told(gilbench, tmp_path, monkeypatch):
    """Return a function that returns the sentence with which a command line is refused, in a folder with nothing."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        before = set(tmp_path.iterdir())
        code, out, err = gilbench(*arguments)
        assert (code, out) == (2, "")
        assert err.startswith("gilbench: ")
        assert err.count("\n") == 1
        assert set(tmp_path.iterdir()) == before
        assert len(err) < 400
        return err.removeprefix("gilbench: ").rstrip("\n")

    return call


def given(parameter, value):
    return [value] if isinstance(parameter, click.Argument) else [parameter.opts[-1], value]


def test_all_commands_look_at_what_they_are_given():
    assert {name for name, each in COMMANDS.items() if not isinstance(each, Command)} == set()
    assert len(TAKING) > 35


@pytest.mark.parametrize("value", ["", " ", "\t\n"], ids=["empty", "space", "blanks"])
@pytest.mark.parametrize(("name", "parameter"), TAKING)
def test_an_empty_value_is_refused_and_never_a_default(told, name, parameter, value):
    assert told(name, *given(parameter, value)) == (
        f"{paths.name_of(parameter)} is empty: is a variable unset? Give it a value, or leave it out"
    )


@pytest.mark.parametrize("arguments", [("--out=",), ("--python", "3.13", "--python", ""), ("primes", "")], ids=" ".join)
def test_it_is_found_in_whatever_form_it_is_given(told, arguments):
    assert " is empty: is a variable unset?" in told("run", *arguments)


@pytest.mark.parametrize(("name", "parameter"), TAKING)
def test_what_is_not_utf_8_is_refused_in_letters_that_can_be_printed(told, name, parameter):
    sentence = told(name, *given(parameter, os.fsdecode(b"caf\xe9")))
    assert sentence == rf"{paths.name_of(parameter)} b'caf\xe9' is not UTF-8, and results are: give it another name"


@pytest.mark.parametrize(("name", "parameter"), TAKING)
def test_nul_is_refused(told, name, parameter):
    assert told(name, *given(parameter, "a\0b")).startswith(f"{paths.name_of(parameter)} has a NUL character in it")


@pytest.mark.parametrize(("name", "parameter"), OF_PATHS)
@pytest.mark.parametrize(
    ("path", "reason"),
    [
        pytest.param(FLAT, "a name may have 255 bytes: give a shorter one", id="long name"),
        pytest.param(f"nowhere/{FLAT}/x", "a name may have 255 bytes: give a shorter one", id="long name below"),
        pytest.param("ä" * 128, "a name may have 255 bytes: give a shorter one", id="long in bytes"),
        pytest.param(DEEP, "a path may have 3500 bytes: give a shorter one", id="long path"),
        pytest.param("~nouser", "there is no such user; for what is called so, write ./~nouser", id="no user"),
        pytest.param("~nouser/x", "there is no such user; for what is called so, write ./~nouser/x", id="no home"),
    ],
)
def test_a_path_that_cannot_be_is_told_at_once(told, name, parameter, path, reason):
    sentence = told(name, *given(parameter, path))
    assert sentence.startswith(f"{paths.name_of(parameter)} {path[:40]}")
    assert sentence.endswith(reason)


FOLDERS = [("run", "--workloads"), ("run", "--experiments"), ("list", "--workloads"), ("report", "x", "--experiments")]


@pytest.mark.parametrize("arguments", FOLDERS, ids=" ".join)
@pytest.mark.parametrize(
    ("path", "reason"),
    [
        pytest.param(FLAT, "a name may have 255 bytes", id="long name"),
        pytest.param(DEEP, "a path may have 3500 bytes", id="long path"),
        pytest.param("~nouser", "there is no such user", id="no user"),
        pytest.param("loop", "there is no such folder", id="link to itself"),
        pytest.param("file", "there is no such folder", id="file"),
        pytest.param("file/below", "there is no such folder", id="below a file"),
    ],
)
def test_so_is_a_folder_that_must_be_there(told, tmp_path, arguments, path, reason):
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").touch()
    assert reason in told(*arguments, path)


@pytest.mark.parametrize(("name", "parameter"), [each for each in OF_PATHS if each.values[1].type is paths.FOLDER])
def test_a_folder_that_is_a_link_to_itself_is_told(told, tmp_path, name, parameter):
    (tmp_path / "loop").symlink_to("loop")
    assert told(name, *given(parameter, "loop")) == (
        f"{paths.name_of(parameter)} loop: a link there leads back to itself: give another path"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("run", "--resume"), id="resume"),
        pytest.param(("run", "--again"), id="again"),
        pytest.param(("run", "--plan", "--strategy", "serial", "--like"), id="like"),
        pytest.param(("run", "--dry-run", "--quick", "--out"), id="out"),
        pytest.param(("report",), id="report"),
        pytest.param(("compare",), id="compare"),
        pytest.param(("probe", "f()", "--into"), id="into"),
    ],
)
@pytest.mark.parametrize("path", ["file", "file/below"])
def test_a_file_in_the_place_of_a_folder_is_told(told, tmp_path, arguments, path):
    (tmp_path / "file").write_text("mine")
    assert path in told(*arguments, path)
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("length", [300, 5000])
@pytest.mark.parametrize("folder", ["", "./", "~nouser/"], ids=["name", "path", "home"])
def test_an_interpreter_of_an_endless_name_is_told(gilbench, tmp_path, monkeypatch, folder, length):
    monkeypatch.chdir(tmp_path)
    code, out, err = gilbench("run", "--plan", "--python", folder + "x" * length)
    assert (code, out) == (2, "")
    assert "gilbench: " in err


def test_a_folder_in_the_home_is_meant_by_a_tilde(gilbench, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    sentence = f"gilbench: {tmp_path}/home/mine is not a run folder: it has no manifest.json\n"
    assert gilbench("report", "~/mine") == (2, "", sentence)


@pytest.mark.parametrize("where", ["option", "settings"])
def test_so_it_is_for_the_run_folder(gilbench, tmp_path, monkeypatch, where):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))

    def start(_, folder, *__):
        raise UsageError(str(folder))

    monkeypatch.setattr(pipeline, "start", start)
    (tmp_path / "pyproject.toml").write_text("[tool.gilbench]\nout = '~/mine'\n" if where == "settings" else "")
    arguments = ["--out", "~/mine"] if where == "option" else []
    assert gilbench("run", *arguments) == (2, "", f"gilbench: {tmp_path / 'home' / 'mine'}\n")


CONTRADICTIONS = [
    pytest.param(("--quick", "--rigorous"), "--quick and --rigorous", id="efforts"),
    pytest.param(("--rigorous", "primes", "--quick"), "--rigorous and --quick", id="the other way round"),
    pytest.param(("--plan", "--dry-run"), "--plan and --dry-run", id="plan, dry run"),
    pytest.param(("--plan", "--out", "x"), "--plan and --out", id="plan, folder"),
    pytest.param(("--again", "x", "--plan", "--out", "y"), "--plan and --out", id="plan of a run, folder"),
]


@pytest.mark.parametrize(("arguments", "both"), CONTRADICTIONS)
def test_options_that_contradict_each_other_are_both_named(told, arguments, both):
    assert told("run", *arguments) == f"{both} contradict each other: leave one of them out"


def test_the_same_option_twice_is_no_contradiction(told):
    assert "there is no such folder" in told("run", "--quick", "--quick", "--plan", "--workloads", "nowhere")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(
            ("compare", "a", "b", "--base", "3.13"),
            "--base names a Python within one run, and these are several",
            id="runs",
        ),
        pytest.param(("compare", "a", "--save", "x", "--base", "3.13"), "leave out --base", id="save, base"),
        pytest.param(("compare", "a", "--save", "x", "--baseline", "y"), "leave out --baseline", id="save, baseline"),
        pytest.param(("report", "a", "b", "-o", "x"), "2 runs do not fit into one file", id="report"),
        pytest.param(("report", "a", "--verbose"), "--verbose goes with --format terminal", id="report, verbose"),
        pytest.param(("run", "--plan", "--verbose"), "contradict each other", id="plan, verbose"),
        pytest.param(("run", "--again", "a", "--like", "b"), "leave out --like, or start a new run", id="again, like"),
        pytest.param(("run", "--again", "a", "--resume", "b"), "leave out --resume", id="again, resume"),
    ],
)
def test_what_cannot_be_done_together_is_refused(told, arguments, sentence):
    assert sentence in told(*arguments)


# What a run keeps of what it was asked for: with --resume, all but where code of the user's own comes from, and how
# much is said at the end.
SETTLED = [
    pytest.param(each, id=paths.name_of(each))
    for each in COMMANDS["run"].params
    if each.name not in {"resume", "again", "experiment_folders", "effort", "trust", "verbose"}
]


@pytest.mark.parametrize("parameter", SETTLED)
def test_what_an_interrupted_run_has_settled_cannot_be_chosen(told, parameter):
    value = {"seed": "1", "suite": "core", "size": "small"}.get(parameter.name, "9")
    typed = given(parameter, value) if not getattr(parameter, "is_flag", False) else [parameter.opts[-1]]
    named = "9" if isinstance(parameter, click.Argument) else parameter.opts[-1]
    assert told("run", "--resume", "x", *typed) == (
        f"--resume goes on with what that run was asked for: leave out {named}, or start a new run"
    )


@pytest.mark.parametrize("effort", ["--quick", "--rigorous"])
def test_nor_can_its_effort(told, effort):
    assert f"leave out {effort}, or start a new run" in told("run", "--resume", "x", effort)


EVERY = [("run",), ("run", "--plan"), ("compare", "x"), ("report", "x"), ("probe", "1"), ("doctor",), ("list",)]


@pytest.mark.parametrize("arguments", EVERY, ids=" ".join)
def test_a_working_folder_that_is_gone_is_told(told, tmp_path, monkeypatch, arguments):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert told(*arguments) == "the current folder is not there any more: go to one that is"


@pytest.mark.parametrize("arguments", EVERY, ids=" ".join)
def test_a_working_folder_that_is_not_utf_8_is_told(told, tmp_path, monkeypatch, arguments):
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert told(*arguments).startswith("the current folder has a name that is not UTF-8")


@pytest.mark.parametrize("arguments", [("--help",), ("run", "--out", "", "--help"), ("--version",)], ids=" ".join)
def test_help_is_given_wherever_one_is(gilbench, tmp_path, monkeypatch, arguments):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert gilbench(*arguments)[0] == 0


GOING = "import os, sys; os.mkdir('gone'); os.chdir('gone'); os.rmdir('../gone'); os.execv(sys.argv[1], sys.argv[1:])"


@pytest.mark.parametrize("arguments", [("run", "--plan"), ("list", "claims")], ids=" ".join)
def test_a_real_process_in_a_folder_that_is_gone_says_so(tmp_path, arguments):
    line = [sys.executable, "-c", GOING, *command.command(*arguments)]
    ended = subprocess.run(line, cwd=tmp_path, env=command.environment(), capture_output=True, text=True, check=False)
    told = "gilbench: the current folder is not there any more: go to one that is\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", told)
