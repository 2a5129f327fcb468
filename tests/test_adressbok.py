"""Adresserna håller: det som har publicerats finns kvar, leder vidare eller säger att det är borttaget."""

import subprocess

import lxml.html
import pytest

from macros import check
from macros.adapter.site import outline
from macros.cli import main
from macros.publish import adressbok
from macros.publish.links import SiteLinks
from macros.read.adressbok import read_book
from tests.conftest import DAY, EXAMPLE, Site
from tests.forrad import commit
from tests.minimal import INS, TODAY, B, Folder

BOOK = "adresser.txt"
REMOVED = "flyttade.yaml"


@pytest.fixture
def folder(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """En mapp med boken skriven, på sin egen huvudgren."""
    monkeypatch.setenv("DATA", str(folder.path))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    docs = folder.path.parent / "docs"
    folder.with_few_common_pages()
    docs.mkdir()
    (docs / "policy.md").write_text(
        "---\ntitle: Vår policy\ndescription: Så gör vi.\n---\n\n## Så gör vi { #sa-gor-vi-har }\n\nText.\n", "utf8"
    )
    # Med en budget har året en sida, och den hade följt med insatsen bort.
    folder.edit(INS, "  budget:\n    - år: 2019\n      belopp: 1500000\n", "")
    assert main(["publicera"]) == 0
    return folder


def examined(folder: Folder) -> check.Examined:
    return check.examine(folder.path, TODAY)


def told(folder: Folder) -> list[str]:
    """Felen om adresserna, utan var de står."""
    found = adressbok.guarded(examined(folder)).findings
    return [str(one).partition(" fel: ")[2] for one in found if " fel: " in str(one)]


def removed(folder: Folder, address: str, to: str = "") -> None:
    rows = f"- id: bort\n  från: {address}\n{f'  till: {to}' if to else ''}\n  datum: 2026-11-20\n  skäl: Den blev aldrig av.\n"
    folder.write(REMOVED, rows.replace("\n\n", "\n"))


def without_rosa(folder: Folder) -> None:
    text = (folder.path / INS).read_text("utf8")
    folder.write(INS, text[text.index("- id: gul") :].replace("  föregångare:\n    - rosa\n", ""))


def test_publishing_enters_each_address_once(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder.path / BOOK).read_bytes()
    book = read_book(folder.path)
    assert {"/", "/insatser/rosa/", "/begrepp/#insats", "/policy/#sa-gor-vi-har"} <= book.keys() and told(folder) == []
    assert main(["publicera"]) == 0
    assert (folder.path / BOOK).read_bytes() == before
    assert "Alla adresser står redan i" in capsys.readouterr().out


def test_a_new_id_needs_its_redirect(folder: Folder) -> None:
    """Ett byte av id för hand stoppas, utan gammal webbplats och utan bygge, tills den gamla adressen leder vidare."""
    folder.edit(INS, "- id: rosa", "- id: skar")
    folder.edit(INS, "    - rosa", "    - skar")
    assert told(folder) == [
        "Adressen /insatser/rosa/ har publicerats, men sidan finns inte längre. Är det /insatser/skar/ nu? Har raden bytt id: skriv rosa "
        "under tidigare_adresser på den. Har den flyttat eller ska den bort: skriv en rad i flyttade.yaml med från: /insatser/rosa/, "
        "datum och skäl, och till om den har flyttat."
    ]
    folder.edit(INS, "- id: skar", "- id: skar\n  tidigare_adresser: [rosa]")
    assert told(folder) == []


def test_the_finding_names_the_line_in_the_book_and_stops_the_check(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    without_rosa(folder)
    assert main(["kontroll"]) == 1
    line = (folder.path / BOOK).read_text("utf8").split("\n").index("/insatser/rosa/") + 1
    assert f"{BOOK}:{line}:1 fel: Adressen /insatser/rosa/ har publicerats" in capsys.readouterr().out
    assert main(["publicera"]) != 0


def test_changing_the_id_with_the_command_is_enough(folder: Folder) -> None:
    assert main(["byt-id", "insatser", "rosa", "skar"]) == 0
    assert told(folder) == []


def test_a_deleted_row_needs_a_decision(folder: Folder) -> None:
    without_rosa(folder)
    assert len(told(folder)) == 1
    removed(folder, "/insatser/rosa/")
    assert told(folder) == []
    site = outline(examined(folder))
    page = site.removed["insatser/rosa/"]()
    assert (page.title, page.lead) == ("Sidan är borttagen", "Den togs bort den 20 november 2026.")
    assert "Den blev aldrig av." in page.html and page.noindex


def test_pages_under_a_deleted_or_finished_insats_lead_to_it(folder: Folder) -> None:
    """Min insats finns bara medan något är kvar att göra. Den är inget beslut för sig."""
    book = folder.path / BOOK
    book.write_text(book.read_text("utf8") + "/insatser/rosa/min-insats/\n", "utf8")
    assert told(folder) == []
    if "insatser/rosa/min-insats/" not in outline(examined(folder)).pages:
        assert outline(examined(folder)).redirects()["insatser/rosa/min-insats/"].to == "/insatser/rosa/"
    without_rosa(folder)
    assert len(told(folder)) == 1
    removed(folder, "/insatser/rosa/")
    assert told(folder) == []
    assert outline(examined(folder)).redirects()["insatser/rosa/min-insats/"].to == "/insatser/rosa/"


def test_pages_in_docs_have_addresses_too(folder: Folder) -> None:
    docs = folder.path.parent / "docs"
    (docs / "policy.md").rename(docs / "principer.md")
    assert told(folder) == [
        "Adressen /policy/ har publicerats, men sidan finns inte längre. Är det /principer/ nu? Har den flyttat eller ska den bort: skriv "
        "en rad i flyttade.yaml med från: /policy/, datum och skäl, och till om den har flyttat."
    ]
    removed(folder, "/policy/", "/principer/")
    assert told(folder) == []
    assert outline(examined(folder)).redirects()["policy/"].to == "/principer/"


def test_a_heading_keeps_its_anchor_when_its_words_change(folder: Folder) -> None:
    page = folder.path.parent / "docs" / "policy.md"
    text = page.read_text("utf8")
    page.write_text(text.replace("## Så gör vi {", "## Så här gör vi numera {"), "utf8")
    assert told(folder) == []
    page.write_text(text.replace("{ #sa-gor-vi-har }", "{ #annat }"), "utf8")
    assert told(folder) == [
        "Stället /policy/#sa-gor-vi-har har publicerats, men finns inte längre på sidan. Har rubriken bytt ord: skriv { #sa-gor-vi-har } sist "
        "på dess rad. Ska det bort: skriv en rad i flyttade.yaml med från: /policy/#sa-gor-vi-har, datum och skäl, och till om det finns "
        "på ett annat ställe."
    ]
    removed(folder, "/policy/#sa-gor-vi-har", "/policy/#annat")
    assert told(folder) == []


def test_a_row_with_an_anchor_is_a_place(folder: Folder) -> None:
    folder.edit(B, "- id: insats\n", "- id: insatsen\n")
    assert [one.partition(",")[0] for one in told(folder)] == ["Stället /begrepp/#insats har publicerats"]


def test_what_has_gone_is_not_there(folder: Folder) -> None:
    removed(folder, "/insatser/rosa/")
    assert told(folder) == ["från /insatser/rosa/ finns på webbplatsen (flytt bort). Ta bort raden."]


def test_a_new_address_is_to_be_entered_and_nothing_is_guarded_without_a_book(folder: Folder) -> None:
    folder.edit(INS, "- id: gul", "- id: gron\n  namn: Gröna huset\n  källa:\n    - dokument: plan\n- id: gul")
    said = [str(one) for one in adressbok.findings(examined(folder))]
    assert [one.partition(" varning: ")[2] for one in said] == [
        "Adressen /insatser/gron/ står inte i boken. Kör python -m macros publicera när ändringen ska publiceras, och spara filen i git."
    ]
    (folder.path / BOOK).unlink()
    without_rosa(folder)
    assert told(folder) == []


def test_a_line_cannot_be_taken_out_of_the_book(folder: Folder) -> None:
    root = folder.path.parent
    commit(root)
    subprocess.run(["git", "branch", "-M", "main"], cwd=root, check=True)
    subprocess.run(["git", "switch", "-q", "-c", "egen"], cwd=root, check=True)
    without_rosa(folder)
    book = folder.path / BOOK
    book.write_text(book.read_text("utf8").replace("/insatser/rosa/\n", ""), "utf8")
    assert told(folder) == [
        "/insatser/rosa/ är borttagen ur boken. Det som har publicerats står kvar: hämta tillbaka raden, och skriv beslutet i flyttade.yaml."
    ]


# ---- Den byggda webbplatsen ---------------------------------------------------------------------------------


def test_every_address_in_the_book_is_in_the_built_site(example_site: Site) -> None:
    """Adresserna räknas ut utan bygge. Här prövas att de är samma som bygget gör."""
    links = SiteLinks(example_site.folder)
    site = outline(check.examine(EXAMPLE, DAY))
    found = adressbok.addresses(site)
    assert len(found) > 300 and [one for one in sorted(found) if links.leads_nowhere(one)] == []
    aside = {f"/{url}" for url in (*site.redirects(), *site.removed)}
    assert {f"/{url}" for url in example_site.addresses()} == {one for one in found if "#" not in one} | aside


def test_a_removed_page_says_so_and_is_not_to_be_found(example_site: Site) -> None:
    page = lxml.html.fromstring((example_site.folder / "insatser/langsamma-rummet/index.html").read_bytes())
    assert page.findtext(".//h1") == "Sidan är borttagen"
    assert "Den togs bort den 10 november 2026." in page.find("body").text_content()
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"] and not page.xpath("//link[@rel='canonical']")
    assert "langsamma-rummet" not in (example_site.folder / "sitemap.xml").read_text("utf8")


def test_a_moved_page_leads_on_without_script(example_site: Site) -> None:
    text = (example_site.folder / "ansok/gammal-vagledning/index.html").read_text("utf8")
    assert '<meta http-equiv="refresh" content="0; url=../../ansok/steg/">' in text and "<script" not in text
    assert 'content="noindex"' in text and "Stegen står på en egen sida." in text


@pytest.mark.parametrize(
    ("url", "is_part"),
    [("insatser/sida/2/", True), ("sida/12/", True), ("insatser/sida-vid-sida/", False), ("insatser/2/", False)],
)
def test_the_later_pages_of_a_long_list_are_not_in_the_book(url: str, is_part: bool) -> None:
    """Hur många de är beror på dagen: en rapport som blir klar får inte göra nattens bygge rött."""
    assert bool(adressbok.PART.search(url)) is is_part
