"""Worddokument, öppnade och lästa som den som laddar ner dem gör."""

import io
import zipfile

import lxml.etree
from docx.document import Document
from docx.oxml.ns import qn


def parts(content: bytes) -> dict[str, bytes]:
    """Filerna i arkivet, efter namn."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def controls(document: Document) -> dict[str, lxml.etree._Element]:
    """Fälten att skriva i, efter märke."""
    found = {setting(sdt, "tag").get(qn("w:val")): sdt for sdt in document.element.body.iter(qn("w:sdt"))}
    assert len(found) == sum(1 for _ in document.element.body.iter(qn("w:sdt"))), "två fält har samma märke"
    return found


def written(element: lxml.etree._Element) -> str:
    return "".join(text.text for text in element.iter(qn("w:t")))


def setting(control: lxml.etree._Element, name: str) -> lxml.etree._Element | None:
    return control.find(f"{qn('w:sdtPr')}/{qn(f'w:{name}')}")


def headings(document: Document) -> list[tuple[str, str]]:
    """Rubrikerna i ordning, med formatmall."""
    return [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith(("Title", "Heading"))]
