// Skriv ansökan: en del i taget, vad som saknas och råd om målen. Formuläret i sidan är själva beskrivningen: här står inga frågor
// och inga texter. De andra skripten på sidan läser och skriver samma formulär, och händelsen input säger att något har ändrats.
"use strict";

(() => {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("skriv"));
  if (!form) return;
  const { all, byId, boxes, isWritten, fetched, say } = form.skrivbord;
  const parts = all("[data-del]");
  const missing = all("[data-saknas]");
  const answer = (/** @type {string} */ name) => String(new FormData(form).get(name) ?? "").trim();
  const filled = (/** @type {HTMLElement} */ root, /** @type {string} */ ending) =>
    boxes().filter((box) => root.contains(box) && box.name.endsWith(ending) && isWritten(box));

  // — Typen: bara det som hör till den visas —

  const types = all("[name=typ]").length;
  /** Det som bara hör till en typ väntar tills typen är vald. @param {HTMLElement} element */
  function fits(element) {
    const those = element.dataset.typer?.split(" ");
    return !those || (answer("typ") ? those.includes(answer("typ")) : those.length === types);
  }

  function showType() {
    for (const element of all("[data-typer]")) if (!element.matches("[data-del], [data-saknas]")) element.hidden = !fits(element);
    for (const part of parts) part.classList.toggle("draft-other", !fits(part)); // den är inte heller med på papper
  }

  // — En del i taget —

  const reachable = () => parts.filter(fits);
  const current = () => reachable().find((part) => `#${part.id}` === location.hash) ?? parts[0];

  function showPart(/** @type {boolean} */ focus) {
    const [part, list] = [current(), reachable()];
    const whole = form.classList.contains("draft-whole");
    for (const one of parts) one.hidden = !(whole ? fits(one) : one === part);
    for (const a of all(".draft-steps a")) {
      if (a.getAttribute("href") === `#${part.id}`) a.setAttribute("aria-current", "step");
      else a.removeAttribute("aria-current");
    }
    openBudget();
    if (document.getElementById("kedjan")?.hidden === false) fetched("kedja").catch(() => say("inteHamtad"));
    const place = list.indexOf(part);
    for (const [name, to] of /** @type {[string, number][]} */ ([["forra", place - 1], ["nasta", place + 1]])) {
      const link = /** @type {HTMLAnchorElement} */ (form.querySelector(`[data-${name}]`));
      link.hidden = !list[to];
      if (list[to]) link.href = `#${list[to].id}`;
    }
    if (!focus) return;
    part.focus({ preventScroll: true });
    part.scrollIntoView();
  }

  // — Vad som saknas —

  /** @type {Record<string, (item: HTMLElement) => boolean>} */
  const RULES = {
    typ: () => !answer("typ"),
    tom: (item) => !answer(item.dataset.av ?? ""),
    ordning: (item) => Boolean(answer(item.dataset.av ?? "")) && answer(item.dataset.av ?? "") < answer(item.dataset.efter ?? ""),
    parter: (item) => parties().filter((part) => part !== item.dataset.utom).length < Number(item.dataset.minst),
    ägare: (item) => parties().length > 0 && parties().filter((part) => part === item.dataset.part).length !== 1,
    budget: () => form.dataset.budget !== "klar",
    mål: () => !all("[data-mal]").some((row) => filled(row, "").length),
  };

  /** Vad var och en av de ifyllda parterna är i ansökan. */
  const parties = () => all("[data-medlem]").filter((row) => filled(row, "-organisation").length).map((row) => row.querySelector("select")?.value);

  /** Utan typ är typen det enda som saknas: först då går det att veta vilka frågor som gäller. */
  function showMissing() {
    const isChosen = Boolean(answer("typ"));
    for (const item of missing) {
      item.hidden = (!isChosen && item.dataset.saknas !== "typ") || !fits(item) || !RULES[item.dataset.saknas ?? ""](item);
    }
    const left = missing.filter((item) => !item.hidden);
    byId("skriv-saknas").hidden = !left.length;
    byId("skriv-inget-saknas").hidden = left.length > 0;
    byId("skriv-antal").textContent = isChosen && left.length ? `(${left.length})` : "";
    for (const text of all("[data-med-typ]")) text.hidden = !isChosen;
    byId("skriv-valj-typ").hidden = isChosen;
    byId("skriv-se").hidden = !isChosen;
    for (const state of all("[data-lage]")) {
      const id = state.closest("li")?.querySelector("a")?.hash.slice(1) ?? "";
      const open = left.some((item) => item.dataset.i === id);
      const begun = boxes().some((box) => byId(id).contains(box) && isWritten(box));
      state.textContent = begun && !open ? state.dataset.klar ?? "" : begun ? state.dataset.borjad ?? "" : "";
    }
  }

  // — Råd: längden och målen —

  function showLengths() {
    for (const box of boxes()) {
      const told = document.querySelector(`#langd-${CSS.escape(box.name)} [data-langd]`);
      if (!told) continue;
      const length = box.value.trim().length;
      told.textContent = length ? `${length} skrivna.` : "";
      told.parentElement?.classList.toggle("draft-over", length > Number(box.dataset.hogst));
    }
  }

  const WHEN = /\b(19|20)\d\d\b|\b(januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b|\d+ (månad|år|veck)/i;
  const SMART = {
    indikator: (/** @type {string} */ text, /** @type {(column: string) => string} */ cell) => Boolean(cell("indikator")),
    värde: (text, cell) => /\d/.test(cell("malvarde") || text),
    kön: (text) => /kvinn/i.test(text) && /\b(man|män|männen|mäns)\b/i.test(text),
    när: (text, cell) => Boolean(cell("nar")) || WHEN.test(text),
  };

  function showAdvice() {
    for (const list of all("[data-smart]")) {
      const inside = boxes().filter((box) => list.parentElement?.contains(box));
      const text = inside.map((box) => box.value).join(" ").trim();
      const cell = (column) => inside.find((box) => box.name.endsWith(`-${column}`))?.value.trim() ?? "";
      for (const item of all("[data-rad]", list)) item.hidden = !text || SMART[item.dataset.rad ?? ""](text, cell);
    }
  }

  // — Utskrift: svaren som text, för en ruta på papper rullar inte. Rader som är tomma är inte med —

  function printAnswers() {
    for (const box of boxes()) {
      const copy = box.nextElementSibling?.className === "draft-print" ? box.nextElementSibling : document.createElement("div");
      copy.className = "draft-print";
      copy.textContent = box instanceof HTMLSelectElement ? box.selectedOptions[0]?.text ?? "" : box.value;
      box.after(copy);
    }
    for (const row of all(".draft-row, .draft-cost, #malen, #kedjan, #budgeten")) {
      const inside = boxes().filter((box) => row.contains(box));
      row.classList.toggle("draft-empty", inside.length > 0 && !inside.some(isWritten));
    }
  }

  // — Budgeten: det som räknar hämtas när delen visas eller något i den är skrivet —

  const budget = document.getElementById("budgeten");
  /** @param {"open" | "download"} what */
  async function withBudget(what) {
    try {
      await fetched("budgetskript");
      await form.skrivbord.budget[what]();
    } catch { say("inteHamtad"); }
  }
  function openBudget() {
    if (budget && (!budget.hidden || boxes().some((box) => budget.contains(box) && isWritten(box)))) withBudget("open");
  }

  // — Spara och öppna: hämtas när någon börjar skriva, så att det finns också om nätet försvinner sedan —

  const saving = () => fetched("filskript");
  /** @param {() => void} what */
  async function withSaving(what) {
    try { await saving(); } catch { say("inteHamtad"); return; }
    what();
  }
  form.skrivbord.withSaving = withSaving;
  byId("skriv-spara").addEventListener("click", () => withSaving(() => form.skrivbord.toFile()));
  byId("skriv-oppna").addEventListener("change", () => withSaving(() => form.skrivbord.fromFile()));

  // — Exemplen —

  form.addEventListener("toggle", async (event) => {
    const place = /** @type {HTMLDetailsElement} */ (event.target);
    if (!place.open || !place.querySelector("[data-exempel]")) return;
    try { await fetched("exempel"); await form.skrivbord.examples(place); } catch { /* länken till exemplen står kvar */ }
  }, true);

  let isChanged = false;
  function update() {
    showType();
    showMissing();
    showLengths();
    showAdvice();
    for (const box of boxes()) {
      if (!(box instanceof HTMLTextAreaElement)) continue;
      box.dataset.rader ??= String(box.rows);
      box.rows = Math.max(Number(box.dataset.rader), box.value.split("\n").length + 1);
    }
  }

  form.addEventListener("input", (event) => {
    const from = /** @type {HTMLElement} */ (event.target);
    if (from === form || from.matches("[data-ruta], [name=typ]")) isChanged = true;
    if (isChanged) saving().catch(() => {}); // nästa tryck på knappen försöker igen
    update();
    openBudget();
  });
  byId("skriv-word").addEventListener("click", async () => {
    try { await fetched("ordskript"); } catch { say("inteHamtad"); return; }
    form.skrivbord.word();
  });
  document.getElementById("skriv-excel")?.addEventListener("click", () => withBudget("download"));
  form.addEventListener("raknad", showMissing);
  form.addEventListener("sparad", () => { isChanged = false; });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });
  addEventListener("beforeprint", printAnswers);
  addEventListener("pageshow", update); // webbläsaren kan ha satt tillbaka det som stod
  addEventListener("hashchange", () => (!location.hash || `#${current().id}` === location.hash) && showPart(true));
  const whole = byId("skriv-hela");
  whole.addEventListener("click", () => {
    whole.setAttribute("aria-pressed", String(form.classList.toggle("draft-whole")));
    showPart(false);
  });
  byId("skriv-utan").hidden = true;
  form.hidden = false;
  update();
  showPart(false);
})();
