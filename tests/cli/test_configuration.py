import json

import pytest

from gilbench.cli.configuration import KEYS, from_pyproject
from gilbench.errors import UsageError

GOOD = {
    "python": ["3.13", "3.14t+gil", "pypy3", "./python", "all"],
    "experiment": "held_share",
    "strategy": ["Thread*", "process_pool[fork]"],
    "workers": "1,max",
    "suite": "full",
    "budget": "10m",
    "precision": "3%",
    "workloads": "~/mine",
    "experiments": ["mine"],
    "env": ["A=1", "B="],
    "out": "there",
    "thresholds": {"waiting": "20%", "*/echo/*": "8%"},
}


def toml(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = "{each}"' for key, each in value.items()) + "}"
    return json.dumps(value)


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a pyproject.toml of this text, or of these keys."""

    def call(text="", **keys):
        table = "".join(f"{key} = {toml(value)}\n" for key, value in keys.items())
        (tmp_path / "pyproject.toml").write_text(text or f"[tool.gilbench]\n{table}", encoding="utf-8")
        return from_pyproject(tmp_path)

    return call


def test_a_folder_without_the_file_configures_nothing(tmp_path):
    assert from_pyproject(tmp_path) == {}


@pytest.mark.parametrize("text", ["[project]\n", "[tool.other]\n", "[tool.gilbench]\n"], ids=["tool", "ours", "keys"])
def test_so_does_a_file_that_says_nothing_of_it(read, text):
    assert read(text) == {}


def test_every_key_is_read(read):
    assert set(GOOD) == set(KEYS)
    assert read(**GOOD) == GOOD


BAD = [
    pytest.param("python", "3.9t", "free-threaded builds begin with 3.13t", id="python"),
    pytest.param("python", ["3.13", "snake"], "'snake' is not an interpreter", id="one of several"),
    pytest.param("workers", "0", "'0' is not a list of worker counts: write for example 1,2,4 or max", id="workers"),
    pytest.param("suite", "half", "it must be 'core' or 'full'", id="suite"),
    pytest.param("budget", "5 minutes", "'5 minutes' is not a duration: write 90s, 5m or 1h", id="budget"),
    pytest.param("budget", 5, "it must be a duration as a string, such as '90s', '5m' or '1h'", id="number"),
    pytest.param("precision", "200%", "'200%' is not a share between 0 and 1", id="precision"),
    pytest.param("workloads", "~nouser/x", "there is no such user", id="workloads"),
    pytest.param("experiments", ["x" * 300], "a name may have 255 bytes", id="experiments"),
    pytest.param("out", "x/" * 3000, "a path may have 3500 bytes", id="out"),
    pytest.param("env", "PYTHONPATH=.", "what begins with PYTHON decides what a target is", id="env"),
    pytest.param("env", ["A=1", "A=2"], "--env A has two values", id="env, twice"),
    pytest.param("thresholds", "5%", "it must be a table of shares as strings", id="no table"),
    pytest.param("thresholds", {"waiting": "twenty"}, "'twenty' is not a share", id="no share"),
    pytest.param("thresholds", {"wating": "20%"}, "'wating' is neither a class of work", id="no class"),
    pytest.param("budget", "9" * 5000, "it must be a duration", id="long"),
    pytest.param("env", "ä" * 5000, "it must be NAME=VALUE", id="long, no ASCII"),
]


@pytest.mark.parametrize(("key", "value", "told"), BAD)
def test_a_value_that_a_command_would_refuse_is_refused_with_file_key_and_value(read, tmp_path, key, value, told):
    with pytest.raises(UsageError) as refused:
        read(**{key: value})
    sentence = str(refused.value)
    assert sentence.startswith(f"{tmp_path / 'pyproject.toml'}: [tool.gilbench] {key} = ")
    assert repr(value)[:20] in sentence
    assert told in sentence
    assert len(sentence) < 600


@pytest.mark.parametrize("key", sorted(set(KEYS) - {"suite"}))
@pytest.mark.parametrize("blank", ["", " ", "\t"], ids=["empty", "space", "tab"])
def test_a_blank_value_is_refused(read, key, blank):
    with pytest.raises(UsageError, match=rf"{key} = .*: it is empty: give it a value, or leave it out"):
        read(**{key: {"waiting": blank} if key == "thresholds" else blank})


def test_an_unknown_key_is_told_with_those_that_there_are(read):
    with pytest.raises(UsageError, match="has no key 'budgt'; there are python, experiment, "):
        read(budgt="2m")
