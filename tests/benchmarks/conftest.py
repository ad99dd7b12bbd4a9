"""The built-in workloads, loaded as any folder of workloads is, one test per workload."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from gilbench.inside.registry import Registry, Workload, collecting

FOLDER = Path(__file__).parents[2] / "benchmarks"
MODULES: dict[str, Any] = {}  # of the workload files, by name


def _load() -> Registry:
    """Import every workload file, and forget the modules again: other tests load the same files themselves."""
    with pytest.MonkeyPatch.context() as patch, collecting(Registry()) as registry:
        patch.setattr(sys, "path", [*sys.path, str(FOLDER)])
        for path in sorted(FOLDER.glob("bm_*.py")):
            before = sys.modules.pop(path.stem, None)
            MODULES[path.stem] = importlib.import_module(path.stem)
            del sys.modules[path.stem]
            if before is not None:
                sys.modules[path.stem] = before
    return registry


REGISTRY = _load()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    chosen = list(REGISTRY.workloads.values())
    for name, wanted in {
        "workload": chosen,
        "async_workload": [each for each in chosen if each.async_twin],
    }.items():
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, wanted, ids=lambda each: each.name, indirect=True)


def _able(request: pytest.FixtureRequest) -> Workload:
    workload: Workload = request.param
    if workload.missing and (reason := workload.missing()):
        pytest.skip(reason)
    return workload


workload = async_workload = pytest.fixture(_able)


@pytest.fixture
def registry() -> Registry:
    return REGISTRY


@pytest.fixture
def importable(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Let the workload modules be imported by name, here and in spawned processes; the modules by name."""
    monkeypatch.setattr(sys, "path", [*sys.path, str(FOLDER)])
    for name, module in MODULES.items():
        monkeypatch.setitem(sys.modules, name, module)
    return MODULES


@contextmanager
def _arguments(workload: Workload, size: str) -> Iterator[tuple[Any, ...]]:
    with workload.resource() if workload.resource else nullcontext() as value:
        yield (workload.sizes[size], value) if workload.resource else (workload.sizes[size],)


@pytest.fixture
def arguments() -> Any:
    """Return a context manager that yields what one item of a workload is called with."""
    return _arguments
