"""Tell the host what this interpreter is and what it can run, one JSON line after another.

Every step is announced before it is taken. If a file or a probe takes the whole process down, the host reads from the
last line what did it, and asks again with that step left out. Code that is not ours and forks is contained: its child
must not come back and describe a second time.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Sequence
from functools import partial
from typing import Any, Callable

from gilbench.inside import availability, facts, jsonlines, lifeline, loading, parameters
from gilbench.inside.callables import called
from gilbench.inside.forks import contained
from gilbench.inside.globs import label, matches
from gilbench.inside.lists import Lists, lists_of
from gilbench.inside.opening import DEFAULT
from gilbench.inside.registry import Registry, Strategy, Workload
from gilbench.inside.schema import ExperimentInfo, StrategyInfo, WorkloadInfo, as_json
from gilbench.inside.telling import one_line, plain


def main(arguments: Sequence[str]) -> None:
    """Append facts, workloads, strategies and problems to the file named in the arguments."""
    parser = argparse.ArgumentParser(prog="gilbench.inside describe")
    parser.add_argument("--out", required=True, help="file to append to")
    parser.add_argument("--folder", action="append", default=[], help="folder of workloads and strategies, or a file")
    parser.add_argument("--probe", action="append", default=[], help="glob of the strategies to try")
    parser.add_argument("--start-method", action="append", help="start method to try, or default; without: all")
    parser.add_argument("--try", dest="tries", action="append", default=[], help="glob of those tried in every way")
    parser.add_argument("--variant", action="append", default=[], help="glob of the variants to try")
    parser.add_argument("--experiment", action="append", default=[], help="experiment to ask for")
    parser.add_argument("--avoid", action="append", default=[], help="step to leave out")
    options = parser.parse_args(arguments)
    say = partial(jsonlines.append, options.out)
    lifeline.hold()

    say({"begin": "facts"})
    known = facts.facts()
    say({"facts": as_json(known)})
    registry = Registry()
    for path in loading.files_in(options.folder):
        if path not in options.avoid:
            say({"begin": path})
            for problem in loading.load(path, registry):
                say({"problem": as_json(problem)})
    _say_experiments(say, options)
    for workload in registry.workloads.values():
        step = f"workload {workload.name}"
        if step not in options.avoid:
            say({"begin": step})
            say({"workload": as_json(_workload_info(workload))})
    for strategy in registry.strategies.values():
        for start_method in known.start_methods if strategy.per_start_method else (None,):
            step = label(strategy.name, start_method)
            names = (start_method, *([DEFAULT] if start_method == known.default_start_method else []))
            globs = options.variant if strategy.variant_of else options.probe
            meant = any(matches(strategy.names, each, globs) for each in names)
            if meant and step not in options.avoid:
                tried = start_method is None or not options.start_method or bool({*names} & {*options.start_method})
                tried = tried or matches(strategy.names, start_method, options.tries)
                say({"begin": step})
                say({"strategy": as_json(_strategy_info(strategy, start_method, tried=tried))})
    say({"end": True})


def _say_experiments(say: Callable[[dict[str, Any]], None], options: argparse.Namespace) -> None:
    for name in options.experiment:
        step = f"experiment {name}"
        if step not in options.avoid:
            say({"begin": step})
            say({"experiment": as_json(ExperimentInfo(name, _missing_experiment(name)))})


def _workload_info(workload: Workload) -> WorkloadInfo:
    missing = _missing(workload)
    lists = lists_of(workload) if missing is None else Lists(None, missing, None)
    return WorkloadInfo(
        name=workload.name,
        file=workload.file,
        kind=workload.kind,
        code=workload.code,
        data=workload.data,
        asks=workload.asks,
        summary=_first_line(called(workload.function).__doc__),
        has_async_twin=workload.async_twin is not None,
        has_resource=workload.resource is not None,
        pair=workload.pair,
        version=workload.version,
        missing=lists.missing,
        lead=workload.lead,
        stays=lists.stays,
        held_to="expect" if workload.expect is not None else "check" if workload.check is not None else "serial",
        family=workload.family,
        parameters=parameters.told(workload.parameters),
        listed=lists.lengths,
    )


def _missing(workload: Workload) -> str | None:
    return None if workload.missing is None else _reason(workload.missing)


def _missing_experiment(name: str) -> str | None:
    return _reason(lambda: importlib.import_module(f"gilbench.experiments.{name}.measure").missing())


def _reason(ask: Callable[[], Any]) -> str | None:
    """Return what a check of others says is missing; a check that fails is itself the reason."""
    with contained():
        try:
            reason = ask()
            return None if reason is None else plain(str(reason))
        except BaseException as error:  # noqa: BLE001  whatever it raises
            return f"its own check failed: {one_line(error)}"


def _strategy_info(strategy: Strategy, start_method: str | None, *, tried: bool) -> StrategyInfo:
    with contained():
        missing = availability.missing(strategy, start_method) if tried else None
    return StrategyInfo(
        name=strategy.name,
        start_method=start_method,
        file=strategy.file,
        family=strategy.family,
        shares_memory=strategy.shares_memory,
        runs_async=strategy.runs_async,
        missing=missing,
        tried=tried,
        python_name=strategy.python_name,
        variant_of=strategy.variant_of,
    )


def _first_line(doc: Any) -> str:
    return plain(str(doc or "").strip().split("\n", 1)[0])
