"""Vyerna: text ur data blir text, och det som är gemensamt för alla."""

from collections.abc import Callable
from functools import cache
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from markupsafe import Markup

from macros.adapter import site as sites
from macros.adapter.env import register_macros
from macros.check import Examined
from macros.model.register import build
from macros.settings import ROOT
from macros.views import html
from macros.views.html import TEMPLATES
from macros.views.insats import insats_page
from macros.views.text import href, paragraphs, sentence
from tests import rader
from tests.rader import TEXTS, context_of
from tests.vyer import tree, words


class Env:
    """Det som adaptern behöver av mkdocs-macros."""

    page = SimpleNamespace(url="prov/")

    def __init__(self) -> None:
        self.macros: dict[str, Callable[..., str]] = {}

    def macro(self, function: Callable[..., str], name: str) -> None:
        self.macros[name] = function


ARGUMENTS = {
    "blankett": ["strukturell"],
    "dokument": ["slutrapport", "Mall för slutrapport"],
    "som_dokument": ["ansokningsguide", "Hela guiden"],
    "regler": ["budget"],
    "tabell": ["insatser"],
}


def everything(tables: dict[str, list]) -> dict[str, Markup]:
    """Varje makro och varje sida som adaptern gör av tabellerna, med namn."""
    site, env = sites.make(Examined([], rader.data_of(tables))), Env()
    register_macros(env, site)
    views = {name: site.fill(macro(*ARGUMENTS.get(name, []))) for name, macro in env.macros.items()}
    return views | {name: make().html for name, make in site.pages.items()}


# ---- Text är text -----------------------------------------------------------------------------------------

NASTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</table></div><b>",
    "<!-- ",
    "--> x",
    "&lt;b&gt; &amp; &",
    "a<b & c>d",
    "[länk](javascript:alert(1))",
    "**fet** _kursiv_ `kod`",
    "# rubrik",
    "{{ 7 * 7 }} {% raw %}",
    "{# bort #}",
    '<div data-vy="0"></div>',
    "</pre></code>",
    "]]>",
    "😀 å ä ö",
    "A | B",
    "http://exempel.se",
]


def shape(fragment: Markup) -> list[tuple[object, list[str]]]:
    """Elementen och deras attribut, utan text och värden. Hur många rader en text blir i en figur beror på dess längd."""
    return [(element.tag, sorted(element.attrib)) for element in tree(fragment).iter() if element.tag != "text"]


@cache
def plain_files() -> dict[str, bytes]:
    data = rader.data_of(rader.full_tables("Text"))
    return sites.made_files(build(data.dictionary, data.tables), data)


def shapes(text: str) -> dict[str, list]:
    """Elementen i varje vy när texten står i alla fält. Filerna att ladda ner har samma namn vad som än står, så de görs en gång."""
    files = plain_files()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sites, "made_files", lambda *_: files)
        return {name: shape(view) for name, view in everything(rader.full_tables(text)).items()}


@cache
def plain_shapes() -> dict[str, list]:
    return shapes("Text")


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_is_only_text(text):
    assert shapes(text) == plain_shapes()
    tables = rader.full_tables(text)
    context = context_of(build(rader.words(), tables))
    assert " ".join(text.split()) in words(tree(insats_page(context, context.register.insatser[0]).html))


def has_no_meaning(text: str) -> bool:
    """Ett läge i filtret, eller ett fälts namn bland de osäkra, betyder något för sidan."""
    return text != "ska upphandlas" and text not in rader.words().tables["insatser"].by_name


@settings(deadline=None, max_examples=15)
@given(TEXTS.map(lambda text: " ".join(text.split())).filter(has_no_meaning))
def test_the_elements_never_depend_on_the_text(text):
    assert shapes(text) == plain_shapes()


@pytest.mark.parametrize("text", NASTY)
def test_text_in_the_pages_own_title_and_description_is_kept_as_it_stands(text):
    """Mallarna i overrides/ skyddar dem. Här får de inte skyddas en gång till."""
    tables = rader.full_tables(text)
    page = insats_page(context_of(build(rader.words(), tables)), build(rader.words(), tables).insatser[0])
    assert (page.title, type(page.title), type(page.description)) == (text, str, str)


def test_every_data_table_has_a_caption_and_scoped_headings():
    for name, view in everything(rader.example().tables).items():
        for table in tree(view).iter("table"):
            assert table.find("caption") is not None, name
            assert all(heading.get("scope") for heading in table.iter("th")), name


@pytest.mark.parametrize(("url", "root"), [("", "./"), ("sok/", "../"), ("insatser/ama/", "../../")])
def test_root_of(url, root):
    assert html.root_of(url) == root


@pytest.mark.parametrize(
    ("link", "address"),
    [("/om/", "../om/"), ("https://exempel.se/a", "https://exempel.se/a"), ("mailto:a@exempel.se", "mailto:a@exempel.se")],
)
def test_href(link, address):
    assert href(link, "../") == address


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("En. Två.", "En."),
        ("Utan punkt", "Utan punkt"),
        ("3.4.4 är ett namn. Ja.", "3.4.4 är ett namn."),
        ("ord " * 50, " ".join(["ord"] * 38) + " …"),
        ("x" * 200, "x" * 155 + " …"),
    ],
)
def test_sentence(text, expected):
    assert sentence(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("", ""), ("a\nb", "<p>a b</p>"), ("a\n \n\nb", "<p>a</p><p>b</p>"), ("<b>", "<p>&lt;b&gt;</p>")]
)
def test_paragraphs(text, expected):
    assert paragraphs(text) == expected


def test_a_table_can_be_shown_as_cards_on_a_narrow_screen():
    table = tree(
        html.stackable("""<table><caption>C</caption>
        <thead><tr><th scope="col">Å &amp; b</th><th scope="col">D</th></tr></thead>
        <tbody><tr><th scope="row">x</th><td>1 &lt; 2</td></tr></tbody></table>""")
    )
    [cell] = table.iter("td")
    assert (cell.get("data-label"), cell.get("role"), cell.text) == ("D", "cell", "1 < 2")
    assert [heading.get("role") for heading in table.iter("th")] == ["columnheader", "columnheader", "rowheader"]


def test_no_line_in_a_template_is_over_160_characters() -> None:
    paths = [*TEMPLATES.glob("*.html"), *(ROOT / "overrides").glob("*.html")]
    lines = [(path.name, number, line) for path in paths for number, line in enumerate(path.read_text("utf8").splitlines(), 1)]
    assert [f"{name}:{number}" for name, number, line in lines if len(line) > 160] == []
