// Kan vi söka?, räkna baklänges och datum som har passerat. Utan skript finns samma innehåll att läsa.
"use strict";

(() => {
  /* — Kan vi söka?: en fråga i taget — */
  const flow = document.getElementById("provning");
  if (flow) {
    const nodes = [...flow.querySelectorAll("[data-nod]")];
    const said = document.getElementById("provning-svar");
    const byHash = () => nodes.find((node) => `#${node.id}` === location.hash) || nodes[0];
    const show = (focus) => {
      const current = byHash();
      for (const node of nodes) node.hidden = node !== current;
      if (focus) current.focus();
      said.textContent = current.classList.contains("flow-answer") ? current.querySelector("h2").textContent : "";
    };
    // Länken Hoppa till innehållet byter också adress, men inte fråga.
    addEventListener("hashchange", () => (!location.hash || byHash().id === location.hash.slice(1)) && show(true));
    show(false);
  }

  /* — Datum: det som har varit i dag, hos läsaren, sägs i ord — */
  const today = new Date();
  const isoDay = (date) => `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
  for (const time of document.querySelectorAll("[data-datumlista] time")) {
    if (time.dateTime < isoDay(today)) {
      const item = time.closest("li, tr");
      item.classList.add("past");
      time.append(" (har varit)");
    }
  }

  /* — Räkna baklänges — */
  const form = document.getElementById("baklanges");
  if (!form) return;
  const target = document.getElementById("mal-dag");
  const choice = document.getElementById("mote-val");
  const status = document.getElementById("baklanges-besked");
  const rows = [...document.querySelectorAll("#baklanges-tabell tbody tr")].map((row, i) => {
    const cell = row.querySelector("[data-veckor]");
    const label = document.createElement("label");
    const input = document.createElement("input");
    label.className = "visually-hidden";
    label.htmlFor = input.id = `veckor-${i}`;
    label.textContent = `Veckor för steget ${cell.dataset.namn}`;
    Object.assign(input, { type: "number", min: 0, max: 104, value: cell.dataset.veckor });
    cell.replaceChildren(label, input);
    return { input, day: row.querySelector("[data-dag]"), empty: row.querySelector("[data-dag]").textContent };
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
    status.textContent = isoDay(date) < isoDay(today)
      ? `Det hinns inte: ni hade behövt börja ${inWords.format(date)}. Välj en senare dag eller korta stegen.`
      : `Börja senast ${inWords.format(date)}.`;
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  target.addEventListener("input", count);
  if (choice) choice.addEventListener("change", () => { target.value = choice.value; count(); });
  for (const row of rows) row.input.addEventListener("input", count);
  form.hidden = false;
})();
