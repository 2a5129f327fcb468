// Datum som har varit i dag, hos läsaren, sägs i ord. Utan skript står datumen som de är.
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
})();
