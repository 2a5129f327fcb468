"""Menyn: vilken del en sida hör till, också sidorna som byggs av data och inte står i menyn."""

import re
from types import SimpleNamespace

import lxml.html
import pytest
import yaml

from macros.adapter import nav
from macros.settings import ROOT
from tests import pages
from tests.conftest import Site


def page(src: str, title: str = "") -> SimpleNamespace:
    """En sida med den adress som MkDocs ger källfilen."""
    parts = [part for part in src.removesuffix(".md").split("/") if part != "index"]
    return SimpleNamespace(url="".join(f"{part}/" for part in parts), title=title, is_section=False)


class _Loader(yaml.SafeLoader):
    """mkdocs.yml har egna märken (!ENV), som menyn inte rör."""


_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)


def entry(title: str, inner: str | list[dict]) -> SimpleNamespace:
    """En rad i menyn så som MkDocs bygger den: en sida, eller en grupp med rader under."""
    if isinstance(inner, str):
        return page(inner, title)
    return SimpleNamespace(title=title, children=[entry(*one) for row in inner for one in row.items()], is_section=True)


def navigation(entries: list[dict]) -> SimpleNamespace:
    """Menyn så som MkDocs bygger den ur mkdocs.yml."""
    return SimpleNamespace(items=entry("", entries).children)


@pytest.fixture(scope="module")
def real() -> SimpleNamespace:
    return navigation(yaml.load((ROOT / "mkdocs.yml").read_text("utf8"), _Loader)["nav"])


# En sida som byggs av data, och vägen hit.
GENERATED = [
    ("uppfoljning/enkater/enkat-deltagare.md", ["Följa upp", "Förändringsteori", "Enkäter"]),
    ("insatser/ama.md", ["Alla insatser"]),
    ("insatser/ama/min-insats.md", ["Alla insatser"]),
    ("genomfor/steg/starta.md", ["Söka och driva", "Under insatsen"]),
    ("ansok/steg/ide.md", ["Börja här", "Från idé till avslut"]),
    ("avsluta/steg/slut.md", ["Söka och driva", "Inför slutet"]),
    ("metoder/enkat.md", ["Följa upp", "Alla metoder"]),
    ("roller/projektledare.md", ["Söka och driva", "Roller"]),
    ("resultat/slutrapporter/uppsala-utvardering-2014.md", ["Resultat", "Slutrapporter"]),
    ("resultat/metodhandbocker/bok.md", ["Resultat", "Rapporter", "Metodhandböcker"]),
]
OUTSIDE = ["sok.md", "ansokan.md", "insatser-i-urval.md", "begrepp-om-annat.md"]


def titles(path: list[SimpleNamespace]) -> list[str]:
    return [one.title for one in path]


def all_pages(menu: SimpleNamespace) -> list[SimpleNamespace]:
    return [child for _, pages in nav.entries(menu) for child in pages]


@pytest.mark.parametrize("src", OUTSIDE)
def test_a_page_outside_the_menu_may_belong_nowhere(real: SimpleNamespace, src: str) -> None:
    assert nav.home_of(real, page(src)) == ([], False)
    assert nav.section_menu(real, page(src)) == nav.crumbs(real, page(src)) == []


@pytest.mark.parametrize(("src", "part"), [(src, nav_path) for src, nav_path in GENERATED])
def test_a_page_outside_the_menu_belongs_where_its_address_lies(real: SimpleNamespace, src: str, part: list[str]) -> None:
    path, is_same = nav.home_of(real, page(src))
    assert (path[-1].title, is_same) == (part[-1], False)
    assert [link.current for link in nav.menu(real, page(src)) if link.current] == ["true"]


def test_a_page_in_the_menu_belongs_where_it_stands(real: SimpleNamespace) -> None:
    for part, children in nav.entries(real):
        for child in children:
            path, is_same = nav.home_of(real, child)
            assert (path[0] is part, path[-1] is child, is_same) == (True, True, True)
    assert nav.home_of(real, page("index.md"))[0] == nav.home_of(real, None)[0] == []


