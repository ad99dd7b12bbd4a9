"""What the workloads of a run do, and where their code is."""

from collections.abc import Container, Iterator

from gilbench.analysis.privacy import file_name
from gilbench.inside.schema import WorkloadInfo
from gilbench.model.blocks import Block, Command, Entries, Note
from gilbench.plan.classes import in_words, workload_class
from gilbench.plan.selection import is_from
from gilbench.store.records import Manifest, settings_of

_SOURCE = ("gilbench", "list", "--source")
_WHERE = "prints the code of one; of your own, with --workloads FOLDER. Others are in gilbench/benchmarks."


def workloads(manifest: Manifest) -> Iterator[Block]:
    """Yield what is known of each workload that was planned, and how its code is printed; nothing without any."""
    planned = {trial.workload for trial in manifest.plan.trials}
    known = {each.name: each for target in manifest.targets for each in target.catalogue.workloads}
    found = [each for name, each in known.items() if name in planned]
    settings = settings_of(manifest)
    calls = {each.name for each in settings.calls}
    in_files = [each.name for each in found if each.name not in calls]
    if found:
        yield Entries(tuple((each.name, _told(each, settings.workloads, calls)) for each in found))
    if in_files:
        yield Command((*_SOURCE, in_files[0]))
        yield Note(_WHERE)


def _told(workload: WorkloadInfo, own: tuple[str, ...], calls: Container[str]) -> str:
    """Return what a workload does and what is known of it; of a call, which is in no file of the user's, what it is."""
    if workload.name in calls:
        return f"A call: {workload.summary}"
    return f"{workload.summary} {_known(workload, own)}"


def _known(workload: WorkloadInfo, own: tuple[str, ...]) -> str:
    """Return the class of a workload, its version if it has changed, and its file: of one's own without the folder."""
    name = file_name(workload.file)
    is_own = any(is_from(workload, place) for place in own)
    version = f" version {workload.version} of" if workload.version > 1 else ""
    listed = "" if workload.listed is None else f", items that differ, {workload.listed['full']} in a list"
    return f"{in_words(workload_class(workload))},{version} {'your own ' if is_own else ''}{name}{listed}"
