"""Sidans HTML → dokumentets delar.

Det som bara hör hemma på en skärm följer inte med: menyer, formulär, figurer som stilmallen
ritar, vägar till rader i data och länkar till filer. Klassen
`bara-skarm` säger att ett stycke av en sida är sådant.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from macros.dokument.innehall import Bild, Del, Lista, Ord, Rubrik, Ruta, Stycke, Tabell

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(
    (
        "p",
        "ul",
        "ol",
        "dl",
        "table",
        "div",
        "section",
        "article",
        "figure",
        "figcaption",
        "details",
        "summary",
        "aside",
        "blockquote",
        "header",
        "footer",
        "main",
        "pre",
        "hr",
        *HEADINGS,
    )
)
DROPPED = (
    "//script | //style | //nav | //form | //button | //input | //select | //textarea | //*[@hidden] | //*[@data-innehall]"
    "| //*[@aria-hidden='true'] | //svg[not(ancestor::figure[contains(concat(' ', @class, ' '), ' chain ')])]"
)
# Klasser. Staplarnas tal står i tabellen bredvid dem.
SCREEN_ONLY = ("bara-skarm", "place", "visually-hidden", "next-step", "actions", "bars", "timespan")
OWN_LINE = ("sub", "note", "change")
# Kedjans figur har två former. Den breda ryms på en stående sida när den är smalare än så, annars den smala om den inte är för hög.
WIDEST, HIGHEST, NARROW_SHARE = 900, 900, 45
SVG_NAMES = {"viewbox": "viewBox", "textlength": "textLength", "lengthadjust": "lengthAdjust"}  # HTML har bara små bokstäver
SVG_STYLE = """.chain-band { fill: #e3eeee; } .chain-box { fill: #fff; stroke: #4a5554; } .chain-effect { stroke: #0a5a63; stroke-width: 2.5; }
.chain-link { fill: none; stroke: #4a5554; stroke-width: 1.75; } .chain-head { fill: #4a5554; } .chain-label { font-weight: 600; }
.chain-label-sort { font-weight: 400; }"""
SPACE = re.compile(r"[ \t\n\r]+")
Länk = Callable[[str], str]


def delar(html: str, länk: Länk = lambda href: "", hopfällt: bool = True, lyft: int = 0) -> tuple[Del, ...]:
    """Delarna i ett stycke HTML.

    Args:
        länk: adressen i dokumentet av en adress på sidan. Tom text gör länken till vanlig text.
        hopfällt: sant när det som är hopfällt på sidan är med i dokumentet.
        lyft: så många nivåer under sidans egna som rubrikerna står.
    """
    page = lxml.html.fragment_fromstring(str(html), create_parent="div")
    _drop(page, hopfällt)
    return tuple(_Reader(länk, lyft).blocks(page))


def _drop(page: HtmlElement, hopfällt: bool) -> None:
    for heading in page.xpath("//*[self::h2 or self::h3 or self::h4][contains(concat(' ', @class, ' '), ' bara-skarm ')]"):
        _drop_section(heading)
    classes = " or ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in SCREEN_ONLY)
    for element in page.xpath(f"{DROPPED} | //*[{classes}][not(self::caption)] | //a[@download]"):
        element.drop_tree()
    if not hopfällt:
        for details in page.iter("details"):
            for child in list(details)[1:]:
                child.drop_tree()
    for empty in page.xpath("//li[not(normalize-space())] | //ul[not(*)] | //dd[not(normalize-space())]"):
        empty.drop_tree()


def _drop_section(heading: HtmlElement) -> None:
    """Rubriken, och allt fram till nästa rubrik på samma nivå eller högre, eller sidans källor."""
    after = [heading]
    for one in heading.itersiblings():
        if "page-sources" in _classes(one) or (one.tag in HEADINGS and HEADINGS[one.tag] <= HEADINGS[heading.tag]):
            break
        after.append(one)
    for one in after:
        one.drop_tree()


class _Reader:
    def __init__(self, länk: Länk, lyft: int) -> None:
        self._länk, self._lyft = länk, lyft

    def blocks(self, parent: HtmlElement) -> Iterator[Del]:
        """Elementets barn som delar. Text och ord som står löst blir stycken."""
        loose: list[Ord] = [Ord(parent.text)] if parent.text else []
        for child in parent:
            if child.tag in BLOCKS:
                yield from _paragraph(loose)
                loose = []
                yield from self._block(child)
            elif isinstance(child.tag, str):
                loose += self._words(child)
            if child.tail:
                loose.append(Ord(child.tail))
        yield from _paragraph(loose)

    def _block(self, element: HtmlElement) -> Iterator[Del]:
        match element.tag:
            case tag if tag in HEADINGS:
                text = _flat(element)
                if text:
                    yield Rubrik(text, HEADINGS[str(tag)] + self._lyft)
            case "ul" | "ol":
                points = tuple(filter(None, (tuple(self.blocks(item)) for item in element.iterchildren("li"))))
                if points:
                    yield Lista(points, element.tag == "ol", bool({"plain", "dates", "files"} & _classes(element)))
            case "dl":
                yield from self._facts(element)
            case "table":
                yield from self._table(element)
            case "figure" if "chain" in _classes(element):
                yield _kedja(element)
                yield from self._formed(element)
            case _:
                yield from self._formed(element)

    def _formed(self, element: HtmlElement) -> Iterator[Del]:
        classes = _classes(element)
        form = "ruta" if {"remark", "note"} & classes else "ingress" if "lead-text" in classes else ""
        for one in self.blocks(element):
            if isinstance(one, Stycke):
                small = bool({"sub", "muted", "small"} & classes)
                orden = tuple(replace(ord_, liten=True) for ord_ in one.orden) if small else one.orden
                bold = element.tag == "summary" and element.getnext() is not None
                yield Stycke(tuple(replace(ord_, fet=True) for ord_ in orden) if bold else orden, one.form or form)
            else:
                yield one

    def _words(self, element: HtmlElement, inside: Ord | None = None) -> Iterator[Ord]:
        """Orden i ett element inne i en text, med elementets form."""
        form = inside or Ord("")
        classes = _classes(element)
        if element.tag == "br":
            yield replace(form, text="", egen_rad=True)
            return
        form = replace(
            form,
            fet=form.fet or element.tag in ("strong", "b") or "tag" in classes,
            liten=form.liten or bool({"sub", "muted", "note", "tag", "change"} & classes),
            länk=self._länk(element.get("href", "")) if element.tag == "a" else form.länk,
        )
        own_line = bool(set(OWN_LINE) & classes)
        for text, child in ((element.text, None), *((one.tail, one) for one in element)):
            if child is not None and isinstance(child.tag, str):
                for word in self._words(child, form):
                    yield replace(word, egen_rad=word.egen_rad or own_line)
                    own_line = False
            if text:
                yield replace(form, text=text, egen_rad=own_line)
                own_line = own_line and not text.strip()

    def _facts(self, element: HtmlElement) -> Iterator[Del]:
        """En lista av ord och förklaringar, som en tabell med radrubriker."""
        if "figures" in _classes(element):
            yield Lista(tuple((Stycke((Ord(f"{_flat(dd)} {_flat(dt)}"),)),) for dt, dd in element.iterfind("div")), slät=True)
            return
        rows: list[tuple[Ruta, ...]] = []
        terms: list[Del] = []
        for one in element.iter("dt", "dd"):
            if one.tag == "dt":
                terms = list(self.blocks(one))
            elif delar_ := tuple(self.blocks(one)):
                rows.append((Ruta(tuple(terms), "rad"), Ruta(delar_)))
        if rows:
            yield Tabell("Uppgifter", (), tuple(rows), namnet_syns=False)

    def _table(self, element: HtmlElement) -> Iterator[Del]:
        head = [self._cell(th, "kolumn") for th in element.iterfind("thead/tr/th")]
        rows = [
            tuple(self._cell(cell, _scope(cell)) for cell in row.iterchildren("th", "td"))
            for row in element.iterfind(".//tr")
            if row.getparent().tag != "thead"
        ]
        caption = element.find("caption")
        if rows:
            yield _without_empty(Tabell(_flat(caption) if caption is not None else "", tuple(head), tuple(rows)))

    def _cell(self, cell: HtmlElement, heading: str) -> Ruta:
        return Ruta(tuple(self.blocks(cell)), heading, int(cell.get("colspan", 1)), "number" in _classes(cell))


def _kedja(figure: HtmlElement) -> Bild:
    """Figuren av kedjan, i den form som går att läsa på en sida, med färgerna skrivna i bilden."""
    wide, narrow = figure.findall("svg")
    chosen = narrow if _size(wide)[0] > WIDEST and _size(narrow)[1] <= HIGHEST else wide
    i_ord = ". ".join(_flat(one) for one in chosen.iterchildren("title", "desc"))
    width, height = _size(chosen)
    for one in (chosen, *chosen.iterdescendants()):
        for name in set(one.attrib) & set(SVG_NAMES):
            one.set(SVG_NAMES[name], one.attrib.pop(name))
    chosen.attrib.update({"width": f"{width:g}", "height": f"{height:g}", "font-family": "Egen sans", "fill": "#1d2526"})
    style = etree.SubElement(chosen, "style")
    style.text = SVG_STYLE
    chosen.insert(0, style)
    svg = etree.tostring(chosen, encoding="unicode", with_tail=False)
    for one in (wide, narrow):
        one.drop_tree()
    return Bild(
        svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1), i_ord, 100 if chosen is wide else NARROW_SHARE
    )


def _size(svg: HtmlElement) -> tuple[float, float]:
    *_, width, height = map(float, str(svg.get("viewbox")).split())
    return width, height


def _paragraph(orden: list[Ord]) -> Iterator[Stycke]:
    """Orden som ett stycke, med mellanslag så som de syns. Inget stycke när det inte finns någon text."""
    kept: list[Ord] = []
    gap, new_line = True, False
    for one in orden:
        text = SPACE.sub(" ", one.text.replace("\N{SOFT HYPHEN}", ""))
        new_line = new_line or one.egen_rad
        if gap or new_line:
            text = text.lstrip(" ")
        if not text:
            continue
        kept.append(replace(one, text=text, egen_rad=new_line and bool(kept)))
        gap, new_line = text.endswith(" "), False
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" "))
        yield Stycke(tuple(kept))


def _without_empty(tabell: Tabell) -> Tabell:
    """Tabellen utan kolumner som bara hade sådant som inte följer med."""
    even = all(len(rad) == len(tabell.huvud) for rad in tabell.rader)
    kept = [n for n in range(len(tabell.huvud)) if any(rad[n].delar for rad in tabell.rader)] if even else []
    if len(kept) in (0, len(tabell.huvud)):
        return tabell
    return replace(
        tabell, huvud=tuple(tabell.huvud[n] for n in kept), rader=tuple(tuple(rad[n] for n in kept) for rad in tabell.rader)
    )


def _scope(cell: HtmlElement) -> str:
    return "" if cell.tag == "td" else {"rowgroup": "grupp", "col": "kolumn"}.get(cell.get("scope", ""), "rad")


def _classes(element: HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())


def _flat(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).replace("\N{SOFT HYPHEN}", "").split())
