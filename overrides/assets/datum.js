// Datum som har varit i dag, hos läsaren, sägs i ord, och nästa beslut är det som är nästa i dag. Utan skript står allt som
// det var när sidan gjordes.
"use strict";

(() => {
  const today = new Date().toLocaleDateString("sv-SE"); // som 2026-11-22
  /** @type {NodeListOf<HTMLTimeElement>} */
  const times = document.querySelectorAll("[data-datumlista] time");
  for (const time of times) {
    if (time.dateTime >= today) continue;
    (time.closest("td, dd") ?? time.closest("li, tr"))?.classList.add("past");
    time.append(" (har varit)");
  }
  for (const next of document.querySelectorAll("[data-nasta]")) {
    /** @type {NodeListOf<HTMLElement>} */
    const choices = next.querySelectorAll(":scope > *");
    // Den sista är beskedet att inget är inlagt. Den har ingen dag och gäller när alla andra har varit.
    const shown = [...choices].find(({ dataset }) => !dataset.sista || dataset.sista >= today);
    for (const one of choices) one.hidden = one !== shown;
  }
  /** @type {NodeListOf<HTMLElement>} */
  const closing = document.querySelectorAll("[data-stangt]");
  for (const one of closing) one.hidden = (one.dataset.stangt || "") >= today || (one.dataset.till || "") < today;
})();
