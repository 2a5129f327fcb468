// Skriv ansökan: den ifyllda blanketten, gjord i webbläsaren av den blankett som går att ladda ner. Rutorna heter lika här och där.
"use strict";

(() => {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("skriv"));
  if (!form) return;
  const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const status = byId("skriv-besked");
  const DOCUMENT = "word/document.xml";
  const CONTROL = /<w:sdt>(?:(?!<w:sdt>).)*?<\/w:sdt>/gs; // en innehållskontroll utan någon i sig
  const escape = (/** @type {string} */ text) => text
    .replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "") // det som XML inte kan innehålla
    .replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);
  const run = (/** @type {string} */ text) => `<w:r>${text.split("\n").map((line) => `<w:t xml:space="preserve">${escape(line)}</w:t>`).join("<w:br/>")}</w:r>`;

  /** Kontrollen med svaret i stället för ledtexten. @param {string} control @param {string} text */
  function answered(control, text) {
    const paragraph = control.match(/<w:sdtContent><w:p>(<w:pPr>.*?<\/w:pPr>)?/s);
    const content = paragraph ? text.split(/\n{2,}/).map((part) => `<w:p>${paragraph[1] ?? ""}${run(part)}</w:p>`).join("") : run(text);
    return control.replace("<w:showingPlcHdr/>", "").replace(/<w:sdtContent>.*<\/w:sdtContent>/s, () => `<w:sdtContent>${content}</w:sdtContent>`);
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
    const files = zip.unzipSync(new Uint8Array(await answer.arrayBuffer()));
    files[DOCUMENT] = zip.strToU8(filledIn(zip.strFromU8(files[DOCUMENT]), new FormData(form)));
    return new Blob([zip.zipSync(files)], { type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document" });
  }

  byId("skriv-word").addEventListener("click", async () => {
    const template = /** @type {?HTMLAnchorElement} */ (document.querySelector(`[data-word="${CSS.escape(String(new FormData(form).get("typ")))}"]`));
    if (!template) { status.textContent = status.dataset.ingenTyp ?? ""; return; }
    try {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await make(template));
      link.download = template.href.split("/").pop() ?? "";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      status.textContent = status.dataset.hamtad ?? "";
    } catch {
      status.textContent = status.dataset.inteHamtad ?? "";
    }
  });
})();
