"""Varje sidas HTML: språk, rubriker, länkar, tabeller och det som skyddet (CSP) stoppar."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from lxml import html

from tests import pages
from tests.conftest import Site

FILE = re.compile(r"\.(csv|json|jsonl|xlsx|docx|pdf|ics|zip|svg)$")
KIND_WORDS = {"xlsx": "Excel", "docx": "Word"}
SIZE = re.compile(r"\d (byte|kB|MB)\b")


def trees(site: Site) -> Iterator[tuple[str, html.HtmlElement]]:
    """Alla sidor i bygget, också 404-sidan men inte vidarekopplingarna."""
    for address in [*site.addresses(), "404.html"]:
        if not pages.is_redirect(site, address):
            yield address, html.fromstring(pages.html(site, address))


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def faults_in_frame(tree: html.HtmlElement) -> Iterator[str]:
    """Språk, rubriker och landmärken."""
    swedish = (
        [element.get("lang") for element in tree.iter("header", "footer")] if tree.get("lang") == "en" else [tree.get("lang")]
    )
    if set(swedish) != {"sv"}:
        yield "språket är inte sv"
    for path, number in (("//h1", 1), ("//main", 1), ("//header", 1), ("//footer", 1), ("//main//h1", 1)):
        if len(tree.xpath(path)) != number:
            yield f"{len(tree.xpath(path))} av {path}"
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
    if any(level > before + 1 for before, level in zip([0, *levels], levels, strict=False)):
        yield f"rubriknivåerna hoppar: {levels}"
    names = Counter(nav.get("aria-label") for nav in tree.xpath("//nav"))
    if None in names or any(number > 1 for number in names.values()):
        yield f"menyer utan eget namn: {names}"
    identities = Counter(tree.xpath("//@id"))
    yield from (f"id {name} finns {number} gånger" for name, number in identities.items() if number > 1)
    if not tree.xpath("//footer//a[contains(@href, 'om/tillganglighet/')]"):
        yield "ingen länk till tillgänglighetsredogörelsen"


def faults_in_content(tree: html.HtmlElement) -> Iterator[str]:
    """Rubriker, länkar, fält och tabeller som saknar det som de behöver."""
    for element in tree.xpath("//h1 | //h2 | //h3 | //h4 | //a[@href] | //button | //summary | //caption | //th | //label"):
        if not text_of(element) and not element.get("aria-label"):
            yield f"tom: {html.tostring(element, encoding='unicode')[:100]}"
    labelled = set(tree.xpath("//label/@for"))
    for field in tree.xpath("//input | //select | //textarea"):
        if field.get("id") not in labelled and field.getparent().tag != "label":
            yield f"fält utan etikett: {field.get('id')}"
    for table in tree.xpath("//table"):
        if not table.xpath("caption"):
            yield f"tabell utan rubrik: {text_of(table)[:60]}"
        if not table.xpath("thead//th") or table.xpath(".//th[not(@scope)]") or table.xpath("tbody/tr[not(th[@scope])]"):
            yield f"tabell där celler saknar sin rubrik: {text_of(table)[:60]}"
    for group in tree.xpath("//dl//dd[not(preceding-sibling::dt)]"):
        yield f"svar utan fråga före: {text_of(group)[:60]}"
    yield from (f"bild utan text: {image.get('src')}" for image in tree.xpath("//img[not(@alt)]"))
    yield from (f"figur utan roll: {text_of(figure)[:60]}" for figure in tree.xpath("//svg[not(@aria-hidden) and not(@role)]"))


def faults_in_links(tree: html.HtmlElement) -> Iterator[str]:
    """Länkens text säger vart den leder, och för filer också slag och storlek."""
    for link in tree.xpath("//a[@href]"):
        text, address = text_of(link), link.get("href")
        of_a_heading = link.xpath("ancestor::nav[@class='page-contents']")  # står i en lista av sidans rubriker
        if not of_a_heading and text.lower() in ("här", "klicka här", "läs mer", "mer", "länk"):
            yield f"länken säger inte vart den leder: {text}"
        kind = FILE.search(address)
        if kind and (KIND_WORDS.get(kind[1], kind[1]).lower() not in text.lower() or not SIZE.search(text)):
            yield f"länken säger inte filens slag och storlek: {text}"


def faults_in_code(tree: html.HtmlElement) -> Iterator[str]:
    """Sådant som skyddet (CSP) stoppar, eller som tangentbordet inte når."""
    yield from (f"stil i sidan: {html.tostring(e, encoding='unicode')[:80]}" for e in tree.xpath("//style | //*[@style]"))
    yield from ("skript i sidan" for _ in tree.xpath("//script[not(@src)]"))
    yield from (
        f"{name} på {element.tag}"
        for element in tree.iter()
        if isinstance(element.tag, str)
        for name in element.attrib
        if name.startswith("on") or name in ("accesskey", "autofocus") or (name == "tabindex" and int(element.get(name)) > 0)
    )
    yield from (
        f"hämtas utifrån: {url}"
        for url in tree.xpath("//*[self::script or self::img or self::iframe]/@src")
        if url.startswith(("http:", "https:", "//"))
    )


@pytest.mark.parametrize("rule", [faults_in_frame, faults_in_content, faults_in_links, faults_in_code])
def test_every_page_is_sound(site: Site, rule: Callable[[html.HtmlElement], Iterator[str]]) -> None:
    assert [f"{address}: {fault}" for address, tree in trees(site) for fault in rule(tree)] == []


def test_every_rule_finds_its_faults() -> None:
    """Provet av provet ovan."""
    tree = html.fromstring("""<html><body onload="a()"><h1>A</h1><h3 id="x"></h3><nav></nav>
      <a href="a.csv" id="x">Här</a><a href="b">Här</a>
      <main><input><table><tr><td style="a">1</td></tr></table>
      <dl><dd>svar</dd></dl><img src="//a.b"><script>1</script></main></body></html>""")
    assert len(list(faults_in_frame(tree))) == 8
    assert len(list(faults_in_content(tree))) == 6
    assert len(list(faults_in_links(tree))) == 3
    assert len(list(faults_in_code(tree))) == 4


def heads(site: Site) -> Iterator[tuple[str, str, str]]:
    """Varje sidas adress, titel och beskrivning."""
    for address, tree in trees(site):
        [title], [description] = tree.xpath("//head/title/text()"), tree.xpath("//meta[@name='description']/@content")
        yield address, title, description


def test_titles_and_descriptions_are_of_good_length(site: Site, language_advice: list[str]) -> None:
    """Sidorna som görs av data ska ha rätt längd vad som än står i data. Om texterna i docs/, och om lika titlar, blir det råd."""
    written, seen = pages.written(site), Counter()
    for address, title, description in heads(site):
        if not (15 <= len(title) <= 120 and 30 <= len(description) <= 165):
            said = (
                f"/{address} råd: titeln har {len(title)} tecken och beskrivningen {len(description)}. Skriv 15–120 och 30–165."
            )
            assert address in written, said
            language_advice.append(said)
        seen.update((title, description))
    language_advice.extend(f"{number} sidor har samma: {text}. Skilj dem åt." for text, number in seen.items() if number > 1)


def test_titles_and_descriptions_of_pages_made_from_data_are_unique(example_site: Site) -> None:
    written = pages.written(example_site)
    seen = Counter(text for address, *texts in heads(example_site) if address not in written for text in texts)
    assert [text for text, number in seen.items() if number > 1] == []


def test_the_statement_on_accessibility_has_all_its_parts(site: Site) -> None:
    """Delarna som 13 § förordningen (2018:1938) och Diggs föreskrifter kräver."""
    tree = html.fromstring(pages.html(site, "om/tillganglighet/"))
    needed = {"niva": "förenlig", "brister": "inte", "metod": r"20\d\d", "anmal": "", "tillsyn": "Digg"}
    for name, word in needed.items():
        [heading] = tree.xpath(f"//h2[@id='{name}']")
        part = " ".join(
            text_of(element) for element in heading.xpath(f"following-sibling::*[preceding-sibling::h2[1][@id='{name}']]")
        )
        assert len(part) > 60 and re.search(word, part), f"{name}: {part}"
    assert tree.xpath("//a[@href='https://www.digg.se/tdosanmalan']")
    assert tree.xpath(
        "//main//a[starts-with(@href, 'mailto:') or starts-with(@href, 'https:')][not(contains(@href, 'digg.se'))]"
    )
