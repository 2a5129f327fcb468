// Skriv ansökan: budgeten. Det som skrivs läggs i budgetmallens celler, och mallens formler räknar. Varje ruta säger vilken cell den är, och
// varje summa vilken cell den visar. Skriptet och mallen hämtas när delen öppnas, eller när något i den redan är skrivet.
"use strict";

(() => {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("skriv"));
  const part = document.getElementById("budgeten");
  if (!form || !part) return;
  const { all, say, save, isWritten, fetched } = form.skrivbord;
  /** @typedef {string | number | null} Value */
  const template = /** @type {HTMLAnchorElement} */ (document.querySelector("[data-excel]"));
  const OK = "Stämmer", SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  /** @type {any} */
  let bok = null;
  /** @type {?{zip: typeof import("fflate"), files: Record<string, Uint8Array>, book: any}} */
  let loaded = null;
  /** @type {?Promise<void>} */
  let loading = null;

  async function load() {
    await fetched("formler");
    bok = form.skrivbord.bok;
    /** @type {typeof import("fflate")} */
    const zip = await import(/** @type {string} */ (form.dataset.zip));
    const answer = await fetch(template.href);
    if (!answer.ok) throw new Error(template.href);
    const files = zip.unzipSync(new Uint8Array(await answer.arrayBuffer()));
    loaded = { zip, files, book: bok.read((/** @type {string} */ name) => zip.strFromU8(files[name])) };
  }

  /** Mallen, hämtad en gång. Gick det inte får nästa försök göra om det. */
  async function ready() {
    try {
      await (loading ??= load());
      /** @type {HTMLElement} */ (form.querySelector("[data-budget-fel]")).hidden = true;
      show();
    } catch {
      loading = null;
      /** @type {HTMLElement} */ (form.querySelector("[data-budget-fel]")).hidden = false;
    }
  }

  // — Från rutorna till cellerna —

  /** Cellen: blad, rad, kolumn, och stegen till raden med nästa nummer. @param {HTMLElement} element @param {string} text */
  function place(element, text) {
    const [sheet, row, column, down, right] = text.split(" ");
    const after = Number(/** @type {?HTMLElement} */ (element.closest("[data-rad-nr]"))?.dataset.radNr ?? 1) - 1;
    return `${sheet}!${bok.column(Number(column) + after * Number(right))}${Number(row) + after * Number(down)}`;
  }

  /** Ett tal som det skrivs på svenska. Annat är text, och det säger mallens kontroll till om. @param {string} text @param {string} kind @returns {Value} */
  function read(text, kind) {
    if (!text) return null;
    if (kind === "text") return text;
    if (kind === "dag") return bok.serial(Date.parse(text));
    const digits = text.replace(/[\s\u00a0]|kr$|%$/g, "").replace(",", ".");
    if (!/^-?\d+(\.\d+)?$/.test(digits)) return text;
    return kind === "andel" ? Number(digits) / 100 : Number(digits);
  }

  /** Svaret på en fråga någon annanstans på sidan. @param {string} name */
  function answer(name) {
    const checked = all(`[name="${name}"]`).find((one) => !(one instanceof HTMLInputElement && one.type === "radio") || one.checked);
    return checked?.dataset.namn ?? /** @type {?HTMLInputElement} */ (checked ?? null)?.value.trim() ?? "";
  }

  function inputs() {
    /** @type {Map<string, Value>} */
    const found = new Map();
    for (const box of all("[data-ruta][data-cell]")) {
      const text = box instanceof HTMLSelectElement ? box.selectedOptions[0]?.text ?? "" : /** @type {HTMLInputElement} */ (box).value.trim();
      found.set(place(box, box.dataset.cell ?? ""), read(text, box.dataset.slag ?? ""));
    }
    for (const fact of all("[data-fran]", part)) found.set(place(fact, fact.dataset.cell ?? ""), read(answer(fact.dataset.fran ?? ""), fact.dataset.slag ?? ""));
    return found;
  }

  /** Räknar om boken. Hela summan enligt ansökan är den som budgeten blir. */
  function reckon() {
    const written = inputs(), book = loaded?.book;
    book.set(written);
    const whole = /** @type {HTMLElement} */ (form.querySelector("[data-hela]"));
    written.set(place(whole, whole.dataset.hela ?? ""), book.reckon("Alla_kostnader", ""));
    book.set(written);
  }

  // — Från cellerna till sidan —

  const kronor = new Intl.NumberFormat("sv-SE", { maximumFractionDigits: 0 });
  const said = (/** @type {Value} */ value) => String(value ?? "").replace(/ (i|från) cell [A-Z]+\d+/g, "");

  function show() {
    if (!loaded) return;
    reckon();
    const { book } = loaded;
    for (const output of all("[data-visar]")) {
      const value = book.value(place(output, output.dataset.visar ?? ""));
      if ("kronor" in output.dataset) output.textContent = `${kronor.format(Number(value ?? 0))} kr`;
      else output.textContent = said(value);
    }
    for (const item of all("[data-kontroll]")) {
      const value = book.value(place(item, item.dataset.kontroll ?? ""));
      item.hidden = value === OK;
      item.textContent = said(value);
    }
    form.dataset.budget = all("[data-kontroll]").every((item) => item.hidden) ? "klar" : "";
    // Knapparna räknar med mallen, så de går att trycka på först när den är hämtad.
    for (const button of all("[data-hela-tiden], [data-sokt]", part)) /** @type {HTMLButtonElement} */ (button).disabled = false;
    showYears();
    showParties();
    form.dispatchEvent(new Event("raknad"));
  }

  /** Åren som insatsen inte rör göms, om inget står på dem. Innan starten och slutet är skrivna visas det första. */
  function showYears() {
    for (const element of all("[data-ar], [data-ar-rad]")) {
      const year = Number(element.dataset.ar ?? element.dataset.radNr);
      const label = form.querySelector(`[data-ar-rad][data-rad-nr="${year}"] > legend`)?.textContent ?? "";
      element.hidden = year > 1 && !/ \d{4}$/.test(label) && !all("[data-ruta]", element).some(isWritten);
    }
  }

  function showParties() {
    for (const name of all("[data-parten]")) {
      const number = /** @type {HTMLElement} */ (name.closest("[data-rad-nr]")).dataset.radNr;
      const given = answer(`parter-${number}-organisation`);
      name.textContent = given || "Part";
      /** @type {HTMLElement} */ (name.nextElementSibling).hidden = Boolean(given);
    }
  }

  /** Skriver i en ruta som om någon hade skrivit där. @param {string} name @param {string} text */
  function put(name, text) {
    const box = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async function workbook() {
    await (loading ??= load());
    reckon();
    const { zip, files, book } = /** @type {NonNullable<typeof loaded>} */ (loaded);
    const filled = { ...files };
    for (const { name, file } of book.sheets) filled[file] = zip.strToU8(bok.filledIn(zip.strFromU8(files[file]), name, book));
    return new Blob([/** @type {BlobPart} */ (zip.zipSync(filled))], { type: SPREADSHEET });
  }

  form.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement} */ (event.target).closest("button");
    if (!button || !loaded) return;
    if ("helaTiden" in button.dataset) {
      const number = /** @type {HTMLElement} */ (button.closest("[data-rad-nr]")).dataset.radNr;
      for (const months of all("[data-manader]")) put(`personal-${number}-manader-${months.dataset.manader}`, Number(months.textContent) ? String(months.textContent) : "");
    }
    if (button.dataset.sokt) put(button.dataset.till ?? "", String(loaded.book.value(place(button, button.dataset.sokt))));
  });
  async function download() {
    try {
      save(template.href.split("/").pop() ?? "", await workbook());
      say("hamtadBudget");
    } catch { loading = null; say("inteHamtad"); }
  }

  const open = () => { if (loaded) show(); else ready(); };
  form.addEventListener("input", open);
  form.skrivbord.budget = { open, download };
})();
