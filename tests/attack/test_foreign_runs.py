"""Nothing of another person's run is executed, unless the user says so; what is read of it is only read."""

import json
import sys
from dataclasses import replace

import pytest
from tests.attack.conftest import RUN

from gilbench.store import run_folder, trusting
from gilbench.store.trusting import Trust

GOES_ON = pytest.mark.parametrize(
    "command",
    [("--resume",), ("--again",), ("--again", "--plan"), ("--again", "--dry-run")],
    ids=" ".join,
)


BEGUN = replace(RUN.manifest, finished=False, states={})


@pytest.fixture
def folder(folder, monkeypatch):
    """Return the folder of a run that was interrupted, from beside it."""
    monkeypatch.chdir(folder.parent)
    run_folder.write_manifest(folder, BEGUN)
    return folder


@pytest.fixture
def canary(tmp_path):
    """Return a file that is there once one of the planted programs has been executed."""
    return tmp_path / "executed"


@pytest.fixture
def program(tmp_path, canary):
    """Return what is called an interpreter, is one, and leaves a trace first."""
    path = tmp_path / "evil" / "python"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\ntouch "{canary}"\nexec "{sys.executable}" "$@"\n')
    path.chmod(0o755)
    return str(path)


def edit(folder, change):
    path = folder / run_folder.MANIFEST
    manifest = json.loads(path.read_text())
    change(manifest)
    path.write_text(json.dumps(manifest))


def executing(program):
    """Return the change after which a run names this program wherever it can name one."""

    def change(manifest):
        for target in manifest["targets"]:
            target |= {"executable": program, "spec": program}
        manifest["settings"] |= {"pythons": [program]}

    return change


def everything(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def arguments(command, folder):
    return ("run", command[0], folder, *command[1:])


def seal_as_another_user(folder):
    """Seal the run as it is, with another key."""
    state = folder.parent / "of-another"
    state.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(state))
        assert run_folder.write_manifest(folder, run_folder.load(folder).manifest) == ""
        assert trusting.manifest(folder, Trust.SEAL)


@GOES_ON
def test_a_program_that_an_edited_run_names_is_told_and_not_executed(gilbench, folder, program, canary, command):
    edit(folder, executing(program))
    before = everything(folder)
    code, out, err = gilbench(*arguments(command, folder))
    assert (code, out) == (2, "")
    assert err == (
        f"gilbench: {folder} is not known to be a run of yours: its manifest was edited, or written by somebody else. "
        f"This would execute {program}. Add --trust if you trust that.\n"
    )
    assert everything(folder) == before
    assert not canary.exists()


@GOES_ON
def test_with_trust_it_is_executed(gilbench, folder, program, canary, command):
    edit(folder, executing(program))
    gilbench(*arguments(command, folder), "--trust")
    assert canary.exists()


@pytest.mark.parametrize(
    ("seal", "why"),
    [
        pytest.param(None, "its manifest has no seal", id="none"),
        pytest.param("", "its manifest has no seal", id="empty"),
        pytest.param(7, "its manifest has no seal", id="a number"),
        pytest.param("0" * 64, "its manifest was edited", id="invented"),
        pytest.param("\u00e9\U0001f512", "its manifest was edited", id="no digits"),
    ],
)
@GOES_ON
def test_a_run_without_a_right_seal_is_not_executed(gilbench, folder, command, seal, why):
    edit(folder, lambda manifest: manifest.pop("seal") if seal is None else manifest.update(seal=seal))
    code, out, err = gilbench(*arguments(command, folder))
    assert (code, out) == (2, "")
    assert f"is not known to be a run of yours: {why}" in err
    assert err.count("\n") == 1


@GOES_ON
def test_the_seal_of_another_user_is_none(gilbench, folder, program, canary, command):
    edit(folder, executing(program))
    seal_as_another_user(folder)
    code, _, err = gilbench(*arguments(command, folder))
    assert (code, program in err) == (2, True)
    assert not canary.exists()


def test_a_seal_is_of_one_run_only(folder):
    seal = json.loads((folder / run_folder.MANIFEST).read_text())["seal"]
    edit(folder, lambda manifest: manifest.update(seed=manifest["seed"] + 1))
    assert json.loads((folder / run_folder.MANIFEST).read_text())["seal"] == seal
    with pytest.raises(trusting.StoreError, match="edited"):
        trusting.manifest(folder, Trust.SEAL)


def test_a_run_that_was_moved_or_copied_keeps_its_seal(folder, tmp_path):
    assert trusting.manifest(folder, Trust.SEAL) == BEGUN
    folder.rename(tmp_path / "moved")
    assert trusting.load(tmp_path / "moved", Trust.SEAL).records == run_folder.load(tmp_path / "moved").records


def test_of_a_key_that_is_there_twice_the_sealed_value_is_used(folder, program):
    path = folder / run_folder.MANIFEST
    sealed = path.read_text()
    evil = json.loads(sealed)
    executing(program)(evil)
    path.write_text(sealed.replace("{", f'{{"targets": {json.dumps(evil["targets"])},', 1))
    assert trusting.manifest(folder, Trust.SEAL) == BEGUN
    path.write_text(f'{sealed.rstrip().removesuffix("}")}, "targets": {json.dumps(evil["targets"])}}}')
    with pytest.raises(trusting.StoreError, match="edited"):
        trusting.manifest(folder, Trust.SEAL)


