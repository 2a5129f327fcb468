"""Räknaren för måluppfyllelsen i en riktig webbläsare: den räknar som bygget, och säger till som kontrollerna."""

import random
import re
from collections.abc import Iterable

import pytest
import yaml
from playwright.sync_api import Page, expect

from macros.check import Data, relations, utfall_tal_rules
from macros.model.utfall import POSITIVA, RÄKNADE, Måluppfyllelse, Måttlista, med_summor
from macros.read import read_rows
from macros.views.text import first_upper
from tests import rader
from tests.conftest import DAY, Site, tab
from tests.vantan import wait_until

ADDRESS = "uppfoljning/utfallsmatt/"
EMPTY = "Fyll i avslut, tidiga avhopp och utfallen."
WRONG = "Rätta talen, så räknas måluppfyllelsen."
NOBODY = "Ingen att räkna på: alla avslut var tidiga avhopp."
PROBLEMS = "() => [...document.querySelectorAll('#rakna-fel p')].map((problem) => problem.textContent).sort()"
WHOLE = "skriv ett heltal, 0 eller mer."
POLICY = {
    "aktiva": "56",
    "avslut": "23",
    "tidiga_avhopp": "3",
    "arbete": "4",
    "studier": "2",
    "annan_rehab": "2",
    "sjukvård": "6",
    "ersättning": "0",
    "annat": "6",
    "aktiva_nästa": "33",
}


def mått() -> Måttlista:
    return rader.example_register().uppföljning.mått


class Calculator:
    """Räknaren, med det som en besökare gör där."""

    def __init__(self, page: Page, example_site: Site):
        self.page = page
        page.goto(example_site.url + ADDRESS)
        expect(page.locator("#raknare")).to_be_visible()

    def field(self, name: str):
        return self.page.locator(f'#raknare input[name="{name}"]')

    def write(self, tal: dict[str, str]) -> "Calculator":
        for ett in mått().antal:
            self.field(ett.fält).fill(tal.get(ett.fält, ""))
        return self

    def write_at_once(self, tal: dict[str, str]) -> "Calculator":
        """Som `write` men i ett steg, för prov med många rader. Femtio gånger så fort."""
        self.page.locator("#raknare").evaluate(
            """(form, tal) => {
          for (const field of form.querySelectorAll("input[name]")) {
            field.value = tal[field.name] ?? "";
            field.dispatchEvent(new Event("input", { bubbles: true }));
          } }""",
            tal,
        )
        return self

    def says(self, answer: str, problems: Iterable[str] = ()) -> None:
        """Väntar tills räknaren har svarat så, med de här felen."""
        expect(self.page.locator("#rakna-svar")).to_have_text(answer)
        expect(self.page.locator("#rakna-fel p")).to_have_text(list(problems))


@pytest.fixture
def calculator(example_site: Site, page: Page) -> Calculator:
    return Calculator(page, example_site)


# ---- Samma svar som bygget --------------------------------------------------------------------------------

RULES = (
    relations.högst,
    utfall_tal_rules.aktiva_nästa_stämmer_inte,
    utfall_tal_rules.utfallen_stämmer_inte,
    utfall_tal_rules.andel_över_hundra,
)


def as_on_the_page(message: str) -> str:
    """Kontrollens mening som räknaren säger den: utan rad och råd, med måttens namn."""
    text = message.partition(" (utfall")[0].replace("aktiva_nästa", "aktiva när nästa period börjar").replace("_", " ")
    text = re.sub(
        r"^De positiva utfallen är (\d+), fler än de (-?\d+) .*",
        r"De positiva utfallen (\1) är fler än dem som räknas (\2)",
        text,
    )
    return first_upper(re.sub(r"^(\D+) (\d+) är fler än (\D+) (\d+)$", r"\1 (\2) är fler än \3 (\4)", text)) + "."


def judged(tal: dict[str, str]) -> set[str]:
    """Vad kontrollerna av data säger om samma tal."""
    row = {"id": "prov", "exempel": "ja", "kön": "totalt"} | tal
    reading = read_rows(yaml.safe_dump([row], allow_unicode=True).encode(), "data/utfall.yaml")
    tables = {"utfallsmatt": rader.example().tables["utfallsmatt"], "utfall": reading.rows}
    data = Data(rader.words(), DAY, tables=tables)
    return {as_on_the_page(finding.text) for rule in RULES for finding in rule(data)}


