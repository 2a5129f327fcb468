"""Dokumenten att ladda ner, efter adress från webbplatsens rot: blanketter, mallar, enkäter och intervjuguider."""

from datetime import date

from macros.dictionary.words import Dictionary
from macros.downloads import (
    BUDGET,
    METODHANDBOK,
    SJÄLVVÄRDERING,
    SLUTRAPPORT,
    TYPER,
    blankett_name,
    document_name,
    instrument_name,
)
from macros.exports import rapportmallar
from macros.exports.blankett import blankett_docx
from macros.exports.budget import budget_xlsx
from macros.exports.enkat import instrument_docx
from macros.exports.sjalvvardering import självvärdering_docx
from macros.model.register import Register


def document_files(register: Register, words: Dictionary, today: date) -> dict[str, bytes]:
    """Alla dokument som det finns innehåll till."""
    förbund = register.värd.namn
    instrument = {instrument_name(one): instrument_docx(one, förbund, today) for one in register.uppföljning.instrument}
    return instrument | application_files(register, today) | report_templates(register, words, today)


def application_files(register: Register, today: date) -> dict[str, bytes]:
    """Blanketter för de typer som har frågor, och budgetmallen när det finns en ansökan."""
    guide, förbund = register.guide, register.värd.namn
    criteria = [kriterium.krav for kriterium in guide.kriterier]
    files = {
        blankett_name(typ): blankett_docx(guide.blankett(typ), typ, förbund, today, criteria)
        for typ in TYPER
        if guide.blankett(typ)
    }
    return files | ({BUDGET: budget_xlsx(förbund, today)} if files else {})


def report_templates(register: Register, words: Dictionary, today: date) -> dict[str, bytes]:
    """Mallarna att skriva rapporter i. Självvärderingen kräver niofältaren, de andra sina rubriker i ordboken."""
    förbund, files = register.värd.namn, {}
    if register.uppföljning.niofältaren:
        files[document_name(SJÄLVVÄRDERING)] = självvärdering_docx(register, words, today)
    if rapportmallar.fields_of(words, "slutrapporter", rapportmallar.SLUTRAPPORT):
        files[document_name(SLUTRAPPORT)] = rapportmallar.slutrapport_docx(words, förbund, today)
    if rapportmallar.fields_of(words, "metodhandbocker", rapportmallar.METODHANDBOK):
        files[document_name(METODHANDBOK)] = rapportmallar.metodhandbok_docx(words, förbund, today)
    return files
