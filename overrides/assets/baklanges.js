// Räkna baklänges från en vald dag. Utan skript står stegen och veckorna att läsa.
"use strict";

(() => {
  const form = document.getElementById("baklanges");
  if (!form) return;
  const target = /** @type {HTMLInputElement} */ (document.getElementById("mal-dag"));
  const choice = /** @type {?HTMLSelectElement} */ (document.getElementById("mote-val"));
  const status = /** @type {HTMLElement} */ (document.getElementById("baklanges-besked"));
  const rows = [...document.querySelectorAll("#baklanges-tabell tbody tr")].map((row, i) => {
    const [cell, day] = ["[data-veckor]", "[data-dag]"].map((part) => /** @type {HTMLElement} */ (row.querySelector(part)));
    const label = document.createElement("label");
    const input = document.createElement("input");
    label.className = "visually-hidden";
    label.htmlFor = input.id = `veckor-${i}`;
    label.textContent = `Veckor för steget ${cell.dataset.namn}`;
    Object.assign(input, { type: "number", min: 0, max: 104, value: cell.dataset.veckor });
    cell.replaceChildren(label, input);
    return { input, day, empty: day.textContent };
  });
  const inWords = new Intl.DateTimeFormat("sv-SE", { day: "numeric", month: "long", year: "numeric" });

  function count() {
    const [year, month, day] = target.value.split("-").map(Number);
    if (!day) {
      for (const row of rows) row.day.textContent = row.empty;
      status.textContent = "Välj en dag, så visas när varje steg behöver börja.";
      return;
    }
    const date = new Date(year, month - 1, day);
    for (const row of [...rows].reverse()) {
      date.setDate(date.getDate() - 7 * Math.min(104, Math.max(0, Math.round(Number(row.input.value) || 0))));
      row.day.textContent = inWords.format(date);
    }
    status.textContent = date.valueOf() < new Date().setHours(0, 0, 0, 0)
      ? `Det hinns inte: ni hade behövt börja ${inWords.format(date)}. Välj en senare dag eller korta stegen.`
      : `Börja senast ${inWords.format(date)}.`;
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  target.addEventListener("input", count);
  choice?.addEventListener("change", () => { target.value = choice.value; count(); });
  for (const row of rows) row.input.addEventListener("input", count);
  form.hidden = false;
})();
