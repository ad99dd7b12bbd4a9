"""gilbench is on no package index yet: nothing may say that it can be installed from one. To be dropped once it is."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INSTALLERS = (
    r"(?:pip3?|pipx|uv|poetry|pdm|hatch|pixi|conda|mamba)[ ](?:tool[ ]|global[ ])?(?:install|add|run|download)|uvx"
)
# A command that installs or runs a package called gilbench: no path and no file of that name.
COMMAND = rf"""\b(?:{INSTALLERS})[ ](?:[\w.-]+[ ])*?(?:-\S+[ ])*["']?gilbench(?![\w/-]|\.\w)"""
REQUIREMENT = r"""["']gilbench(?:\[[\w,]*\])?\s*(?:[=<>~!]=|[<>])"""
PROMISE = re.compile(rf"{COMMAND}|{REQUIREMENT}", re.VERBOSE)
TEXTS = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "*.toml", "tox.ini", "docs/**/*.md", "docs/**/*.py", "reports/*.md", "benchmarks/**/*.md")
    for path in ROOT.glob(pattern)
)
MESSAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "src").rglob("*.py"))


def promises(text: str) -> list[str]:
    return [found[0] for found in PROMISE.finditer(" ".join(text.split()))]


@pytest.mark.parametrize("name", TEXTS)
def test_no_page_promises_an_install_from_an_index(name):
    assert promises((ROOT / name).read_text(encoding="utf-8")) == []


def test_no_message_promises_an_install_from_an_index():
    found = {name: promises((ROOT / name).read_text(encoding="utf-8")) for name in MESSAGES}
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize(
    "text",
    [
        "pip install gilbench",
        "- run: pip install gilbench",
        "python -m pip install gilbench",
        "pip install -U gilbench",
        "pip install --user 'gilbench'",
        "pip install gilbench==0.1.0",
        "pip install gilbench[plots]",
        "pip install pytest gilbench, then",
        "install it with `pip install\ngilbench`.",
        "It is there: pip install gilbench.",
        "pipx run gilbench run",
        "uvx gilbench run",
        "uv tool install gilbench",
        "uv add --dev gilbench",
        "conda install gilbench",
        'dependencies = ["gilbench>=0.1"]',
    ],
)
def test_what_promises_one_is_found(text):
    assert promises(text)


@pytest.mark.parametrize(
    "text",
    [
        "pip install path/to/checkout",
        "pip install wheels/gilbench-*.whl",
        "pip install gilbench-0.1.0-py3-none-any.whl",
        "pip install ./gilbench",
        "pip install ../gilbench/",
        "pip install pyperf",
        "installed by pip, gilbench brings a fixture",
        "interpreters of uv that gilbench finds",
        "from gilbench import workload",
        "`pip wheel --no-deps path/to/checkout`",
    ],
)
def test_what_installs_from_a_path_is_none(text):
    assert promises(text) == []
