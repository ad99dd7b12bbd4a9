"""What lies in a run folder under the name of a file need not be one, and need not end."""

import contextlib
import os
import resource
import socket
from pathlib import Path

import pytest
import scipy.special  # noqa: F401  loaded before addresses are few: to import it takes most of them

from gilbench import foreign
from gilbench.cli.configuration import from_pyproject
from gilbench.errors import UsageError
from gilbench.probe import calls

READ = ("manifest.json", "journal.jsonl", "probe.json", "primitives.json")
LARGE = 100_000_000  # bytes


def fifo(path):
    os.mkfifo(path)


def device(path):
    path.symlink_to("/dev/zero")


def terminal(path):
    path.symlink_to("/dev/tty")


def endpoint(path):
    before = Path.cwd()
    os.chdir(path.parent)  # the name of a socket may not be long
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(before)


def directory(path):
    path.mkdir()


def one_line(path):
    with path.open("wb") as file:
        file.write(b'{"trial":"')
        file.truncate(LARGE)


def nothing_but_zeros(path):
    with path.open("wb") as file:
        file.truncate(1 << 40)


ODD = {
    fifo: "Is a named pipe, not a file",
    device: "Is a device, not a file",
    terminal: "Is a device, not a file",
    endpoint: "Is a socket, not a file",
    directory: "Is a directory",
    one_line: "Has ",
    nothing_but_zeros: "Has more than ",
}


@contextlib.contextmanager
def little_memory(more=200 << 20):
    """Let this process take no more address space than that on top of what it has."""
    used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (used + more, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@pytest.mark.parametrize("odd", ODD, ids=lambda each: each.__name__)
@pytest.mark.parametrize("name", READ)
def test_a_report_says_in_one_sentence_what_it_is(gilbench, folder, name, odd):
    (folder / name).unlink(missing_ok=True)
    odd(folder / name)
    with little_memory():
        code, out, err = gilbench("report", folder, "--format", "csv")
    assert (code, out) == (2, "")
    assert err.startswith(f"gilbench: {folder / name} cannot be read: {ODD[odd]}")
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", [("compare",), ("compare", "--save", "main"), ("run", "--resume")], ids=" ".join)
@pytest.mark.parametrize("name", READ[:2])
def test_other_commands_that_read_a_run_do_not_wait_either(gilbench, folder, monkeypatch, command, name):
    monkeypatch.chdir(folder.parent)
    (folder / name).unlink()
    fifo(folder / name)
    code, _, err = gilbench(*command, folder)
    assert code == 2
    assert "Is a named pipe, not a file" in err


@pytest.mark.parametrize("odd", [fifo, device, endpoint, directory, one_line], ids=lambda each: each.__name__)
def test_so_do_the_files_of_a_project(tmp_path, odd):
    odd(tmp_path / "pyproject.toml")
    with little_memory(), pytest.raises(UsageError, match=r"pyproject\.toml cannot be read"):
        from_pyproject(tmp_path)
    with little_memory(), pytest.raises(UsageError, match=r"pyproject\.toml cannot be read"):
        calls.from_file(tmp_path / "pyproject.toml")


def test_a_link_to_a_file_is_read_as_that_file(folder):
    manifest = folder / "manifest.json"
    manifest.rename(folder / "elsewhere")
    manifest.symlink_to("elsewhere")
    assert foreign.read(manifest) == (folder / "elsewhere").read_bytes()


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        pytest.param(b"", [], id="empty"),
        pytest.param(b"a\nbc\n", [b"a\n", b"bc\n"], id="whole"),
        pytest.param(b"a\nbc", [b"a\n"], id="cut off"),
        pytest.param(b"12345\n", [b"12345\n"], id="as long as may be"),
        pytest.param(b"12345", [], id="as long as may be, cut off"),
    ],
)
def test_lines_are_whole(tmp_path, content, lines):
    (tmp_path / "file").write_bytes(content)
    assert list(foreign.lines(tmp_path / "file", longest=6, most=100)) == lines


def test_a_line_that_is_too_long_ends_the_reading(tmp_path):
    (tmp_path / "file").write_bytes(b"a\n" + b"x" * 7 + b"\n")
    lines = foreign.lines(tmp_path / "file", longest=6, most=100)
    assert next(lines) == b"a\n"
    with pytest.raises(OSError, match="line of more than 6 bytes"):
        next(lines)


@pytest.mark.parametrize(("most", "read"), [(4, True), (3, False)], ids=["as much as may be", "more"])
def test_a_file_is_read_up_to_its_bound(tmp_path, most, read):
    (tmp_path / "file").write_bytes(b"1234")
    with contextlib.nullcontext() if read else pytest.raises(OSError, match="more than 3 bytes"):
        assert foreign.read(tmp_path / "file", most) == b"1234"


def test_text_that_is_none_is_told(tmp_path):
    (tmp_path / "pyproject.toml").write_bytes(b"\xff")
    with pytest.raises(UsageError, match="cannot be read"):
        from_pyproject(tmp_path)
