"""Worddokumentet: årets insatser, pengar, utfall, rapporter och lärdomar, och det som saknas.

Ordningen följer det som ett förbund gör enligt 7 § lagen (2003:1210): finansierar insatser, beslutar om medlen, svarar för
uppföljning och utvärdering.
"""

from collections.abc import Sequence
from datetime import date

from docx.document import Document

from macros.exports import word
from macros.model.arsredovisning import Årsbok
from macros.model.insats import BEVILJAT, Insats
from macros.model.kostnad import UTFALL
from macros.model.rapport import Leverans
from macros.model.tid import in_words
from macros.model.utfall import KÖNEN, TOTALT, Måttlista
from macros.views.text import first_upper, number

TOM = "saknas"
VISAS_INTE = "visas inte"


def dokument(bok: Årsbok, mått: Måttlista, förbund: str, today: date) -> bytes:
    """Dokumentet som fil. `förbund` är förbundets namn."""
    titel = f"Underlag till årsredovisningen {bok.år}"
    document = word.titled_document(titel, "Årets insatser, pengar, utfall och rapporter", förbund, today)
    document.add_paragraph(
        "Varje tal kommer från en rad i förbundets uppgifter. Ett tal som saknas är inte noll. Ett tal som är skyddat på "
        "webbplatsen är skyddat här också."
    )
    if today <= date(bok.år, 12, 31):
        document.add_paragraph(f"Året är inte slut. Uppgifterna är de som fanns den {in_words(today)}.")
    for add in (_insatser, _pengar):
        add(document, bok)
    _utfall(document, bok, mått)
    for add in (_rapporter, _lärdomar, _saknas):
        add(document, bok)
    return word.to_bytes(document)


def _tabell(
    document: Document, header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], namn: str
) -> None:
    table = word.add_table(document, header, len(rows), widths, namn, f"{namn}. Första kolumnen är radens rubrik.")
    for cells, row in zip(word.body_rows(table), rows, strict=True):
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
    document.add_paragraph()


def _kronor(belopp: int | None) -> str:
    return TOM if belopp is None else number(belopp)


def _insatser(document: Document, bok: Årsbok) -> None:
    document.add_heading("Insatserna", 1)
    if not bok.insatser:
        document.add_paragraph(f"Ingen insats har en projekttid eller pengar som rör {bok.år}.")
        return
    document.add_paragraph(f"Insatser som pågick eller hade pengar under {bok.år}: {len(bok.insatser)}.")
    rows = [
        (i.namn, i.typ.namn if i.typ else TOM, i.projekttid.i_ord(), i.projektägare or TOM)
        for i in (one.insats for one in bok.insatser)
    ]
    _tabell(document, ("Insats", "Typ", "Projekttid", "Projektägare"), rows, (4.5, 3.5, 4.5, 3.5), "Årets insatser")


def _pengar(document: Document, bok: Årsbok) -> None:
    document.add_heading("Pengarna", 1)
    med = [one for one in bok.insatser if one.beviljat is not None or one.utfall is not None]
    if not med:
        document.add_paragraph(f"Inget belopp för {bok.år} är inlagt.")
        return
    document.add_paragraph(f"Beloppen är hela kronor. De finns för {len(med)} av {len(bok.insatser)} insatser.")
    header = ("Beviljat", "Utfall")
    rows = [(one.insats.namn, _kronor(one.beviljat), _kronor(one.utfall)) for one in med]
    _tabell(document, ("Insats", *header), rows, (8, 4, 4), "Pengar per insats")
    per = [
        (namn or "Finansiären är inte angiven", _kronor(lägen.get(BEVILJAT)), _kronor(lägen.get(UTFALL)))
        for namn, lägen in bok.finansiärer.items()
    ]
    per.append(("Summa av det som är inlagt", _kronor(bok.summan(BEVILJAT)), _kronor(bok.summan(UTFALL))))
    _tabell(document, ("Finansiär", *header), per, (8, 4, 4), "Pengar per finansiär")


def _utfall(document: Document, bok: Årsbok, mått: Måttlista) -> None:
    document.add_heading("Deltagarna och utfallen", 1)
    if bok.summa is None:
        document.add_paragraph(f"Inga utfall som får visas gäller hela {bok.år}.")
        return
    document.add_paragraph(
        "Talen är summor över insatserna. En summa tar bara med de tal som visas för insatsen själv. Sista kolumnen säger hur "
        "många insatser totalen bygger på. Kvinnor och män blir inte alltid totalen, för en insats kan visa bara den. Måluppfyllelsen "
        "bygger på de insatser som visar den."
    )
    _tabell(
        document, ("Mått", *map(first_upper, (TOTALT, *KÖNEN)), "Insatser"), _mått(bok, mått), (6, 2.5, 2.5, 2.5, 2.5), "Utfall"
    )
    for per, kostnad in (bok.kostnad.per if bok.kostnad else {}).items():
        document.add_paragraph(
            f"Kronor per {per}: {number(kostnad.per_person)} ({number(kostnad.kronor)} kronor delat på {number(kostnad.antal)}, "
            f"insatser: {bok.kostnad.med[per] if bok.kostnad else 0})."
        )


