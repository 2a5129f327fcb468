// Skriv ansökan: en del i taget, vad som saknas och råd om målen. Formuläret i sidan är själva beskrivningen: här står inga frågor
// och inga texter. De andra skripten på sidan läser och skriver samma formulär, och händelsen input säger att något har ändrats.
"use strict";

(() => {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("skriv"));
  if (!form) return;
  const all = (/** @type {string} */ selector, /** @type {ParentNode} */ root = form) =>
    /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
  const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const parts = all("[data-del]");
  const boxes = /** @type {(HTMLInputElement | HTMLTextAreaElement)[]} */ (all("[data-ruta]"));
  const missing = all("[data-saknas]");
  const answer = (/** @type {string} */ name) => String(new FormData(form).get(name) ?? "").trim();
  const filled = (/** @type {HTMLElement} */ root, /** @type {string} */ ending) =>
    boxes.filter((box) => root.contains(box) && box.name.endsWith(ending) && box.value.trim());

  // — Typen: bara det som hör till den visas —

  const fits = (/** @type {HTMLElement} */ element) =>
    !element.dataset.typer || !answer("typ") || element.dataset.typer.split(" ").includes(answer("typ"));

  function showType() {
    for (const element of all("[data-typer]")) if (!element.matches("[data-del], [data-saknas]")) element.hidden = !fits(element);
    if (!answer("typ")) for (const element of all("[data-av-typen]")) element.hidden = true;
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
    parter: (item) => all("[data-medlem]").filter((row) => filled(row, "-organisation").length).length < Number(item.dataset.minst),
    mål: () => !all("[data-mal]").some((row) => filled(row, "").length),
  };

  function showMissing() {
    for (const item of missing) item.hidden = !fits(item) || !RULES[item.dataset.saknas ?? ""](item);
    const left = missing.filter((item) => !item.hidden);
    byId("skriv-saknas").hidden = !left.length;
    byId("skriv-inget-saknas").hidden = left.length > 0;
    byId("skriv-antal").textContent = left.length ? `(${left.length})` : "";
    for (const state of all("[data-lage]")) {
      const id = state.closest("li")?.querySelector("a")?.hash.slice(1) ?? "";
      const open = left.some((item) => item.dataset.i === id);
      const begun = boxes.some((box) => byId(id).contains(box) && box.value.trim());
      state.textContent = begun && !open ? state.dataset.klar ?? "" : begun ? state.dataset.borjad ?? "" : "";
    }
  }

  // — Råd: längden och målen —

  function showLengths() {
    for (const box of boxes) {
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
      const inside = boxes.filter((box) => list.parentElement?.contains(box));
      const text = inside.map((box) => box.value).join(" ").trim();
      const cell = (column) => inside.find((box) => box.name.endsWith(`-${column}`))?.value.trim() ?? "";
      for (const item of all("[data-rad]", list)) item.hidden = !text || SMART[item.dataset.rad ?? ""](text, cell);
    }
  }

  // — Utskrift: svaren som text, för en ruta på papper rullar inte —

  const printed = boxes.map((box) => {
    const copy = document.createElement("div");
    copy.className = "draft-print";
    box.after(copy);
    return () => { copy.textContent = box.value; };
  });

  let isChanged = false;
  function update() {
    showType();
    showMissing();
    showLengths();
    showAdvice();
    for (const box of boxes) if (box instanceof HTMLTextAreaElement) box.rows = Math.max(Number(box.dataset.rader), box.value.split("\n").length + 1);
  }

  for (const box of boxes) if (box instanceof HTMLTextAreaElement) box.dataset.rader = String(box.rows);
  form.addEventListener("input", (event) => {
    if (event.target !== byId("skriv-oppna")) isChanged = true;
    update();
  });
  form.addEventListener("sparad", () => { isChanged = false; });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("beforeunload", (event) => { if (isChanged) event.preventDefault(); });
  addEventListener("beforeprint", () => { for (const write of printed) write(); });
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
