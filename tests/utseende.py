"""Det som kan vara fel med hur en sida ligger: text som rinner ut, kläms eller skyms, och för små knappar."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.flikar import WIDTHS, ZOOMED, Resize

OVERFLOW = """() => { const root = document.documentElement;
  return root.scrollWidth > root.clientWidth ? [`${root.scrollWidth} punkter bred i ett fönster på ${root.clientWidth}`] : []; }"""
# Text som klipps bort, rinner ut ur sidan eller hamnar under något annat.
LOST = """() => {
  const faults = [];
  const name = (element) => `${element.tagName} ${element.textContent.trim().slice(0, 60)}`;
  for (const element of document.body.querySelectorAll("*:not(.visually-hidden, .visually-hidden *, [aria-hidden] *, svg *)")) {
    if (!element.checkVisibility({ visibilityProperty: true }) || !element.textContent.trim()) continue;
    const { overflowX, overflowY } = getComputedStyle(element), clips = (value) => value === "hidden" || value === "clip";
    if (element.closest(".cards thead, .timeline thead") || element.matches("[aria-hidden]")) continue;
    if (element.matches("th, td, dd") && element.scrollWidth > element.clientWidth + 1) faults.push(`rinner ut: ${name(element)}`);
    if (clips(overflowX) && element.scrollWidth > element.clientWidth + 1) faults.push(`klippt i sidled: ${name(element)}`);
    if (clips(overflowY) && element.scrollHeight > element.clientHeight + 1) faults.push(`klippt på höjden: ${name(element)}`);
  }
  for (const control of document.querySelectorAll("a[href]:not(.skip), button, input, summary")) {
    if (!control.checkVisibility()) continue;
    control.scrollIntoView({ block: "center" });
    const [box] = control.getClientRects();
    const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    if (!control.contains(seen) && !seen?.contains(control)) faults.push(`under något annat: ${name(control)}`);
  }
  return faults;
}"""
# Avstånden i WCAG 1.4.12, som den som läser långsamt kan ställa in.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
SMALL_CONTROLS = """() => [...document.querySelectorAll("button, input, summary, label.option, nav a, .skip")]
  .filter((element) => element.checkVisibility())
  .map((element) => [element, (element.closest("label") ?? element).getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([element, box]) => `${element.outerHTML.slice(0, 80)} är ${box.width} × ${box.height}`)"""
# `display: block` tar bort tabellens roll i vissa webbläsare. Då måste rollerna stå i sidan.
NO_LONGER_TABLES = """() => [...document.querySelectorAll("table, thead, tbody, tr, th, td")]
  .filter((element) => !getComputedStyle(element).display.startsWith("table") && !element.getAttribute("role"))
  .map((element) => `ingen roll: ${element.outerHTML.slice(0, 80)}`)"""
# Det som rör sig fast besökaren har bett om stillhet.
MOVING = """() => [...document.getAnimations().map(String), ...[...document.querySelectorAll("*")].filter((element) => {
  const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
  return transitionDuration !== "0s" || animationName !== "none" || scrollBehavior === "smooth"; })
  .map((element) => `rör sig: ${element.outerHTML.slice(0, 80)}`)]"""


TEXT_SIZE = "(size) => { document.documentElement.style.fontSize = size; }"
USE_SPACING = (
    """(text) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); document.adoptedStyleSheets = [sheet]; }"""
)


def layout_faults(page: Page, resize: Resize) -> Iterator[str]:
    """Fel på sidan som är öppen: i alla bredder, i zoom, med större text och med glesare text, och det som rör sig."""

    def found(name: str, width: int, height: int, *scripts: str) -> list[str]:
        resize(width, height)
        return [f"{name}: {fault}" for script in scripts for fault in page.evaluate(script)]

    # 1009 är den minsta bredd där korten är tabeller.
    for width in (*WIDTHS, 1009):
        yield from found(f"{width}", width, 900, OVERFLOW, LOST, SMALL_CONTROLS, NO_LONGER_TABLES)
    yield from found("400 procents zoom", *ZOOMED.values(), OVERFLOW, LOST)
    page.evaluate(TEXT_SIZE, "200%")
    for width in (1280, 640):
        yield from found(f"dubbel text, {width}", width, 900, OVERFLOW, LOST)
    page.evaluate(TEXT_SIZE, "")
    page.evaluate(USE_SPACING, SPACING)
    yield from found("gles text", 320, 900, OVERFLOW, LOST)
    page.evaluate(USE_SPACING, "")
    yield from page.evaluate(MOVING)
