"""The formats of a comparison: which one comes from which renderer."""

from gilbench.compare import data, junit, markdown, terminal
from gilbench.compare.records import Comparison

WITHOUT_WARNINGS = ("json", "csv", "junit")  # there is no room for them inside


def render(comparison: Comparison, form: str, *, everything: bool, unicode: bool, undecided_fails: bool) -> str:
    """Return the comparison in one of the formats of `--format`.

    `everything` lists the same and undecided rows too, which data always has; a terminal without `unicode` gets ASCII;
    `undecided_fails` is what `--fail-on undecided` asked for.
    """
    match form:
        case "md":
            return markdown.render(comparison, everything=everything)
        case "json":
            return data.as_json(comparison)
        case "csv":
            return data.as_csv(comparison)
        case "html":
            return _page(comparison)
        case "junit":
            return junit.render(comparison, undecided_fails=undecided_fails)
        case _:
            return terminal.render(comparison, everything=everything, unicode=unicode)


def _page(comparison: Comparison) -> str:
    from gilbench.compare.document import build  # noqa: PLC0415  what draws charts is slow to import

    return build.render(comparison)
