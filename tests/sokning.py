"""Söksidan i en webbläsare: många frågor ställda efter varandra."""

from playwright.sync_api import Page

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
