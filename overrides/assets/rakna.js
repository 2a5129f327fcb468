// Räknaren på sidan om utfallsmåtten. Samma definition som bygget: fälten säger sin roll och om de är positiva.
"use strict";

(() => {
  const form = document.getElementById("raknare");
  if (!form) return;
  const [answer, problems] = ["rakna-svar", "rakna-fel"].map((id) => /** @type {HTMLElement} */ (document.getElementById(id)));
  const empty = answer.textContent;
  const fields = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[data-roll]")]);
  const value = (input) => (/^\d+$/.test(input.value.trim()) ? Number(input.value) : null);
  const total = (inputs) => (inputs.every((input) => value(input) !== null) ? inputs.reduce((sum, input) => sum + value(input), 0) : null);
  const role = (name) => fields.filter((input) => input.dataset.roll === name);
  const name = (input) => input.labels[0].firstChild.textContent.trim();

  const known = (...numbers) => numbers.every((number) => number !== null);

  function check({ active, left, early, next, outcomes, counted, positive }) {
    const found = [];
    for (const input of fields) {
      const bad = Boolean(input.value || input.validity.badInput) && value(input) === null;
      input.setAttribute("aria-invalid", String(bad));
      if (bad) found.push(`${name(input)}: skriv ett heltal, 0 eller mer.`);
    }
    if (known(active, left) && left > active) found.push(`Avslut (${left}) är fler än aktiva (${active}).`);
    if (known(left, early) && early > left) found.push(`Tidiga avhopp (${early}) är fler än avslut (${left}).`);
    if (known(counted, outcomes) && counted !== outcomes) found.push(`Utfallen är tillsammans ${outcomes}, men avslut minus tidiga avhopp är ${counted}.`);
    if (known(active, left, next) && active - left !== next) found.push(`Aktiva när nästa period börjar är ${next}, men aktiva minus avslut är ${active - left}.`);
    if (known(counted, positive) && positive > counted) found.push(`De positiva utfallen (${positive}) är fler än dem som räknas (${counted}).`);
    return found;
  }

  function show() {
    const left = total(role("avslut")), early = total(role("tidiga avhopp"));
    const sums = {
      active: total(role("aktiva")), left, early, next: total(role("aktiva nästa")),
      outcomes: total(role("utfall")), positive: total(role("utfall").filter((input) => "positivt" in input.dataset)),
      counted: known(left, early) ? left - early : null,
    };
    const found = check(sums);
    problems.replaceChildren(...found.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
    const { positive, counted } = sums;
    answer.textContent = positive === null || counted === null ? empty : found.length ? "Rätta talen, så räknas måluppfyllelsen."
      : counted === 0 ? "Ingen att räkna på: alla avslut var tidiga avhopp."
        : `Måluppfyllelse: ${positive} av ${counted} = ${Math.floor((200 * positive + counted) / (2 * counted))} %`;
  }

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(show));
  addEventListener("pageshow", show); // webbläsaren kan ha satt tillbaka talen
  form.hidden = false;
  /** @type {HTMLElement} */ (document.querySelector("[data-utan-rakna]")).hidden = true;
})();
