"""What is said of a file or folder of the user's in which no workload and no strategy is registered."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from gilbench import fmt
from gilbench.errors import NothingToRunError
from gilbench.inside.loading import PATTERNS
from gilbench.inside.schema import StrategyInfo, WorkloadInfo
from gilbench.interpreters.target import Target
from gilbench.plan.selection import is_from

_SHOWN = 4  # files that are named
_LARGEST = 1_000_000  # bytes of a file that is looked into
_HOW = "Put @gilbench.workload(...) above a function in a file whose name begins with bm_ (docs/extending.md)"


def require_some(places: Sequence[str], targets: Sequence[Target]) -> None:
    """Raise NothingToRunError for a place of the user's from which no target has got anything."""
    for place in places:
        if not any(_has(target, place) for target in targets):
            raise NothingToRunError(f"nothing is registered in {place}: {_found(Path(place))}. {_HOW}.")


def _has(target: Target, place: str) -> bool:
    found: list[WorkloadInfo | StrategyInfo] = [*target.catalogue.workloads, *target.catalogue.strategies]
    return any(is_from(each, place) for each in found)


def _found(place: Path) -> str:
    files = [place] if place.is_file() else sorted(place.glob("*.py"))
    if not files:
        return "it has no file of Python"
    shown = [f"{each.name} {_what(each, named=place.is_file())}" for each in files[:_SHOWN]]
    more = [fmt.plural(len(files) - _SHOWN, "other file")] if len(files) > _SHOWN else []
    return fmt.listed([*shown, *more])


def _what(path: Path, *, named: bool) -> str:
    """Say what a file is, from its text alone: what others wrote is not executed to find that out."""
    try:
        with path.open("rb") as file:
            tree = ast.parse(file.read(_LARGEST))
    except (OSError, SyntaxError, ValueError, RecursionError):
        return "cannot be read as Python"
    if any(_decorates(node) for node in ast.walk(tree)):
        return "was not loaded, as said above" if named or _is_loaded(path) else "is not called bm_*.py"
    if "pyperf" in _imported(tree):
        return "is a script for pyperf, which measures by itself"
    if any(_takes_benchmark(node) for node in ast.walk(tree)):
        return "is for pytest-benchmark: see docs/pytest.md for what gilbench adds there"
    return "registers nothing"


def _is_loaded(path: Path) -> bool:
    return path.name.startswith(PATTERNS)


def _decorates(node: ast.AST) -> bool:
    return isinstance(node, ast.Name | ast.Attribute) and (
        getattr(node, "id", None) in {"workload", "strategy"} or getattr(node, "attr", None) in {"workload", "strategy"}
    )


def _imported(tree: ast.AST) -> set[str]:
    return set(_modules(tree))


def _modules(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def _takes_benchmark(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and any(each.arg == "benchmark" for each in node.args.args)
