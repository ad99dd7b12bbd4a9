"""Ask for a trial of an experiment as a run does, and measure it: here, or with a program in another interpreter.

Programs import this as `asking`. In there it is standard library and gilbench only, Python 3.9 syntax.
"""

import json
import os
import subprocess
from pathlib import Path

from gilbench.inside import strategies
from gilbench.inside.experiment import Subject
from gilbench.inside.ledger import plain
from gilbench.inside.loading import load
from gilbench.inside.registry import Registry
from gilbench.inside.schema import TrialRequest, as_json

FILES = Path(strategies.__file__).parent
SOURCES = FILES.parents[2]
HERE = Path(__file__).resolve().parent
LIMIT = 60.0  # seconds
NOT_ASKED = ("workload", "workload_file", "strategy", "strategy_file", "start_method", "inner_loops", "gil", "jit")


def request(experiment, parameters, **others):
    """Return a request for a trial, as targets get it: one worker and one item, unless others are told."""
    usual = {"workers": 1, "size": "full", "items": 1, "settles": False, "default_start_method": "fork"}
    nowhere = dict.fromkeys(("metrics_file", "pyperf_file", "platform"), "")
    asked = {**dict.fromkeys(NOT_ASKED), **nowhere, **usual, **others}
    return TrialRequest(experiment=experiment, name=experiment, parameters=parameters, **asked)


def measured(measure, request, strategy=None):
    """Return the call of this trial, as the experiment's `measure` prepares it."""
    with measure.prepared(Subject(request, None, strategy)) as call:
        return call(plain)


def said_of(call):
    """Return a call as JSON can say it."""
    return {"seconds": call.seconds, "workers": call.workers, "seen": as_json(call.seen)}


def said_of_strategy(measure, request):
    """Return what the trial of a strategy came to, as JSON can say it, or why the strategy cannot be opened."""
    registry = Registry()
    assert not load(request.strategy_file, registry)
    try:
        return said_of(measured(measure, request, registry.strategies[request.strategy]))
    except ImportError as error:
        return {"absent": str(error)}


def file_of(name):
    """Return the file of a built-in strategy."""
    return FILES / f"{'asyncio_tasks' if name == 'asyncio' else name}.py"


def elsewhere(executable, program, *arguments):
    """Return what a program printed in another interpreter; it must be silent on stderr."""
    path = (SOURCES, HERE, HERE.parent / "inside")
    done = subprocess.run(
        [executable, "-W", "error", program, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path))},
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done
    return json.loads(done.stdout)
