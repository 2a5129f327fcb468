"""Menyn: vilken del en sida hör till, också sidorna som byggs av data och inte står i menyn."""

from types import SimpleNamespace

import lxml.html
import pytest
import yaml

from macros.adapter import nav
from macros.settings import ROOT
from tests.conftest import Site


def page(src: str, title: str = "") -> SimpleNamespace:
    """En sida med den adress som MkDocs ger källfilen."""
    parts = [part for part in src.removesuffix(".md").split("/") if part != "index"]
    return SimpleNamespace(url="".join(f"{part}/" for part in parts), title=title, is_section=False)


class _Loader(yaml.SafeLoader):
    """mkdocs.yml har egna märken (!ENV), som menyn inte rör."""


_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)


def navigation(entries: list[dict]) -> SimpleNamespace:
    """Menyn så som MkDocs bygger den ur mkdocs.yml."""
    pairs = [(title, inner) for entry in entries for title, inner in entry.items()]
    return SimpleNamespace(
        items=[
            SimpleNamespace(
                title=title, children=[page(src, name) for one in inner for name, src in one.items()], is_section=True
            )
            if isinstance(inner, list)
            else page(inner, title)
            for title, inner in pairs
        ]
    )


@pytest.fixture(scope="module")
def real() -> SimpleNamespace:
    return navigation(yaml.load((ROOT / "mkdocs.yml").read_text("utf8"), _Loader)["nav"])


GENERATED = [
    ("uppfoljning/enkater/enkat-deltagare.md", "Verktyg"),
    ("insatser/ama.md", "Insatser"),
    ("genomfor/steg/starta.md", "Genomför"),
    ("ansok/steg/ide.md", "Ansök"),
    ("avsluta/steg/slut.md", "Avsluta"),
    ("metoder/enkat.md", "Uppföljning"),
    ("roller/projektledare.md", "Genomför"),
    ("resultat/slutrapporter/uppsala-utvardering-2014.md", "Resultat"),
    ("resultat/metodhandbocker/bok.md", "Resultat"),
]


@pytest.mark.parametrize(
    ("src", "part"), [*GENERATED, ("sok.md", ""), ("ansokan.md", ""), ("insatser-i-urval.md", ""), ("begrepp-om-annat.md", "")]
)
def test_a_page_outside_the_menu_belongs_where_its_address_lies(real, src, part):
    assert nav.part_of(real, page(src)) == part


def test_a_page_in_the_menu_belongs_where_it_stands(real):
    parts = dict(nav.entries(real))
    assert {title: {nav.part_of(real, child) for child in children} for title, children in parts.items()} == {
        title: {title} for title in parts
    }
    assert [nav.part_of(real, here) for here in (page("index.md"), None)] == ["", ""]


def test_the_place_in_the_menu_weighs_more_than_the_address():
    entries = [{"Ett": [{"Ingång": "ett/index.md"}]}, {"Två": [{"Ingång": "tva.md"}, {"Flyttad": "ett/flyttad.md"}]}]
    menu = navigation(entries)
    moved = menu.items[1].children[1]
    assert (nav.part_of(menu, moved), nav.part_of(menu, page("ett/flyttad/under.md"))) == ("Två", "Två")
    assert nav.part_of(menu, page("ett/annan.md")) == "Ett"


@pytest.mark.parametrize(("src", "part"), GENERATED)
def test_menus_on_a_page_outside_the_menu(real, src, part):
    here = page(src)
    assert [title for title, _, current in nav.menu(real, here) if current] == [part]
    section = nav.section_menu(real, here)
    assert [(title, url) for title, url, _ in section] == [
        (child.title, child.url) for child in dict(nav.entries(real))[part]
    ] and not any(current for *_, current in section)


def test_the_section_menu_marks_only_the_page_itself(real):
    for _title, children in nav.entries(real):
        for child in children:
            section = nav.section_menu(real, child)
            assert [url for _, url, current in section if current] == ([child.url] if len(children) > 1 else [])


def test_a_page_alone_has_no_section_menu(real):
    [begrepp] = dict(nav.entries(real))["Begrepp"]
    assert nav.section_menu(real, begrepp) == [] and nav.section_menu(real, None) == []


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


def test_generated_pages_are_marked_in_the_built_menus(example_site: Site):
    for src, part in GENERATED:
        for made in sorted((example_site.folder / src).parent.glob("*/index.html"))[:2]:
            if "http-equiv" not in made.read_text("utf8"):
                current = lxml.html.parse(str(made)).xpath("//nav[@class='main-nav']//a[@aria-current]/text()")
                assert current == [part], made


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
