"""What is not the same on both sides beside the code that is compared: machine, interpreters, settings. Pure.

CPU model, usable CPUs, versions of workloads, sizes and items need no place here: runs that differ in them are not
compared at all.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from gilbench import fmt, legible
from gilbench.analysis.privacy import cut_down
from gilbench.analysis.variables import listed
from gilbench.compare.comparable import Session
from gilbench.compare.records import Change
from gilbench.interpreters.build_options import Options, options
from gilbench.interpreters.target import Target
from gilbench.model import Severity
from gilbench.page.cards import facts
from gilbench.settings import Call, Settings
from gilbench.store.records import Manifest, settings_of

_SERIOUS = frozenset(
    {
        *("implementation", "version", "build", "GIL build", "GIL enabled", "JIT", "environment", "compiler"),
        *("C library", "build options", "SHA-256 of the executable", "--env", "governor", "turbo", "SMT"),
    }
)
_WARNING = frozenset(
    {
        *("gilbench", "kernel", "OS", "virtual machine", "container", "clock source", "platform", "zlib", "effort"),
        *("switch interval", "CPUs", "affinity", "CPU quota", "CPU affinity", "default start method", "start methods"),
        *("logical CPUs", "physical cores", "kinds of cores", "values per round", "budget", "precision"),
    }
)
# Of two interpreters these are never the same, and say nothing.
_NAMES_ONLY = frozenset({"executable", "asked for as", "build", "SHA-256 of the executable"})
_UNSHOWN = frozenset({"size", "variables"})  # the first cannot differ, the second is called --env
_OPTIONS, _CHECKSUM = "build options", "SHA-256 of the executable"
_DIGITS = 13  # of a checksum, which tell any two builds apart
_GRAVEST = ("serious", "warning", "note")
_Facts = Mapping[str, str]


def between(base: Session, new: Session) -> list[Change]:
    """Return what changed between two runs, the gravest first; what changed alike on several targets stands once."""
    sides = (base.name, new.name)
    one, other = base.manifest, new.manifest
    found = [
        *_differing("machine", sides, one.machine, other.machine),
        *_differing("gilbench", sides, {"gilbench": one.gilbench}, {"gilbench": other.gilbench}),
        *_differing("settings", sides, _asked(one), _asked(other)),
    ]
    before = {each.id: each for each in one.targets}
    for target in other.targets:
        if target.id in before:
            found += _differing(target.id, sides, *_told(before[target.id], target))
    return _gravest_first(_together(found))


def among(targets: Sequence[Target], base: str) -> list[Change]:
    """Return in what the other targets of a run differ from the base, the gravest first."""
    first = next(each for each in targets if each.id == base)
    found = [
        change
        for other in targets
        for change in _differing(other.id, (base, other.id), *_told(first, other))
        if change.what not in _NAMES_ONLY
    ]
    return _gravest_first(found)


def _told(one: Target, other: Target) -> tuple[_Facts, _Facts]:
    """Return what two targets say of themselves; of the options of their builds, those that only one of them has."""
    before, after = options(one.facts.config_args), options(other.facts.config_args)
    return (
        {**_shortened(facts(one)), _OPTIONS: _listed(before - after)},
        {**_shortened(facts(other)), _OPTIONS: _listed(after - before)},
    )


def _shortened(known: _Facts) -> dict[str, str]:
    return {**known, _CHECKSUM: legible.shortened(known.get(_CHECKSUM, ""), _DIGITS)}


def _listed(found: Options) -> str:
    return ", ".join(name if value == "yes" else f"{name}={value}" for name, value in sorted(found))


def _differing(of: str, sides: tuple[str, str], before: _Facts, after: _Facts) -> Iterator[Change]:
    for what in dict.fromkeys((*before, *after)):
        one, other = before.get(what, ""), after.get(what, "")
        if one != other:
            yield Change(_weight(what), what, of, *sides, one, other)


def _weight(what: str) -> Severity:
    if what in _SERIOUS:
        return "serious"
    return "warning" if what in _WARNING else "note"


def _together(found: Sequence[Change]) -> list[Change]:
    """Put what changed in the same way on several targets into one line."""
    groups: dict[tuple[str, str, str], list[Change]] = {}
    for each in found:
        groups.setdefault((each.what, each.before, each.after), []).append(each)
    return [replace(members[0], of=", ".join(each.of for each in members)) for members in groups.values()]


def _gravest_first(found: Sequence[Change]) -> list[Change]:
    return sorted(found, key=lambda each: _GRAVEST.index(each.weight))


def _asked(manifest: Manifest) -> dict[str, str]:
    """Return what a run was asked for, as a reader takes it, by the name of each setting."""
    settings = settings_of(manifest)
    given = {
        field.name.replace("_", " "): _shown(getattr(settings, field.name))
        for field in fields(Settings)
        if field.name not in _UNSHOWN
    }
    depth = settings.depth
    by_effort = {"budget": fmt.duration(depth.budget), "precision": f"± {fmt.share(depth.precision)}"}
    return {**given, **by_effort, "values per round": fmt.count(manifest.values), "--env": listed(settings.variables)}


def _shown(value: Any) -> str:
    match value:
        case tuple():
            return ", ".join(map(_shown, value))
        case None:
            return ""
        case Call():
            return cut_down(value.in_words)
        case _:
            return cut_down(str(value))
