"""The command line in this process."""

import os
import sys

import pytest

import gilbench.experiments as package
from gilbench.cli import main
from gilbench.processes.variables import withheld


@pytest.fixture
def gilbench(monkeypatch, capsys):
    """Return a function that runs a command line and returns the exit code, the output and the errors."""
    for name in withheld(os.environ, {}):  # which the errors would tell of
        monkeypatch.delenv(name)

    def call(*arguments):
        monkeypatch.setattr("sys.argv", ["gilbench", *map(str, arguments)])
        monkeypatch.setattr("__main__.__package__", None)  # or click names whatever runs these tests
        with pytest.raises(SystemExit) as ended:
            main.main()
        return (ended.value.code, *capsys.readouterr())

    return call


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    """Return a folder with the experiment `mine`, which is forgotten after the test."""
    monkeypatch.setattr(package, "__path__", [*package.__path__])
    before = set(sys.modules)
    folder = tmp_path / "experiments"
    (folder / "mine").mkdir(parents=True)
    (folder / "mine" / "__init__.py").write_text('"""Is this mine?\n\nMore about it.\n"""\n')
    yield folder
    for name in set(sys.modules) - before:
        if name.startswith("gilbench.experiments.mine"):
            del sys.modules[name]
            vars(package).pop(name.rpartition(".")[2], None)
