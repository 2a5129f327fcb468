// Skriv ansökan: svaren som en fil på den egna datorn, och tillbaka. Filen läses också av kommandot läs. Står det redan något på sidan
// när en fil öppnas väljer den som skriver: byt ut, slå ihop eller avbryt.
"use strict";

(() => {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("skriv"));
  if (!form) return;
  const { byId, boxes, answers, write, isWritten, say, undoable, save, typ, setTyp, fetched } = form.skrivbord;
  const status = byId("skriv-besked");
  const opener = /** @type {HTMLInputElement} */ (byId("skriv-oppna"));
  const question = byId("skriv-fraga");
  /** @typedef {{sort: string, form: number, forbund: string, typ: string, svar: Record<string, string>}} Draft */
  const SORT = "ansökan", VERSION = 1;
  /** @type {Record<string, string>} */
  let unknown = {}; // svar på frågor som inte finns här: de följer med till nästa fil

  /** @returns {Draft} */
  const draft = () => ({ sort: SORT, form: VERSION, forbund: form.dataset.forbund ?? "", typ: typ(), svar: { ...unknown, ...answers() } });

  /** Texten i filen som ett utkast. Kastar Error med en mening till den som läser. @param {string} text @returns {Draft} */
  function parsed(text) {
    let found;
    try { found = JSON.parse(text); } catch { throw new Error(status.dataset.trasig); }
    const told = found?.svar;
    if (found?.sort !== SORT || typeof told !== "object" || !told || Object.values(told).some((one) => typeof one !== "string")) {
      throw new Error(status.dataset.fel);
    }
    if (found.form > VERSION) throw new Error(status.dataset.nyare);
    return { ...found, typ: String(found.typ ?? ""), svar: told };
  }

  function fill(/** @type {Draft} */ found) {
    setTyp(found.typ);
    write(found.svar);
    const known = new Set(boxes().map((box) => box.name));
    unknown = Object.fromEntries(Object.entries(found.svar).filter(([name]) => !known.has(name)));
  }

  const isEmpty = () => !boxes().some(isWritten);

  /** Fyller sidan, och låter den som skriver ångra när något stod där. @param {Draft} found @param {string} said @param {string} name */
  function replace(found, said, name) {
    const before = draft(), wasEmpty = isEmpty();
    fill(found);
    form.dispatchEvent(new Event(wasEmpty ? "sparad" : "input"));
    say(said, { namn: name });
    if (!wasEmpty) undoable(() => fill(before));
  }

  // — Frågan: den tar fokus, och det som väljs för det tillbaka —

  /** Ett utkast som någon vill fortsätta med. Inget byts ut utan att den som skriver har valt det. @param {Draft} found @param {string} name */
  function offer(found, name) {
    if (isEmpty()) { replace(found, "oppnad", name); return; }
    for (const place of question.querySelectorAll("[data-namn]")) place.textContent = name;
    question.hidden = false;
    question.focus();
    question.onclick = (event) => {
      const chosen = /** @type {HTMLElement} */ (event.target).closest("button")?.dataset.svar;
      if (chosen) decide(chosen, found, name);
    };
    question.onkeydown = (event) => { if (event.key === "Escape") decide("avbryt", found, name); };
  }

  /** @param {string} chosen @param {Draft} found @param {string} name */
  async function decide(chosen, found, name) {
    question.hidden = true;
    if (chosen === "ihop") {
      try { await fetched("ihop"); } catch { say("inteHamtad"); status.focus(); return; }
      form.skrivbord.merge(draft(), found, name, (/** @type {?Draft} */ merged) => merged ? replace(merged, "ihopslagen", name) : say("avbruten", { namn: name }));
    } else if (chosen === "byt") replace(found, "oppnad", name);
    else say("avbruten", { namn: name });
    if (byId("skriv-ihop").hidden) status.focus();
  }

  function toFile() {
    save(`${status.dataset.filnamn}.json`, new Blob([JSON.stringify(draft(), null, 2)], { type: "application/json" }));
    say("sparad");
    form.dispatchEvent(new Event("sparad"));
  }

  async function fromFile() {
    const [file] = opener.files ?? [];
    if (!file) return;
    try {
      offer(parsed(await file.text()), file.name);
    } catch (error) {
      status.textContent = `${file.name}: ${/** @type {Error} */ (error).message}`;
    }
    opener.value = "";
  }

  Object.assign(form.skrivbord, { draft, parsed, offer, toFile, fromFile });
})();
