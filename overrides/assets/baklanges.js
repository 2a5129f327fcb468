// Väljer bland vägarna till besluten, som är räknade i bygget, och lägger till de veckor som läsaren har ändrat.
"use strict";

(() => {
  const form = document.getElementById("baklanges");
  if (!form) return;
  const WEEK = 7 * 24 * 60 * 60 * 1000;
  const from = /** @type {HTMLInputElement} */ (document.getElementById("fran-dag"));
  const choice = /** @type {HTMLSelectElement} */ (document.getElementById("beslut-val"));
  const step = /** @type {?HTMLSelectElement} */ (document.getElementById("steg-val"));
  const status = /** @type {HTMLElement} */ (document.getElementById("baklanges-besked"));
  const most = Number(form.dataset.mest);
  const weeks = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("[data-veckor]")]);
  const ways = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("details[data-beslut]")]);
  const format = new Intl.DateTimeFormat("sv-SE", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  /** @param {string} day */
  const words = (day) => format.format(new Date(day));

  /** Fälten med något annat än ett helt antal veckor. Vart och ett säger vad som ska stå. */
  function wrong() {
    return weeks.filter((input) => {
      const bad = !/^\d{1,3}$/.test(input.value.trim()) || Number(input.value) > most;
      input.setAttribute("aria-invalid", String(bad));
      /** @type {HTMLElement} */ (document.getElementById(`${input.id}-fel`)).hidden = !bad;
      return bad;
    });
  }

  /** Skriver om de räknade dagarna: ankaret, minus eller plus stegens veckor. */
  function recount() {
    const taken = new Map(weeks.map((input) => [input.dataset.veckor, Number(input.value)]));
    /** @type {NodeListOf<HTMLTimeElement>} */
    const counted = document.querySelectorAll("time[data-ankare]");
    for (const time of counted) {
      const terms = (time.dataset.med || "").split(" ").filter(Boolean);
      const sum = terms.reduce((all, term) => all + (term[0] === "-" ? -1 : 1) * (taken.get(term.slice(1)) ?? 0), 0);
      time.dateTime = new Date(new Date(time.dataset.ankare || "").valueOf() + sum * WEEK).toISOString().slice(0, 10);
      time.textContent = words(time.dateTime);
    }
    const own = weeks.some((input) => Number(input.value) !== Number(input.defaultValue));
    for (const note of document.querySelectorAll("[data-egna]")) note.toggleAttribute("hidden", !own);
  }

  /** Dagen för ett led på vägen, eller tom text när den inte räknas. @param {HTMLElement} way @param {string} key */
  function day(way, key) {
    return /** @type {?HTMLTimeElement} */ (way.querySelector(`time[data-nyckel="${key}"]`))?.dateTime ?? "";
  }

  /** Sista dagen att börja: för steget som läsaren har valt, eller för att lämna in. @param {HTMLElement} way */
  const latest = (way) => (step?.value && day(way, step.value)) || way.dataset.sista || "";

  /** När insatsen kan starta, som en mening. @param {HTMLElement} way */
  function start(way) {
    const first = day(way, "start");
    return first ? ` Insatsen kan starta tidigast ${words(first)}.` : "";
  }

  /** Svaret, när inget beslut är valt. @param {HTMLElement | undefined} way */
  function earliest(way) {
    if (!way) return `Inget av besluten går att hinna till från ${words(from.value)}. Fråga kansliet när nästa möte är.`;
    const decided = words(way.dataset.dag || "");
    if (step?.value && day(way, step.value)) return `Börjar ni ${words(from.value)} hinner ni till beslutet ${decided}.${start(way)}`;
    return `Lämna in senast ${words(way.dataset.sista || "")}. Styrelsen beslutar ${decided}.${start(way)}`;
  }

  /** Svaret om det valda beslutet. @param {HTMLElement} way @param {HTMLElement | undefined} first */
  function chosen(way, first) {
    const counted = step?.value && day(way, step.value);
    const what = counted ? `börja med steget ${step.selectedOptions[0].text} senast` : "lämna in senast";
    const said = `För beslut ${words(way.dataset.dag || "")} behöver ni ${what} ${words(latest(way))}.`;
    if (latest(way) >= from.value) return `${said}${start(way)}`;
    const other = first ? `Nästa beslut som går att söka till är ${words(first.dataset.dag || "")}.` : "Fråga kansliet när nästa möte är.";
    return `${said} Den dagen är före ${words(from.value)}, så det ${counted ? "hinns inte" : "är för sent"}. ${other}`;
  }

  function answer() {
    const bad = wrong();
    /** @type {HTMLElement | undefined} */
    let way;
    if (bad.length) {
      const names = bad.map((input) => input.labels?.[0].textContent).join("; ");
      status.textContent = `Rätta tiden först: ${names}. Skriv ett helt tal från 0 till ${most}.`;
    } else if (!from.value) {
      status.textContent = "Välj vilken dag ni börjar.";
    } else if (from.value < from.min) {
      status.textContent = "Dagen har varit. Välj i dag eller en senare dag.";
    } else {
      recount();
      const first = ways.find((one) => latest(one) >= from.value);
      way = choice.value ? ways.find((one) => one.dataset.beslut === choice.value) : first;
      status.textContent = way && choice.value ? chosen(way, first) : earliest(way);
    }
    for (const one of ways) {
      one.hidden = one !== way;
      one.open = one === way;
    }
  }

  from.value = from.min = new Date().toLocaleDateString("sv-SE");
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const field of [from, choice, step, ...weeks]) field?.addEventListener("input", answer);
  form.hidden = false;
  answer();
})();
