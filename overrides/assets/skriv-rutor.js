// Skriv ansökan: rutorna som en uppslagslista av svar, och raderna som kan bli fler. De andra skripten på sidan når det här som
// form.skrivbord, och händelsen input säger att något har ändrats. Formuläret i sidan är själva beskrivningen: här står inga texter.
"use strict";

(() => {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("skriv"));
  if (!form) return;
  /** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Box */
  const all = (/** @type {string} */ selector, /** @type {ParentNode} */ root = form) =>
    /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
  const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const boxes = () => /** @type {Box[]} */ (/** @type {unknown} */ (all("[data-ruta]")));
  const status = byId("skriv-besked");
  const undo = byId("skriv-angra");

  /** Säger en av meningarna i sidan. {namn} byts mot det som sägs i words. @param {string} key @param {Record<string, string>} words */
  function say(key, words = {}) {
    status.textContent = (status.dataset[key] ?? "").replace(/\{(.*?)\}/g, (whole, name) => words[name] ?? whole);
    undo.hidden = true;
  }

  // — Svaren —

  const ROW = /^(.*?)-(\d+)-/; // gruppen och radens nummer i en rutas namn
  const starting = (/** @type {Box} */ box) =>
    box instanceof HTMLSelectElement ? (ROW.exec(box.name)?.[2] === "1" && box.dataset.forst) || (box.dataset.annars ?? "") : "";
  const isWritten = (/** @type {Box} */ box) => box.value.trim() !== starting(box);

  /** Det som är skrivet, efter rutans namn. Ett val som är som från början följer med när något annat på raden är skrivet. */
  function answers() {
    const written = boxes().filter(isWritten);
    const begun = new Set(written.map((box) => ROW.exec(box.name)?.[0]));
    const kept = boxes().filter((box) => isWritten(box) || (box.value && begun.has(ROW.exec(box.name)?.[0])));
    return /** @type {Record<string, string>} */ (Object.fromEntries(kept.map((box) => [box.name, box.value.trim()])));
  }

  /** Sätter svaren i rutorna, och tömmer resten. Raderna blir så många som svaren har. @param {Record<string, string>} found */
  function write(found) {
    for (const group of groups()) {
      const numbers = Object.keys(found).map((name) => ROW.exec(name)).filter((match) => match?.[1] === group).map((match) => Number(match?.[2]));
      setRows(group, Math.max(...numbers, fewest(group)));
    }
    choices();
    for (const box of boxes()) box.value = found[box.name] ?? starting(box);
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // — Raderna: varje behållare har raden som mall, med 0 där radens nummer ska stå —

  const groups = () => [...new Set(all("[data-rader]").map((one) => one.dataset.rader ?? ""))];
  const holders = (/** @type {string} */ group) => all(`[data-rader="${group}"]`);
  const rows = (/** @type {HTMLElement} */ holder) => all(":scope > [data-rad-nr]", holder);
  const count = (/** @type {string} */ group) => rows(holders(group)[0]).length;
  const fewest = (/** @type {string} */ group) => Number(holders(group)[0].dataset.minst);
  const most = (/** @type {string} */ group) => Number(holders(group)[0].dataset.hogst);

  /** @param {HTMLElement} holder @param {number} number */
  function addRow(holder, number) {
    const template = /** @type {HTMLTemplateElement} */ (holder.querySelector(":scope > template"));
    const row = /** @type {HTMLElement} */ (/** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild);
    const group = holder.dataset.rader ?? "";
    for (const element of [row, ...all("*", row)]) {
      for (const attribute of element.attributes) {
        attribute.value = attribute.value.replaceAll(`${group}-0-`, `${group}-${number}-`);
      }
    }
    for (const place of all("[data-nr]", row)) place.textContent = String(number);
    row.dataset.radNr = String(number);
    holder.insertBefore(row, template);
  }

  /** @param {string} group @param {number} wanted */
  function setRows(group, wanted) {
    for (const holder of holders(group)) {
      for (const row of rows(holder).slice(wanted)) row.remove();
      for (let number = rows(holder).length + 1; number <= wanted; number += 1) addRow(holder, number);
      for (const button of all("[data-ta-bort]", holder)) button.hidden = wanted <= fewest(group);
    }
    for (const button of all(`[data-lagg-till="${group}"]`)) button.hidden = wanted >= most(group);
  }

  const nameOf = (/** @type {string} */ group, /** @type {number} */ number) => `${holders(group)[0].dataset.namn} ${number}`;

  function add(/** @type {string} */ group) {
    const number = count(group) + 1;
    setRows(group, number);
    for (const box of boxes()) if (box instanceof HTMLSelectElement && ROW.exec(box.name)?.[0] === `${group}-${number}-`) box.value = starting(box);
    form.dispatchEvent(new Event("input", { bubbles: true }));
    /** @type {?HTMLElement} */ (rows(holders(group)[0])[number - 1].querySelector("select, input, textarea"))?.focus();
    say("tillagd", { namn: nameOf(group, number) });
  }

  /** Svaren utan en rad: raderna efter flyttar upp, och den som pekade på raden pekar inte längre. */
  function without(/** @type {string} */ group, /** @type {number} */ number) {
    const points = new Set(boxes().filter((box) => box.dataset.valjer === group).map((box) => box.name));
    const lower = (/** @type {string} */ text) => String(Number(text) - Number(Number(text) > number));
    return Object.fromEntries(Object.entries(answers()).flatMap(([name, text]) => {
      const match = ROW.exec(name);
      const value = points.has(name) ? (Number(text) === number ? "" : lower(text)) : text;
      if (match?.[1] !== group) return [[name, value]];
      return Number(match[2]) === number ? [] : [[name.replace(ROW, `${group}-${lower(match[2])}-`), value]];
    }));
  }

  function remove(/** @type {string} */ group, /** @type {number} */ number) {
    const before = answers(), left = count(group) - 1, name = nameOf(group, number);
    const after = without(group, number);
    setRows(group, left);
    write(after);
    setRows(group, left);
    /** @type {?HTMLElement} */ (form.querySelector(`[data-lagg-till="${group}"]`))?.focus();
    say("borttagen", { namn: name });
    if (Object.keys(before).some((one) => one.startsWith(`${group}-${number}-`))) undoable(() => write(before));
  }

  /** Ångra: tillbaka till det som var. Knappen finns tills något annat sägs eller skrivs. @param {() => void} restore */
  function undoable(restore) {
    undo.hidden = false;
    undo.onclick = () => { restore(); say("angrat"); status.focus(); };
  }

  // — Val bland raderna i en annan grupp: numret är värdet, och det som står i dess första textruta är namnet —

  function choices() {
    for (const select of /** @type {HTMLSelectElement[]} */ (/** @type {unknown} */ (all("select[data-valjer]")))) {
      const group = select.dataset.valjer ?? "";
      if (select === document.activeElement) continue; // listan kan vara öppen
      const chosen = select.value;
      const options = Array.from({ length: count(group) }, (_, place) => {
        const named = /** @type {?HTMLInputElement} */ (form.elements.namedItem(`${group}-${place + 1}-${select.dataset.namnruta}`));
        return new Option(named?.value.trim() || nameOf(group, place + 1), String(place + 1));
      });
      select.replaceChildren(new Option("", ""), ...options);
      select.value = chosen;
    }
  }

  form.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (button?.dataset.laggTill) add(button.dataset.laggTill);
    if (button?.dataset.taBort) remove(button.dataset.taBort, Number(/** @type {?HTMLElement} */ (button.closest("[data-rad-nr]"))?.dataset.radNr));
  });
  form.addEventListener("input", (event) => {
    if (event.target !== form) undo.hidden = true;
    choices();
  });
  for (const group of groups()) setRows(group, fewest(group));
  for (const box of boxes()) if (box instanceof HTMLSelectElement) box.value = starting(box);

  function save(/** @type {string} */ name, /** @type {Blob} */ content) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(content);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  /** Text i en XML-fil, utan det som XML inte kan innehålla. @param {string} text */
  const xml = (text) => text.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);

  /** Ett skript som bara ibland behövs, hämtat första gången. @param {string} name */
  const fetched = (name) => import(/** @type {string} */ (form.dataset[name]));

  const typ = () => String(new FormData(form).get("typ") ?? "");
  const setTyp = (/** @type {string} */ wanted) => {
    for (const choice of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[name=typ]"))) choice.checked = choice.value === wanted;
  };
  form.skrivbord = { all, byId, boxes, answers, write, isWritten, say, undoable, save, typ, setTyp, count, xml, fetched };
})();
