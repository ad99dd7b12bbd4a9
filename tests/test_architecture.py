"""The arrows between modules run one way, and the target side stays what a target can carry."""

import ast
import re
import sys
from pathlib import Path

import pytest

import gilbench

PACKAGE = Path(gilbench.__file__).parent
MODULES = {
    ".".join(("gilbench", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
    if "benchmarks" not in path.relative_to(PACKAGE).parts
}

# From settings to text. A module may import from its own layer and from those above it in this list.
LAYERS = [
    {"inside", "errors"},
    {"settings", "processes", "model"},
    {"machine", "interpreters", "testing", "pytest_plugin", "fmt"},
    {"report"},
    {"plan"},
    {"probe"},
    {"store"},
    {"analysis"},
    {"experiments"},
    {"page"},
    {"compare"},
    {"run"},
    {"cli"},
    {"__main__"},
]
HEAVY = {"pandas", "scipy", "matplotlib", "numpy"}


def imported(path: Path) -> set[str]:
    """Return the dotted names that a module imports, function-level imports included."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def own(path: Path) -> set[str]:
    return {name for name in imported(path) if name in MODULES and name != "gilbench"}


def part(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def layer(module: str) -> int:
    return next(number for number, parts in enumerate(LAYERS) if part(module) in parts)


# The arrows that the contract of experiments will turn round.
STILL_BACKWARD = {
    *("gilbench.analysis.precision", "gilbench.analysis.verdict", "gilbench.inside.worker", "gilbench.plan.matrix"),
    *("gilbench.store.run_folder", "gilbench.page.sections.environment"),
}


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"gilbench"} - STILL_BACKWARD))
def test_every_module_has_a_layer_and_imports_only_from_above(module):
    below = {other for other in own(MODULES[module]) if layer(other) > layer(module)}
    assert not below


def test_no_two_modules_import_each_other():
    edges = {name: own(path) - {name} for name, path in MODULES.items() if name != "gilbench"}
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " → ".join((*trail, name))
        if name not in done:
            for other in edges.get(name, ()):
                visit(other, (*trail, name))
            done.add(name)

    for name in edges:
        visit(name, ())


@pytest.mark.parametrize("module", sorted(name for name in MODULES if part(name) in ("inside", "")))
def test_the_target_side_imports_only_the_standard_library_pyperf_and_itself(module):
    allowed = {*sys.stdlib_module_names, "pyperf", "gilbench"}
    assert {name.split(".")[0] for name in imported(MODULES[module])} <= allowed


@pytest.mark.parametrize("module", sorted(name for name in MODULES if part(name) in ("testing", "pytest_plugin")))
def test_what_runs_in_a_users_tests_is_as_small_as_the_target_side(module):
    allowed = {*sys.stdlib_module_names, "pytest", "gilbench"}
    assert {name.split(".")[0] for name in imported(MODULES[module])} <= allowed
    assert {part(name) for name in own(MODULES[module])} <= {"testing", "inside", "machine"}


@pytest.mark.parametrize("module", sorted(name for name in MODULES if part(name) == "report"))
def test_renderers_know_blocks_and_nothing_of_what_they_are_about(module):
    assert {part(name) for name in own(MODULES[module])} <= {"model", "fmt", "report"}
    text = MODULES[module].read_text(encoding="utf-8").lower()
    assert not re.search(r"heat.?map|ledger|\bgil\b|\blaws?\b|probe", text)


def test_renderers_compute_no_statistic():
    forbidden = HEAVY - {"matplotlib"} | {"statistics"}
    users = {
        name: {top for top in (each.split(".")[0] for each in imported(path)) if top in forbidden}
        for name, path in MODULES.items()
        if part(name) == "report"
    }
    assert not {name: used for name, used in users.items() if used}


def test_pandas_stays_in_the_frame():
    users = {name for name, path in MODULES.items() if "pandas" in {each.split(".")[0] for each in imported(path)}}
    assert users <= {"gilbench.analysis.frame", "gilbench.analysis.summary"}


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_file_has_at_most_300_lines(module):
    assert len(MODULES[module].read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"gilbench.cli.main", "gilbench.run.progress"}))
def test_only_the_command_line_prints(module):
    calls = [
        node.func.id
        for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert "print" not in calls