def share(tal: dict[str, str]) -> str:
    """Vad bygget får talen till. EMPTY när det inte går att säga."""
    hela = med_summor({field: int(value) for field, value in tal.items()}, mått())
    positiva, räknade = hela.get(POSITIVA), hela.get(RÄKNADE)
    if positiva is None or räknade is None:
        return EMPTY
    if räknade == 0:
        return NOBODY
    return f"Måluppfyllelse: {positiva} av {räknade} = {Måluppfyllelse(positiva, räknade).procent} %"


def consistent(dice: random.Random, most: int) -> dict[str, str]:
    """En rad där allt stämmer."""
    tal = {field: dice.randint(0, most) for field in mått().fält("utfall", "tidiga avhopp", "aktiva nästa")}
    tal["avslut"] = sum(tal.values()) - tal["aktiva_nästa"]
    tal["aktiva"] = tal["avslut"] + tal["aktiva_nästa"]
    return {field: str(value) for field, value in tal.items()}


def test_rows_that_agree_give_the_share_of_the_build(calculator: Calculator) -> None:
    dice = random.Random(1)
    for most in [0, 1, 1, 1, 2, 3, 5, 9, 20, 200, 900_000] * 2:
        tal = consistent(dice, most)
        calculator.write_at_once(tal)
        calculator.says(share(tal))
        assert judged(tal) == set()


def test_rows_that_do_not_agree_are_judged_as_by_the_checks(calculator: Calculator) -> None:
    dice = random.Random(2)
    seen: set[str] = set()
    for _ in range(30):
        tal = consistent(dice, 9)
        for field in dice.sample(list(tal), dice.randint(1, 2)):
            tal[field] = str(dice.randint(0, 60))
        calculator.write_at_once(tal)
        expected = judged(tal)
        expect(calculator.page.locator("#rakna-svar")).to_have_text(WRONG if expected else share(tal))
        wait_until(calculator.page, PROBLEMS, sorted(expected))
        seen |= {re.sub(r"-?\d+", "", message) for message in expected}
    assert len(seen) == 5, f"varje sorts motsägelse ska ha prövats: {seen}"


def test_a_row_with_gaps_never_gives_another_share_than_the_build(calculator: Calculator) -> None:
    dice = random.Random(3)
    shares = 0
    for _ in range(25):
        tal = consistent(dice, 9)
        for field in dice.sample(list(tal), dice.randint(1, 3)):
            del tal[field]
        calculator.write_at_once(tal)
        expect(calculator.page.locator("#rakna-svar")).to_have_text(
            re.compile(f"^({re.escape(EMPTY)}|{re.escape(share(tal))})$")
        )
        expect(calculator.page.locator("#rakna-fel p")).to_have_count(0)
        shares += calculator.page.locator("#rakna-svar").text_content() != EMPTY
    assert shares


def test_the_example_of_the_policy(calculator: Calculator) -> None:
    calculator.write(POLICY).says("Måluppfyllelse: 8 av 20 = 40 %")


@pytest.mark.parametrize(
    ("change", "answer", "problems"),
    [
        ({"aktiva": "22", "aktiva_nästa": ""}, WRONG, ["Avslut (23) är fler än aktiva (22)."]),
        (
            {"tidiga_avhopp": "24", "annat": ""},
            WRONG,
            ["Tidiga avhopp (24) är fler än avslut (23).", "De positiva utfallen (8) är fler än dem som räknas (-1)."],
        ),
        ({"annat": "7"}, WRONG, ["Utfallen är tillsammans 21, men avslut minus tidiga avhopp är 20."]),
        ({"aktiva_nästa": "32"}, WRONG, ["Aktiva när nästa period börjar är 32, men aktiva minus avslut är 33."]),
        ({"arbete": "40", "annat": ""}, WRONG, ["De positiva utfallen (44) är fler än dem som räknas (20)."]),
        ({"annat": ""}, "Måluppfyllelse: 8 av 20 = 40 %", []),
        ({"aktiva": "", "aktiva_nästa": ""}, "Måluppfyllelse: 8 av 20 = 40 %", []),
        ({"arbete": ""}, EMPTY, []),
        ({"avslut": ""}, EMPTY, []),
        ({"aktiva": "-56"}, WRONG, [f"Aktiva: {WHOLE}"]),
        ({"aktiva": "56.5"}, WRONG, [f"Aktiva: {WHOLE}"]),
        ({"aktiva": "1e2"}, WRONG, [f"Aktiva: {WHOLE}"]),
        ({"arbete": "-4"}, EMPTY, [f"Till arbete: {WHOLE}"]),
    ],
)
def test_each_problem_is_said_in_words(calculator: Calculator, change, answer, problems) -> None:
    calculator.write(POLICY | change)
    calculator.says(answer, problems)
    unreadable = calculator.page.locator("#raknare input[aria-invalid=true]")
    assert unreadable.count() == sum(problem.endswith(WHOLE) for problem in problems)


