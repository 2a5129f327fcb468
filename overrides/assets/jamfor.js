// Jämförelsens val. Utan skript står värdens insatser på sidan och varje annat förbunds på en egen. Det här lägger dem sida vid sida.
"use strict";

(() => {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("jamfor"));
  if (!form) return;
  const status = /** @type {HTMLElement} */ (document.getElementById("jamfor-antal"));
  const control = (/** @type {string} */ name) => /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(name));
  const boxes = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[type=checkbox]")]);
  const names = ["typ", "metod", "period", "q"];
  const rows = () => /** @type {HTMLTableRowElement[]} */ ([...document.querySelectorAll("tr[data-rad]")]);
  const own = new Set(rows());
  /** @type {Map<string, Promise<HTMLTableRowElement[]>>} */
  const fetched = new Map();
  let turn = 0;
  let wanted = ""; // perioden som är vald, också innan raderna som har den är hämtade

  // En sida som webbläsaren själv läser in, utan att något i den körs. Att göra text till sida på annat sätt tillåts inte här.
  /** @type {(address: string) => Promise<Document>} */
  const loaded = (address) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.onload = () => (request.status === 200 && request.responseXML ? resolve(request.responseXML) : reject(new Error(address)));
    request.onerror = () => reject(new Error(address));
    request.send();
  });

  /** @param {string} id */
  async function fetchRows(id) {
    const link = /** @type {HTMLAnchorElement} */ (document.querySelector(`[data-jamfor="${CSS.escape(id)}"]`));
    const page = await loaded(link.href);
    return /** @type {HTMLTableRowElement[]} */ ([...page.querySelectorAll("tr[data-rad]")].map((row) => {
      const section = /** @type {HTMLElement} */ (row.closest("[data-langd]"));
      const copy = /** @type {HTMLTableRowElement} */ (document.importNode(row, true));
      copy.dataset.langd = section.dataset.langd;
      for (const a of copy.querySelectorAll("a")) {
        const { pathname, hash } = new URL(a.getAttribute("href") ?? "", link.href);
        a.setAttribute("href", pathname + hash);
      }
      return copy;
    }));
  }

  /** @param {string} id */
  function rowsOf(id) {
    if (!fetched.has(id)) fetched.set(id, fetchRows(id));
    return /** @type {Promise<HTMLTableRowElement[]>} */ (fetched.get(id));
  }

  // Perioderna i det som visas, senaste först.
  function updatePeriods() {
    const select = /** @type {HTMLSelectElement} */ (control("period"));
    const found = new Map(rows().map((row) => [row.dataset.period ?? "", row.cells[1].textContent.trim()]));
    const keys = [...found.keys()].sort((a, b) => b.slice(11).localeCompare(a.slice(11)) || b.localeCompare(a));
    select.replaceChildren(new Option("Alla", ""), ...keys.map((key) => new Option(found.get(key), key)));
    if (found.has(wanted)) select.value = wanted;
  }

  function fits(/** @type {HTMLTableRowElement} */ row) {
    const { typ, metod, period, text } = row.dataset;
    const words = control("q").value.toLocaleLowerCase("sv").split(/\s+/).filter(Boolean);
    const own = `${row.cells[0].textContent} ${text}`.toLocaleLowerCase("sv");
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
    status.textContent = shown.length ? `${shown.length} av ${all.length} rader, från ${places} förbund`
      : "Inga rader passar valen. Ta bort något val.";
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
    if (chosen.some((box) => !fetched.has(box.value))) status.textContent = "Hämtar …";
    const lists = await Promise.all(chosen.map((box) => rowsOf(box.value).catch(() => { fetched.delete(box.value); return null; })));
    if (mine !== turn) return;
    for (const row of rows()) if (!own.has(row)) row.remove();
    for (const row of lists.flatMap((list) => list ?? [])) {
      document.querySelector(`section[data-langd="${row.dataset.langd}"] tbody`)?.append(row);
    }
    updatePeriods();
    filter();
    toUrl();
    const failed = chosen.filter((_, i) => !lists[i]).map((box) => box.closest("label")?.textContent.trim());
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
    filter();
    toUrl();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { wanted = ""; show(); }));
  addEventListener("popstate", () => { fromUrl(); show(); });
  form.hidden = false;
  fromUrl();
  show();
})();
