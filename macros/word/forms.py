"""Vilken av våra mallar ett dokument är, och mallen som tom: dess märken och platser är facit."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import NamedTuple

from macros.dictionary.words import Dictionary
from macros.exports.blankett import blankett_docx
from macros.exports.rapportmallar import metodhandbok_docx, rapportmall_docx, slutrapport_docx
from macros.exports.sjalvvardering import självvärdering_docx
from macros.model.blankett import blanketterna
from macros.model.register import Register
from macros.read.archive import Unreadable
from macros.word.answers import Read, read_document


class Form(NamedTuple):
    """En mall: sorten, id:t på typen av insats eller på rapportmallen, och den tomma mallen läst."""

    kind: str
    typ: str
    template: Read


def form_of(filled: Read, register: Register, words: Dictionary, today: date, name: str) -> Form:
    """Mallen som dokumentet är gjort av: den som har flest märken gemensamt, annars den med samma titel.

    Raises: Unreadable när dokumentet inte är gjort av någon av mallarna.
    """
    forms = [Form(kind, typ, read_document(BytesIO(make()))) for kind, typ, make in _makers(register, words, today)]
    best = max(forms, key=lambda form: _likeness(filled, form.template), default=None)
    if best is None or not _likeness(filled, best.template)[0]:
        titles = ", ".join(dict.fromkeys(form.template.title for form in forms))
        raise Unreadable(
            f"{name} är inte gjord av någon av våra mallar ({titles}). Hämta mallen på webbplatsen och fyll i den."
        )
    return best


def form_of_type(typ: str, register: Register, words: Dictionary, today: date, name: str) -> Form:
    """Den tomma blanketten för en typ av insats. Raises: Unreadable när förbundet inte har någon för typen."""
    for one in blanketterna(register, words):
        if one.typ.id == typ:
            return Form("ansökan", typ, read_document(BytesIO(blankett_docx(one, today))))
    said = f"gäller typen {typ}, som inte har någon blankett här" if typ else "säger inte vilken typ av insats det är"
    raise Unreadable(f"{name} {said}. Välj typ på sidan Skriv ansökan, och spara filen igen.")


def _likeness(filled: Read, template: Read) -> tuple[bool, int, int]:
    """Om det är mallen alls, hur många märken som är gemensamma, och hur många stycken."""
    tags = len(filled.tags.keys() & template.tags.keys())
    is_titled = filled.title == template.title
    is_it = is_titled or 2 * tags > len(template.tags)
    return is_it, tags + 1000 * is_titled, len(filled.known & template.known)


def _makers(register: Register, words: Dictionary, today: date) -> list[tuple[str, str, Callable[[], bytes]]]:
    guide, värd = register.guide, register.värd
    makers: list[tuple[str, str, Callable[[], bytes]]] = [
        ("ansökan", one.typ.id, lambda one=one: blankett_docx(one, today))  # type: ignore[misc]
        for one in blanketterna(register, words)
    ]
    makers += [
        ("slutrapport", "", lambda: slutrapport_docx(words, guide, värd.namn, today)),
        ("metodhandbok", "", lambda: metodhandbok_docx(words, guide, värd.namn, today)),
    ]
    makers += [
        ("rapportmall", mall.id, lambda mall=mall: rapportmall_docx(mall, värd.namn, today))  # type: ignore[misc]
        for mall in guide.rapportmallar
        if mall.förbund.är_värd
    ]
    if register.uppföljning.niofältaren:
        makers.append(("självvärdering", "", lambda: självvärdering_docx(register, words, today)))
    return makers
