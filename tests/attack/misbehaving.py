"""Trials, probed calls, descriptions and identifications in which the work does what it likes."""

import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

from gilbench.interpreters.description import Question, describe
from gilbench.plan.trial import Trial
from gilbench.probe.calls import Call
from gilbench.probe.prober import Prober
from gilbench.run.runner import Repetition, SubprocessRunner

HEADER = "import os, subprocess, sys, time\nfrom gilbench import workload\n"
WORKLOAD = """
@workload(kind="cpu", sizes={{"small": 1, "full": 2}}, expect={{"small": 1, "full": 2}}, asks="What happens?")
def {name}(size):
    {body}
    return size
"""


@dataclass(frozen=True)
class Host:
    """The interpreter of these tests."""

    spec: str = "this"
    executable: str = sys.executable
    environment: dict = field(default_factory=dict)


def described(staged: Path, folder: Path, **workloads: str):
    """Describe this interpreter with workloads of these bodies, in a file that ends with what `module` says."""
    folder.mkdir(exist_ok=True)
    module = workloads.pop("module", "")
    bodies = {name: body.strip().replace("\n", "\n    ") for name, body in workloads.items()}
    text = "".join(WORKLOAD.format(name=name, body=body) for name, body in bodies.items())
    (folder / "bm_mine.py").write_text(HEADER + text + module)
    return describe(Host(), Question(staged, [folder], probes=("serial",)))


def tried(target, staged: Path, work: Path, workload: str, timeout: float = 30.0):
    """Run a trial of the workload."""
    repetition = Repetition(values=2, timeout=timeout)
    runner = SubprocessRunner({target.id: target}, staged, work, repetition)
    return runner.run(Trial("throughput", workload, "serial", None, 1, "small", 1, target.id))


def probed(target, staged: Path, work: Path, *code: str):
    """Probe a call, and with it its setup, on the target."""
    prober = Prober(staged, work, [], seconds=0.1, timeout=20.0, cpus=2, threads=2)
    return prober.probe(Call(*code, name="mine", group="mine"), replace(target))
