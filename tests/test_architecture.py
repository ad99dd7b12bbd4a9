"""What import-linter cannot hold: no circles, files of one subject, and a target side that a target can carry."""

import ast
import re
import sys
from pathlib import Path

import pytest

import gilbench

HERE = Path(__file__).parent
PACKAGE = Path(gilbench.__file__).parent
MODULES = {
    ".".join(("gilbench", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): path
    for path in PACKAGE.rglob("*.py")
    if "benchmarks" not in path.relative_to(PACKAGE).parts
}

TESTS = {path.relative_to(HERE).as_posix(): path for path in HERE.rglob("*.py")}


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


OF_THE_TARGET = re.compile(r"gilbench(\.inside(\..*)?|\.experiments\.\w+\.(measure|records)(\..*)?)?")


@pytest.mark.parametrize("module", sorted(filter(OF_THE_TARGET.fullmatch, MODULES)))
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
    assert {part(name) for name in own(MODULES[module])} <= {"model", "fmt", "legible", "report"}
    text = MODULES[module].read_text(encoding="utf-8").lower()
    assert "statistics" not in imported(MODULES[module])
    assert not re.search(r"heat.?map|ledger|\bgil\b|\blaws?\b|probe", text)


def test_pandas_stays_in_the_frame_and_in_the_notebook():
    users = {name for name, path in MODULES.items() if "pandas" in {each.split(".")[0] for each in imported(path)}}
    analysis, notebook = ("frame", "summary"), ("frames", "loaded")
    assert users <= {
        *(f"gilbench.analysis.{name}" for name in analysis),
        *(f"gilbench.notebook.{name}" for name in notebook),
    }


def test_nobody_but_comparisons_pays_for_the_import_of_scipy_stats():
    users = {name for name, path in MODULES.items() if "scipy.stats" in imported(path)}
    assert users <= {"gilbench.compare.contrast"}


@pytest.mark.parametrize("path", [pytest.param(path, id=name) for name, path in sorted((MODULES | TESTS).items())])
def test_a_file_has_at_most_300_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"gilbench.cli.main", "gilbench.run.progress"}))
def test_only_the_command_line_prints(module):
    calls = [
        node.func.id
        for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert "print" not in calls
