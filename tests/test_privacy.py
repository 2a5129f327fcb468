"""Integriteten: ingen annan dator får veta något, inget sparas, och skyddet (CSP) håller på alla sidor."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page, expect

from macros.settings import ROOT
from tests import pages
from tests.conftest import Site

# Lyssnar innan sidans egna skript körs. Skyddet gäller inte det som provet självt kör.
LISTEN = """document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP: ${event.effectiveDirective} ${event.blockedURI || ""} på ${location.href}`); });"""
STORED = """async () => ({
  cookie: document.cookie, local: localStorage.length, session: sessionStorage.length,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length })"""
NOTHING = {"cookie": "", "local": 0, "session": 0, "databases": 0, "caches": 0, "workers": 0}
# Adresser som hämtas utan att någon klickar.
FETCHED = (
    "//@src | //@srcset | //@poster | //object/@data | //link[not(@rel='canonical')]/@href"
    " | //*[local-name()='image' or local-name()='use']/@*[local-name()='href']"
)


@dataclass
class Visit:
    """Det som webbläsaren gjorde under ett besök på alla slags sidor."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    stored: list[tuple[str, dict]] = field(default_factory=list)
    cookies: list[dict] = field(default_factory=list)


def watched(browser: Browser, seen: Visit) -> tuple[BrowserContext, Page]:
    """En flik där hämtningar, brott mot skyddet och fel i skript antecknas."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, accept_downloads=True)
    context.add_init_script(LISTEN)
    context.on("request", lambda request: seen.requests.append(request.url))
    page = context.new_page()
    page.set_default_timeout(10_000)
    # Om sidan själv säger webbläsaren bara att adressen inte finns, och det ska 404-sidan svara.
    page.on(
        "console",
        lambda message: (
            message.type in ("error", "warning")
            and message.location["url"] != page.url
            and seen.complaints.append(message.text)
        ),
    )
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    return context, page


@pytest.fixture(scope="module")
def visited(site: Site, example_site: Site, browser: Browser) -> Iterator[Visit]:
    """Ett besök på alla slags sidor. Sökning, filter, sortering och nedladdning sker bland de påhittade uppgifterna."""
    seen = Visit()
    context, page = watched(browser, seen)
    for address in pages.kinds(site):
        pages.visit(page, site, address)
        pages.unfold(page)
        seen.stored.append((address, page.evaluate(STORED)))
    for act in (use_header_search, use_search, use_catalogue):
        act(page, example_site)
        seen.stored.append((act.__name__, page.evaluate(STORED)))
    seen.cookies = context.cookies()
    yield seen
    context.close()


def use_header_search(page: Page, site: Site) -> None:
    page.goto(site.url)
    page.locator("#sajtsok").fill("enkät")
    page.locator("#sajtsok").press("Enter")
    page.locator("#sokresultat ol").wait_for()


def use_search(page: Page, site: Site) -> None:
    page.goto(f"{site.url}sok/")
    page.locator("#sokord").press_sequentially("insats")
    page.locator("#sokresultat ol").wait_for()
    page.get_by_role("button", name="Visa fler").click()
    page.locator("#sokresultat li:nth-child(11)").wait_for()


def use_catalogue(page: Page, site: Site) -> None:
    page.goto(f"{site.url}insatser/")
    every = page.locator("#antal").inner_text()
    page.locator(".facet summary").first.click()
    page.locator(".facet input").first.check()
    page.locator("#fritext").press_sequentially("a")
    expect(page.locator("#antal")).not_to_have_text(every)
    page.locator("button.sort").first.click()
    with page.expect_download() as download:
        page.locator("#ladda-ner").click()
    assert download.value.path().read_bytes()
    page.wait_for_url("**sort=*")


def test_nothing_is_fetched_from_another_host(visited: Visit, site: Site, example_site: Site) -> None:
    own = (site.url, example_site.url, f"blob:{example_site.url}")
    assert len(visited.requests) > 50
    assert [url for url in visited.requests if not url.startswith(own)] == []


def test_no_page_names_a_file_on_another_host(site: Site) -> None:
    """Gäller också det som bara laddas ibland, och förberedelser som preconnect."""
    for address in [*site.addresses(), "404.html"]:
        outside = [url for url in html.fromstring(pages.html(site, address)).xpath(FETCHED) if "//" in url]
        assert outside == [], address


def test_no_cookies(visited: Visit) -> None:
    assert visited.cookies == []


def test_nothing_is_stored(visited: Visit) -> None:
    assert [(where, stored) for where, stored in visited.stored if stored != NOTHING] == []


def test_nothing_breaks_the_policy_and_no_script_fails(visited: Visit) -> None:
    assert visited.complaints == []


@pytest.fixture(scope="module")
def shown(browser: Browser) -> Iterator[tuple[Page, Visit]]:
    """En flik att göra förbjudna saker i, och det som webbläsaren säger om dem."""
    seen = Visit()
    context, page = watched(browser, seen)
    yield page, seen
    context.close()


@pytest.mark.parametrize(
    "act",
    [
        "document.head.append(Object.assign(document.createElement('style'), { textContent: 'p { color: red }' }))",
        "document.body.append(Object.assign(document.createElement('img'), { src: 'https://exempel.se/a.png' }))",
        "document.body.setAttribute('onclick', 'alert(1)')",
        "document.body.setAttribute('style', 'color: red')",
        "setTimeout('alert(1)')",
        "trustedTypes.createPolicy('egen', { createScript: (text) => text })",
    ],
)
def test_the_policy_stops_what_it_should(example_site: Site, shown: tuple[Page, Visit], act: str) -> None:
    """Utan det här provet kunde skyddet saknas utan att någon märkte det."""
    page, seen = shown
    page.goto(f"{example_site.url}insatser/")
    seen.complaints.clear()
    with page.expect_console_message(lambda message: message.text.startswith("CSP: ")):
        page.evaluate(f"() => {{ try {{ {act} }} catch {{ }} }}")
    assert [complaint for complaint in seen.complaints if complaint.startswith("CSP: ")]


def policy(text: str) -> dict[str, str]:
    return dict(directive.strip().partition(" ")[::2] for directive in text.split(";"))


def header(site: Site, name: str) -> str:
    lines = (site.folder / "_headers").read_text("utf8").splitlines()
    assert lines[0] == "/*", "rubrikerna gäller alla adresser"
    [value] = [line.partition(":")[2].strip() for line in lines if line.strip().lower().startswith(f"{name}:")]
    return value


def test_every_page_carries_the_same_policy_as_the_headers(site: Site) -> None:
    """`frame-ancestors` räknas bara i rubriken. Meta ska stå före allt som hämtas, annars skyddas det inte."""
    sent = policy(header(site, "content-security-policy"))
    assert sent.pop("frame-ancestors") == "'none'"
    for address in [*site.addresses(), "404.html"]:
        tree = html.fromstring(pages.html(site, address))
        [meta] = tree.xpath("//head/meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy(meta) == sent, address
        assert (
            tree.xpath(
                "//head/*[self::link or self::script or self::style]"
                "[not(preceding-sibling::meta[@http-equiv='Content-Security-Policy'])]"
            )
            == []
        ), address


def test_the_policy_allows_nothing_by_default_and_nothing_unsafe(site: Site) -> None:
    sent = policy(header(site, "content-security-policy"))
    assert sent["default-src"] == "'none'"
    assert sent["script-src"] == sent["style-src"] == "'self'"
    assert "unsafe" not in str(sent) and "*" not in str(sent) and "http" not in str(sent) and "data:" not in str(sent)


def test_links_out_do_not_tell_where_the_visitor_was(site: Site) -> None:
    assert header(site, "referrer-policy") == "no-referrer"
    for address in [*site.addresses(), "404.html"]:
        if not pages.is_redirect(site, address):
            assert '<meta name="referrer" content="no-referrer">' in pages.html(site, address), address


def test_the_readme_names_every_header_that_no_page_can_carry(site: Site) -> None:
    """För servrar som inte läser `_headers`. Sidans meta har resten av skyddet, och adressen den länkades från."""
    sent = policy(header(site, "content-security-policy"))
    [meta] = html.fromstring(pages.html(site, "")).xpath("//head/meta[@http-equiv='Content-Security-Policy']/@content")
    own = "; ".join(f"{name} {value}" for name, value in sent.items() if name not in policy(meta))
    names = {line.split(":")[0].strip() for line in (site.folder / "_headers").read_text("utf8").splitlines()[1:]}
    readme = (ROOT / "README.md").read_text("utf8")
    for name in names - {"Referrer-Policy"}:
        value = f'"{own}"' if name == "Content-Security-Policy" else header(site, name.lower())
        assert f"add_header {name} {value} always;" in readme and f"Header always set {name} {value}\n" in readme
