// Skriv ansökan: den ifyllda blanketten, gjord i webbläsaren av den blankett som går att ladda ner. Rutorna heter lika här och där.
"use strict";

(() => {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("skriv"));
  if (!form) return;
  const { all, say, save, typ, count, xml } = form.skrivbord;
  const DOCUMENT = "word/document.xml";
  const CONTROL = /<w:sdt>(?:(?!<w:sdt>).)*?<\/w:sdt>/gs; // en innehållskontroll utan någon i sig
  const run = (/** @type {string} */ text) => `<w:r>${text.split("\n").map((line) => `<w:t xml:space="preserve">${xml(line)}</w:t>`).join("<w:br/>")}</w:r>`;

  /** Kontrollen med svaret i stället för ledtexten. @param {string} control @param {string} text */
  function answered(control, text) {
    const paragraph = control.match(/<w:sdtContent><w:p>(<w:pPr>.*?<\/w:pPr>)?/s);
    const content = paragraph ? text.split(/\n{2,}/).map((part) => `<w:p>${paragraph[1] ?? ""}${run(part)}</w:p>`).join("") : run(text);
    return control.replace("<w:showingPlcHdr/>", "").replace(/<w:sdtContent>.*<\/w:sdtContent>/s, () => `<w:sdtContent>${content}</w:sdtContent>`);
  }

  /** Så många rader som sidan har, gjorda av tabellens sista rad. Varje kontroll har ett eget id (ECMA-376 del 1, 17.5.2.18).
   * @param {string} xml @param {string} group */
  function withRows(xml, group) {
    const rows = [...xml.matchAll(new RegExp(`<w:sdt>(?:(?!<w:sdt>).)*?<w:tag w:val="${group}-(\\d+)"/>.*?</w:tr></w:sdtContent></w:sdt>`, "gs"))];
    const last = rows.at(-1);
    if (!last) return xml;
    const number = Number(last[1]);
    let id = Math.max(...[...xml.matchAll(/<w:id w:val="(\d+)"\/>/g)].map(([, found]) => Number(found)));
    const copies = Array.from({ length: Math.max(0, count(group) - number) }, (_, place) => last[0]
      .replaceAll(`w:val="${group}-${number}`, `w:val="${group}-${number + place + 1}`)
      .replace(/(<w:alias w:val="[^"]*?)\d+/g, `$1${number + place + 1}`)
      .replace(/<w:id w:val="\d+"\/>/g, () => `<w:id w:val="${(id += 1)}"/>`));
    const end = (last.index ?? 0) + last[0].length;
    return xml.slice(0, end) + copies.join("") + xml.slice(end);
  }

  /** @param {string} xml @param {FormData} answers */
  function filledIn(xml, answers) {
    return xml.replace(CONTROL, (control) => {
      const tag = control.match(/<w:tag w:val="([^"]*)"\/>/)?.[1] ?? "";
      const text = String(answers.get(tag) ?? "").replaceAll("\r\n", "\n").trim();
      return text ? answered(control, text) : control;
    });
  }

  async function make(/** @type {HTMLAnchorElement} */ template) {
    /** @type {typeof import("fflate")} */
    const zip = await import(/** @type {string} */ (form.dataset.zip));
    const answer = await fetch(template.href);
    if (!answer.ok) throw new Error(template.href);
    const repeated = all("[data-rader]").map((/** @type {HTMLElement} */ one) => one.dataset.rader ?? "");
    const files = zip.unzipSync(new Uint8Array(await answer.arrayBuffer()));
    files[DOCUMENT] = zip.strToU8(filledIn(repeated.reduce(withRows, zip.strFromU8(files[DOCUMENT])), new FormData(form)));
    return new Blob([zip.zipSync(files)], { type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document" });
  }

  form.skrivbord.word = async () => {
    const template = /** @type {?HTMLAnchorElement} */ (document.querySelector(`[data-word="${CSS.escape(typ())}"]`));
    if (!template) { say("ingenTyp"); return; }
    try {
      save(template.href.split("/").pop() ?? "", await make(template));
      say("hamtad");
    } catch { say("inteHamtad"); }
  };
})();
