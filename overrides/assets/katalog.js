// Katalogens filter, sortering och urval. Utan skript är tabellen hel och läsbar; det här läggs ovanpå.
/* global Delad */
"use strict";

(() => {
  const FIRST = 50; // fler rader än så visas först när någon ber om det, så att varje tangenttryckning går fort
  // Allt som följer finns i mallen när katalogen finns.
  const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const root = byId("katalog");
  const form = /** @type {HTMLFormElement} */ (byId("filter"));
  if (!root || !form) return;

  const table = /** @type {HTMLTableElement} */ (root.querySelector("table"));
  const body = table.tBodies[0];
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const countLine = byId("antal");
  const links = /** @type {HTMLAnchorElement[]} */ ([...root.querySelectorAll("#ladda-ner, #ladda-ner-excel")]);
  const labels = links.map((link) => link.textContent ?? "");
  const more = byId("fler");
  const moreButton = /** @type {HTMLButtonElement} */ (more.firstElementChild);
  const collator = new Intl.Collator("sv", { numeric: true });
  const fold = (text) => text.toLocaleLowerCase("sv").normalize("NFC");

  const boxes = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[type=checkbox]")]);
  const facets = [...new Set(boxes.map((box) => box.name))];
  const option = (/** @type {HTMLInputElement} */ box) => {
    const label = /** @type {HTMLLabelElement} */ (box.closest("label"));
    return { box, label, count: /** @type {HTMLElement} */ (label.querySelector("[data-count]")) };
  };
  /** @type {Record<string, ReturnType<typeof option>[]>} */
  const options = Object.fromEntries(facets.map((name) => [name, boxes.filter((box) => box.name === name).map(option)]));
  const read = (/** @type {HTMLTableRowElement} */ element, /** @type {number} */ order) => ({
    element, order, text: fold(Delad.text(element)), keys: /** @type {Record<string, ?string>} */ ({}),
    values: Object.fromEntries(facets.map((name) => [name, (element.dataset[name] ?? "").split("\n").filter(Boolean)])),
  });
  let rows = [...body.rows].map(read);
  const isDivided = Delad.isDivided(root);
  const limit = isDivided ? rows.length : FIRST;
  const total = Number(root.dataset.rader); // också raderna på listans andra sidor
  const parts = /** @type {?HTMLElement} */ (root.querySelector("nav.parts"));
  const state = { sort: "", descending: false, showAll: false };

  /* — Urvalet — */
  const chosen = () => Object.fromEntries(facets.map((name) => [name, options[name].filter((o) => o.box.checked).map((o) => o.box.value)]));
  const words = () => fold(field.value).split(/\s+/).filter(Boolean);
  const hasText = (row, terms) => terms.every((term) => row.text.includes(term));
  const fits = (row, name, values) => values.length === 0 || values.some((value) => row.values[name].includes(value));

  function select(choices, terms) {
    return rows.filter((row) => hasText(row, terms) && facets.every((name) => fits(row, name, choices[name])));
  }

  // Antalet vid ett val säger hur många rader det ger tillsammans med de andra filtren.
  function updateCounts(choices, terms) {
    for (const name of facets) {
      const others = facets.filter((other) => other !== name && choices[other].length);
      const counts = new Map();
      for (const row of rows) {
        if (hasText(row, terms) && others.every((other) => fits(row, other, choices[other]))) {
          for (const value of row.values[name]) counts.set(value, (counts.get(value) || 0) + 1);
        }
      }
      for (const { box, count, label } of options[name]) {
        const n = String(counts.get(box.value) || 0);
        if (count.textContent !== n) count.textContent = n;
        label.classList.toggle("empty", n === "0" && !box.checked);
      }
      const marker = /** @type {HTMLElement} */ (form.querySelector(`[data-chosen="${name}"]`));
      marker.textContent = choices[name].length ? ` (${choices[name].length} valda)`.replace("(1 valda)", "(1 vald)") : "";
    }
  }

  /* — Sorteringen — */
  const headings = [.../** @type {HTMLTableSectionElement} */ (table.tHead).rows[0].cells];

  // Det som källan inte säger kommer sist åt båda hållen.
  function sortKey(row, column) {
    const cell = row.element.cells[headings.findIndex((th) => th.dataset.sort === column)];
    if (cell.querySelector(".missing")) return null;
    return column === "tid" ? row.element.dataset.tid ?? "" : Delad.text(cell);
  }

  function sorted(found) {
    if (!state.sort) return found;
    const keyed = found.map((row) => [row.keys[state.sort] ??= sortKey(row, state.sort), row]);
    const way = state.descending ? -1 : 1;
    keyed.sort(([a, x], [b, y]) => Number(a === null) - Number(b === null) || way * collator.compare(a ?? "", b ?? "") || x.order - y.order);
    return keyed.map(([, row]) => row);
  }

  function markSorting() {
    for (const th of headings) {
      if (th.dataset.sort === state.sort) th.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
    }
  }

  /* — Adressen: valen går att spara och skicka — */
  function toUrl(choices) {
    const query = new URLSearchParams();
    if (field.value.trim()) query.set("q", field.value.trim());
    for (const name of facets) for (const value of choices[name]) query.append(name, value);
    if (state.sort) query.set("sort", state.sort);
    if (state.descending) query.set("ordning", "fallande");
    const text = query.toString();
    history.replaceState(null, "", text ? `?${text}` : location.pathname);
  }

  function fromUrl() {
    const query = new URLSearchParams(location.search);
    field.value = query.get("q") || "";
    for (const name of facets) {
      const values = new Set(query.getAll(name));
      for (const { box } of options[name]) box.checked = values.has(box.value);
      if (values.size) options[name][0].box.closest("details")?.setAttribute("open", "");
    }
    const sort = query.get("sort") || "";
    state.sort = headings.some((th) => th.dataset.sort === sort) ? sort : "";
    state.descending = query.get("ordning") === "fallande";
  }

  /* — Visningen — */
  let found = rows;
  let later = 0;
  let turn = 0;

  const isUntouched = () => !state.sort && !state.showAll && !field.value.trim() && !boxes.some((box) => box.checked);

  // Det som gäller alla rader hämtar dem först, en gång. Den som bara läser första sidan hämtar inget.
  /** @type {?Promise<void>} */
  let fetching = null;
  function complete() {
    fetching ??= Delad.rest(root, "tbody tr[data-id]")
      .then((rest) => { rows = [...rows, ...rest.map(({ copy }, i) => read(copy, rows.length + i))]; })
      .catch((error) => { fetching = null; throw error; });
    return fetching;
  }

  function announce() {
    const { en, flera } = root.dataset;
    const noun = found.length === 1 ? en : flera;
    const text = found.length === rows.length ? `${total} ${noun}`
      : found.length ? `${found.length} av ${total} ${flera}` : `Inga ${flera} passar valen. Ta bort något val.`;
    if (countLine.textContent !== text) countLine.textContent = text;
    links.forEach((link, i) => {
      link.textContent = found.length === rows.length ? labels[i] : labels[i].replace("alla", "urvalet").replace(/ \(.*/, "");
      link.hidden = found.length === 0;
    });
  }

  async function show() {
    const mine = ++turn;
    if (rows.length < total && !isUntouched()) {
      countLine.textContent = `Hämtar alla ${total} …`;
      try {
        await complete();
      } catch {
        if (mine === turn) countLine.textContent = "Det gick inte att hämta alla. Försök igen.";
        return;
      }
      if (mine !== turn) return;
    }
    showFound();
  }

  function showFound() {
    const choices = chosen(), terms = words();
    found = sorted(select(choices, terms));
    const visible = state.showAll ? found : found.slice(0, limit);
    const elements = visible.map((row) => row.element);
    if (elements.length !== body.rows.length || elements.some((element, i) => element !== body.rows[i])) body.replaceChildren(...elements);
    // Vägen till listans andra sidor gäller hela listan i dess egen ordning.
    if (parts) parts.hidden = !isUntouched();
    const shown = found.length === rows.length ? total : found.length;
    more.hidden = visible.length === shown;
    moreButton.textContent = `Visa alla ${shown}`;
    markSorting();
    announce();
    // Tabellen först. Antalen vid valen och adressen kommer efter nästa bildruta.
    clearTimeout(later);
    later = setTimeout(() => { if (rows.length === total) updateCounts(choices, terms); toUrl(choices); }, 30);
  }

  /* — Ladda ner urvalet: den publicerade filen med bara raderna som syns, i deras ordning — */
  /** @param {string} csv @param {string[]} ids */
  function csvOf(csv, ids) {
    const [header, ...lines] = csv.match(/(?:"(?:[^"]|"")*"|[^"\n])*\n/g) || [];
    const byId = new Map(lines.map((line) => [line.slice(0, line.indexOf(",")), line]));
    return header + ids.map((id) => byId.get(id) ?? "").join("");
  }

  // Första bladet säger vad uppgifterna är. I de andra står insatsens id först i raden, också där en insats har flera rader.
  /** @param {Uint8Array} bytes @param {string[]} ids */
  async function workbookOf(bytes, ids) {
    /** @type {typeof import("fflate")} */
    const { unzipSync, zipSync, strFromU8, strToU8 } = await import(root.dataset.zip ?? "");
    const files = unzipSync(bytes);
    const words = strFromU8(files["xl/sharedStrings.xml"]).match(/<si>.*?<\/si>/gs)?.map((si) => si.replace(/<[^>]*>/g, "")) ?? [];
    for (const name of Object.keys(files).filter((one) => /sheet(?!1\.)\d+\.xml$/.test(one))) {
      files[name] = strToU8(sheetOf(strFromU8(files[name]), ids, words));
    }
    return zipSync(files);
  }

  /** @param {string} xml @param {string[]} ids @param {string[]} words */
  function sheetOf(xml, ids, words) {
    const [header = "", ...rest] = xml.match(/<row .*?<\/row>/gs) ?? [];
    /** @type {Map<string, string[]>} */
    const groups = new Map(ids.map((id) => [id, []]));
    for (const row of rest) groups.get(words[Number(row.match(/<v>(\d+)<\/v>/)?.[1])])?.push(row);
    const kept = [header, ...[...groups.values()].flat()];
    const numbered = kept.map((row, i) => row.replace(/ r="([A-Z]*)\d+"/g, (_, column) => ` r="${column}${i + 1}"`));
    return xml.replace(/<sheetData>.*<\/sheetData>/s, () => `<sheetData>${numbered.join("")}</sheetData>`);
  }

  /** @param {MouseEvent} event */
  async function downloadSelection(event) {
    if (found.length === rows.length) return;
    event.preventDefault();
    const published = /** @type {HTMLAnchorElement} */ (event.currentTarget);
    const ids = found.map((row) => row.element.dataset.id ?? "");
    try {
      const response = await fetch(published.href);
      if (!response.ok) throw new Error(response.statusText);
      const content = published.id === "ladda-ner" ? csvOf(await response.text(), ids)
        : await workbookOf(new Uint8Array(await response.arrayBuffer()), ids);
      save(new Blob([content]), published.download.replace(".", "-urval."));
    } catch {
      countLine.textContent = "Det gick inte att hämta filen. Försök igen.";
    }
  }

  /** @param {Blob} content @param {string} name */
  function save(content, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(content);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  /* — Start — */
  for (const th of headings) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.textContent = th.textContent;
    button.addEventListener("click", () => {
      state.descending = state.sort === th.dataset.sort && !state.descending;
      state.sort = th.dataset.sort ?? "";
      show();
    });
    th.replaceChildren(button);
  }
  form.addEventListener("input", () => { state.showAll = false; show(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { Object.assign(state, { sort: "", descending: false, showAll: false }); show(); }));
  moreButton.addEventListener("click", async () => {
    const next = body.rows.length;
    state.showAll = true;
    await show();
    body.rows[next]?.querySelector("a")?.focus();
  });
  for (const link of links) link.addEventListener("click", downloadSelection);
  addEventListener("popstate", () => { fromUrl(); show(); });
  fromUrl();
  show();
})();
