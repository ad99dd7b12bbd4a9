"""What the workloads of a run do, and where their code is."""

from collections.abc import Iterator

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
    own = settings_of(manifest).workloads
    if found:
        yield Entries(tuple((each.name, f"{each.summary} {_known(each, own)}") for each in found))
        yield Command((*_SOURCE, found[0].name))
        yield Note(_WHERE)


def _known(workload: WorkloadInfo, own: tuple[str, ...]) -> str:
    """Return the class of a workload, its version if it has changed, and its file: of one's own without the folder."""
    name = file_name(workload.file)
    is_own = any(is_from(workload, place) for place in own)
    version = f" version {workload.version} of" if workload.version > 1 else ""
    listed = "" if workload.listed is None else f", items that differ, {workload.listed['full']} in a list"
    return f"{in_words(workload_class(workload))},{version} {'your own ' if is_own else ''}{name}{listed}"
