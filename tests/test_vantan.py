"""Inget prov har bråttom: efter en handling i webbläsaren väntar det, det sover inte, och det mäter inte hur lång tid något tar."""

from textwrap import indent

import pytest

from macros.settings import ROOT
from tests.brattom import faults

# Funktionerna som frågar en annan process om och om igen, och vad de väntar på.
POLLING = {
    "conftest.once": "bygget som en annan av provens processer gör",
    "test_preview.wait_until": "sidan som förhandsvisningen bygger",
    "test_stopped_build.open_end": "bygget som ska öppna röret",
}


def suite() -> dict[str, str]:
    return {path.stem: path.read_text("utf8") for path in (ROOT / "tests").glob("*.py")}


def test_no_test_is_in_a_hurry() -> None:
    assert faults(suite(), POLLING) == []


def test_only_what_polls_is_excepted() -> None:
    found = {fault.partition(":")[0] for fault in faults(suite())}
    assert found == set(POLLING)


# ---- Provet av provet --------------------------------------------------------------------------------------


def judged(body: str, rest: str = "", **others: str) -> list[str]:
    """Felen i ett påhittat prov, utan plats."""
    sources = {"test_x": f"{rest}\ndef test(page, site):\n{indent(body, '    ')}\n"} | others
    return [fault.split(": ", 1)[1] for fault in faults(sources)]


READ = "läser sidan direkt efter"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("page.click('a')\nassert page.inner_text('h1') == 'Hej'", f"inner_text {READ} click"),
        ("page.locator('a').press('Enter')\ntext = page.locator('h1').text_content()", f"text_content {READ} press"),
        ("page.fill('a', 'b')\nif page.locator('li').count() > 1: pass", f"count {READ} fill"),
        ("page.keyboard.press('Tab')\nreturn page.evaluate('() => 1')", f"evaluate {READ} press"),
        ("page.mouse.wheel(0, 9)\nshown = page.locator('p').is_visible()", f"is_visible {READ} wheel"),
        ("page.go_back()\nassert page.url == site.url", f"url {READ} go_back"),
        ("page.reload()\nassert page.title() == 'Hej'", f"title {READ} reload"),
        ("page.goto(f'{site.url}sok/?q=a')\nassert page.content()", f"content {READ} goto"),
        ("page.goto(site.url + '#a')\nassert page.content()", f"content {READ} goto"),
        ("page.evaluate('() => { location.hash = 1; }')\nassert page.url", f"url {READ} evaluate"),
        ("page.evaluate(GO)\nassert page.url", f"url {READ} evaluate"),
        ("page.check('a')\nexpect(page.locator('b')).to_have_text(page.input_value('c'))", f"input_value {READ} check"),
        ("page.check('a')\nassert [box.get_attribute('id') for box in boxes]", f"get_attribute {READ} check"),
        ("for one in 'ab':\n    assert page.locator(one).count()\n    page.click(one)", f"count {READ} click"),
        ("if site:\n    page.click('a')\nassert page.url", f"url {READ} click"),
        ("if site:\n    page.click('a')\nelse:\n    expect(page).to_have_url('a')\nassert page.url", f"url {READ} click"),
        ("with tab() as page:\n    page.click('a')\n    assert page.url", f"url {READ} click"),
        ("try:\n    page.click('a')\nfinally:\n    assert page.url", f"url {READ} click"),
        ("expect(page).to_have_url('a')\npage.click('a')\nassert page.url", f"url {READ} click"),
        ("page.wait_for_timeout(500)", "wait_for_timeout väntar en bestämd tid"),
        ("time.sleep(1)", "sleep väntar en bestämd tid"),
        ("while not done(): sleep(1)", "sleep väntar en bestämd tid"),
        ("start = perf_counter()\nrun()\nassert perf_counter() - start < 1", "provet jämför hur lång tid något tog"),
        ("start = time.time()\ntook = time.time() - start\nassert took < 1", "provet jämför hur lång tid något tog"),
        ("start = monotonic()\nrun()\nassert 0 < monotonic() - start < limit", "provet jämför hur lång tid något tog"),
    ],
)
def test_what_is_in_a_hurry_is_refused(body: str, said: str) -> None:
    assert judged(body, "GO = 'location.assign(\"a\")'") == [said]


@pytest.mark.parametrize(
    "body",
    [
        "page.goto(site.url)\nassert page.inner_text('h1') == 'Hej'",
        "text = page.inner_text('h1')\npage.click('a')\nexpect(page.locator('h1')).not_to_have_text(text)",
        "page.click('a')\nexpect(page.locator('h1')).to_be_visible()\nassert page.url",
        "page.click('a')\npage.wait_for_url('b')\nassert page.url",
        "page.click('a')\nwait_until(page, '() => 1', 1)\nassert page.url",
        "page.click('a')\nwait_until(lambda: page.inner_text('a') == 'b')\nassert page.url",
        "with page.expect_download() as waiting:\n    page.click('a')\nassert page.url",
        "page.click('a')\npage.goto(site.url)\nassert page.url",
        "page.click('a')\npage.evaluate('() => { window.a = 1; }')",
        "page.evaluate('() => location.href')\nassert page.url",
        "if site:\n    page.click('a')\n    return\nassert page.url",
        "page.click('a')\nassert 'aab'.count('a') == 2",
        "page.click('a')\ndef later():\n    return page.url",
        "start = perf_counter()\nprint(perf_counter() - start)",
        "assert model.time(1) < 3",
    ],
)
def test_what_waits_is_accepted(body: str) -> None:
    assert judged(body) == []


HELPERS = """
class Shown:
    def __init__(self, page):
        page.goto('a?b')
    def act(self):
        self.page.click('a')
    def waits(self):
        expect(self.page).to_have_url('a')
    def reads(self):
        return self.page.url
    def acts_and_waits(self):
        self.act()
        self.waits()
def go(page):
    page.press('a')
"""


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("shown.act()\nassert shown.reads()", [f"reads {READ} act"]),
        ("shown.act()\nassert shown.page.url", [f"url {READ} act"]),
        ("shown = Shown(page)\nassert page.url", [f"url {READ} Shown"]),
        ("go(page)\nassert page.url", [f"url {READ} go"]),
        ("shown.act()\nshown.waits()\nassert shown.reads()", []),
        ("shown.acts_and_waits()\nassert shown.reads()", []),
        ("shown.reads()\nshown.act()", []),
    ],
)
def test_helpers_are_followed_from_file_to_file(body: str, said: list[str]) -> None:
    assert judged(body, HELPERS) == said
    assert judged(body, "from tests.hjalp import Shown, go", hjalp=HELPERS) == said


def test_a_module_of_helpers_is_followed_too() -> None:
    assert judged("hjalp.go(page)\nassert page.url", "from tests import hjalp", hjalp=HELPERS) == [f"url {READ} go"]


def test_only_what_sleeps_between_questions_may_be_excepted() -> None:
    polls = "def ask():\n    while not done():\n        assert monotonic() < end\n        time.sleep(1)\n"
    sleeps = "def ask():\n    time.sleep(1)\n    while not done(): pass\n"
    assert faults({"test_x": polls}, ["test_x.ask"]) == []
    assert faults({"test_x": polls}, ["test_x.other"]) == [
        "test_x.ask:3: provet jämför hur lång tid något tog",
        "test_x.ask:4: sleep väntar en bestämd tid",
    ]
    assert faults({"test_x": sleeps}, ["test_x.ask"]) == ["test_x.ask:2: sleep väntar en bestämd tid"]