def test_the_place_in_the_menu_weighs_more_than_the_address() -> None:
    entries = [{"Ett": [{"Ingång": "ett/index.md"}]}, {"Två": [{"Ingång": "tva.md"}, {"Flyttad": "ett/flyttad.md"}]}]
    menu = navigation(entries)
    moved = menu.items[1].children[1]
    here = [titles(nav.home_of(menu, one)[0]) for one in (moved, page("ett/flyttad/under.md"), page("ett/annan.md"))]
    assert here == [["Två", "Flyttad"], ["Två", "Flyttad"], ["Ett", "Ingång"]]


def test_the_menus_mark_the_page_itself_and_what_it_lies_under(real: SimpleNamespace) -> None:
    for child in all_pages(real):
        links = [link for group, inner in nav.section_menu(real, child) for link in (group, *inner)]
        marked = {link.url: link.current for link in links if link.current}
        assert not links or marked[child.url] == "page"
        assert set(marked.values()) <= {"page", "true"} and len([one for one in marked.values() if one == "page"]) <= 1


def test_only_the_group_that_the_page_belongs_to_is_open(real: SimpleNamespace) -> None:
    child = next(one for one in all_pages(real) if one.url == "resultat/slutrapporter/")
    menu = nav.section_menu(real, child)
    assert [group.title for group, inner in menu if inner] == ["Rapporter"]
    assert [link.title for _, inner in menu for link in inner] == ["Slutrapporter", "Metodhandböcker", "Rapportläget"]


def test_a_page_alone_has_no_section_menu(real: SimpleNamespace) -> None:
    begrepp = next(one for one in all_pages(real) if one.url == "begrepp/")
    assert nav.section_menu(real, begrepp) == nav.section_menu(real, None) == nav.crumbs(real, begrepp) == []


def test_a_group_with_one_page_has_the_name_of_the_page() -> None:
    menu = navigation([{"Del": [{"Ett": "ett.md"}, {"Grupp": [{"Två": "tva.md"}]}]}])
    assert [group for group, _ in nav.section_menu(menu, menu.items[0].children[0])] == [
        nav.Link("Ett", "ett/", "page"),
        nav.Link("Två", "tva/"),
    ]


@pytest.mark.parametrize(("src", "way"), GENERATED)
def test_the_way_here(real: SimpleNamespace, src: str, way: list[str]) -> None:
    """Högst tre namn, inget två gånger, och aldrig två namn på samma sida."""
    links = nav.crumbs(real, page(src))
    assert links[-1].title == way[-1] and len({link.url for link in links}) == len(links) <= 3


def test_every_page_below_the_second_level_has_the_way_here(real: SimpleNamespace) -> None:
    for child in all_pages(real):
        path, _ = nav.home_of(real, child)
        links = nav.crumbs(real, child)
        assert child.url not in {link.url for link in links}
        if len(path) > 2 and nav.pages_in(path[0])[0] is not child:
            assert links


@pytest.mark.parametrize(
    ("entries", "empty", "kept"),
    [
        ([{"A": "a.md"}, {"B": [{"C": "c.md"}, {"D": "d.md"}]}], {"c.md"}, [{"A": "a.md"}, {"B": [{"D": "d.md"}]}]),
        ([{"A": "a.md"}, {"B": [{"C": "c.md"}]}], {"c.md"}, [{"A": "a.md"}]),
        ([{"A": "a.md"}], {"a.md"}, []),
        (["a.md", {"B": ["b.md"]}], set(), ["a.md", {"B": ["b.md"]}]),
    ],
)
def test_empty_pages_and_headings_leave_the_menu(entries, empty, kept):
    assert nav.without(entries, empty) == kept


@pytest.mark.parametrize(
    ("written", "became"),
    [
        ("[AMA](../insatser/ama.md)", '<a href="../../insatser/ama/">AMA</a>'),
        ("[AMA](../insatser/ama.md#mal)", '<a href="../../insatser/ama/#mal">AMA</a>'),
        ("[Alla](../insatser/index.md)", "[Alla](../insatser/index.md)"),
        ("[Borta](borta.md) och [rad](../begrepp.md#borta)", "Borta och rad"),
    ],
)
def test_links_in_docs_lead_to_pages_made_from_data(written, became):
    missing = {("ansok/borta.md", ""), ("begrepp.md", "borta")}
    assert (
        nav.linked(written, "ansok/steg.md", "../../", {"insatser/ama/"}, lambda page, anchor: (page, anchor) in missing)
        == became
    )


