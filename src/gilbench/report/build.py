"""From a stored run to the report model: everything that a report says is decided here or before."""

import hashlib
import shlex
from collections import Counter
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from gilbench.analysis.checks.alerts import alerts
from gilbench.analysis.evidence import Evidence
from gilbench.analysis.privacy import file_name, without_folders
from gilbench.analysis.spending import spending
from gilbench.analysis.verdict import verdict
from gilbench.experiments.catalogue import Experiments
from gilbench.experiments.throughput.analysis.decisions import decisions
from gilbench.experiments.throughput.analysis.gil_gap import gil_gaps
from gilbench.experiments.throughput.analysis.heat_map import heat_map
from gilbench.experiments.throughput.analysis.interpreters import class_means, interpreter_rows, pairs
from gilbench.experiments.throughput.analysis.ledger_rows import ledger_rows
from gilbench.experiments.throughput.analysis.panels import scaling_panels
from gilbench.experiments.throughput.analysis.scaling_law import FEWEST_COUNTS
from gilbench.model import ReportModel, Reproduce
from gilbench.plan.trial import Plan
from gilbench.probe import stored
from gilbench.probe.privacy import mailable
from gilbench.report.cards import card
from gilbench.report.rows import result_rows
from gilbench.report.troubles import left_out, troubles
from gilbench.run.calibration import in_words
from gilbench.store.records import Manifest, Outcome, StoredRun

SCHEMA = 1  # of verdict.json and of the data in the page

_LATER = "not measured by the throughput experiment in this version"
_NEVER_MEASURED = dict.fromkeys(("break-even", "switching", "timeline", "correctness"), _LATER)
_NOT_PROBED = {"what-holds-the-gil": "no call was probed; gilbench probe --stdlib --into this folder adds it"}


def build(run: StoredRun, experiments: Experiments) -> ReportModel:
    """Return the whole report of a run, finished or not."""
    manifest, evidence = run.manifest, experiments.evidence(run)
    probes = stored.load(run.folder)
    targets, compared = manifest.targets, pairs(evidence)
    sentences, unsaid = verdict(evidence, experiments.claims)
    sections: dict[str, tuple[Any, ...]] = {
        "decisions": tuple(row for each in targets for row in decisions(evidence, each)),
        "heat_maps": tuple(each for target in targets if (each := heat_map(evidence, target)) is not None),
        "ledger": tuple(row for each in targets for row in ledger_rows(evidence, each)),
        "gaps": tuple(row for each in targets for row in gil_gaps(evidence, each)),
        "scaling": tuple(panel for each in targets for panel in scaling_panels(evidence, each)),
        "interpreters": tuple(interpreter_rows(compared, evidence.standard)),
    }
    return ReportModel(
        schema=SCHEMA,
        run_id=run.folder.name,
        created=manifest.created,
        finished=run.finished,
        invented=manifest.invented,
        duration=sum(record.outcome.elapsed for record in run.records),
        timed_share=timed_share([record.outcome for record in run.records]),
        rounds=min((len(each.rounds) for each in evidence.throughput if each.state == "ok"), default=0),
        margin=evidence.standard.least,
        floor=evidence.floor,
        spending=spending(run, experiments.rules(manifest)),
        counts=_counts(evidence),
        usable_cpus=manifest.usable_cpus,
        machine={**manifest.machine, **_amount_of_work(manifest)},
        targets=tuple(card(each) for each in targets),
        verdict=sentences,
        unsaid=unsaid,
        alerts=alerts(run, evidence),
        class_means=tuple(class_means(compared)),
        troubles=tuple(troubles(evidence)),
        left_out=tuple(left_out(manifest.plan.left_out)),
        absent=_absent(sections, len(targets), manifest.usable_cpus) | ({} if probes else _NOT_PROBED),
        results=tuple(result_rows(evidence, experiments.reductions)),
        reproduce=_reproduce(run.folder.name, manifest),
        probes=mailable(probes) if probes else None,
        **sections,
    )


def timed_share(outcomes: list[Outcome]) -> float:
    """Return the share of the elapsed time that was inside timed sections, warm-ups included; 0 if nothing ran."""
    elapsed = sum(each.elapsed for each in outcomes)
    timed = sum(sample.seconds for each in outcomes for sample in each.calls)
    timed += sum(_warmup_seconds(each.pyperf) + sum(each.settling) for each in outcomes)
    return timed / elapsed if elapsed > 0 else 0.0


def _warmup_seconds(suite: Mapping[str, Any] | None) -> float:
    """Return the time spent in the warm-ups of a pyperf suite: pairs of loops and seconds per loop."""
    runs = (run for benchmark in (suite or {}).get("benchmarks", ()) for run in benchmark.get("runs", ()))
    return float(sum(loops * seconds for run in runs for loops, seconds in run.get("warmups") or ()))


def _counts(evidence: Evidence) -> dict[str, int]:
    """Return the number of trials by state; "not run" only where a run ended before all had their turn."""
    states = Counter("failed" if each.state == "wrong" else each.state for each in evidence.summaries.values())
    counts = {each: states[each] for each in ("ok", "failed", "timed out", "skipped")}
    counts["left out"] = len(evidence.manifest.plan.left_out)
    return counts | ({"not run": states["not run"]} if states["not run"] else {})


def _amount_of_work(manifest: Manifest) -> dict[str, str]:
    return {"amount of work": in_words(manifest.calibration)} if manifest.calibration else {}


def _absent(sections: Mapping[str, tuple[Any, ...]], targets: int, usable_cpus: int) -> dict[str, str]:
    reasons = {
        "decision": ("decisions", "no strategy was measured beside serial code in two rounds or more"),
        "heat-map": ("heat_maps", "only serial code was selected"),
        "ledger": ("ledger", "no trial went well, or it was measured before there was a ledger"),
        "gil-gap": ("gaps", "no work but waiting was planned in threads and in warm processes"),
        "scaling": ("scaling", "no speed-up was measured with two workers or more"),
        "interpreters": (
            "interpreters",
            "one interpreter was measured" if targets == 1 else "no trial went well on two interpreters",
        ),
    }
    empty = {section: reason for section, (field, reason) in reasons.items() if not sections[field]}
    if not any(panel.laws for panel in sections["scaling"]):
        cpus = f"{usable_cpus} usable CPU{'' if usable_cpus == 1 else 's'}"
        empty["scaling-law"] = f"it takes {FEWEST_COUNTS} numbers of workers or more up to the {cpus}"
    return empty | _NEVER_MEASURED


def _reproduce(folder: str, manifest: Manifest) -> Reproduce:
    return Reproduce(
        command=shlex.join(_word(word) for word in manifest.command),
        report_command=shlex.join(["gilbench", "report", folder]),
        seed=manifest.seed,
        version=manifest.gilbench,
        plan_hash=plan_hash(manifest.plan),
    )


def _word(word: str) -> str:
    return file_name(word) if PurePath(word).is_absolute() else without_folders(word)


def plan_hash(plan: Plan) -> str:
    """Return twelve hexadecimal digits that differ when the trials of two plans, their sizes or items do."""
    lines = sorted(f"{trial.id} {trial.size} {trial.items}" for trial in plan.trials)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]
