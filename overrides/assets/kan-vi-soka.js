// Kan vi söka?: en fråga i taget. Utan skript är svaren länkar till nästa fråga på samma sida.
"use strict";

(() => {
  const flow = document.getElementById("provning");
  if (!flow) return;
  const nodes = /** @type {HTMLElement[]} */ ([...flow.querySelectorAll("[data-nod]")]);
  const said = /** @type {HTMLElement} */ (document.getElementById("provning-svar"));
  const byHash = () => nodes.find((node) => `#${node.id}` === location.hash) || nodes[0];
  const show = (/** @type {boolean} */ focus) => {
    const current = byHash();
    for (const node of nodes) node.hidden = node !== current;
    // Rubriken, och inte hela frågan: den är högre än ett litet fönster, och då rullar frågan bort.
    if (focus) current.querySelector("h2")?.focus();
    said.textContent = current.classList.contains("flow-answer") ? current.querySelector("h2")?.textContent ?? "" : "";
  };
  // Länken Hoppa till innehållet byter också adress, men inte fråga.
  addEventListener("hashchange", () => (!location.hash || byHash().id === location.hash.slice(1)) && show(true));
  show(false);
})();
