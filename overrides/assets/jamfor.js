// Jämförelsens val. Utan skript står värdens insatser på sidan och varje annat förbunds på en egen. Det här lägger dem sida vid sida.
/* global Delad */
"use strict";

(() => {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("jamfor"));
  if (!form) return;
  const status = /** @type {HTMLElement} */ (document.getElementById("jamfor-antal"));
  const nothingYet = status.textContent; // gäller när sidan inte har några rader alls
  const control = (/** @type {string} */ name) => /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(name));
  const boxes = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[type=checkbox]")]);
  const names = ["typ", "metod", "period", "q"];
  const rows = () => /** @type {HTMLTableRowElement[]} */ ([...document.querySelectorAll("tr[data-rad]")]);
  const own = new Set(rows()); // värdens: de på sidan, och när de är hämtade de på listans andra sidor
  const ownTotal = Number(form.dataset.rader);
  const periodsOf = (/** @type {HTMLSelectElement} */ select) => [...select.options].filter((one) => one.value)
    .map((one) => /** @type {[string, string]} */ ([one.value, one.text]));
  const ownPeriods = periodsOf(/** @type {HTMLSelectElement} */ (control("period")));
  const isUntouched = () => !boxes.some((box) => box.checked) && !names.some((name) => control(name).value.trim() || (name === "period" && wanted));
  /** @type {Map<string, Promise<HTMLTableRowElement[]>>} */
  const fetched = new Map();
  let turn = 0;
  let wanted = ""; // perioden som är vald, också innan raderna som har den är hämtade

  /** @type {(list: ReturnType<typeof Delad.rest>) => Promise<HTMLTableRowElement[]>} */
  const marked = async (list) => (await list).map(({ row, copy }) => {
    const section = /** @type {HTMLElement} */ (row.closest("[data-langd]"));
    copy.dataset.langd = section.dataset.langd;
    return copy;
  });

  /** @param {string} id */
  function fetchRows(id) {
    const link = /** @type {HTMLAnchorElement} */ (document.querySelector(`[data-jamfor="${CSS.escape(id)}"]`));
    return marked(Delad.whole(link.href, "tr[data-rad]"));
  }

  const append = (/** @type {HTMLTableRowElement} */ row) => document.querySelector(`section[data-langd="${row.dataset.langd}"] tbody`)?.append(row);

  // Värdens rader på listans andra sidor hämtas när något gäller alla.
  async function completeOwn() {
    if (own.size === ownTotal) return;
    const rest = await marked(Delad.rest(document, "tr[data-rad]"));
    if (own.size === ownTotal) return;
    for (const row of rest) { own.add(row); append(row); }
    const parts = /** @type {?HTMLElement} */ (document.querySelector("nav.parts"));
    if (parts) parts.hidden = true;
  }

  /** @param {string} id */
  function rowsOf(id) {
    if (!fetched.has(id)) fetched.set(id, fetchRows(id));
    return /** @type {Promise<HTMLTableRowElement[]>} */ (fetched.get(id));
  }

  // Perioderna i det som visas, senaste först.
  function updatePeriods() {
    const select = /** @type {HTMLSelectElement} */ (control("period"));
    const found = new Map([...ownPeriods, ...rows().map((row) => /** @type {[string, string]} */ ([row.dataset.period ?? "", Delad.text(row.cells[1])]))]);
    const keys = [...found.keys()].sort((a, b) => b.slice(11).localeCompare(a.slice(11)) || b.localeCompare(a));
    select.replaceChildren(new Option("Alla", ""), ...keys.map((key) => new Option(found.get(key), key)));
    if (found.has(wanted)) select.value = wanted;
  }

  function fits(/** @type {HTMLTableRowElement} */ row) {
    const { typ, metod, period, text } = row.dataset;
    const words = control("q").value.toLocaleLowerCase("sv").split(/\s+/).filter(Boolean);
    const own = `${Delad.text(row.cells[0])} ${text}`.toLocaleLowerCase("sv");
    return (!control("typ").value || control("typ").value === typ)
      && (!control("metod").value || (metod ?? "").split(" ").includes(control("metod").value))
      && (!control("period").value || control("period").value === period)
      && words.every((word) => own.includes(word));
  }

  function filter() {
    const all = rows();
    for (const row of all) row.hidden = !fits(row);
    const shown = all.filter((row) => !row.hidden);
    const places = new Set(shown.map((row) => row.dataset.forbund)).size;
    for (const note of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-tom]"))) {
      note.hidden = note.closest("section")?.querySelector("tr[data-rad]") !== null;
    }
    const unread = isUntouched() ? ownTotal - own.size : 0;
    status.textContent = shown.length ? `${shown.length + unread} av ${all.length + unread} rader, från ${places} förbund`
      : all.length ? "Inga rader passar valen. Ta bort något val." : nothingYet;
  }

  function toUrl() {
    const query = new URLSearchParams();
    for (const box of boxes) if (box.checked) query.append("forbund", box.value);
    for (const name of names) if (control(name).value.trim()) query.set(name, control(name).value.trim());
    history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
  }

  async function show() {
    const mine = ++turn;
    const chosen = boxes.filter((box) => box.checked);
    const isIncomplete = own.size < ownTotal && !isUntouched();
    if (isIncomplete || chosen.some((box) => !fetched.has(box.value))) status.textContent = "Hämtar …";
    const hasOwn = !isIncomplete || await completeOwn().then(() => true, () => false);
    const lists = await Promise.all(chosen.map((box) => rowsOf(box.value).catch(() => { fetched.delete(box.value); return null; })));
    if (mine !== turn) return;
    for (const row of rows()) if (!own.has(row)) row.remove();
    lists.flatMap((list) => list ?? []).forEach(append);
    updatePeriods();
    filter();
    toUrl();
    const failed = chosen.filter((_, i) => !lists[i]).map((box) => box.closest("label")?.textContent.trim());
    if (!hasOwn) failed.unshift("våra egna rader");
    if (failed.length) status.textContent = `Det gick inte att hämta ${failed.join(", ")}. Försök igen.`;
  }

  function fromUrl() {
    const query = new URLSearchParams(location.search);
    const places = new Set(query.getAll("forbund"));
    for (const box of boxes) box.checked = places.has(box.value);
    wanted = query.get("period") ?? "";
    for (const name of names) control(name).value = query.get(name) ?? "";
    updatePeriods();
  }

  form.addEventListener("input", (event) => {
    if (event.target instanceof HTMLInputElement && event.target.type === "checkbox") { show(); return; }
    wanted = control("period").value;
    if (own.size < ownTotal) { show(); return; }
    filter();
    toUrl();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { wanted = ""; show(); }));
  addEventListener("popstate", () => { fromUrl(); show(); });
  fromUrl();
  show();
})();