def _mått(bok: Årsbok, mått: Måttlista) -> list[tuple[str, ...]]:
    summa, könen = bok.summa, (TOTALT, *KÖNEN)
    assert summa is not None
    rows = []
    for ett in mått.antal:
        tal = {kön: summa.tal[kön][ett.fält] for kön in könen if ett.fält in summa.tal.get(kön, {})}
        hur_många = f"{tal[TOTALT].insatser} av {tal[TOTALT].av}" if TOTALT in tal else ""
        rows.append((ett.namn, *(number(tal[kön].antal) if kön in tal else VISAS_INTE for kön in könen), hur_många))
    andelar = {kön: one.andel for kön, one in summa.andelar.items()}
    if TOTALT in andelar:
        i_ord = {kön: f"{one.procent} % ({one.täljare} av {one.nämnare})" for kön, one in andelar.items()}
        total = summa.andelar[TOTALT]
        celler = (i_ord.get(kön, VISAS_INTE) for kön in könen)
        rows.append(("Måluppfyllelse", *celler, f"{total.insatser} av {total.av}"))
    return rows


def _rapporter(document: Document, bok: Årsbok) -> None:
    document.add_heading("Uppföljning och rapporter", 1)
    for rubrik, ones, inga in (
        ("Lämnade under året", bok.lämnade, f"Ingen rapport har {bok.år} som dag då den lämnades."),
        (
            "Ska lämnas eller saknar besked",
            bok.väntade,
            "Ingen rapport med en egen dag till och med årets slut saknar besked. Rapporter som lämnas varje år följs inte här.",
        ),
    ):
        document.add_heading(rubrik, 2)
        if ones:
            _tabell(document, ("Insats", "Rapport", "När"), [_leverans(one) for one in ones], (6, 6, 4), rubrik)
        else:
            document.add_paragraph(inga)


def _leverans(one: Leverans) -> tuple[str, str, str]:
    return one.insats.namn, one.vad, one.när.i_ord() if one.när else TOM


def _lärdomar(document: Document, bok: Årsbok) -> None:
    document.add_heading("Lärdomar och rekommendationer", 1)
    if not (bok.rapporter or bok.öppna):
        document.add_paragraph(f"Ingen rapport från {bok.år} och ingen öppen rekommendation är inlagd.")
    for rapport in bok.rapporter:
        document.add_heading(rapport.titel, 2)
        if not (rapport.framgångar or rapport.hinder):
            document.add_paragraph("Inga framgångar eller hinder är inlagda.")
        for rubrik, text in (("Framgångar", rapport.framgångar), ("Hinder", rapport.hinder)):
            if text:
                document.add_paragraph(rubrik, "Fråga")
                word.add_paragraphs(document, text)
    if bok.öppna:
        document.add_heading("Öppna rekommendationer", 2)
        word.add_list(
            document,
            (
                f"{rad.rekommendation} ({rapport.titel}. {first_upper(rad.läge or 'inget svar är inlagt')}.)"
                for rapport, rad in bok.öppna
            ),
        )


def _saknas(document: Document, bok: Årsbok) -> None:
    document.add_heading("Det som saknas", 1)
    luckor: tuple[tuple[str, list[Insats]], ...] = (
        (f"Inget beviljat belopp för {bok.år}", [one.insats for one in bok.insatser if one.beviljat is None]),
        (f"Inget belopp för vad {bok.år} kostade", [one.insats for one in bok.insatser if one.utfall is None]),
        (
            f"Inga utfall för hela {bok.år}",
            [one.insats for one in bok.insatser if not one.har_tal and _följer_deltagare(one.insats)],
        ),
    )
    texter = [f"{vad}: {_vilka(insatser, len(bok.insatser))}." for vad, insatser in luckor if insatser]
    if texter:
        word.add_list(document, texter)
    else:
        document.add_paragraph("Alla insatser har belopp och utfall för året.")


def _vilka(insatser: Sequence[Insats], av: int) -> str:
    return f"alla {av} insatser" if len(insatser) == av > 1 else ", ".join(one.namn for one in insatser)


def _följer_deltagare(insats: Insats) -> bool:
    return not insats.typ or insats.typ.följer_deltagare is not False
