"""The documentation is held to the code: what a page names exists, and what exists is named."""

import configparser
import os
import re
from pathlib import Path

import click
import pytest
from tests.known import build
from tests.page import runs

import gilbench
from gilbench.analysis.ratios import MARGIN
from gilbench.cli import configuration, lazy, main
from gilbench.cli import list as lists
from gilbench.cli.list import Folders
from gilbench.errors import Exit
from gilbench.experiments.contract import Experiment
from gilbench.experiments.discovery import find
from gilbench.experiments.throughput.analysis.scaling_law import FEWEST_COUNTS
from gilbench.model import FIGURE_COLUMNS, RESULT_COLUMNS
from gilbench.report import states
from gilbench.settings import DEPTHS

BUILT_IN = {each.name for each in (Path(gilbench.__file__).parent / "experiments").iterdir() if each.is_dir()}
EXPERIMENTS = find().only(BUILT_IN)  # other tests may have found more
ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "docs" / "examples"
PAGES = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "reports/README.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
SOURCES = {**os.environ, "PYTHONPATH": str(Path(gilbench.__file__).parents[1])}  # wherever a command is started
COMMANDS = {name: lazy.load(known) for name, known in main.commands.commands.items()}
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (?P<text>.+)$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
INCLUDED = re.compile(r"<!-- (?P<name>\S+) -->\n```(?:python|toml)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def section(text: str, heading: str) -> str:
    """Return what stands under a heading, up to the next one of its level or above."""
    marks = heading.split(" ", maxsplit=1)[0]
    _, found, rest = f"\n{text}".partition(f"\n{heading}\n")
    assert found, f"there is no heading {heading!r}"
    return re.split(rf"^#{{1,{len(marks)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """Return the cells of every row of Markdown's tables, without the lines below their heads."""
    lines = [line for line in text.splitlines() if line.startswith("|") and not set(line) <= set("|-: ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def in_code(text: str) -> set[str]:
    """Return everything that the text sets in a code font."""
    return set(re.findall(r"`([^`\n]+)`", FENCE.sub("", text)))


def slug(heading: str) -> str:
    """Return the anchor that code hosts give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_to_a_file_and_a_heading_that_exist(page):
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in (match["target"] for match in LINK.finditer(text)):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        led_to = (page.parent / path).resolve() if path else page
        assert led_to.exists(), target
        if anchor:
            headings = HEADING.findall(FENCE.sub("", led_to.read_text(encoding="utf-8")))
            assert anchor in map(slug, headings), target


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_page_has_no_loose_ends_but_the_figures_that_are_filled_in_after_measuring(page):
    assert not re.search(r"TODO(?!-NUMBERS)|FIXME|XXX", page.read_text(encoding="utf-8"))


def test_every_page_under_docs_can_be_reached_from_the_readme():
    linked = {(ROOT / match["target"].partition("#")[0]).resolve() for match in LINK.finditer(read("README.md"))}
    assert {page for page in PAGES if page.name != "README.md" or page.parent != ROOT} <= linked


def test_the_files_of_the_example_folder_stand_in_the_page_as_they_are():
    included = {match["name"]: match["code"] for match in INCLUDED.finditer(read("docs/extending.md"))}
    assert included == {
        path.relative_to(EXAMPLES).as_posix(): path.read_text(encoding="utf-8")
        for pattern in ("*.py", "*.toml")
        for path in EXAMPLES.rglob(pattern)
    }


def test_the_readme_sets_up_and_tests_a_clone_as_continuous_integration_does():
    script = read(".ci/run").splitlines()
    for goal in (".venv/bin/tox -e bench", ".venv/bin/tox"):
        command = next(line for line in read("README.md").splitlines() if line.endswith(f"&& {goal}"))
        *steps, _ = command.split(" && ")
        assert set(steps) <= set(script)
    assert ".venv/bin/tox" in script


@pytest.mark.parametrize("what", ["workloads", "strategies"])
def test_the_readme_names_every_built_in_one(what):
    names = {row.get("key", row["name"]).partition("[")[0] for row in lists.rows(what, Folders())}
    assert names <= {
        name for row in rows(section(read("README.md"), "## What it measures")) for name in in_code(str(row))
    }


def test_the_readme_puts_every_workload_into_its_class():
    classes = {row["name"]: row["class"] for row in lists.rows("workloads", Folders())}
    table = [row for row in rows(section(read("README.md"), "## What it measures")) if row[0] in classes.values()]
    assert {name: row[0] for row in table for name in in_code(row[1])} == classes


def page_of_claims(experiment: Experiment) -> str:
    """Return the page that has the rules of an experiment's claims."""
    return f"docs/{experiment.name.replace('_', '-')}.md"


@pytest.mark.parametrize("page", sorted({page_of_claims(each) for each in EXPERIMENTS.known if each.claims}))
def test_every_claim_has_a_section_with_its_sentence_in_the_order_of_the_verdict(page):
    of_page = {claim.id for each in EXPERIMENTS.known if page_of_claims(each) == page for claim in each.claims}
    stated = {claim.id: claim.says for claim in EXPERIMENTS.claims if claim.id in of_page}
    text = read(page)
    assert [heading for heading in HEADING.findall(text) if heading in stated] == list(stated)
    for claim, statement in stated.items():
        (level,) = re.findall(rf"^(#+) {re.escape(claim)}$", text, re.MULTILINE)
        assert f"> {statement}\n" in section(text, f"{level} {claim}")


def test_the_readme_names_every_experiment_with_its_question():
    table = rows(section(read("README.md"), "## What it measures"))
    named = {name: row[1] for row in table for name in in_code(row[0])}
    assert {each.name: each.question for each in EXPERIMENTS.known}.items() <= named.items()


@pytest.mark.parametrize("decision", ["holds", "does not hold", "undecided", "not measured"])
def test_every_decision_is_explained(decision):
    assert decision in states.DECIDED
    assert decision in {row[0] for row in rows(read("docs/claims.md").partition("\n## ")[0])}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_option_of_a_command_is_described(command):
    words = {
        word
        for part in in_code(section(read("docs/command-line.md"), f"## gilbench {command}"))
        for word in part.split()
    }
    options = [each for each in COMMANDS[command].params if isinstance(each, click.Option)]
    assert {name for option in options for name in option.opts} <= words


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_no_option_is_described_that_a_command_does_not_have(command):
    text = section(read("docs/command-line.md"), f"## gilbench {command}")
    first_cells = [row[0] for row in rows(text) if row[0].startswith("`-")]
    described = {
        word for cell in first_cells for part in in_code(cell) for word in part.split() if word.startswith("-")
    }
    assert described <= {name for option in COMMANDS[command].params for name in option.opts}


def test_every_choice_of_an_option_is_described():
    words = {word for part in in_code(read("docs/command-line.md")) for word in re.split(r"[ |\[\]]", part)}
    for command in COMMANDS.values():
        for parameter in command.params:
            if isinstance(parameter.type, click.Choice):
                assert set(parameter.type.choices) <= words, parameter.name


def test_every_exit_code_is_described():
    table = rows(section(read("docs/command-line.md"), "## Exit codes"))[1:]
    assert {row[1]: int(row[0]) for row in table} == {code.name: code.value for code in Exit}
    readme = section(read("README.md"), "## Exit codes")
    assert {str(code.value) for code in Exit} <= set(re.findall(r"\d+", readme))


def test_the_efforts_are_described_with_their_figures():
    table = {row[0].strip("`-"): row[1:] for row in rows(read("docs/command-line.md")) if row[0].strip("`-") in DEPTHS}
    assert table == {
        name: [
            f"{d.values}",
            f"{d.rounds}",
            f"{d.most_rounds}",
            f"{d.budget:.0f} s",
            f"{d.precision:.0%}".replace("%", " %"),
        ]
        for name, d in DEPTHS.items()
    }


def test_every_key_of_the_configuration_is_described():
    assert set(configuration.KEYS) <= in_code(section(read("docs/command-line.md"), "## Settings in pyproject.toml"))


def test_the_configuration_of_the_page_is_one_that_gilbench_reads(tmp_path):
    table = re.search(r"```toml\n(.*?)```", read("docs/command-line.md"), re.DOTALL)
    (tmp_path / "pyproject.toml").write_text(table[1])
    assert configuration.from_pyproject(tmp_path)


def test_the_method_names_the_margin_and_how_many_worker_counts_a_law_takes():
    method = read("docs/method.md")
    assert f"The *margin* is {MARGIN:.0%}".replace("%", " %") in method
    assert f"From {({5: 'five'})[FEWEST_COUNTS]} numbers of workers on" in method


@pytest.mark.parametrize(
    ("file", "columns"),
    [
        pytest.param("results.csv", RESULT_COLUMNS, id="results"),
        pytest.param("figures.csv", FIGURE_COLUMNS, id="figures"),
    ],
)
def test_every_column_of_a_table_is_described_in_its_order(file, columns):
    table = rows(section(read("docs/run-folder.md"), f"## {file}"))[1:]
    assert tuple(name for row in table for name in re.findall(r"`(\w+)`", row[0])) == columns


def test_every_sign_of_the_heat_map_is_explained():
    assert {look.glyph for look in states.LOOKS.values()} <= {row[0] for row in rows(read("reports/README.md"))}


def test_every_section_of_the_page_is_explained_in_its_order():
    explained = re.findall(r"^\*\*(.+)\.\*\*", read("reports/README.md"), re.MULTILINE)
    titles = [each.title for each in build(runs.full()).sections]
    assert [title for title in explained if title in titles] == titles


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_tox_environment_that_a_page_names_exists(page):
    tox = configparser.ConfigParser()
    tox.read(ROOT / "tox.ini")
    known = {name.removeprefix("testenv:") for name in tox.sections()} | {"py311", "py312", "py313", "py314"}
    named = {name for match in re.findall(r"tox -e ([\w,]+)", read(page)) for name in match.split(",")}
    assert named
    assert named <= known


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:src|tests|benchmarks|docs)/[\w./]+)`", read("CONTRIBUTING.md"))))
)
def test_every_file_that_the_contributing_guide_names_exists(path):
    assert "NAME" in path or (ROOT / path).exists()
