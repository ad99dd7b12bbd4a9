"""How to get these numbers, and this page, again."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from gilbench.analysis.privacy import FOLDERS
from gilbench.model import Section
from gilbench.model.blocks import Block, Command, Group, Note
from gilbench.page.again import Again
from gilbench.page.material import Material
from gilbench.page.privacy import word
from gilbench.page.sources import workloads
from gilbench.plan.trial import Plan
from gilbench.store.records import Manifest, settings_of

ORDER = 920
_AGAIN = (
    "The name stands for the path of the run folder. Settings, seed and items in a value are those of this run; "
    "it stops where an interpreter has changed."
)
_ONE = (
    *("gilbench", "run", "WORKLOAD", "--experiment", "NAME", "--strategy", "NAME", "--workers", "N"),
    *("--python", "PYTHON"),
)
_OF_ONE = (
    "Each row of All results has its own. Serial code is measured beside it; an experiment without workloads is "
    "measured whole."
)


def section(material: Material) -> Section:
    """Return the commands, and what has to be the same."""
    manifest, folder = material.run.manifest, material.run.folder.name
    made = f"gilbench {manifest.gilbench} · seed {manifest.seed} · plan {_hash(manifest)} · run {folder}"
    code = tuple(workloads(manifest))
    blocks = (
        Group("Measure again", (Command(("gilbench", "run", "--again", folder)), Note(_AGAIN))),
        Group("Measure one result again", (Command((*_ONE, *Again(material.run).rest)), Note(_OF_ONE))),
        *((Group("Workloads", code),) if code else ()),
        Group("The command line as it was typed", tuple(_typed(manifest.command))),
        Group("Write this page again", (Command(("gilbench", "report", folder)),)),
        Note(made),
    )
    return Section(
        "reproduce", ORDER, "Reproduce", "How do I get these numbers, and this page, again?", blocks, group="This run"
    )


def _typed(words: Sequence[str]) -> Iterator[Block]:
    """Yield the command line, and what to fill in before it can be used again; folders are taken out of pages."""
    shown = tuple(map(word, words))
    yield Command(shown)
    if shown != tuple(words):
        yield Note(f"{FOLDERS} stands for folders that a page does not show: put in your own.")


def _hash(manifest: Manifest) -> str:
    return plan_hash(manifest.plan, settings_of(manifest).variables)


def plan_hash(plan: Plan, variables: Mapping[str, str]) -> str:
    """Return twelve hexadecimal digits that differ when the trials of two plans, their sizes, items or --env do."""
    lines = sorted(f"{trial.id} {trial.size} {trial.items}" for trial in plan.trials)
    lines += [f"--env {name}={value}" for name, value in sorted(variables.items())]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]
