"""Dokumenten att ladda ner, efter adress från webbplatsens rot: blanketter, mallar, enkäter och intervjuguider."""

from datetime import date

from macros.dictionary.words import Dictionary
from macros.downloads import BUDGET, METODHANDBOK, SJÄLVVÄRDERING, SLUTRAPPORT, blankett_name, document_name, instrument_name
from macros.exports import rapportmallar
from macros.exports.blankett import blankett_docx
from macros.exports.budget import budget_xlsx
from macros.exports.enkat import instrument_docx
from macros.exports.ifylld import insatsernas_mallar
from macros.exports.sjalvvardering import självvärdering_docx
from macros.model.blankett import Blankett
from macros.model.register import Register


def document_files(register: Register, words: Dictionary, today: date) -> dict[str, bytes]:
    """Alla dokument som det finns innehåll till."""
    förbund = register.värd.namn
    instrument = {instrument_name(one): instrument_docx(one, förbund, today) for one in register.uppföljning.instrument}
    templates = report_templates(register, words, today)
    own = dict(insatsernas_mallar(register, templates, today))
    return instrument | application_files(register, words, today) | templates | own


def application_files(register: Register, words: Dictionary, today: date) -> dict[str, bytes]:
    """Blanketter för de typer som har frågor, och budgetmallen när det också finns kostnadsslag."""
    guide, värd = register.guide, register.värd
    has_budget = bool(guide.blankettyper and guide.kostnadsslag)
    files = {
        blankett_name(typ.id): blankett_docx(
            Blankett(typ, guide, words, värd.namn, len(värd.parter), has_budget, värd.skicka_i_ord()), today
        )
        for typ in guide.blankettyper
    }
    return files | ({BUDGET: budget_xlsx(guide, värd.namn, today)} if has_budget else {})


def report_templates(register: Register, words: Dictionary, today: date) -> dict[str, bytes]:
    """Mallarna att skriva rapporter i. Självvärderingen kräver niofältaren, de andra sina rubriker i ordboken."""
    förbund = register.värd.namn
    files = {
        document_name(mall.id): rapportmallar.rapportmall_docx(mall, förbund, today)
        for mall in register.guide.rapportmallar
        if mall.förbund.är_värd
    }
    if register.uppföljning.niofältaren:
        files[document_name(SJÄLVVÄRDERING)] = självvärdering_docx(register, words, today)
    if rapportmallar.fields_of(words, "slutrapporter", rapportmallar.SLUTRAPPORT):
        files[document_name(SLUTRAPPORT)] = rapportmallar.slutrapport_docx(words, register.guide, förbund, today)
    if rapportmallar.fields_of(words, "metodhandbocker", rapportmallar.METODHANDBOK):
        files[document_name(METODHANDBOK)] = rapportmallar.metodhandbok_docx(words, register.guide, förbund, today)
    return files
