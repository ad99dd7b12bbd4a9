"""Find the experiments: the folders beside this file, and those of the user's own folders."""

import importlib
import pkgutil
from collections.abc import Iterable
from pathlib import Path

import gilbench.experiments as package
from gilbench.errors import UsageError
from gilbench.experiments.catalogue import Experiments
from gilbench.experiments.contract import Experiment
from gilbench.inside.telling import one_line


def find(folders: Iterable[str] = ()) -> Experiments:
    """Return every experiment, in the order of their plans and then of their names.

    `folders` are a user's own: what is in them is imported exactly like what is built in, which keeps its names. Raises
    UsageError if one of them takes a name that there is.
    """
    for folder in folders:
        if folder not in package.__path__:
            _require_new_names(folder)
            package.__path__.append(folder)
    importlib.invalidate_caches()
    found = [Experiment(each.name) for each in pkgutil.iter_modules(package.__path__) if each.ispkg]
    return Experiments(tuple(sorted(found, key=_place)))


def _place(experiment: Experiment) -> tuple[bool, int, str]:
    """Return its place: what is run comes first, in the order of the plans; then what is only read."""
    try:
        planner = experiment.planner
    except (Exception, SystemExit, GeneratorExit) as error:  # whatever it is, it is in the user's own code
        raise UsageError(f"the experiment {experiment.name!r} cannot be imported: {one_line(error)}") from error
    return planner is None, 0 if planner is None else planner.order, experiment.name


def _require_new_names(folder: str) -> None:
    taken = {each.name for each in pkgutil.iter_modules(package.__path__)}
    for each in pkgutil.iter_modules([folder]):
        if each.name in taken:
            where = Path(folder) / each.name
            raise UsageError(f"{where}: there is an experiment {each.name!r} already: rename this folder")
