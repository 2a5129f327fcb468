"""Vilken av våra mallar ett dokument är, och mallen som tom: dess märken och platser är facit."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import NamedTuple

from macros.dictionary.words import Dictionary
from macros.exports.blankett import blankett_docx
from macros.exports.rapportmallar import metodhandbok_docx, rapportmall_docx, slutrapport_docx
from macros.exports.sjalvvardering import självvärdering_docx
from macros.model.blankett import Blankett
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


def _likeness(filled: Read, template: Read) -> tuple[bool, int, int]:
    """Om det är mallen alls, hur många märken som är gemensamma, och hur många stycken."""
    tags = len(filled.tags.keys() & template.tags.keys())
    is_titled = filled.title == template.title
    is_it = is_titled or 2 * tags > len(template.tags)
    return is_it, tags + 1000 * is_titled, len(filled.known & template.known)


def _makers(register: Register, words: Dictionary, today: date) -> list[tuple[str, str, Callable[[], bytes]]]:
    guide, värd = register.guide, register.värd
    makers: list[tuple[str, str, Callable[[], bytes]]] = [
        ("ansökan", typ.id, lambda typ=typ: blankett_docx(Blankett(typ, guide, words, värd.namn, len(värd.parter)), today))  # type: ignore[misc]
        for typ in guide.blankettyper
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