@pytest.mark.parametrize("text", ["-", "1e", "+"])
def test_what_the_browser_can_not_read_is_not_taken_for_empty(calculator: Calculator, text: str) -> None:
    calculator.write(POLICY | {"aktiva": ""})
    calculator.field("aktiva").press_sequentially(text)
    calculator.says(WRONG, [f"Aktiva: {WHOLE}"])


# ---- Formuläret -------------------------------------------------------------------------------------------


def test_every_number_has_a_field_with_its_name(calculator: Calculator) -> None:
    for ett in mått().antal:
        label = ett.namn + (" (positivt)" if ett.positivt else "")
        expect(calculator.page.get_by_label(label, exact=True)).to_have_attribute("name", ett.fält)


def test_the_form_is_emptied(calculator: Calculator) -> None:
    calculator.write(POLICY | {"annat": "7"})
    expect(calculator.page.locator("#rakna-fel p")).to_have_count(1)
    calculator.page.get_by_role("button", name="Töm").click()
    calculator.says(EMPTY)
    expect(calculator.field("avslut")).to_have_value("")


def test_it_all_works_from_the_keyboard(calculator: Calculator) -> None:
    page = calculator.page
    page.locator("#raknare input").first.focus()
    for value in POLICY.values():
        page.keyboard.type(value)
        page.keyboard.press("Enter")  # skickar ingenting
        page.keyboard.press("Tab")
    calculator.says("Måluppfyllelse: 8 av 20 = 40 %")
    expect(page).to_have_url(re.compile(f"{ADDRESS}$"))
    page.keyboard.press("Enter")  # fokus står på Töm
    expect(page.locator("#rakna-svar")).to_have_text(EMPTY)
    page.locator("#raknare input").last.press("ArrowUp")
    expect(calculator.field("aktiva_nästa")).to_have_value("1")


def test_answers_and_problems_are_announced(calculator: Calculator) -> None:
    roles = calculator.page.locator("#raknare").get_by_role("status")
    assert roles.evaluate_all("(all) => all.map((one) => one.id)") == ["rakna-svar", "rakna-fel"]


def test_numbers_that_the_browser_puts_back_are_counted(calculator: Calculator, example_site: Site) -> None:
    calculator.write(POLICY)
    calculator.page.goto(example_site.url)
    calculator.page.go_back()
    calculator.page.wait_for_function("document.readyState === 'complete'")
    expect(calculator.field("avslut")).to_have_value("23")
    expect(calculator.page.locator("#rakna-svar")).to_have_text("Måluppfyllelse: 8 av 20 = 40 %")


def test_nothing_is_sent(example_site: Site, own_page: Page) -> None:
    calculator, sent = Calculator(own_page, example_site), []
    calculator.page.on("request", lambda request: sent.append(request.url))
    calculator.write(POLICY).says("Måluppfyllelse: 8 av 20 = 40 %")
    assert sent == [] and calculator.page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_without_scripts_the_way_to_count_is_explained(example_site: Site, browser) -> None:
    with tab(browser, java_script_enabled=False) as page:
        page.goto(example_site.url + ADDRESS)
        expect(page.locator("#raknare")).to_be_hidden()
        expect(page.locator("[data-utan-rakna]")).to_contain_text("Dra de tidiga avhoppen från avslut.")


def test_with_scripts_the_explanation_is_put_away(calculator: Calculator) -> None:
    expect(calculator.page.locator("[data-utan-rakna]")).to_be_hidden()
