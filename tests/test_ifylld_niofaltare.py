"""En ifylld niofältare är en sida per insats och år, och utan någon står det vad som behövs."""

from macros.model.sjalvvardering import ifyllda_niofältare
from macros.views import sjalvvardering as vy
from tests.rader import context_of, example_register, register_of
from tests.vyer import ROOT_URL, tree, words


def test_a_self_evaluation_is_filled_in_by_its_headings() -> None:
    uppföljning = example_register().uppföljning
    [en] = ifyllda_niofältare(uppföljning)
    assert (en.insats.id, en.år, en.adress) == ("mot-arbete", 2019, "insatser/mot-arbete/niofaltaren-2019/")
    fält = {one.id: [text for _, text in en.texter(one)] for one in uppföljning.niofältaren}
    assert fält["deltagarna-resultat"] == ["Fler än väntat gick till studier."]
    assert fält["organisationen-resultat"] == []
    assert en.ifyllda(uppföljning.niofältaren) == 2


def test_the_page_has_nine_fields_and_says_which_are_empty() -> None:
    context = context_of(example_register())
    [(address, make)] = vy.sidor(context)
    page = make()
    text = words(tree(page.html))
    assert (address, page.title) == (
        "insatser/mot-arbete/niofaltaren-2019/",
        "Niofältaren, lämnad 2019: Aktiviteter mot arbete i Ånäs",
    )
    assert "2 av 9 fält är ifyllda." in text
    assert "Deltagarna: resultat Fler än väntat gick till studier." in text
    assert text.count("Inte ifyllt") == 7
    assert tree(page.html).xpath("//td/@id")[0] == "deltagarna-forutsattningar"


def test_the_list_links_to_each_and_is_told_what_is_needed_when_empty() -> None:
    full, empty = (
        tree(vy.ifyllda(context_of(example_register()), ROOT_URL)),
        tree(vy.ifyllda(context_of(register_of()), ROOT_URL)),
    )
    assert full.xpath("//a[not(ancestor::*[@data-underlag])]/@href") == ["../insatser/mot-arbete/niofaltaren-2019/"]
    assert "februari 2019" in words(full) and "2 av 9" in words(full)
    assert "Ingen insats har lämnat en självvärdering som står här än." in words(empty)
    assert len(empty.xpath("//ol/li")) == 3
