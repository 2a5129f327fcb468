"""En rapport med många slutsatser och nyckeltal: hopfälld grupp för grupp, med ankarna kvar."""

import pytest
from playwright.sync_api import Page

from macros.views.innehall import entries
from macros.views.rapporter import MOST_OPEN, rapport_page
from tests import rader
from tests.rader import Rad, context_of
from tests.utfallsrader import register
from tests.vyer import tree


def report(many: int) -> str:
    """Sidans innehåll, med så många slutsatser om individen och lika många nyckeltal."""
    källa = [{"dokument": "exempelplan"}]
    slutsatser = [{"nivå": "individ", "slutsats": f"Slutsats {n}.", "avsnitt": str(n)} for n in range(many)]
    texter = dict.fromkeys(("idé", "målgrupp", "hinder"), "Ord om det. " * 60)
    rapport = (
        Rad(id="r", titel="Rapport", förbund="alfa", sort="slutrapport", insatser=["ett"], slutsatser=slutsatser, källa=källa)
        | texter
    )
    tal = [
        Rad(id=f"tal-{n}", rapport="r", vad=f"Tal {n}", grupp="underlag", antal=str(10 + n), källa=källa) for n in range(many)
    ]
    built = register(insatser=[rader.insats()], slutrapporter=[Rad(rapport)], nyckeltal=tal)
    return str(rapport_page(context_of(built), built.uppföljning.bibliotek.rapporter[0]).html)


def test_many_rows_are_folded_and_few_are_not() -> None:
    few, many = (tree(report(count)) for count in (MOST_OPEN, MOST_OPEN + 1))
    assert few.xpath("//details[not(contains(@class, 'contents'))]") == []
    assert [one.get("id") for one in many.xpath("//details/summary/h3")] == ["slutsatser-individ", "nyckeltal-underlag"]
    assert len(many.xpath("//details//li")) == len(many.xpath("//details//tbody/tr")) == MOST_OPEN + 1


@pytest.mark.parametrize("count", [2, MOST_OPEN + 1])
def test_every_anchor_is_the_same_folded_or_not(count: int) -> None:
    ids = set(tree(report(count)).xpath("//@id"))
    assert {"slutsatser", "slutsatser-individ", "nyckeltal", *(f"tal-{n}" for n in range(count))} <= ids


def test_the_groups_are_in_the_contents() -> None:
    listed = {under.anchor for entry in entries(report(MOST_OPEN + 1)) for under in entry.under}
    assert {"slutsatser-individ", "nyckeltal-underlag"} <= listed


def test_a_link_to_a_folded_row_opens_its_group(page: Page) -> None:
    page.set_content(f'<a href="#tal-3">Hit</a>{report(MOST_OPEN + 1)}')
    row = page.locator("#tal-3")
    assert not row.is_visible()
    page.get_by_text("Hit", exact=True).click()
    row.wait_for(state="visible")
