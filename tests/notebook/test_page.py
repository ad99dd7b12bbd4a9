"""The code of docs/notebook.md runs, prints what stands behind it, and draws the picture that stands there."""

import contextlib
import io
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from tests.cli.stored import write
from tests.simulated import scenario, simulate

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "notebook.md"
PICTURE = PAGE.with_name("notebook.png")
BLOCK = re.compile(r"^```python\n(?P<code>.*?)^```$(?:\n\n^```text\n(?P<prints>.*?)^```$)?", re.MULTILINE | re.DOTALL)
UNPACKING = re.compile(r"^```sh\n(?P<command>cp .*)\n^```$", re.MULTILINE)
GOLDEN = "GILBENCH_UPDATE_GOLDEN"
RATIOS = {"thread": 0.9, "process_executor[fork]": 1.9}


def lines(text):
    return [line.rstrip() for line in text.splitlines()]  # pandas fills lines up with blanks


def renewed(block, printed):
    """Return a block of the page with what it prints now behind it, if anything stands there."""
    if block["prints"] is None:
        return block[0]
    shown = "".join(f"{line}\n" for line in lines(printed))
    return f"```python\n{block['code']}```\n\n```text\n{shown}```"


def unpack(folder):
    """Unpack the sample as the page says."""
    (folder / "reports").symlink_to(ROOT / "reports")
    (command,) = UNPACKING.findall(PAGE.read_text(encoding="utf-8"))
    subprocess.run(["sh", "-c", command], cwd=folder, check=True)


def measure(folder, name, seconds):
    """Put a run there, in place of one that the page would measure."""
    run = simulate(scenario("3.13/primes", RATIOS, serial=seconds))
    write(folder / name, replace(run, folder=folder / name))


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """Return the folder that the page's code has run in, and what each block of it printed."""
    folder = tmp_path_factory.mktemp("notebook")
    unpack(folder)
    measure(folder, "before", 0.2)
    measure(folder, "after", 0.1)
    text = PAGE.read_text(encoding="utf-8")
    names: dict[str, object] = {}
    printed = []
    with contextlib.chdir(folder), mpl.rc_context(mpl.rcParamsDefault):
        mpl.use("agg")
        for block in BLOCK.finditer(text):
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(block["code"], names)  # noqa: S102  as its reader would
            printed.append(out.getvalue())
        plt.close("all")
    if os.environ.get(GOLDEN):
        shutil.copy(folder / PICTURE.name, PICTURE)
        found = iter(printed)
        PAGE.write_text(BLOCK.sub(lambda block: renewed(block, next(found)), text), encoding="utf-8")
    return folder, printed


def test_every_block_prints_what_stands_behind_it(session):
    _, printed = session
    expected = [block["prints"] for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))]
    told = [(text, found) for text, found in zip(expected, printed, strict=True) if text is not None]
    assert len(told) == 6
    for text, found in told:
        assert lines(found) == lines(text)


def test_the_two_runs_are_compared_item_by_item(session):
    _, printed = session
    _, *rows = [line.split() for line in printed[-1].splitlines() if line.strip()]
    assert {"serial", "thread", "process_executor"} <= {word for row in rows for word in row}
    assert [float(row[-1]) for row in rows] == pytest.approx([0.5] * len(RATIOS | {"serial": 1}), abs=0.02)


def test_the_picture_is_what_the_code_draws(session):
    folder, _ = session
    drawn, kept = (plt.imread(path)[..., :3] for path in (folder / PICTURE.name, PICTURE))
    assert drawn.shape == kept.shape
    # Another version of matplotlib may smooth edges otherwise; a mark that moved makes a hundred pixels differ.
    differing = np.abs(drawn - kept).max(axis=2) > 0.25
    assert differing.sum() < 50, f"draw it again: {GOLDEN}=1 pytest {Path(__file__).relative_to(ROOT)}"
