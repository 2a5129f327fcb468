"use strict";

/*
 * En delad lista står på flera sidor (macros/views/delad.py). Skripten som filtrerar hämtar raderna på de andra sidorna här,
 * när besökaren ber om något som gäller alla.
 */
/* exported Delad */
const Delad = (() => {
  // En sida som webbläsaren själv läser in, utan att något i den körs. Att göra text till sida på annat sätt tillåts inte här.
  /** @type {(address: string) => Promise<Document>} */
  const page = (address) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.onload = () => (request.status === 200 && request.responseXML ? resolve(request.responseXML) : reject(new Error(address)));
    request.onerror = () => reject(new Error(address));
    request.send();
  });

  /** Adresserna till listans andra sidor. @param {ParentNode} place */
  const others = (place) => /** @type {HTMLAnchorElement[]} */ ([...place.querySelectorAll("nav.parts li a:not([aria-current])")])
    .map((link) => link.getAttribute("href") ?? "");

  /** Raderna på en hämtad sida, med länkar som gäller här. @param {Document} from @param {string} address @param {string} selector */
  function copies(from, address, selector) {
    return [...from.querySelectorAll(selector)].map((row) => {
      const copy = /** @type {HTMLTableRowElement} */ (document.importNode(row, true));
      for (const link of copy.querySelectorAll("a")) {
        const { pathname, hash } = new URL(link.getAttribute("href") ?? "", address);
        link.setAttribute("href", pathname + hash);
      }
      return { row, copy };
    });
  }

  /** Raderna på sidorna, i samma ordning. @param {string[]} addresses @param {string} selector */
  async function rows(addresses, selector) {
    const lists = await Promise.all(addresses.map(async (address) => copies(await page(address), address, selector)));
    return lists.flat();
  }

  /** Raderna i en lista som börjar på en annan sida, och på alla dess sidor. @param {string} address @param {string} selector */
  async function whole(address, selector) {
    const first = await page(address);
    const rest = others(first).map((href) => new URL(href, address).href);
    return [...copies(first, address, selector), ...await rows(rest, selector)];
  }

  /** Raderna på de andra sidorna i listan som börjar här. @param {ParentNode} place @param {string} selector */
  const rest = (place, selector) => rows(others(place).map((href) => new URL(href, location.href).href), selector);

  /** Texten utan de mjuka bindestrecken, som bara säger var ett ord får delas. @param {?Node} node */
  const text = (node) => (node?.textContent ?? "").replaceAll("\xad", "").trim();

  return { rest, whole, text, isDivided: (/** @type {ParentNode} */ place) => others(place).length > 0 };
})();
