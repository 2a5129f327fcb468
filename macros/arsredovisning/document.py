"""Worddokumentet: årets sida, del för del (`macros/views/arsbok.py`), med raden i data vid varje rad."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import count

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph

from macros.downloads import document_name, årsredovisning_name
from macros.exports import word
from macros.exports.word_links import add_bookmark, add_link
from macros.model.arsredovisning import Årsbok, åren_med_sida, årsbok
from macros.model.kalla import Dataplats
from macros.model.register import Register
from macros.views.arsbok import innehåll
from macros.views.delad import FLEST
from macros.views.delar import Cell, Del, Lista, Rad, Rubrik, Stycke, Tabell

ALL = 100_000  # fler rader har ingen tabell
WIDTH, PLACE = 16.0, 3.9  # centimeter: hela tabellen, och kolumnen med raden i data
WIDEST, PADDING = 34, 5  # tecken: så långa texter räknas högst, och luften i rutan


def dokument(bok: Årsbok, register: Register, today: date, edit_url: str = "", flest: int = ALL) -> bytes:
    """Dokumentet som fil.

    Args:
        edit_url: adressen som en fils väg läggs efter. Är den känd leder raden i data dit.
        flest: rader i en tabell.
    """
    titel, värd = f"Underlag till årsredovisningen {bok.år}", register.värd
    document = word.titled_document(titel, "Årets insatser, pengar, utfall och rapporter", värd.namn, today)
    delar = list(innehåll(bok, register.uppföljning.mått, register.insatser_i(värd), today))
    bokmärken = Bokmärken(dict(zip(_mål(delar), count(1))))
    for del_ in delar:
        _add(document, del_, edit_url, flest, bokmärken)
    return word.to_bytes(document)


@dataclass(frozen=True)
class Bokmärken:
    """Rubrikerna och tabellerna som något tal i dokumentet leder till, med bokmärkets nummer."""

    nummer: dict[str, int]

    def sätt(self, paragraph: Paragraph, id_: str) -> None:
        if id_ in self.nummer:
            add_bookmark(paragraph, id_, self.nummer[id_])


def _mål(delar: Iterable[Del]) -> list[str]:
    """Ankaren som rutorna leder till, i ordning."""
    rutor = (cell for del_ in delar if isinstance(del_, Tabell) for rad in del_.rader for cell in rad.celler)
    return list(dict.fromkeys(cell.länk.removeprefix("#") for cell in rutor if cell.länk.startswith("#")))


def årens_dokument(register: Register, today: date, edit_url: str) -> dict[str, bytes]:
    """Underlaget för varje år som har en sida, efter adress från webbplatsens rot, med lika många rader som sidan visar."""
    return {
        document_name(årsredovisning_name(år)): dokument(årsbok(register, år, today), register, today, edit_url, FLEST)
        for år in åren_med_sida(register, today)
    }


def _add(document: Document, del_: Del, edit_url: str, flest: int, bokmärken: Bokmärken) -> None:
    match del_:
        case Rubrik(text, id_, nivå):
            rubrik = document.add_heading(text, nivå - 1) if nivå < 4 else document.add_paragraph(text, "Fråga")
            bokmärken.sätt(rubrik, id_)
        case Stycke(text):
            word.add_paragraphs(document, text)
        case Lista(punkter):
            for rad in punkter:
                _add_point(document, rad, edit_url)
        case Tabell():
            tabell, fler = del_.de_första(flest)
            _add_table(document, tabell, edit_url, bokmärken)
            if fler:
                document.add_paragraph(fler)


def _add_point(document: Document, rad: Rad, edit_url: str) -> None:
    paragraph = document.add_paragraph(rad.celler[0].text, "List Bullet")
    if rad.plats:
        paragraph.add_run(" ")
        _add_place(paragraph, rad.plats, edit_url)


def _add_table(document: Document, tabell: Tabell, edit_url: str, bokmärken: Bokmärken) -> None:
    header = [*tabell.rubriker, *(["Rad i data"] if tabell.har_platser else [])]
    beskrivning = f"{tabell.namn}. Första kolumnen är radens rubrik."
    namnet = document.add_paragraph(tabell.namn, "Fråga")
    bokmärken.sätt(namnet, tabell.id)
    table = word.add_table(document, header, len(tabell.rader), _widths(tabell), tabell.namn, beskrivning)
    for paragraphs, rad in zip(word.body_rows(table), tabell.rader, strict=True):
        for number, (paragraph, cell) in enumerate(zip(paragraphs, rad.celler, strict=False)):
            _fill(paragraph, cell)
            if number >= tabell.tal:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if rad.plats:
            _add_place(paragraphs[-1], rad.plats, edit_url)
    document.add_paragraph()


def _widths(tabell: Tabell) -> list[float]:
    """Kolumnernas bredd efter den längsta texten i dem, så att få ord delas."""
    place = [PLACE] if tabell.har_platser else []
    rader = [tabell.rubriker, *([max(cell.text, cell.under, key=len) for cell in rad.celler] for rad in tabell.rader)]
    longest = [min(max(map(len, column)), WIDEST) + PADDING for column in zip(*rader, strict=True)]
    room = (WIDTH - sum(place)) / sum(longest)
    return [room * one for one in longest] + place


def _fill(paragraph: Paragraph, cell: Cell) -> None:
    """Rutans text. Ett tal som är en summa av rader i dokumentet leder till avsnittet eller tabellen med dem."""
    if cell.länk.startswith("#"):
        add_link(paragraph, cell.text, anchor=cell.länk.removeprefix("#"))
    else:
        paragraph.add_run(cell.text)
    if cell.under:
        paragraph.add_run(f"\n{cell.under}")


def _add_place(paragraph: Paragraph, plats: Dataplats, edit_url: str) -> None:
    """Filen och raden, som länk när adressen till filerna är känd."""
    text = f"{plats.fil}, rad {plats.rad}"
    if not edit_url:
        paragraph.add_run(text)
        return
    add_link(paragraph, text, f"{edit_url}{plats.fil}#L{plats.rad}")
