"""What every page must be, whatever stands in it."""

import itertools
import re
from collections import Counter
from functools import cache

from tests.report import page

read = cache(page.read)  # each check reads the same texts


def no_id_is_given_twice(text: str) -> None:
    ids = Counter(each.attributes["id"] for each in read(text).all() if "id" in each.attributes)
    assert [identifier for identifier, count in ids.items() if count > 1] == []


def everything_that_is_referred_to_is_there(text: str) -> None:
    elements = read(text).all()
    ids = {element.attributes.get("id") for element in elements}
    wanted = {element.attributes["href"].removeprefix("#") for element in elements if "href" in element.attributes}
    for element in elements:
        wanted |= set(element.attributes.get("aria-labelledby", "").split())
        wanted |= set(re.findall(r"url\(#([^)]+)\)", " ".join(element.attributes.values())))
    assert wanted <= ids


def nothing_is_fetched(text: str) -> None:
    for element in read(text).all():
        assert "src" not in element.attributes
        assert element.attributes.get("href", "#").startswith("#")
        assert element.tag not in {"link", "img", "iframe", "object", "embed"}
    assert not re.search(r"url\(\s*['\"]?(?!#)|@import", text)


def headings_descend_one_level_at_a_time(text: str) -> None:
    levels = [int(element.tag[1]) for element in read(text).all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def scrolling_regions_can_be_focused_and_have_names_of_their_own(text: str) -> None:
    regions = [each for each in read(text).all("div") if "scroll" in each.attributes.get("class", "").split()]
    assert all(region.attributes["tabindex"] == "0" for region in regions)
    names = Counter(read(text).one(region.attributes["aria-labelledby"]).text for region in regions)
    assert set(names.values()) <= {1}


CHECKS = (
    no_id_is_given_twice,
    everything_that_is_referred_to_is_there,
    nothing_is_fetched,
    headings_descend_one_level_at_a_time,
    scrolling_regions_can_be_focused_and_have_names_of_their_own,
)
