"""The machine and the interpreters, and everything that the reader should know about them."""

from collections.abc import Iterator, Mapping, Sequence

from gilbench import fmt
from gilbench.analysis import items_that_differ, unequal_items
from gilbench.analysis.amount_of_work import in_words
from gilbench.analysis.variables import told
from gilbench.interpreters.naming import label
from gilbench.interpreters.target import Target
from gilbench.model import Section
from gilbench.model.blocks import Block, Column, Group, Note, Table
from gilbench.page.cards import facts
from gilbench.page.material import Material
from gilbench.store.records import Manifest, settings_of

ORDER = 900


def section(material: Material) -> Section:
    """Return all remarks, and what was measured on."""
    blocks = tuple(_blocks(material))
    return Section("environment", ORDER, "Environment", "On what was this measured?", blocks, group="This run")


def _blocks(material: Material) -> Iterator[Block]:
    for alert in material.alerts:
        yield Note(f"{alert.text} {alert.advice}", f"{alert.severity.capitalize()}:", alert.severity)
    subjects = material.run.manifest.subjects
    if subjects:
        yield Group("Interpreters", (_interpreters(subjects), *map(_brought, _twins(material.run.manifest))))
    machine = _machine(material.run.manifest)
    if machine:
        yield Group("Machine", (Table("Machine", (Column("fact"), Column("value")), machine, shape="facts"),))
    variables = settings_of(material.run.manifest).variables
    if variables:
        yield Group("Environment variables", (_variables(variables),))


def _machine(manifest: Manifest) -> tuple[tuple[str, str], ...]:
    amount = {"amount of work": in_words(manifest.calibration)} if manifest.calibration else {}
    unequal = unequal_items.in_words(manifest.plan.trials)
    by_target = {"items by interpreter": unequal} if unequal else {}
    differ = items_that_differ.in_words(manifest.plan.trials, manifest.targets)
    lists = {"items that differ": differ} if differ else {}
    return tuple({**manifest.machine, **amount, **lists, **by_target}.items())


def _variables(variables: Mapping[str, str]) -> Table:
    """Show what was passed on, with the folders of values cut down."""
    rows = tuple(told(variables).items())
    return Table("What the Pythons got from --env", (Column("name"), Column("value")), rows, shape="facts")


def _twins(manifest: Manifest) -> list[Target]:
    return [each for each in manifest.targets if each.twin_of]


def _brought(twin: Target) -> Note:
    return Note(
        f"{twin.id} is the build of {twin.twin_of} with its GIL on. gilbench brought it along to tell what serial code "
        "pays for having no GIL: it took part in every round, with serial pure-Python code only."
    )


def _interpreters(targets: Sequence[Target]) -> Table:
    """Show what the interpreters say of themselves: first in what they differ, which is what ratios may come from."""
    known = [{"in short": label(target.facts), **facts(target)} for target in targets]
    names = dict.fromkeys(name for each in known for name in each)
    rows = [(name, *(each.get(name, fmt.MISSING) for each in known)) for name in names]
    rows.sort(key=lambda row: len(set(row[1:])) == 1)
    columns = (Column("fact"), *(Column(target.id) for target in targets))
    return Table("Interpreters as they described themselves", columns, tuple(rows), shape="facts")
