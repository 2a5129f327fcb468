"""Mallarna med en insats uppgifter redan ifyllda, så att ingen skriver av det som webbplatsen vet."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date

from docx.oxml.ns import qn
from lxml import etree

from macros.downloads import document_name, insatsens_dokument, mall_för
from macros.exports.ooxml import same_bytes
from macros.model.atagande import är_aktuell
from macros.model.blankett import faktafält
from macros.model.insats import Insats
from macros.model.register import Register

BODY = "word/document.xml"


def insatsernas_mallar(register: Register, files: Mapping[str, bytes], today: date) -> Iterator[tuple[str, bytes]]:
    """Mallarna som värdens insatser ska skriva i, en fil för varje insats och mall. `files` är mallarna utan svar."""
    for insats in register.insatser_i(register.värd):
        owed = (one for one in register.åtaganden(insats, today) if not one.är_klart and är_aktuell(insats, today))
        for namn in dict.fromkeys(mall_för(one, register.guide)[0] for one in owed):
            if (empty := document_name(namn)) in files:
                yield insatsens_dokument(insats, namn), filled(files[empty], known(insats))


def known(insats: Insats) -> dict[str, str]:
    """Det som webbplatsen vet om insatsen, efter fältets märke i mallen."""
    tid = insats.projekttid
    answers = {
        "Insats": insats.namn,
        "Projektägare": insats.projektägare,
        "Projekttid": tid.i_ord() if tid.start or tid.slut else "",
    }
    return {faktafält(label): text for label, text in answers.items() if text}


def filled(document: bytes, answers: Mapping[str, str]) -> bytes:
    """Worddokumentet med svaren i fälten. Ett fält som svaren inte nämner är orört, och ett märke som saknas gör inget."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, _answered(old.read(name), answers) if name == BODY else old.read(name))
    return same_bytes(out.getvalue())


def _answered(body: bytes, answers: Mapping[str, str]) -> bytes:
    tree = etree.fromstring(body)
    for control in tree.iter(qn("w:sdt")):
        settings = control.find(qn("w:sdtPr"))
        tag = settings.find(qn("w:tag")) if settings is not None else None
        text = answers.get(tag.get(qn("w:val"), "")) if tag is not None else None
        if text is None or settings is None:
            continue
        # Utan showingPlcHdr är texten ett svar och inte ledtext (ECMA-376, 17.5.2.39).
        for element in (*settings.findall(qn("w:showingPlcHdr")), *control.findall(f".//{qn('w:r')}/{qn('w:rPr')}")):
            if (parent := element.getparent()) is not None:
                parent.remove(element)
        for place in control.iter(qn("w:t")):
            place.text = text
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
