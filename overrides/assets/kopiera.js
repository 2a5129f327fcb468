// Det som kopieras får inte med de mjuka bindestrecken: de säger bara var ett ord får delas, och stör den som söker eller räknar i texten.
"use strict";

addEventListener("copy", (event) => {
  const selection = getSelection();
  const text = String(selection);
  if (!selection?.rangeCount || !text.includes("\xad")) return;
  const range = selection.getRangeAt(0);
  // Delen av en tabell eller lista behöver det som den står i, för att klistras in som en tabell eller lista.
  let copied = /** @type {Node} */ (range.cloneContents());
  let place = /** @type {?Node} */ (range.commonAncestorContainer);
  for (; place && place.nodeName !== "MAIN"; place = place.parentNode) {
    if (!(place instanceof HTMLElement)) continue;
    const around = place.cloneNode();
    around.appendChild(copied);
    copied = around;
  }
  const page = new XMLSerializer().serializeToString(copied);
  event.clipboardData?.setData("text/plain", text.replaceAll("\xad", ""));
  event.clipboardData?.setData("text/html", page.replaceAll("\xad", ""));
  event.preventDefault();
});
