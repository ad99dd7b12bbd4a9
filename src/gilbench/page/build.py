"""From a stored run to its page: everything that the page says is decided here or before."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

from gilbench.experiments.catalogue import Experiments
from gilbench.model import Absent, Page, Section
from gilbench.page import confidence, counts, sections, subjects
from gilbench.page.cards import card
from gilbench.page.material import Material, gather
from gilbench.page.privacy import mailable
from gilbench.store.records import StoredRun

SCHEMA = 3  # of the page as JSON

_IN_ORDER = attrgetter("order")


def build(run: StoredRun, experiments: Experiments) -> Page:
    """Return the whole page of a run, finished or not, with the parts of these experiments."""
    material = gather(run, experiments)
    parts = list(_of_experiments(material, experiments))
    absent = sorted((each for each in parts if isinstance(each, Absent)), key=_IN_ORDER)
    material = replace(material, absent=tuple(absent))
    shown = [*(each for each in parts if isinstance(each, Section)), *_of_the_page(material)]
    about = subjects.keyed(sorted(shown, key=_IN_ORDER), {each.id for each in run.manifest.targets})
    return mailable(_page(material, about))


def _of_experiments(material: Material, experiments: Experiments) -> Iterator[Section | Absent]:
    for each in experiments.known:
        if each.sections is not None:
            yield from each.sections(material.evidence)


def _of_the_page(material: Material) -> Iterator[Section]:
    for each in pkgutil.iter_modules(sections.__path__):
        module = importlib.import_module(f"{sections.__name__}.{each.name}")
        section = module.section(material)
        if section is not None:
            yield section


def _page(material: Material, shown: tuple[Section, ...]) -> Page:
    run, manifest = material.run, material.run.manifest
    return Page(
        schema=SCHEMA,
        run_id=run.folder.name,
        created=manifest.created,
        finished=run.finished,
        invented=manifest.invented,
        duration=material.duration,
        timed_share=counts.timed_share([record.outcome for record in run.records]),
        rounds=material.rounds,
        margin=material.evidence.standard.least,
        usable_cpus=manifest.usable_cpus,
        counts=counts.by_state(material.evidence),
        targets=tuple(card(each) for each in manifest.targets),
        verdict=material.verdict,
        unsaid=material.unsaid,
        alerts=material.alerts,
        trust=confidence.in_a_line(material.evidence.floor, material.alerts),
        confidence=confidence.known(material.evidence.floor, material.spending),
        sections=shown,
        absent=material.absent,
        results=material.results,
        figures=material.figures,
        version=manifest.gilbench,
    )
