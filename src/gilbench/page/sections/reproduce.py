"""How to get these numbers, and this page, again."""

import hashlib

from gilbench.model import Section
from gilbench.model.blocks import Command, Group, Note
from gilbench.page.material import Material
from gilbench.plan.trial import Plan

ORDER = 920


def section(material: Material) -> Section:
    """Return the commands, and what has to be the same."""
    manifest, folder = material.run.manifest, material.run.folder.name
    made = f"gilbench {manifest.gilbench} · seed {manifest.seed} · plan {plan_hash(manifest.plan)} · run {folder}"
    blocks = (
        Group("Measure again", (Command(tuple(manifest.command)),)),
        Group("Write this page again", (Command(("gilbench", "report", folder)),)),
        Note(made),
    )
    return Section("reproduce", ORDER, "Reproduce", "How do I get these numbers, and this page, again?", blocks)


def plan_hash(plan: Plan) -> str:
    """Return twelve hexadecimal digits that differ when the trials of two plans, their sizes or items do."""
    lines = sorted(f"{trial.id} {trial.size} {trial.items}" for trial in plan.trials)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]
