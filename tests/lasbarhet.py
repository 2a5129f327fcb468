"""Läsbarhet: LIX, meningslängd och förkortningar, räknade på sidans löpande text."""

import re
from dataclasses import dataclass
from pathlib import Path

from lxml import html

LONG_WORD = 6  # LIX räknar ord med fler bokstäver än så som långa (Björnsson 1968)
HIGHEST_LIX = 45  # över det räknas texten som svår
LONGEST_SENTENCE = 30  # ord
ABBREVIATION = re.compile(r"\b[A-ZÅÄÖ]{2,6}\b")
NOT_ABBREVIATIONS = {"CSV", "JSON", "YAML", "CC", "VS", "ID", "II", "AB", "PDF"}


@dataclass(frozen=True)
class Page:
    """En sidas löpande text, mening för mening."""

    address: str
    sentences: tuple[str, ...]
    text: str

    @property
    def lix(self) -> float:
        """Ord per mening plus procent långa ord."""
        words = re.findall(r"[^\W\d_]+", " ".join(self.sentences))
        long = sum(len(word) > LONG_WORD for word in words)
        return len(words) / max(len(self.sentences), 1) + 100 * long / max(len(words), 1)


def running_text(path: Path, address: str) -> Page:
    """Stycken, listor och förklaringar i sidans innehåll; inte tabeller, menyer och källrader."""
    main = html.fromstring(path.read_bytes()).find(".//main")
    for element in main.xpath(".//table|.//nav|.//pre|.//svg|.//aside|.//*[contains(@class, 'muted')]"):
        element.drop_tree()
    blocks = [" ".join(block.text_content().split()) for block in main.iter("p", "li", "dd") if not block.xpath(".//p|.//li")]
    sentences = [sentence for block in blocks for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])", block) if sentence]
    return Page(address, tuple(sentences), " ".join(blocks))


def advice(page: Page, meanings: dict[str, str]) -> list[str]:
    """Råd om sidan. `meanings` är ordlistans förkortningar och vad de står för."""
    found = []
    if len(page.text) > 400 and page.lix > HIGHEST_LIX:
        found.append(f"LIX är {page.lix:.0f}. Dela meningar och byt långa ord, till högst {HIGHEST_LIX}.")
    for sentence in page.sentences:
        count = len(sentence.split())
        if count > LONGEST_SENTENCE:
            found.append(f"En mening har {count} ord: ”{sentence[:60]}…” Dela den.")
    for word in sorted(set(ABBREVIATION.findall(page.text)) - NOT_ABBREVIATIONS):
        meaning = meanings.get(word, "")
        if not meaning or meaning.casefold() not in page.text.casefold():
            found.append(f"Förkortningen {word} förklaras inte på sidan.")
    return found
