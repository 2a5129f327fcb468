// Skriv ansökan: exemplen på svar. De står på sidan med blankettens frågor, och hämtas därifrån när någon öppnar dem här.
"use strict";

(() => {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("skriv"));
  if (!form) return;
  /** @type {Record<string, Promise<Document>>} */
  const pages = {};

  /** Sidan på en adress. Trusted Types tillåter inte att text läses som HTML, men webbläsaren får läsa en sida. @param {string} address */
  function page(address) {
    return pages[address] ??= new Promise((done, fail) => {
      const request = new XMLHttpRequest();
      const failed = () => { delete pages[address]; fail(new Error(address)); };
      request.responseType = "document";
      request.open("GET", address);
      request.onload = () => (request.status === 200 && request.responseXML ? done(request.responseXML) : failed());
      request.onerror = failed;
      request.send();
    });
  }

  /** Exemplen till en fråga, i stället för länken till dem. Går det inte står länken kvar. @param {HTMLDetailsElement} place */
  form.skrivbord.examples = async (place) => {
    const link = /** @type {?HTMLAnchorElement} */ (place.querySelector("[data-exempel]"));
    if (!link) return;
    const [address, question] = link.href.split("#");
    const found = (await page(address)).querySelectorAll(`#${CSS.escape(question)} .example`);
    if (!found.length) return;
    link.parentElement?.replaceWith(...[...found].map((one) => {
      const example = document.importNode(one, true);
      for (const named of example.querySelectorAll("[id]")) named.removeAttribute("id");
      return example;
    }));
  };
})();
