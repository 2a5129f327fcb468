"""Mallarna för rapporter och metodhandboken i Word. Slutrapportens och handbokens rubriker och hjälp kommer ur ordboken, så att de står på ett ställe."""

from collections.abc import Sequence
from datetime import date

from docx.document import Document

from macros.dictionary.slag import slug
from macros.dictionary.words import Dictionary, Field
from macros.exports import word
from macros.model.arshjul import Rapportmall
from macros.model.guide import Guide
from macros.model.rapport import SLUTRAPPORTENS

METODHANDBOK = ("metod", "arbetssätt", "personal", "resurser")
OM_SLUTRAPPORTEN = "Slutrapporten berättar för förbundets medlemmar och andra förbund hur det gick och vad ni lärde er."
SÅ_SKRIVER_NI_SLUTRAPPORTEN = ("Dela upp alla siffror på kvinnor och män.", word.GROUPS_ONLY, word.WRITE_IN_BOXES)
OM_METODHANDBOKEN = (
    "Med metodhandboken ska andra kunna arbeta på samma sätt som ni. Skriv den när ni har tagit fram något nytt."
)
SÅ_SKRIVER_NI_METODHANDBOKEN = (word.GROUPS_ONLY, word.WRITE_IN_BOXES)
MÅL, MÅLKOLUMNER, MÅLRADER = "mal", ("mål", "indikator", "målvärde", "utfall"), 5


def slutrapport_docx(words: Dictionary, guide: Guide, förbund: str, today: date) -> bytes:
    """Mallen för en slutrapport, med förbundets egna regler. `förbund` är förbundets namn."""
    document = word.titled_document("Slutrapport", "Mall för en insats slutrapport", förbund, today)
    _add_start(
        document,
        OM_SLUTRAPPORTEN,
        (*own_rules(guide, "slutrapport"), *SÅ_SKRIVER_NI_SLUTRAPPORTEN),
        "Om rapporten",
        ("Insats", "Projektägare", "Projekttid", "Skriven av", "Datum"),
    )
    for field in fields_of(words, "slutrapporter", SLUTRAPPORTENS):
        add_boxes(document, [field], 1)
        if field.name == "resultat":
            _add_goals(document, fields_of(words, MÅL, MÅLKOLUMNER))
    return word.to_bytes(document)


def metodhandbok_docx(words: Dictionary, guide: Guide, förbund: str, today: date) -> bytes:
    """Mallen för en metodhandbok, med förbundets egna regler. `förbund` är förbundets namn."""
    document = word.titled_document("Metodhandbok", "Mall för en handbok om en metod", förbund, today)
    _add_start(
        document,
        OM_METODHANDBOKEN,
        (*own_rules(guide, "metodhandbok"), *SÅ_SKRIVER_NI_METODHANDBOKEN),
        "Om handboken",
        ("Metodens namn", "Insats", "Skriven av", "Datum"),
    )
    add_boxes(document, fields_of(words, "metodhandbocker", METODHANDBOK), 1)
    return word.to_bytes(document)


def rapportmall_docx(mall: Rapportmall, förbund: str, today: date) -> bytes:
    """En rapport med förbundets egna rubriker. `förbund` är förbundets namn."""
    document = word.titled_document(mall.namn, "Mall för en rapport medan insatsen pågår", förbund, today)
    advice = (f"Rapporten lämnas {mall.hur_ofta}.", word.GROUPS_ONLY, word.WRITE_IN_BOXES)
    _add_start(document, mall.vad, advice, "Om rapporten", ("Insats", "Period", "Skriven av", "Datum"))
    for one in mall.rubriker:
        document.add_heading(one.rubrik, 1)
        word.add_help(document, one.hjälp)
        word.add_answer(document, one.rubrik, one.id)
    return word.to_bytes(document)


def own_rules(guide: Guide, place: str) -> list[str]:
    """Förbundets egna regler om rapporten."""
    return [one.i_ord for one in guide.regler_om(place)]


def fields_of(words: Dictionary, table: str, names: Sequence[str]) -> list[Field]:
    """Fälten i den ordning som namnen står. En egen ordbok kan sakna dem."""
    known = words.tables[table].by_name if table in words.tables else {}
    return [known[name] for name in names if name in known]


def add_boxes(document: Document, fields: Sequence[Field], level: int) -> None:
    """En rubrik, hjälp och en ruta för varje fält."""
    for field in fields:
        document.add_heading(field.title, level)
        word.add_help(document, field.hjälp)
        word.add_answer(document, field.title, slug(field.name))


def _add_start(document: Document, about: str, advice: Sequence[str], heading: str, labels: Sequence[str]) -> None:
    document.add_heading("Innan ni skriver", 1)
    document.add_paragraph(about)
    word.add_list(document, advice)
    document.add_heading(heading, 1)
    word.add_facts(document, heading, labels)


def _add_goals(document: Document, columns: Sequence[Field]) -> None:
    """Målen i ansökan och hur det gick."""
    if not columns:
        return
    document.add_heading("Målen och utfallet", 2)
    document.add_paragraph(
        "Ta ett mål på varje rad, så som det står i ansökan. Har målet ett värde för kvinnor och ett för män skriver ni båda."
    ).paragraph_format.keep_with_next = True
    table = word.add_table(
        document,
        [field.title for field in columns],
        MÅLRADER,
        [16 / len(columns)] * len(columns),
        "Målen och utfallet",
        "En rad för varje mål: målet, hur det mäts, målvärdet och hur det gick.",
    )
    word.keep_together(table)
    for number, cells in enumerate(word.body_rows(table), 1):
        for field, cell in zip(columns, cells, strict=True):
            word.add_field(cell, f"{field.title}, rad {number}", slug(f"mal-{number}-{field.name}"))
