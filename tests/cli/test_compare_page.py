"""`gilbench compare --format html`: where the page goes, and that the exit code is the same as ever."""

import gzip
import sys
from base64 import b64decode
from functools import partial

import pytest
from tests.cli.stored import write
from tests.report.page import read
from tests.simulated import World, scenario, simulate

BASE = scenario("3.13/primes", {"thread": 0.9, "thread_pool": 0.95})
SLOWER = {name: 1.4 * seconds for name, seconds in BASE.items()}
PAGE = ("base", "slower", "--format", "html")


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    for name, seconds, seed in (("base", BASE, 1), ("slower", SLOWER, 2)):
        write(folder / name, simulate(seconds, World(noise=0.003, seed=seed)))
    return folder


@pytest.fixture
def compare(runs, gilbench, monkeypatch):
    monkeypatch.chdir(runs)
    return partial(gilbench, "compare")


def test_the_page_goes_to_standard_output_as_every_format_does(compare):
    code, out, err = compare(*PAGE)
    assert (code, err) == (0, "")
    assert out.startswith("<!doctype html>")
    assert out == compare(*PAGE)[1]


def test_with_a_file_it_goes_there_and_the_place_is_printed(compare, tmp_path):
    place = tmp_path / "comparison.html"
    code, out, _ = compare(*PAGE, "-o", place)
    assert (code, out) == (0, f"{place}\n")
    assert place.read_text(encoding="utf-8") == compare(*PAGE)[1]


def test_a_terminal_is_not_flooded_with_it(compare, monkeypatch, tmp_path):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    code, out, err = compare(*PAGE)
    assert (code, out) == (2, "")
    assert (
        err == "gilbench: --format html is a page, and no text for a terminal: add -o FILE, as in -o comparison.html\n"
    )
    assert compare(*PAGE, "-o", tmp_path / "comparison.html")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param((), 0, id="not asked for"),
        pytest.param(("--fail-on", "regression"), 1, id="regression"),
        pytest.param(("--fail-on", "regression", "--min-effect", "60%"), 0, id="below the margin"),
        pytest.param(("--fail-on", "undecided"), 0, id="decided"),
    ],
)
def test_the_exit_code_does_not_depend_on_the_format(compare, tmp_path, arguments, code):
    place = tmp_path / "comparison.html"
    assert compare(*PAGE, *arguments, "-o", place)[0] == code == compare("base", "slower", *arguments)[0]
    assert place.is_file()


def test_the_file_that_the_page_hands_out_is_what_the_command_writes(compare):
    packed = read(compare(*PAGE)[1]).one("files").text
    assert gzip.decompress(b64decode(packed)).decode() == compare("base", "slower", "--format", "csv")[1]
