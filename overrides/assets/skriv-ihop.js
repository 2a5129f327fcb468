// Skriv ansökan: två utkast blir ett. Det som bara det ena har följer med. Där de skiljer sig visas båda, och den som skriver väljer.
// Rader hör ihop när de har samma namn: en part sin organisation, ett mål sin text. Leden i kedjan jämförs rad för rad.
"use strict";

(() => {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("skriv"));
  if (!form) return;
  const { all, byId } = form.skrivbord;
  /** @typedef {{sort: string, form: number, forbund: string, typ: string, svar: Record<string, string>}} Draft */
  /** @typedef {{namn: string, ruta: string, har: string, fil: string, satt: (text: string) => void}} Difference */
  /** @typedef {{id: string, cells: Record<string, string>}} Row */
  /** @typedef {{alone: Record<string, string>, rows: Record<string, Row[]>}} Unfolded */
  const panel = byId("skriv-ihop");
  const ROW = /^(.*?)-(\d+)-(.*)$/;
  const CHAIN = new Set(all("[data-led] [data-ruta]").map((box) => /** @type {HTMLInputElement} */ (box).name));

  // — Svaren isär, i ensamma svar och rader med ett eget namn —

  const keys = () => Object.fromEntries(all("[data-rader][data-nyckel]").map((one) => [one.dataset.rader ?? "", one.dataset.nyckel ?? ""]));
  const pointers = () => Object.fromEntries(all("[data-valjer]").map((box) => {
    const [, group, , column] = ROW.exec(/** @type {HTMLInputElement} */ (box).name) ?? [];
    return [`${group}-${column}`, box.dataset.valjer ?? ""];
  }));
  const plain = (/** @type {string} */ text) => text.trim().replace(/\s+/g, " ").toLowerCase();

  /** @param {Record<string, string>} svar @param {string} side @returns {Unfolded} */
  function unfolded(svar, side) {
    const key = keys();
    /** @type {Unfolded} */
    const found = { alone: {}, rows: Object.fromEntries(Object.keys(key).map((group) => [group, []])) };
    /** @type {Record<string, Record<string, Record<string, string>>>} */
    const numbered = {};
    for (const [name, text] of Object.entries(svar)) {
      const [, group, number, column] = ROW.exec(name) ?? [];
      if (group in key) ((numbered[group] ??= {})[number] ??= {})[column] = text;
      else if (!CHAIN.has(name)) found.alone[name] = text;
    }
    const ids = Object.fromEntries(Object.entries(numbered).map(([group, rows]) => [group, named(rows, key[group], side)]));
    for (const [group, rows] of Object.entries(numbered)) {
      for (const number of Object.keys(rows).sort((a, b) => Number(a) - Number(b))) {
        const cells = rows[number];
        for (const [column, to] of Object.entries(pointersOf(group))) if (cells[column]) cells[column] = ids[to]?.[cells[column]] ?? "";
        found.rows[group].push({ id: ids[group][number], cells });
      }
    }
    return found;
  }

  const pointersOf = (/** @type {string} */ group) => Object.fromEntries(
    Object.entries(pointers()).filter(([place]) => place.startsWith(`${group}-`)).map(([place, to]) => [place.slice(group.length + 1), to]));

  /** Radernas namn. En rad utan namn är aldrig samma som någon annan. @param {Record<string, Record<string, string>>} rows @param {string} key @param {string} side */
  function named(rows, key, side) {
    /** @type {Record<string, number>} */
    const seen = {};
    return Object.fromEntries(Object.entries(rows).map(([number, cells]) => {
      const name = plain(cells[key] ?? "");
      seen[name] = (seen[name] ?? 0) + 1;
      return [number, name ? `${name}#${seen[name]}` : `${side}${number}`];
    }));
  }

  // — Svaren ihop —

  /** @param {Record<string, string>} into @param {Record<string, string>} from @param {(name: string) => [string, string]} told @param {Difference[]} differences */
  function add(into, from, told, differences) {
    for (const [name, text] of Object.entries(from)) {
      if (!into[name]) into[name] = text;
      else if (into[name] !== text) {
        const [namn, ruta] = told(name);
        differences.push({ namn, ruta, har: into[name], fil: text, satt: (chosen) => { into[name] = chosen; } });
      }
    }
  }

  /** @param {Unfolded} a @param {Unfolded} b @param {Difference[]} differences */
  function addRows(a, b, differences) {
    for (const [group, rows] of Object.entries(b.rows)) {
      for (const row of rows) {
        const same = a.rows[group].find((one) => one.id === row.id);
        if (!same) { a.rows[group].push(row); continue; }
        row.cells[keys()[group]] = same.cells[keys()[group]]; // namnen är samma, bara skrivna på lite olika sätt
        add(same.cells, row.cells, (column) => [`${labelOf(`${group}-1-${column}`)}, ${same.cells[keys()[group]]}`, `${group}-1-${column}`], differences);
      }
    }
  }

  /** Raderna som svar igen, numrerade från 1. @param {Unfolded} found */
  function folded(found) {
    const svar = { ...found.alone };
    for (const [group, rows] of Object.entries(found.rows)) {
      const to = pointersOf(group);
      rows.forEach((row, place) => {
        for (const [column, text] of Object.entries(row.cells)) {
          const pointed = to[column] ? String(found.rows[to[column]].findIndex((one) => one.id === text) + 1) : text;
          if (pointed && pointed !== "0") svar[`${group}-${place + 1}-${column}`] = pointed;
        }
      });
    }
    return svar;
  }

  /** Ett led: raden i den första rutan, och hur den märks i den andra. @param {Record<string, string>} svar @param {string[]} names */
  const links = (svar, [what, sign]) => {
    const [left, right] = [what, sign].map((name) => (svar[name] ?? "").split("\n").map((line) => line.trim()));
    return Array.from({ length: Math.max(left.length, right.length) }, (_, place) => ({ vad: left[place] ?? "", tecken: right[place] ?? "" }))
      .filter(({ vad, tecken }) => vad || tecken);
  };

  /** @param {Record<string, string>} here @param {Record<string, string>} there @param {Difference[]} differences */
  function mergedChain(here, there, differences) {
    return all("[data-led]").map((part) => {
      const names = all("[data-ruta]", part).map((box) => /** @type {HTMLInputElement} */ (box).name);
      const own = links(here, names);
      for (const link of links(there, names)) {
        const same = own.find((one) => one.vad && plain(one.vad) === plain(link.vad));
        if (!same) { if (!own.some((one) => one.vad === link.vad && one.tecken === link.tecken)) own.push(link); }
        else if (!same.tecken) same.tecken = link.tecken;
        else if (link.tecken && link.tecken !== same.tecken) {
          differences.push({ namn: `${part.dataset.led}: ${same.vad}`, ruta: "", har: same.tecken, fil: link.tecken, satt: (chosen) => { same.tecken = chosen; } });
        }
      }
      return { names, own };
    });
  }

  /** @param {Draft} here @param {Draft} there */
  function merged(here, there) {
    /** @type {Difference[]} */
    const differences = [];
    const typ = { typ: here.typ };
    add(typ, there.typ ? { typ: there.typ } : {}, () => [panel.dataset.typ ?? "", "typ"], differences);
    const a = unfolded(here.svar, "a"), b = unfolded(there.svar, "b");
    add(a.alone, b.alone, (name) => [labelOf(name), name], differences);
    addRows(a, b, differences);
    const chain = mergedChain(here.svar, there.svar, differences);
    const done = () => {
      const svar = folded(a);
      for (const { names: [what, sign], own } of chain) {
        if (own.length) [svar[what], svar[sign]] = [own.map(({ vad }) => vad).join("\n"), own.map(({ tecken }) => tecken).join("\n").trimEnd()];
      }
      return { ...here, ...typ, svar: Object.fromEntries(Object.entries(svar).filter(([, text]) => text)) };
    };
    return { differences, done };
  }

  // — Valen, sida vid sida —

  /** Rutans namn utan radens. @param {string} name */
  function labelOf(name) {
    const box = /** @type {?HTMLInputElement} */ (form.elements.namedItem(name));
    const part = box?.closest("[data-del]")?.querySelector("h2")?.textContent ?? "";
    return (box instanceof HTMLTextAreaElement && !ROW.test(name) ? part : box?.labels?.[0]?.firstChild?.textContent) || name;
  }

  const ofChoice = (/** @type {string} */ ruta) => form.elements.namedItem(ruta);

  /** Svaret så som den som läser ser det i rutan. @param {string} ruta @param {string} text */
  function shown(ruta, text) {
    const box = ofChoice(ruta);
    if (box instanceof HTMLSelectElement) return [...box.options].find((one) => one.value === text)?.text || text.replace(/#\d+$/, "");
    const choice = ruta === "typ" ? all("[name=typ]").find((one) => /** @type {HTMLInputElement} */ (one).value === text) : null;
    return choice ? choice.dataset.namn ?? text : text;
  }

  /** Båda texterna, eller inget när rutan bara har plats för ett svar. @param {Difference} one */
  function both({ ruta, har, fil }) {
    const box = ofChoice(ruta);
    if (ruta && !(box instanceof HTMLTextAreaElement) && !(box instanceof HTMLInputElement && box.type === "text" && !box.inputMode)) return "";
    return `${har}${box instanceof HTMLTextAreaElement ? "\n\n" : "; "}${fil}`;
  }

  /** @param {Difference} one @param {number} number @param {string} name */
  function choice(one, number, name) {
    const made = /** @type {DocumentFragment} */ (/** @type {HTMLTemplateElement} */ (panel.querySelector("template")).content.cloneNode(true));
    const set = /** @type {HTMLElement} */ (made.firstElementChild);
    const legend = /** @type {HTMLElement} */ (set.querySelector("legend"));
    legend.textContent = one.namn;
    const texts = { har: shown(one.ruta, one.har), fil: shown(one.ruta, one.fil), bada: both(one) };
    for (const option of all("[data-val]", set)) {
      const key = /** @type {keyof typeof texts} */ (option.dataset.val);
      if (!texts[key]) { option.remove(); continue; }
      const radio = /** @type {HTMLInputElement} */ (option.querySelector("input"));
      [radio.name, radio.value] = [`ihop-${number}`, key];
      const text = option.querySelector("[data-text]");
      if (text) text.textContent = texts[key];
      for (const place of option.querySelectorAll("[data-namn]")) place.textContent = name;
    }
    return set;
  }

  /** Frågar om det som skiljer sig, och lämnar det färdiga utkastet, eller inget när den som skriver avbryter.
   * @param {Draft} here @param {Draft} there @param {string} name @param {(merged: ?Draft) => void} finish */
  function merge(here, there, name, finish) {
    const { differences, done } = merged(here, there);
    if (!differences.length) { finish(done()); return; }
    const list = /** @type {HTMLElement} */ (panel.querySelector("[data-lista]"));
    list.replaceChildren(...differences.map((one, number) => choice(one, number, name)));
    const left = byId("skriv-ihop-kvar");
    left.textContent = "";
    panel.hidden = false;
    panel.focus();
    const close = (/** @type {?Draft} */ result) => { panel.hidden = true; list.replaceChildren(); finish(result); byId("skriv-besked").focus(); };
    byId("skriv-ihop-avbryt").onclick = () => close(null);
    byId("skriv-ihop-klar").onclick = () => {
      const radios = differences.map((_, number) => all(`[name="ihop-${number}"]`, list).find((radio) => /** @type {HTMLInputElement} */ (radio).checked));
      const first = radios.findIndex((radio) => !radio);
      if (first >= 0) {
        left.textContent = (left.dataset.text ?? "").replace("{antal}", String(radios.filter((radio) => !radio).length));
        list.children[first].querySelector("input")?.focus();
        return;
      }
      differences.forEach((one, number) => {
        const picked = /** @type {HTMLInputElement} */ (radios[number]).value;
        if (picked !== "har") one.satt(picked === "fil" ? one.fil : both(one));
      });
      close(done());
    };
  }

  form.skrivbord.merge = merge;
})();
