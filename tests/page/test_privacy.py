from dataclasses import replace

import pytest
from tests.probe.probed import CONTENDS, probes
from tests.report import pages

from gilbench.experiments.calls.section import section_of
from gilbench.model.blocks import Command, Note
from gilbench.page.privacy import mailable, word

HIDDEN = "/home/somebody/hidden/file.py"


def test_a_page_without_folders_stays_as_it_is():
    assert mailable(pages.full()) == pages.full()


@pytest.mark.parametrize("field", ["run_id", "confidence", "version"])
def test_a_text_of_the_page_loses_its_folder(field):
    assert getattr(mailable(pages.page(**{field: f"see {HIDDEN}"})), field) == "see file.py"


def test_every_block_loses_its_folders():
    blocks = (block for block, _ in pages.BLOCKS.values())
    hidden = pages.page(*(pages.section(f"s{n}", with_secret(block)) for n, block in enumerate(blocks)))
    assert "somebody" in str(hidden)
    assert "somebody" not in str(mailable(hidden))


def with_secret(value):
    """Put a folder into every text of a record."""
    if isinstance(value, str):
        return f"{value} in {HIDDEN}"
    if isinstance(value, tuple):
        return tuple(map(with_secret, value))
    if hasattr(value, "__dataclass_fields__"):
        return replace(value, **{name: with_secret(getattr(value, name)) for name in value.__dataclass_fields__})
    return value


def test_rows_lose_their_folders_and_keep_their_figures():
    row = {"reason": f"{HIDDEN} broke", "seconds": 0.1, "gil_enabled": True, "workers": None}
    (found,) = mailable(pages.page(results=(row,))).results
    assert found == row | {"reason": "file.py broke"}


def test_probed_calls_lose_their_folders():
    told = {"reason": HIDDEN, "together_detail": HIDDEN, "notes": (HIDDEN,), "private": f"f = open('{HIDDEN}')"}
    call = replace(CONTENDS, call=f"run('{HIDDEN}')", **told)
    page = mailable(pages.page(section_of(probes(call))))
    assert "somebody" not in str(page)
    assert "f = open('file.py')" in str(page.sections)
    assert "run('file.py')" in str(page.sections)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param("/home/joe doe/bin/python3", "…/python3", id="with a space"),
        pytest.param("C:\\Users\\joe\\python.exe", "…/python.exe", id="windows"),
        pytest.param("\\Users\\joe\\python.exe", "…/python.exe", id="windows, without a drive"),
        pytest.param("--out=/home/joe doe/runs", "--out=…/runs", id="in an option"),
        pytest.param("-o/home/joe/runs", "-o…/runs", id="in a short option"),
        pytest.param("~/venv/bin/python", "…/python", id="from home"),
        pytest.param("--workloads=~/mine", "--workloads=…/mine", id="from home, in an option"),
        pytest.param("/home/joe doe/", "…/", id="a home"),
        pytest.param("C:\\Users\\joe", "…/", id="a home in windows"),
        pytest.param("~joe", "…/", id="a user"),
        pytest.param("/bin/python3.13+nojit", "…/python3.13+nojit", id="with a state"),
        pytest.param("LIBRARIES=/home/joe doe/lib", "LIBRARIES=…/lib", id="in a variable"),
        pytest.param("--env=CACHE=/home/joe", "--env=CACHE=…/", id="a home in a variable of an option"),
        pytest.param("THREADS=2", "THREADS=2", id="a variable without a path"),
        pytest.param("call('/home/joe/x.py')", "call('…/x.py')", id="inside of a text"),
        pytest.param("…/python", "…/python", id="a placeholder"),
        pytest.param("../joint-/bin/python", "../joint-/bin/python", id="a relative path"),
        pytest.param("primes", "primes", id="no path"),
        pytest.param("json.loads('a/b')", "json.loads('a/b')", id="a relative one"),
    ],
)
def test_a_word_of_a_command_keeps_the_last_part_of_an_absolute_path(asked, told):
    assert word(asked) == told
    (section,) = mailable(pages.page(pages.section("one", Command((asked,)), Note("said")))).sections
    assert section.blocks[0] == Command((told,))