def test_every_built_page_has_its_place_marked(example_site: Site) -> None:
    """Alla sidor utom startsidan, sökningens två och den som inte finns."""
    faults = []
    for address in example_site.addresses():
        if address in ("", "sok/", "sok/a-o/", "404.html") or pages.is_redirect(example_site, address):
            continue
        tree = lxml.html.fromstring(pages.html(example_site, address))
        if len(tree.xpath("//nav[@class='main-nav']//a[@aria-current]")) != 1:
            faults.append(f"{address}: ingen plats i huvudmenyn")
        if not tree.xpath("//nav[@class='main-nav' or @class='section-nav']//a[@aria-current='page']") and not tree.xpath(
            "//nav[contains(@class, 'crumbs')]//a"
        ):
            faults.append(f"{address}: varken i menyn eller med en väg hit")
    assert faults == []


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        (
            "a/policy.md",
            [{"Start": "index.md"}, {"Del": [{"Sida": "a/index.md"}, {"Vår policy": "a/policy.md"}]}, {"Ord": "b.md"}],
        ),
        ("c/ny.md", [{"Start": "index.md"}, {"Del": [{"Sida": "a/index.md"}]}, {"Ord": "b.md"}, {"Vår policy": "c/ny.md"}]),
        ("ny.md", [{"Start": "index.md"}, {"Del": [{"Sida": "a/index.md"}]}, {"Ord": "b.md"}, {"Vår policy": "ny.md"}]),
    ],
)
def test_an_own_page_comes_last_in_the_part_of_its_folder(path: str, wanted: list) -> None:
    entries = [{"Start": "index.md"}, {"Del": [{"Sida": "a/index.md"}]}, {"Ord": "b.md"}]
    assert nav.with_own(entries, {path: "Vår policy"}) == wanted


def test_a_part_that_is_one_page_becomes_a_part_of_two() -> None:
    assert nav.with_own([{"Insatser": "insatser/index.md"}], {"insatser/egen.md": "Egen"}) == [
        {"Insatser": [{"Insatser": "insatser/index.md"}, {"Egen": "insatser/egen.md"}]}
    ]


# ---- Trettio saker att hitta ------------------------------------------------------------------------------

TASKS = yaml.safe_load((ROOT / "tests" / "hitta.yaml").read_text("utf8"))
MOST_WRONG = 2
STEM = 5  # bokstäver: så mycket av ett ord skiljer det från andra, och så lite att böjningen inte spelar roll

EVERYWHERE = {"insat"}  # hela webbplatsen handlar om insatser, så ordet leder ingen


def stems(text: str) -> set[str]:
    return {word.casefold()[:STEM] for word in re.findall(r"\w{4,}", text)} - EVERYWHERE


def misleading(task: dict, siblings: list[SimpleNamespace], right: SimpleNamespace) -> list[str]:
    """Namnen bredvid det rätta som har fler av frågans ord än det rätta har."""
    asked = stems(task["fråga"])
    return [one.title for one in siblings if len(asked & stems(one.title)) > len(asked & stems(right.title))]


def test_there_are_thirty_tasks() -> None:
    assert len(TASKS) == len({task["sida"] for task in TASKS}) == 30


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task["fråga"])
def test_the_page_is_found_by_the_names(real: SimpleNamespace, task: dict) -> None:
    wanted = page(task["sida"]).url
    path, _ = nav.home_of(real, next(one for one in all_pages(real) if one.url == wanted))
    assert titles(path) == task["väg"] and len(path) <= 3


def test_names_lead_astray_at_most_twice(real: SimpleNamespace) -> None:
    wrong = []
    for task in TASKS:
        siblings = [item for item, _ in nav.entries(real)]
        for right in nav.home_of(real, page(task["sida"]))[0]:
            wrong += [f"{task['fråga']} {one} i stället för {right.title}" for one in misleading(task, siblings, right)]
            siblings = right.children if right.is_section else []
    assert len(wrong) <= MOST_WRONG, wrong


def test_the_menu_is_short(real: SimpleNamespace) -> None:
    """Högst sex rader överst. Ett namn står bara på ett ställe, så att det inte går att ta fel på dem."""
    assert len(list(nav.entries(real))) <= 6
    names = [one.title for one in all_pages(real)]
    assert sorted(set(names)) == sorted(names)
