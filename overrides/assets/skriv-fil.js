// Skriv ansökan: svaren som en fil på den egna datorn, och tillbaka. Filen läses också av kommandot läs.
"use strict";

(() => {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("skriv"));
  if (!form) return;
  const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const boxes = /** @type {(HTMLInputElement | HTMLTextAreaElement)[]} */ ([...form.querySelectorAll("[data-ruta]")]);
  const status = byId("skriv-besked");
  const opener = /** @type {HTMLInputElement} */ (byId("skriv-oppna"));
  /** @typedef {{sort: string, form: number, forbund: string, typ: string, svar: Record<string, string>}} Draft */
  const SORT = "ansökan", VERSION = 1;
  /** @type {Record<string, string>} */
  let unknown = {}; // svar på frågor som inte finns här: de följer med till nästa fil

  /** @returns {Draft} */
  function draft() {
    const answers = Object.fromEntries(boxes.filter((box) => box.value.trim()).map((box) => [box.name, box.value.trim()]));
    const typ = String(new FormData(form).get("typ") ?? "");
    return { sort: SORT, form: VERSION, forbund: form.dataset.forbund ?? "", typ, svar: { ...unknown, ...answers } };
  }

  function save(/** @type {string} */ name, /** @type {Blob} */ content) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(content);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  /** Texten i filen som ett utkast. Kastar Error med en mening till den som läser. @param {string} text @returns {Draft} */
  function parsed(text) {
    let found;
    try { found = JSON.parse(text); } catch { throw new Error(status.dataset.trasig); }
    const answers = found?.svar;
    if (found?.sort !== SORT || typeof answers !== "object" || !answers || Object.values(answers).some((one) => typeof one !== "string")) {
      throw new Error(status.dataset.fel);
    }
    if (found.form > VERSION) throw new Error(status.dataset.nyare);
    return { ...found, typ: String(found.typ ?? ""), svar: answers };
  }

  function fill(/** @type {Draft} */ found) {
    const known = new Set(boxes.map((box) => box.name));
    unknown = Object.fromEntries(Object.entries(found.svar).filter(([name]) => !known.has(name)));
    for (const box of boxes) box.value = found.svar[box.name] ?? "";
    for (const choice of /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("[name=typ]"))) choice.checked = choice.value === found.typ;
    form.dispatchEvent(new Event("input", { bubbles: true }));
    form.dispatchEvent(new Event("sparad"));
  }

  byId("skriv-spara").addEventListener("click", () => {
    save(`${status.dataset.filnamn}.json`, new Blob([JSON.stringify(draft(), null, 2)], { type: "application/json" }));
    status.textContent = status.dataset.sparad ?? "";
    form.dispatchEvent(new Event("sparad"));
  });
  opener.addEventListener("change", async () => {
    const [file] = opener.files ?? [];
    if (!file) return;
    try {
      fill(parsed(await file.text()));
      status.textContent = `${status.dataset.oppnad} ${file.name}.`;
    } catch (error) {
      status.textContent = `${file.name}: ${/** @type {Error} */ (error).message}`;
    }
    opener.value = "";
  });
})();
