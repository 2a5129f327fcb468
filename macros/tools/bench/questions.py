"""Söksidan i en webbläsare: många frågor ställda efter varandra, och de frågor som inte fick rätt sida bland de tre första träffarna."""

from pathlib import Path
from typing import NamedTuple

import yaml
from playwright.sync_api import Page

QUESTIONS = Path(__file__).with_name("sokfragor.yaml")


class Question(NamedTuple):
    """Det som en besökare skriver, och adressen från roten som ska finnas bland de tre första träffarna."""

    asked: str
    address: str


# Ställer fråga efter fråga i formuläret på sidan som är öppen. Femtio gånger så fort som att öppna sidan för var och en.
ASK = """async (questions) => {
  const form = document.getElementById("sokformular"), status = document.querySelector("#sokresultat [role=status]");
  const found = [];
  for (const question of questions) {
    status.replaceChildren();
    form.elements.namedItem("q").value = question;
    form.requestSubmit();
    while (!status.textContent) await new Promise((done) => setTimeout(done));
    found.push([...document.querySelectorAll("#sokresultat ol a")].map((link) => link.href));
  }
  return found; }"""
AT_ONCE = 100  # webbläsaren tar emot högst 200 nya adresser på tio sekunder


def ask_all(page: Page, questions: list[str]) -> list[list[str]]:
    """Träffarnas adresser för var och en av frågorna. Söksidan ska vara öppen."""
    address, found = page.url, []
    for first in range(0, len(questions), AT_ONCE):
        page.goto(address)
        found += page.evaluate(ASK, questions[first : first + AT_ONCE])
    return found


def questions_in(path: Path) -> list[Question]:
    return [Question(row["fråga"], row["sida"]) for row in yaml.safe_load(path.read_text("utf8"))]


def missed(page: Page, root: str, questions: list[Question]) -> list[str]:
    """En mening för varje fråga vars sida, eller ett ställe på den, inte fanns bland de tre första. Söksidan ska vara öppen.

    Args:
        root: webbplatsens adress, med snedstreck sist.
    """
    answers = ask_all(page, [question.asked for question in questions])
    firsts = [[link.removeprefix(root) for link in found[:3]] for found in answers]
    return [
        f"{asked}: väntade {address}, fick {', '.join(first) or 'inget'}"
        for (asked, address), first in zip(questions, firsts, strict=True)
        if not any(link == address or link.startswith(f"{address}#") for link in first)
    ]
