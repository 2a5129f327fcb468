// Reglerna för skripten i overrides/assets och formulärens skript. De körs i webbläsaren, utan moduler, och får inte lämna något efter sig.
import js from "@eslint/js";

const BROWSER = ["addEventListener", "Blob", "clearTimeout", "console", "CSS", "customElements", "document", "DOMParser", "Event", "fetch", "FormData", "getSelection",
  "HTMLElement", "HTMLInputElement", "HTMLSelectElement", "HTMLTextAreaElement", "history", "location", "matchMedia", "Node", "Option", "performance", "requestAnimationFrame", "setTimeout", "URL", "XMLSerializer",
  "URLSearchParams", "window", "XMLHttpRequest"];

export default [
  { ignores: ["overrides/assets/fflate.js"] }, // hämtat som det är: npm run fflate
  js.configs.recommended,
  {
    files: ["overrides/assets/*.js", "macros/redigera/mallar/*.js"],
    languageOptions: {
      ecmaVersion: 2023,
      sourceType: "script",
      globals: Object.fromEntries(BROWSER.map((name) => [name, "readonly"])),
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-var": "error",
      "prefer-const": "error",
      strict: ["error", "global"],
      // Det som bryter mot skyddet (trusted types) eller sparar något i webbläsaren.
      "no-restricted-properties": ["error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML", "cookie"].map((property) => ({ property })),
        { object: "document", property: "write" }],
      "no-restricted-globals": ["error", "localStorage", "sessionStorage", "indexedDB"],
    },
  },
  {
    // Det enda skriptet som sparar i webbläsaren, och bara när den som skriver trycker på Spara i den här webbläsaren.
    files: ["overrides/assets/skriv-lokalt.js"],
    languageOptions: { globals: { localStorage: "readonly" } },
    rules: { "no-restricted-globals": ["error", "sessionStorage", "indexedDB"] },
  },
];
