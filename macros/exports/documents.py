"""Dokumenten att ladda ner, efter adress från webbplatsens rot: blanketter, mallar, enkäter och intervjuguider."""

from collections.abc import Mapping, Sequence
from datetime import date

from macros.dictionary.words import Dictionary
from macros.downloads import (
    BUDGET,
    METODHANDBOK,
    REKVISITION,
    SJÄLVVÄRDERING,
    SLUTRAPPORT,
    blankett_name,
    document_name,
    instrument_name,
    rekvisition_name,
)
from macros.exports import rapportmallar
from macros.exports.blankett import blankett_docx
from macros.exports.budget import budget_xlsx
from macros.exports.budget_known import Ifyllt
from macros.exports.enkat import instrument_docx
from macros.exports.ifylld import insatsernas_mallar
from macros.exports.insatsdokument import insatsdokument
from macros.exports.kvartal_form import FLEST
from macros.exports.sjalvvardering import självvärdering_docx
from macros.model.blankett import blanketterna
from macros.model.insats import BEVILJAT, Insats
from macros.model.insatsbudget import Årsbudget
from macros.model.rapport import SLUTRAPPORTENS
from macros.model.register import Register
from macros.model.rekvisition import Rekvisition, att_rekvirera, förbundets_del


def document_files(register: Register, words: Dictionary, today: date) -> dict[str, bytes]:
    """Alla dokument som det finns innehåll till."""
    förbund = register.värd.namn
    instrument = {instrument_name(one): instrument_docx(one, förbund, today) for one in register.uppföljning.instrument}
    templates = report_templates(register, words, today)
    own = dict(insatsernas_mallar(register, templates, today)) | dict(insatsdokument(register, today))
    return instrument | application_files(register, words, today) | templates | own | requisition_files(register, today)


def application_files(register: Register, words: Dictionary, today: date) -> dict[str, bytes]:
    """Blanketter för de typer som har frågor, och budgetmallen när det också finns kostnadsslag."""
    forms, guide = blanketterna(register, words), register.guide
    files = {blankett_name(one.typ.id): blankett_docx(one, today) for one in forms}
    has_budget = bool(forms and guide.kostnadsslag)
    return files | ({BUDGET: budget_xlsx(guide, register.värd.namn, today)} if has_budget else {})


def requisition_files(register: Register, today: date) -> dict[str, bytes]:
    """Arbetsböckerna att begära ut pengar med, en tom och en för varje insats, när förbundet gör det kvartal för kvartal."""
    guide, värd = register.guide, register.värd
    if not guide.kostnadsslag or värd.rekvirering != "kvartal":
        return {}
    files = {REKVISITION: budget_xlsx(guide, värd.namn, today, antal_kvartal=FLEST)}
    for insats in register.insatser_i(värd):
        if kvartal := att_rekvirera(insats, today):
            begärt = {one.tid: one for one in register.rekvisitioner if one.insats == insats and is_told(one)}
            blad = {number: begärt[one] for number, one in enumerate(kvartal, 1) if one in begärt}
            budgetar = [one for one in register.budgetar if one.insats == insats]
            ifyllt = ifyllt_om(insats, blad, budgetar)
            files[rekvisition_name(insats.id)] = budget_xlsx(guide, värd.namn, today, ifyllt, len(kvartal))
    return files


def is_told(rekvisition: Rekvisition) -> bool:
    """Om kvartalets blad kan fyllas i: pengarna har en specifikation, eller så gäller raden bara parternas egna insatser."""
    return bool(rekvisition.kostnader) or bool(rekvisition.egna_insatser and not rekvisition.sökt)


def ifyllt_om(insats: Insats, rekvisitioner: Mapping[int, Rekvisition], budgetar: Sequence[Årsbudget] = ()) -> Ifyllt:
    """Det som data säger om insatsen, att fylla i på förhand. `rekvisitioner` är det som redan är begärt, efter bladets nummer."""
    parter = (insats.projektägare, *(part.namn for part in insats.parter))
    bidrar = (part.part for one in budgetar for part in one.parter)
    tid, beviljat = insats.projekttid, [post for post in insats.budget if (post.läge or BEVILJAT) == BEVILJAT]
    per_år = {post.år: del_ for post in beviljat if (del_ := förbundets_del(insats, post.år)) is not None}
    return Ifyllt(
        namn=insats.namn,
        typ=insats.typ.stort_namn if insats.typ else "",
        start=tid.start.första if tid.start else None,
        slut=tid.slut.sista if tid.slut else None,
        totalt=sum(post.belopp for post in beviljat) if beviljat else None,
        sökt=sum(per_år.values()) if per_år else None,
        beviljat=per_år,
        parter=tuple(dict.fromkeys(filter(None, (*parter, *bidrar)))),
        budget={one.år: one for one in budgetar},
        rekvisitioner=rekvisitioner,
    )


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
    if rapportmallar.fields_of(words, "slutrapporter", SLUTRAPPORTENS):
        files[document_name(SLUTRAPPORT)] = rapportmallar.slutrapport_docx(words, register.guide, förbund, today)
    if rapportmallar.fields_of(words, "metodhandbocker", rapportmallar.METODHANDBOK):
        files[document_name(METODHANDBOK)] = rapportmallar.metodhandbok_docx(words, register.guide, förbund, today)
    return files
