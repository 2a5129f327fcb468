"""Går igenom en sida med Tab och ger det som är fel med vägen."""

from playwright.sync_api import Page

# Antecknar vart fokus går. Varje stopp granskas när nästa tangent trycks ner: då har sidan rullat klart.
WALK = """() => {
  const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (element) => {
    if (!element) return "rgb(255, 255, 255)";
    const colour = getComputedStyle(element).backgroundColor;
    return channels(colour)[3] === 0 ? behind(element.parentElement) : colour;
  };
  const reachable = [...document.querySelectorAll("a[href], area[href], button, input, select, textarea, summary, iframe, [tabindex]")]
    .filter((element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }))
    // En grupp av alternativknappar är ett stopp: pilarna går mellan dem.
    .filter((element, _, all) => element.type !== "radio" || element === all.find((one) => one.type === "radio" && one.name === element.name));
  const name = (element) => `${element.tagName} ${(element.textContent.trim() || element.id).slice(0, 50)}`;
  const visited = [], faults = [];
  const inspect = () => {
    const element = document.activeElement;
    if (element === visited.at(-1) || element === document.body || element.id === "sidans-innehall") return;
    visited.push(element);
    const boxes = [...element.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    const points = boxes.flatMap((box) => [0.1, 0.5, 0.9].flatMap((x) => [0.2, 0.5, 0.8]
      .map((y) => document.elementFromPoint(box.x + box.width * x, box.y + box.height * y))));
    if (!points.some((point) => point && element.contains(point))) faults.push(`fokus syns inte: ${name(element)}`);
    const style = getComputedStyle(element);
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push(`ingen ram: ${name(element)}`);
    else if (contrast(style.outlineColor, behind(element.parentElement)) < 3) faults.push(`för svag ram: ${name(element)}`);
  };
  window.walkedKeys = 0;
  addEventListener("keydown", () => { inspect(); walkedKeys++; }, true);
  const comesBefore = (element, i) => i && !(visited[i - 1].compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
  window.finishWalk = () => {
    inspect();
    return [...faults,
      ...reachable.filter((element) => !visited.includes(element)).map((element) => `nås inte: ${name(element)}`),
      ...visited.filter((element) => !reachable.includes(element)).map((element) => `oväntat stopp: ${name(element)}`),
      ...visited.filter(comesBefore).map((element) => `fel ordning: ${name(element)}`)];
  };
  // Ett datumfält har fyra stopp: år, månad, dag och kalendern.
  return reachable.length + 3 * reachable.filter((element) => element.type === "date").length;
}"""


# Tangenten hålls nere: webbläsaren flyttar fokus varje gång den upprepas. Dubbelt så fort som att släppa den emellan.
TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}


def walk(page: Page) -> list[str]:
    """Går igenom hela sidan med Tab och ger det som är fel med vägen."""
    keyboard = page.context.new_cdp_session(page)
    stops = page.evaluate(WALK)
    for _ in range(stops):
        keyboard.send("Input.dispatchKeyEvent", TAB)
    keyboard.detach()
    page.keyboard.up("Tab")
    return finish(page, stops)


def finish(page: Page, keys: int) -> list[str]:
    """Det som är fel med vägen, när sidan har fått så många tryck."""
    page.wait_for_function("(keys) => walkedKeys === keys", arg=keys)
    return page.evaluate("() => finishWalk()")
