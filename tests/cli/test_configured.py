import pytest

from gilbench.cli.configured import Configured

TABLE = Configured({"python": ["3.13", "3.14t"], "budget": "2m", "thresholds": {"waiting": "20%"}})


@pytest.mark.parametrize(
    ("key", "values"), [("python", ("3.13", "3.14t")), ("budget", ("2m",)), ("strategy", ())], ids=["list", "one", "no"]
)
def test_a_repeatable_option_has_any_number_of_values(key, values):
    assert TABLE.many(key) == values


def test_an_option_that_is_given_once_has_a_string_or_nothing():
    assert TABLE.one("budget") == "2m"
    assert TABLE.one("precision") is None


def test_thresholds_are_a_table_which_may_be_missing():
    assert TABLE.thresholds() == {"waiting": "20%"}
    assert Configured({}).thresholds() == {}


def test_the_table_is_that_of_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Configured.here() == Configured({})
    (tmp_path / "pyproject.toml").write_text("[tool.gilbench]\nbudget = '2m'\n")
    assert Configured.here() == Configured({"budget": "2m"})
