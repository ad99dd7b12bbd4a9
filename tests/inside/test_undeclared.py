"""Who brought the GIL back: what interpreters have warned of, and what is said of a real extension module."""

import json
import subprocess
import warnings
from importlib import _bootstrap

import pytest
from tests import undeclared_extension
from tests.end_to_end import command

from gilbench.inside import undeclared

WARNED = (
    "<frozen importlib._bootstrap>:{line}: RuntimeWarning: The global interpreter lock (GIL) has been enabled to load "
    "module '{name}', which has not declared that it can run safely without the GIL. To override this behavior and "
    "keep the GIL disabled (at your own risk), run with PYTHON_GIL=0 or -Xgil=0."
)
TOLD = (
    f"the extension module {undeclared_extension.NAME} does not declare that it can run without the GIL; "
    "+nogil (PYTHON_GIL=0) keeps the GIL off, at your own risk"
)
WORKLOAD = """
from gilbench import workload
{at_import}
ONE = {{"small": 1, "full": 1}}

@workload(kind="cpu", sizes=ONE, expect=ONE, asks="What if an extension module brings the GIL back?")
def extended(size):
    {in_the_work}
    return size
"""
EVERYTHING_IS_SHOWN = "import warnings; warnings.simplefilter('always'); import undeclared"


@pytest.mark.parametrize(
    ("text", "module"),
    [
        pytest.param(WARNED.format(line=488, name="yaml._yaml"), "yaml._yaml", id="3.13t, in a package"),
        pytest.param(WARNED.format(line=491, name="psycopg2._psycopg"), "psycopg2._psycopg", id="3.14t"),
        pytest.param(WARNED.format(line=493, name="undeclared"), "undeclared", id="3.15t"),
        pytest.param("printed\n" + WARNED.format(line=488, name="one") + "\n  more", "one", id="amid other output"),
        pytest.param(WARNED.format(line=1, name="one") + WARNED.format(line=1, name="other"), "one", id="the first"),
        pytest.param(WARNED.format(line=491, name="a.b").replace(" ", "\n    "), "a.b", id="wrapped"),
        pytest.param("RuntimeWarning: The global interpreter lock (GIL) is slow", None, id="another warning"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_the_warning_names_the_module(text, module):
    assert undeclared.named_in(text) == module


def test_a_note_of_the_warning_is_found_afterwards(monkeypatch):
    monkeypatch.setattr(_bootstrap, "__warningregistry__", {"version": 0}, raising=False)
    assert undeclared.module() is None
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("default")
        text = WARNED.format(line=488, name="a.b").partition(": RuntimeWarning: ")[2]
        registry = _bootstrap.__warningregistry__
        warnings.warn_explicit(text, RuntimeWarning, "<frozen importlib._bootstrap>", 488, registry=registry)
    assert undeclared.module() == "a.b"


def test_without_a_note_it_is_some_module():
    assert undeclared.in_words(None).startswith("some extension module does not declare")


@pytest.fixture(scope="module")
def free_threaded(found_interpreters):
    """Return the newest free-threaded interpreter."""
    found = [each for each in found_interpreters.values() if each.free_threaded]
    if not found:
        pytest.skip("there is no free-threaded interpreter on this machine")
    return max(found, key=lambda each: each.version)


@pytest.fixture(scope="module")
def built(free_threaded, tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    undeclared_extension.build(free_threaded.executable, folder)
    return folder


def measured(folder, free_threaded, workload, *options):
    (folder / "bm_extended.py").write_text(workload)
    arguments = ("run", "extended", "--workloads", ".", "--quick", "--size", "small", "--seed", "1", "--workers", "1")
    ended = command.run(
        folder, *arguments, *options, "--python", free_threaded.executable, "--out", f"out{len(options)}"
    )
    out = folder / f"out{len(options)}"
    return ended, command.results(out), (out / "index.html").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("at_import", ["import undeclared", EVERYTHING_IS_SHOWN], ids=["as it is", "shown every time"])
def test_a_trial_and_the_page_name_it(built, free_threaded, at_import):
    workload = WORKLOAD.format(at_import=at_import, in_the_work="pass")
    _, rows, page = measured(built, free_threaded, workload, "--strategy", "thread")
    assert {(row["state"], row["reason"]) for row in rows} == {("failed", f"the GIL came back during the work: {TOLD}")}
    assert TOLD in page


@pytest.mark.slow
def test_one_that_is_imported_in_another_process_is_named_too(built, free_threaded):
    workload = WORKLOAD.format(at_import="", in_the_work="import undeclared")
    _, rows, page = measured(
        built, free_threaded, workload, "--strategy", "process_executor[spawn]", "--experiment", "throughput"
    )
    (pool,) = [row for row in rows if row["strategy"] == "process_executor"]
    assert pool["state"] == "ok"
    assert f"the GIL changed during the work, in its processes: {TOLD}" in pool["flags"]
    assert TOLD in page


@pytest.mark.slow
@pytest.mark.parametrize(("state", "gil"), [("", True), ("+nogil", False)])
def test_probe_names_it_unless_the_gil_is_kept_off(built, free_threaded, state, gil):
    target = f"{free_threaded.executable}{state}"
    command.run(
        built, "probe", "sum(range(99))", "--setup", "import undeclared", "--python", target, "--seconds", "0.2",
        "--format", "json", "-o", "out.json",
    )  # fmt: skip
    (found,) = json.loads((built / "out.json").read_text())["calls"]
    assert found["state"] == "ok"
    assert (f"what it imports brought the GIL back: {TOLD}" in found["notes"]) is gil
    assert not [each for each in found["notes"] if "prints" in each]  # what the interpreter warned of is not the call's
    assert (found["verdict"] == "no GIL") is not gil


@pytest.mark.slow
def test_the_fixture_names_it(built, free_threaded):
    (built / "hinted.py").write_text("import undeclared\nfrom gilbench.testing import hints\nprint(hints.holding())")
    ended = subprocess.run(
        [free_threaded.executable, "hinted.py"],
        cwd=built, env=command.environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ended.stdout.strip() == f"this free-threaded build has its GIL on: {TOLD}"
