// Fynden medan man skriver, vid fälten som är ifyllda. Utan skriptet gör knappen Pröva samma sak.
"use strict";

(() => {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-prova]"));
  if (!form) return;
  /** @type {Set<string>} */
  const touched = new Set();
  /** @type {number | undefined} */
  let waiting;
  let latest = 0;

  /**
   * @param {Document} page
   * @returns {Map<string, string[]>} texterna efter fältets id
   */
  function findingsOf(page) {
    /** @type {Map<string, string[]>} */
    const said = new Map();
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (page.querySelectorAll(".summary li a"))) {
      const id = decodeURIComponent(link.hash.slice(1));
      const text = link.parentElement?.textContent ?? "";
      said.set(id, [...(said.get(id) ?? []), text.trim().replace(/\s+/g, " ")]);
    }
    return said;
  }

  /** @param {HTMLElement} field */
  function placeAt(field) {
    const id = `${field.id}-fynd`;
    const there = document.getElementById(id);
    if (there) return there;
    const place = Object.assign(document.createElement("div"), { id, className: "found" });
    field.before(place);
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
    return place;
  }

  /**
   * @param {HTMLElement} field
   * @param {string[]} texts
   */
  function showAt(field, texts) {
    const place = placeAt(field);
    const isWrong = texts.some((text) => text.startsWith("Fel"));
    place.replaceChildren(...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
    place.classList.toggle("found-fel", isWrong);
    field.closest(".field")?.classList.toggle("field-fel", texts.length > 0);
    if (isWrong) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }

  /** @param {HTMLFormElement} filledIn */
  async function check(filledIn) {
    const number = ++latest;
    const filled = new URLSearchParams();
    for (const [name, value] of new FormData(filledIn)) filled.append(name, String(value));
    filled.set("gor", "prova-tyst");
    const answer = await fetch(location.href, { method: "POST", body: filled }).catch(() => null);
    if (!answer?.ok || number !== latest) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const said = findingsOf(page);
    for (const field of filledIn.querySelectorAll("[aria-invalid]")) touched.add(field.id);
    for (const id of touched) {
      const field = document.getElementById(id);
      if (field) showAt(field, said.get(id) ?? []);
    }
    const wrong = page.querySelectorAll(".summary li.fel").length;
    const state = document.getElementById("laget");
    if (state) state.textContent = wrong ? `${wrong} fel kvar innan det går att spara.` : "Det går att spara.";
  }

  form.addEventListener("input", (event) => {
    if (event.target instanceof HTMLElement) touched.add(event.target.id);
    clearTimeout(waiting);
    waiting = setTimeout(() => check(form), 800);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
})();
