import email
from pathlib import Path

import pytest
from tests.packaging import check

FIELDS = "".join(f"{name}: told\n" for name in check.NEEDED)


@pytest.mark.parametrize(
    ("checkout", "source", "wrong"),
    [
        pytest.param({"a", "b"}, {"a", "b"}, [], id="the same"),
        pytest.param({"a", "b"}, {"a"}, ["the source distribution lacks b"], id="one is not packed"),
        pytest.param(
            {"a"},
            {"a", "b"},
            ["the source distribution has b, which git does not know: add or remove it"],
            id="one too many",
        ),
    ],
)
def test_a_source_distribution_has_what_the_checkout_has(checkout, source, wrong):
    assert list(check.differences(checkout, source)) == wrong


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        pytest.param(f"{FIELDS}\nText (docs/a.md), [site](https://example.org).", [], id="complete"),
        pytest.param(f"{FIELDS}\n", ["the metadata lack a description"], id="no description"),
        pytest.param(
            f"{FIELDS.replace('Summary: told', 'Keywords: told')}\nText.", ["the metadata lack Summary"], id="a field"
        ),
        pytest.param(
            f"{FIELDS}\n[How](docs/a.md#how) ![page](docs/page.png)",
            [
                "the description leads to docs/a.md#how, which an index does not have",
                "the description leads to docs/page.png, which an index does not have",
            ],
            id="links into a checkout",
        ),
    ],
)
def test_what_an_index_could_not_show_is_named(told, wrong):
    assert list(check.shortcomings(email.message_from_string(told))) == wrong


@pytest.mark.parametrize(
    ("printed", "wrong"),
    [
        pytest.param("/somewhere/environment/lib/gilbench/__init__.py\n", 0, id="from the environment"),
        pytest.param("/somewhere/checkout/src/gilbench/__init__.py\n", 1, id="from a checkout"),
    ],
)
def test_gilbench_must_come_from_the_environment_that_it_was_installed_into(printed, wrong):
    assert len(check.foreign(printed, Path("/somewhere/environment"))) == wrong


def test_anything_wrong_ends_the_check_with_all_of_it():
    check.require()
    with pytest.raises(SystemExit) as ended:
        check.require("one", "two")
    assert ended.value.code == "one\ntwo"
