"""`gilbench compare`: arguments → stored runs → comparison → text and exit code."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from gilbench import console, settings
from gilbench.errors import Exit, UsageError

FORMATS = ("terminal", "md", "json", "csv")
FAILURES = {"regression": ("slower", Exit.REGRESSION), "undecided": ("undecided", Exit.UNDECIDED)}  # gravest first


@click.command()
@click.argument("base_folder", type=click.Path(path_type=Path), metavar="BASE")
@click.argument("new_folders", nargs=-1, type=click.Path(path_type=Path), metavar="[NEW]...")
@click.option("--base", metavar="TARGET", help="Within one run: compare with this target. Default: its first.")
@click.option(
    "--min-effect", metavar="SHARE", default="5%", show_default=True, help="A smaller difference is not called one."
)
@click.option(
    "--fail-on",
    multiple=True,
    type=click.Choice(list(FAILURES)),
    help="Exit with 1 if a row is slower, with 5 if one is undecided. Repeatable; 1 wins.",
)
@click.option("--all", "everything", is_flag=True, help="List same and undecided rows too.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="terminal", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Default: to standard output.")
def compare(
    *,
    base_folder: Path,
    new_folders: Sequence[Path],
    base: str | None,
    min_effect: str,
    fail_on: Sequence[str],
    everything: bool,
    form: str,
    output: Path | None,
) -> int:
    """Compare the interpreters of one run, or runs with each other.

    BASE alone: its interpreters, round by round. With NEW: each of these runs with BASE, interpreter by interpreter.
    """
    margin = settings.share(min_effect)
    if base is not None and new_folders:
        raise UsageError("--base names a target within one run: leave it out, or compare one run only")
    comparison = _comparison([base_folder, *new_folders], base, margin)
    text = _render(comparison, form, everything=everything, unicode=output is not None or console.can_print())
    if form in {"json", "csv"}:  # there is no room for them inside
        for warning in comparison.warnings:
            click.echo(f"gilbench: {warning}", err=True)
    _write(text, output)
    return _exit_code({row.verdict for row in comparison.rows}, fail_on)


def _comparison(folders: Sequence[Path], base: str | None, margin: float) -> Any:
    from gilbench import store
    from gilbench.analysis import comparing

    if len({folder.resolve() for folder in folders}) < len(folders):
        raise UsageError("the same run is named twice: a run does not differ from itself")
    runs = [store.load(folder) for folder in folders]
    if len(runs) == 1:
        return comparing.within(runs[0], base, margin)
    return comparing.between(dict(zip(_names(folders), runs, strict=True)), margin)


def _names(folders: Sequence[Path]) -> list[str]:
    """Name runs after their folders, without the path; of the same name, the second is `name#2`."""
    names: list[str] = []
    for folder in folders:
        name = folder.resolve().name
        candidates = [name, *(f"{name}#{number}" for number in range(2, len(folders) + 1))]
        names.append(next(each for each in candidates if each not in names))
    return names


def _render(comparison: Any, form: str, *, everything: bool, unicode: bool) -> str:
    from gilbench.report import comparison_data, comparison_markdown, comparison_text

    match form:
        case "md":
            return comparison_markdown.render(comparison, everything=everything)
        case "json":
            return comparison_data.as_json(comparison)
        case "csv":
            return comparison_data.as_csv(comparison)
        case _:
            return comparison_text.render(comparison, everything=everything, unicode=unicode)


def _write(text: str, output: Path | None) -> None:
    from gilbench import store

    if output is None:
        click.echo(text, nl=False)
    else:
        store.replace_file(output, text.encode())
        click.echo(output.resolve())


def _exit_code(verdicts: set[str], fail_on: Sequence[str]) -> Exit:
    hits = [code for name, (verdict, code) in FAILURES.items() if name in fail_on and verdict in verdicts]
    return hits[0] if hits else Exit.OK
