// Skriv ansökan: förändringsteorin ritad medan den skrivs. En kolumn för varje led, och en ruta för varje rad i ledet.
"use strict";

(() => {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("skriv"));
  const figure = document.getElementById("skriv-kedja");
  if (!form || !figure) return;
  const { all } = form.skrivbord;
  const drawing = /** @type {HTMLElement} */ (figure.querySelector("[data-rita]"));

  /** @param {string} name @param {string} text @param {string} look */
  function made(name, text, look) {
    const element = document.createElement(name);
    element.textContent = text;
    element.className = look;
    return element;
  }

  /** Ledet som en kolumn, eller inget när det är tomt. @param {HTMLElement} led */
  function column(led) {
    const lines = all("[data-ruta]", led)[0].value.split("\n").map((/** @type {string} */ line) => line.trim()).filter(Boolean);
    if (!lines.length) return [];
    const whole = made("li", "", "");
    const boxes = made("ul", "", "");
    const look = "effekt" in led.dataset ? "draft-link draft-effect" : "draft-link";
    boxes.append(...lines.map((/** @type {string} */ line) => made("li", line, look)));
    whole.append(made("p", led.dataset.led ?? "", "draft-led"), boxes);
    return [whole];
  }

  function draw() {
    const columns = all("[data-led]").flatMap(column);
    /** @type {HTMLElement} */ (figure).hidden = !columns.length;
    drawing.replaceChildren(...columns);
  }

  form.addEventListener("input", draw);
  draw();
})();