def test_the_sentence_names_folders_of_code_and_variables_and_not_too_many(gilbench, folder):
    def change(manifest):
        manifest["targets"][0]["executable"] = f"/a\x1b[2J\n/{'long' * 1000}"
        paths = [f"/w/{number}" for number in range(5)]
        manifest["settings"] |= {"workloads": paths, "variables": {"LD_PRELOAD": "/evil.so"}}

    edit(folder, change)
    _, _, err = gilbench("run", "--resume", folder)
    assert ", with code from /w/0, /w/1, /w/2 and 2 more, with LD_PRELOAD=/evil.so in its environment. Add" in err
    assert len(err) < 1000
    assert "\x1b" not in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", [("--resume",), ("--again", "--plan")], ids=" ".join)
def test_an_environment_that_is_no_state_is_never_used(gilbench, folder, tmp_path, canary, command):
    (tmp_path / "sitecustomize.py").write_text(f"open({str(canary)!r}, 'w')\n")
    usercustomize = {"PYTHONPATH": str(tmp_path), "PYTHON_GIL": "1"}

    def change(manifest):
        executing(sys.executable)(manifest)
        for target in manifest["targets"]:
            target["environment"] = usercustomize

    edit(folder, change)
    code, out, err = gilbench(*arguments(command, folder), "--trust")
    assert (code, out) == (2, "")
    assert "cannot go on: the environment of target 3.13 has PYTHONPATH=" in err or command[0] == "--again"
    assert not canary.exists()


@pytest.mark.parametrize("name", ["PYTHONPATH", "PYTHONHOME", "PATH", "A=B", "", "A\0B"])
@GOES_ON
def test_variables_that_a_user_could_not_pass_are_refused(gilbench, folder, name, command):
    edit(folder, lambda manifest: manifest["settings"].update(variables={name: "/evil"}))
    code, out, err = gilbench(*arguments(command, folder), "--trust")
    assert (code, out) == (2, "")
    assert "is damaged or not gilbench's: " in err
    assert "--env" in err or name == "A=B"


@pytest.mark.parametrize("name", ["../../evil", "..", "/evil", "a/b", ".hidden", "a\nb", ""])
@GOES_ON
def test_an_id_that_leads_out_of_the_run_is_refused_even_with_trust(gilbench, folder, tmp_path, name, command):
    edit(folder, lambda manifest: manifest["targets"][0].update(id=name))
    before = everything(tmp_path)
    code, out, err = gilbench(*arguments(command, folder), "--trust")
    assert (code, out) == (2, "")
    assert "cannot be the id of a target" in err
    assert everything(tmp_path) == before


@pytest.mark.parametrize(
    "command",
    [("report",), ("report", "--format", "csv"), ("compare",), ("compare", "--save", "main")],
    ids=" ".join,
)
def test_what_only_reads_a_run_executes_nothing_of_it(gilbench, folder, program, canary, command):
    edit(folder, executing(program))
    gilbench(*command, folder)
    assert not canary.exists()


@pytest.mark.slow
def test_amounts_of_work_and_results_of_probes_execute_nothing_of_it_either(gilbench, folder, program, canary):
    edit(folder, executing(program))
    here = ("--python", sys.executable)
    gilbench("run", "primes", "--like", folder, "--plan", *here, "--workers", "2")
    code, _, err = gilbench("probe", "1 + 1", *here, "--seconds", "0.05", "--into", folder)
    assert code == 0, err
    assert not canary.exists()


@pytest.mark.parametrize("more", [(), ("--plan",), ("--like", "run")], ids=" ".join)
def test_trust_without_a_folder_to_trust_is_a_contradiction(gilbench, more):
    code, out, err = gilbench("run", "--trust", *more)
    assert (code, out) == (2, "")
    assert err == ("gilbench: --trust is about the folder of --resume or --again, and there is none: leave it out\n")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"[" * 100_000, id="lists without an end"),
        pytest.param(b'{"seal": ' + b"[" * 5_000 + b"]" * 5_000 + b"}", id="a deep seal"),
        pytest.param(b'{"seal": "\xff"}', id="no text"),
        pytest.param(b'{"schema": 2, "seed": 1' + b"0" * 5_000 + b"}", id="a long number"),
        pytest.param(b'{"schema": 2, "seed": 1e999}', id="a large number"),
    ],
)
@GOES_ON
def test_what_is_no_manifest_is_refused_in_one_sentence(gilbench, folder, content, command):
    (folder / run_folder.MANIFEST).write_bytes(content)
    code, out, err = gilbench(*arguments(command, folder), "--trust")
    assert (code, out) == (2, "")
    assert err.startswith(f"gilbench: {folder / run_folder.MANIFEST} is damaged or not gilbench's: ")
    assert err.count("\n") == 1
