import json

import pytest

import gilbench.experiments as package
from gilbench.cli import own_experiments
from gilbench.cli.configured import Configured
from gilbench.errors import UsageError
from gilbench.experiments.catalogue import Experiments
from gilbench.experiments.contract import Experiment

QUESTION = "Is this mine?"


def planned(name):
    """Return an experiment that can be planned."""
    experiment = Experiment(name)
    experiment.__dict__["planner"] = object()  # where a cached property keeps what it found
    return experiment


def unplanned(name):
    """Return an experiment that is only read."""
    experiment = Experiment(name)
    experiment.__dict__["planner"] = None
    return experiment


def questions(gilbench, *arguments):
    code, out, err = gilbench("list", "experiments", "--json", *arguments)
    assert (code, err) == (0, "")
    return {row["name"]: row["question"] for row in json.loads(out)}


@pytest.fixture
def project(own_folder, monkeypatch):
    """Return the folder around the experiments, as the current one."""
    monkeypatch.chdir(own_folder.parent)
    return own_folder.parent


@pytest.mark.parametrize("value", ["'experiments'", "['experiments']"], ids=["string", "list"])
def test_the_configuration_names_folders_too(gilbench, project, value):
    (project / "pyproject.toml").write_text(f"[tool.gilbench]\nexperiments = {value}\n")
    assert questions(gilbench)["mine"] == QUESTION


@pytest.mark.usefixtures("project")
def test_an_own_experiment_stands_beside_the_built_in_ones(gilbench):
    built_in = questions(gilbench)
    assert "mine" not in built_in
    assert questions(gilbench, "--experiments", "experiments") == {**built_in, "mine": QUESTION}


def test_the_command_line_wins_over_the_configuration(project):
    configured = Configured({"experiments": ["nowhere"]})
    assert own_experiments.folders(["experiments"], configured) == (str(project / "experiments"),)
    assert own_experiments.folders([], Configured({})) == ()


@pytest.mark.parametrize(
    "arguments",
    [("run", "--plan"), ("run", "--resume", "run"), ("report", "run"), ("compare", "run"), ("list",)],
    ids=" ".join,
)
@pytest.mark.parametrize("folder", ["nowhere", "file"])
def test_a_folder_that_does_not_exist_is_told_in_one_line(gilbench, project, arguments, folder):
    (project / "file").touch()
    told = f"gilbench: --experiments {folder}: there is no such folder\n"
    assert gilbench(*arguments, "--experiments", folder) == (2, "", told)


@pytest.mark.parametrize("arguments", [("run", "--resume"), ("report",), ("compare",)], ids=" ".join)
def test_own_experiments_can_be_imported_when_a_stored_run_is_read(gilbench, project, arguments):
    code, _, err = gilbench(*arguments, "nothing", "--experiments", "experiments")
    assert (code, err) == (2, "gilbench: nothing is not a run folder: it has no manifest.json\n")
    assert str(project / "experiments") in package.__path__


def test_a_name_that_is_taken_is_told_in_one_line(gilbench, project):
    (project / "experiments" / "throughput").mkdir()
    (project / "experiments" / "throughput" / "__init__.py").touch()
    code, _, err = gilbench("list", "experiments", "--experiments", "experiments")
    assert code == 2
    assert "there is an experiment 'throughput' already" in err


FOUND = Experiments((planned("b"), planned("a"), unplanned("read_only")))


def test_nothing_is_chosen_unless_it_is_named():
    assert own_experiments.chosen([], FOUND) == ()
    assert own_experiments.chosen(["a"], FOUND) == ("a",)


@pytest.mark.parametrize("name", ["read_only", "c"], ids=["no plan", "no such"])
def test_what_cannot_be_planned_is_a_usage_error_that_names_what_can(name):
    with pytest.raises(UsageError, match=f"there is no experiment '{name}' to run; there are: b, a$"):
        own_experiments.chosen([name], FOUND)
