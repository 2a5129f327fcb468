"use strict";

/*
 * Sidan Sök: formuläret, träffarna och utdragen. Orden tolkas i sokord.js. Sidan som visas när en adress inte leder
 * någonstans söker på adressens ord. Inget sparas i webbläsaren. Söksidans adress har alltid sökningen i ?q=.
 */
/* global Sok */
(() => {
  const PER_VIEW = 10, PAUSE_MS = 120;
  const PASSAGE = 180; // tecken i utdraget under en träff

  function element(name, attributes = {}, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  }

  /** Texten med träffarnas ord i <mark>. Texten blir aldrig HTML. */
  function marked(text, matched) {
    const nodes = [];
    let end = 0;
    const normal = text.normalize("NFC");
    for (const { 0: word, index: start } of normal.matchAll(Sok.WORD)) {
      if (!matched.has(word.toLowerCase())) continue;
      nodes.push(normal.slice(end, start), element("mark", {}, word));
      end = start + word.length;
    }
    return [...nodes, normal.slice(end)];
  }

  /** Var orden som passar står i texten. */
  const places = (text, matched) => [...text.matchAll(Sok.WORD)]
    .filter(({ 0: word }) => matched.has(word.toLowerCase())).map(({ 0: word, index }) => ({ word: word.toLowerCase(), index }));

  /** Det ställe i texten där flest av orden står nära varandra. Börjar och slutar vid ett ord. */
  function passage(text, matched) {
    const found = places(text, matched);
    const within = (start) => new Set(found.filter(({ index }) => index >= start && index < start + PASSAGE).map(({ word }) => word)).size;
    const best = found.reduce((place, { index }) => (within(index) > place.count ? { index, count: within(index) } : place),
      { index: 0, count: 0 });
    const from = best.index < PASSAGE / 2 ? 0 : text.lastIndexOf(" ", best.index - 40) + 1;
    const end = from + PASSAGE >= text.length ? text.length : text.lastIndexOf(" ", from + PASSAGE);
    return { count: best.count, text: `${from ? "… " : ""}${text.slice(from, end)}${end < text.length ? " …" : ""}` };
  }

  /** Det som visas under träffen: utdraget, sammanfattningen, eller de andra orden som träffen gäller. */
  function excerpt({ title, summary, text, keywords }, matched) {
    const [inText, inSummary] = [passage(text, matched), passage(summary, matched)];
    const best = inSummary.count && inSummary.count >= inText.count ? inSummary : inText;
    if (best.count || places(title, matched).length) return best.count ? best.text : summary || inText.text;
    const others = keywords.split(", ").filter((word) => places(word, matched).length);
    return others.length ? `Också: ${others.join(", ")}. ${summary}` : summary || inText.text;
  }

  /** Hämtar sökningens filer, varje fil en gång. Ett misslyckat försök görs om nästa gång. */
  function store(root) {
    const kept = new Map();
    async function read(path, options) {
      // En kopia på disk har filerna i ett skript, för där går inget att hämta (macros/publish/fran_disk.py).
      if (Sok.files) return Sok.files[path.split("?")[0]];
      const answer = await fetch(new URL(root + path, document.baseURI), options);
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return answer.json();
    }
    function once(path, load) {
      if (!kept.has(path)) {
        kept.set(path, load());
        kept.get(path).catch(() => kept.delete(path));
      }
      return kept.get(path);
    }
    // Indexet frågas om på nytt, så att det hör ihop med resten även när sidan har byggts om sedan förra besöket.
    const index = () => once("index", async () => {
      const data = await read("sok/index.json", { cache: "no-cache" });
      return Object.assign(Sok.open(data), { chunk: data.bunt, version: data.version });
    });
    async function page(number) {
      const { chunk, version } = await index();
      const path = `sok/dokument-${Math.floor(number / chunk)}.json?v=${version}`;
      const [url, title, kind, summary, text, keywords] = (await once(path, () => read(path)))[number % chunk];
      return { url, title, kind, summary, text, keywords };
    }
    async function shard(number) {
      const { version } = await index();
      const path = `sok/ord-${number}.json?v=${version}`;
      return once(path, () => read(path));
    }
    return { index, page, shard };
  }

  const quoted = (text) => `”${text}”`;
  const counted = (number) => (number === 1 ? "1 sida" : `${number} sidor`);

  /** Läget i ord, för alla och för skärmläsare. */
  function summaryOf({ pages, complete, corrected, answers }, query) {
    const guess = [...answers].map((answer) => `${answer} `).join("") + corrected.map(([word, other]) => `Sökningen hittar inte ordet ${quoted(word)}. Menade du ${quoted(other)}? `).join("");
    const all = complete === pages.length, some = counted(pages.length - complete);
    if (all) return guess ? `${guess}Då passar ${counted(complete)}.` : `${counted(complete)} innehåller ${quoted(query)}.`;
    if (!complete) return `${guess}Ingen sida har alla orden. ${some} har något av dem.`;
    return `${guess}${counted(complete)} har alla orden. Sedan kommer ${some} med något av dem.`;
  }

  /** Orden i den besökta adressen, räknat från webbplatsens rot. */
  function wordsOfAddress(root) {
    const path = location.pathname.slice(new URL(root, document.baseURI).pathname.length).replace(/(index)?\.html?$/, "");
    try {
      return Sok.words(decodeURIComponent(path)).join(" ");
    } catch { // ett procenttecken som inte betyder något
      return Sok.words(path).join(" ");
    }
  }

  /** Formuläret och träffarna under det. */
  class SearchPage {
    constructor(form, results) {
      this.input = form.elements.namedItem("q");
      this.action = form.getAttribute("action");
      this.results = results;
      this.root = results.dataset.rot;
      this.status = results.querySelector("[role=status]");
      this.files = store(this.root);
      this.latest = 0;
      this.input.addEventListener("input", () => this.typed());
      this.isSearchPage = new URL(form.action).pathname === location.pathname;
      if (this.isSearchPage) {
        form.addEventListener("submit", (event) => {
          event.preventDefault();
          this.run();
        });
      }
      const asked = this.isSearchPage ? new URLSearchParams(location.search).get("q") : wordsOfAddress(this.root);
      this.input.value = asked ?? this.input.value;
      this.show([]); // Utan skript står det här att sökningen behöver dem.
      if (this.input.value) this.run();
    }

    typed() {
      this.files.index().catch(() => {}); // Hämtningen börjar genast. Går den inte säger run det.
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.run(), PAUSE_MS);
    }

    async run() {
      clearTimeout(this.timer);
      const query = this.input.value.trim(), mine = ++this.latest;
      if (this.isSearchPage) this.keep(query);
      if (!Sok.words(query).length) return this.show([]);
      let content;
      try {
        content = await this.answer(query);
      } catch {
        content = [["Sökningen gick inte att läsa in. Försök igen, eller använd länkarna här nedanför."]];
      }
      if (mine === this.latest) this.show(...content); // Annars har besökaren skrivit vidare.
    }

    /** Skriver frågan i adressen, så att den går att länka till. */
    keep(query) {
      const address = new URL(location.href);
      query ? address.searchParams.set("q", query) : address.searchParams.delete("q");
      history.replaceState(history.state, "", address);
    }

    /** Läget först, sedan det som ska stå under. */
    show(status, ...below) {
      this.status.replaceChildren(...status);
      // Läget får aldrig lyftas ur sidan: då läser skärmläsare inte upp det.
      while (this.status.nextSibling) this.status.nextSibling.remove();
      this.status.after(...below);
    }

    async answer(query) {
      const index = await this.files.index();
      const found = await Sok.answer(index, query, this.files.shard);
      if (!found.pages.length) return [this.nothing(query, [...found.answers], Sok.near(index, query))];
      const list = element("ol", { class: "hits" }, ...await this.items(found, 0));
      return [[summaryOf(found, query)], list, ...(found.pages.length > PER_VIEW ? [this.moreButton(list, found)] : [])];
    }

    /** Det som sägs när inget hittades: svaret om det finns ett, och ord som liknar. Sidan har vägarna vidare under. */
    nothing(query, answers, near) {
      const others = near.flatMap((word, place) =>
        [place ? ", " : "Liknande ord: ", element("a", { href: `${this.action}?q=${encodeURIComponent(word)}` }, word)]);
      return [[...answers, `Inga sidor innehåller ${quoted(query)}. `].join(" "), ...others, near.length ? ". " : "",
        "Prova ett annat ord, eller använd länkarna här nedanför."];
    }

    async items({ pages, matched }, from) {
      const shown = await Promise.all(pages.slice(from, from + PER_VIEW).map(this.files.page));
      return shown.map((page) => element("li", {},
        this.link(page.url, ...marked(page.title, matched)), " ", element("span", { class: "kind" }, page.kind),
        element("p", {}, ...marked(excerpt(page, matched), matched))));
    }

    moreButton(list, found) {
      const button = element("button", { type: "button" }, "Visa fler");
      button.addEventListener("click", async () => {
        const next = await this.items(found, list.children.length);
        list.append(...next);
        next[0].querySelector("a").focus(); // Den som använder tangentbordet fortsätter där de nya börjar.
        if (list.children.length >= found.pages.length) button.remove();
      });
      return button;
    }

    link(url, ...content) {
      return element("a", { href: this.root + url }, ...content);
    }
  }

  const form = document.getElementById("sokformular"), results = document.getElementById("sokresultat");
  if (form && results) new SearchPage(form, results);

})();
