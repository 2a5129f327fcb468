// Skriv ansökan: utkastet i den egna webbläsaren. Bara den som trycker på Spara i den här webbläsaren får något sparat, och Radera tar bort
// det. Det är det enda på webbplatsen som sparar något i en webbläsare (tests/test_privacy.py).
"use strict";

(() => {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("skriv"));
  if (!form) return;
  const { byId, say, withSaving } = form.skrivbord;
  const KEY = `skriv-ansokan ${location.pathname}`; // flera webbplatser kan ha samma server
  const found = byId("skriv-finns");
  const erase = byId("skriv-radera");

  /** Det som är sparat, eller inget. En webbläsare kan vara inställd på att aldrig spara. @returns {?{dag: string, utkast: string}} */
  function stored() {
    try { return JSON.parse(localStorage.getItem(KEY) ?? "null"); } catch { return null; }
  }

  function show() {
    const kept = stored();
    erase.hidden = !kept;
    if (!kept) found.hidden = true;
    else if (!found.hidden) {
      const day = new Date(kept.dag).toLocaleDateString("sv-SE", { day: "numeric", month: "long", year: "numeric" });
      for (const place of found.querySelectorAll("[data-dag]")) place.textContent = day;
    }
  }

  function forget() {
    localStorage.removeItem(KEY);
    show();
    say("raderad");
    byId("skriv-besked").focus();
  }

  function keep() {
    try {
      localStorage.setItem(KEY, JSON.stringify({ dag: new Date().toISOString(), utkast: JSON.stringify(form.skrivbord.draft()) }));
      say("lokalt");
      form.dispatchEvent(new Event("sparad"));
    } catch { say("inteLokalt"); }
    found.hidden = true;
    show();
  }

  function resume() {
    const kept = stored();
    if (!kept) { show(); return; }
    found.hidden = true;
    const { offer, parsed } = form.skrivbord;
    try { offer(parsed(kept.utkast), byId("skriv-besked").dataset.utkastet); } catch { say("inteLokalt"); }
    if (byId("skriv-fraga").hidden) byId("skriv-besked").focus();
  }

  byId("skriv-lokalt").addEventListener("click", () => withSaving(keep));
  erase.addEventListener("click", forget);
  byId("skriv-finns-radera").addEventListener("click", forget);
  byId("skriv-fortsatt").addEventListener("click", () => withSaving(resume));
  found.hidden = !stored();
  show();
})();
