// Skriv ansökan: budgetmallens formler, räknade i webbläsaren. Reglerna står bara i mallen. Här finns det som formlerna är gjorda av:
// tal, text, celler, områden, blad, namn och de funktioner som mallen använder. tests/test_skriv_budget.py jämför med LibreOffice.
"use strict";

(() => {
  const form = /** @type {HTMLFormElement} */ (document.getElementById("skriv"));
  if (!form) return;
  /** @typedef {string | number | boolean | null} Value */
  /** @typedef {Value | Value[]} Part */
  /** @typedef {() => Part} Thunk */
  /** @typedef {{formula?: string, value: Value}} Cell */
  const DAY = 86_400_000, EPOCH = Date.UTC(1899, 11, 30); // Excels dag 0
  const serial = (/** @type {number} */ time) => Math.round((time - EPOCH) / DAY);
  const day = (/** @type {Part} */ value) => new Date(EPOCH + Math.floor(number(value)) * DAY);
  const one = (/** @type {Part} */ value) => Array.isArray(value) ? value[0] : value;
  const list = (/** @type {Part[]} */ values) => values.flat();
  const numbers = (/** @type {Part[]} */ values) => /** @type {number[]} */ (list(values).filter((value) => typeof value === "number"));

  /** @param {Part} value */
  function number(value) {
    const found = one(value);
    if (typeof found === "string" && (!found.trim() || Number.isNaN(Number(found)))) throw new Error("#VALUE!");
    return Number(found ?? 0);
  }
  const isTrue = (/** @type {Part} */ value) => Boolean(one(value));
  /** Excel avrundar halva uppåt, bort från noll. @param {number} value @param {number} digits */
  const round = (value, digits) => Math.sign(value) * Math.round(Math.abs(value) * 10 ** digits + 1e-9) / 10 ** digits;

  /** Ett villkor som i COUNTIF och SUMIF: `<0`, eller det som cellen ska vara lika med. @param {Part} wanted */
  function criterion(wanted) {
    const text = String(one(wanted) ?? "");
    const [, sign, right] = /** @type {RegExpExecArray} */ (/^(<>|<=|>=|<|>|=)?(.*)$/s.exec(text));
    if (sign) return (/** @type {Value} */ value) => typeof value === "number" && compare(sign, value, Number(right));
    return (/** @type {Value} */ value) => value !== null && same(value, one(wanted));
  }
  const plain = (/** @type {Value} */ value) => typeof value === "string" ? value.toLowerCase() : value;
  const same = (/** @type {Value} */ a, /** @type {Value} */ b) => plain(a ?? (typeof b === "string" ? "" : 0)) === plain(b ?? (typeof a === "string" ? "" : 0));

  /** Text är alltid större än tal. @param {string} sign @param {Value} a @param {Value} b */
  function compare(sign, a, b) {
    if (sign === "=" || sign === "<>") return same(a, b) === (sign === "=");
    const [left, right] = [plain(a ?? 0), plain(b ?? 0)];
    const order = typeof left === typeof right ? Number(/** @type {any} */ (left) > /** @type {any} */ (right)) - Number(/** @type {any} */ (left) < /** @type {any} */ (right))
      : typeof left === "string" ? 1 : -1;
    return { "<": order < 0, ">": order > 0, "<=": order <= 0, ">=": order >= 0 }[sign] ?? false;
  }

  /** @param {Value[]} amounts @param {Part[]} pairs område, villkor, område, villkor */
  const sumWhere = (amounts, pairs) => amounts.reduce((/** @type {number} */ sum, amount, place) => {
    const fits = pairs.every((_, at) => at % 2 || criterion(pairs[at + 1])(/** @type {Value[]} */ (pairs[at])[place]));
    return fits && typeof amount === "number" ? sum + amount : sum;
  }, 0);

  /** @type {Record<string, (...values: Part[]) => Value>} */
  const FUNCTIONS = {
    AND: (...values) => list(values).every(Boolean),
    OR: (...values) => list(values).some(Boolean),
    SUM: (...values) => numbers(values).reduce((sum, value) => sum + value, 0),
    MAX: (...values) => Math.max(...numbers(values), ...(numbers(values).length ? [] : [0])),
    MIN: (...values) => Math.min(...numbers(values), ...(numbers(values).length ? [] : [0])),
    COUNT: (...values) => numbers(values).length,
    COUNTA: (...values) => list(values).filter((value) => value !== null).length,
    COUNTIF: (range, wanted) => list([range]).filter(criterion(wanted)).length,
    SUMIF: (range, wanted, amounts) => sumWhere(list([amounts ?? range]), [list([range]), wanted]),
    SUMIFS: (amounts, ...pairs) => sumWhere(list([amounts]), pairs),
    ROUND: (value, digits) => round(number(value), number(digits)),
    INT: (value) => Math.floor(number(value)),
    ISNUMBER: (value) => typeof one(value) === "number",
    YEAR: (value) => day(value).getUTCFullYear(),
    MONTH: (value) => day(value).getUTCMonth() + 1,
    DATE: (year, month, date) => serial(Date.UTC(number(year), number(month) - 1, number(date))),
    EDATE: (start, months) => {
      const from = day(start), month = from.getUTCMonth() + number(months);
      const last = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
      return serial(Date.UTC(from.getUTCFullYear(), month, Math.min(from.getUTCDate(), last)));
    },
    FIXED: (value, digits) => round(number(value), number(digits)).toFixed(number(digits)).replace(/\B(?=(\d{3})+$)/g, "\u00a0"),
  };

  const TOKEN = /\s*(?:("(?:[^"]|"")*")|(\d+(?:\.\d+)?)|((?:(?:'[^']+'|[\p{L}_][\p{L}\d_]*)!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)(?![\p{L}\d_(])|([\p{L}_][\p{L}\d_]*)|(<>|<=|>=|[-+*/&=<>(),]))/uy;
  const LEVELS = [["=", "<>", "<", ">", "<=", ">="], ["&"], ["+", "-"], ["*", "/"]];
  const letters = (/** @type {string} */ text) => [...text].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  const column = (/** @type {number} */ place) => {
    let text = "";
    for (let left = place; left > 0; left = Math.floor((left - 1) / 26)) text = String.fromCharCode(65 + (left - 1) % 26) + text;
    return text;
  };

  /** En arbetsbok: cellernas värden och formler, och namnen. Värdena som skrivs i den gäller i stället för det som stod där.
   * @param {Map<string, Cell>} cells @param {Map<string, string>} names */
  function workbook(cells, names) {
    /** @type {Map<string, Thunk>} */
    const compiled = new Map();
    /** @type {Map<string, Value>} */
    let done = new Map();
    /** @type {Map<string, Value>} */
    const written = new Map();

    /** @param {string} place @returns {Value} */
    function value(place) {
      if (written.has(place)) return written.get(place) ?? null;
      const cell = cells.get(place);
      if (!cell?.formula) return cell?.value ?? null;
      if (!done.has(place)) {
        try { done.set(place, one(formula(cell.formula, place.slice(0, place.lastIndexOf("!")))())); } catch { done.set(place, "#VALUE!"); }
      }
      return done.get(place) ?? null;
    }

    /** En cell, eller värdena i ett område. @param {string} text @param {string} sheet @returns {Part} */
    function area(text, sheet) {
      const bang = text.lastIndexOf("!");
      const home = bang < 0 ? sheet : text.slice(0, bang).replaceAll("'", "");
      const [first, last] = text.slice(bang + 1).replaceAll("$", "").split(":").map((place) => {
        const [, letter, row] = /** @type {RegExpExecArray} */ (/^([A-Z]+)(\d+)$/.exec(place));
        return [letters(letter), Number(row)];
      });
      if (!last) return value(`${home}!${column(first[0])}${first[1]}`);
      const found = [];
      for (let row = first[1]; row <= last[1]; row += 1) for (let at = first[0]; at <= last[0]; at += 1) found.push(value(`${home}!${column(at)}${row}`));
      return found;
    }

    /** Formeln som något att räkna, svagaste tecknet först. @param {string} text @param {string} sheet @returns {Thunk} */
    function formula(text, sheet) {
      const key = `${sheet}!${text}`;
      if (!compiled.has(key)) compiled.set(key, parse(text, sheet));
      return /** @type {Thunk} */ (compiled.get(key));
    }

    /** @param {string} text @param {string} sheet @returns {Thunk} */
    function parse(text, sheet) {
      /** @type {RegExpExecArray[]} */
      const tokens = [];
      TOKEN.lastIndex = 0;
      while (TOKEN.lastIndex < text.length) {
        const found = TOKEN.exec(text);
        if (!found) throw new Error(`Formeln går inte att läsa: ${text}`);
        tokens.push(found);
      }
      let at = 0;
      const sign = () => tokens[at]?.[5];
      const take = () => tokens[at++];

      /** @param {number} level @returns {Thunk} */
      function expression(level) {
        if (level === LEVELS.length) return factor();
        let left = expression(level + 1);
        while (LEVELS[level].includes(sign())) left = joined(take()[5], left, expression(level + 1));
        return left;
      }

      /** @returns {Thunk} */
      function factor() {
        const [, quoted, digits, place, name, mark] = take();
        if (quoted) return () => quoted.slice(1, -1).replaceAll('""', '"');
        if (digits) return () => Number(digits);
        if (place) return () => area(place, sheet);
        if (mark === "-") { const inner = factor(); return () => -number(inner()); }
        if (mark === "(") { const inner = expression(0); take(); return inner; }
        if (sign() === "(") return call(name);
        return () => area(names.get(name) ?? name, sheet);
      }

      /** @param {string} name @returns {Thunk} */
      function call(name) {
        /** @type {Thunk[]} */
        const given = [];
        take();
        while (sign() !== ")") { given.push(expression(0)); if (sign() === ",") take(); }
        take();
        if (name === "IF") return () => (isTrue(given[0]()) ? given[1] : given[2])();
        const made = FUNCTIONS[name];
        if (!made) throw new Error(`Funktionen finns inte: ${name}`);
        return () => made(...given.map((inner) => inner()));
      }
      return expression(0);
    }

    /** @param {string} mark @param {Thunk} left @param {Thunk} right @returns {Thunk} */
    function joined(mark, left, right) {
      if (mark === "&") return () => `${one(left()) ?? ""}${one(right()) ?? ""}`;
      if (LEVELS[0].includes(mark)) return () => compare(mark, one(left()), one(right()));
      return () => {
        const [a, b] = [number(left()), number(right())];
        return { "+": a + b, "-": a - b, "*": a * b, "/": a / b }[mark] ?? 0;
      };
    }

    /** Nya värden i cellerna, i stället för alla tidigare. @param {Map<string, Value>} inputs */
    function set(inputs) {
      written.clear();
      for (const [place, input] of inputs) written.set(place, input);
      done = new Map();
    }
    return { cells, value, written, set, reckon: (/** @type {string} */ text, /** @type {string} */ sheet) => one(formula(text, sheet)()) };
  }

  // — Filen: arken som XML, lästa och skrivna med samma uttryck —

  const CELL = /<c r="([A-Z]+\d+)"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs;
  const unescape = (/** @type {string} */ text) => text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => ({ lt: "<", gt: ">", quot: '"', apos: "'" })[/** @type {string} */ (name)] ?? "&");

  /** Arkens filnamn efter bladets namn, i bokens ordning. @param {string} book */
  const sheets = (book) => [...book.matchAll(/<sheet name="([^"]*)"/g)].map(([, name], place) => ({ name: unescape(name), file: `xl/worksheets/sheet${place + 1}.xml` }));

  /** @param {(file: string) => string} text filens text efter dess namn i boken */
  function read(text) {
    const shared = [...text("xl/sharedStrings.xml").matchAll(/<si>(.*?)<\/si>/gs)].map(([, item]) => unescape([...item.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, part]) => part).join("")));
    const book = text("xl/workbook.xml");
    /** @type {Map<string, Cell>} */
    const cells = new Map();
    for (const { name, file } of sheets(book)) {
      for (const [, place, attributes, inner] of text(file).matchAll(CELL)) {
        const formula = /<f>(.*?)<\/f>/s.exec(inner ?? "")?.[1], value = /<v>(.*?)<\/v>/s.exec(inner ?? "")?.[1];
        const isText = / t="(?:s|str)"/.test(attributes);
        const shown = value === undefined ? null : isText ? (attributes.includes('t="s"') ? shared[Number(value)] : unescape(value)) : Number(value);
        if (formula !== undefined || shown !== null) cells.set(`${name}!${place}`, { formula: formula === undefined ? undefined : unescape(formula), value: shown });
      }
    }
    const names = new Map([...book.matchAll(/<definedName name="([^"]+)">(.*?)<\/definedName>/g)].map(([, name, area]) => [name, unescape(area)]));
    return { ...workbook(cells, names), sheets: sheets(book) };
  }

  /** Arket med det som är skrivet, och formlernas värden. @param {string} xml @param {string} sheet @param {ReturnType<typeof workbook>} book */
  function filledIn(xml, sheet, book) {
    return xml.replace(CELL, (whole, place, attributes, inner) => {
      const at = `${sheet}!${place}`, kept = attributes.replace(/ t="[^"]*"/, "");
      const formula = /<f>.*?<\/f>/s.exec(inner ?? "")?.[0] ?? "";
      if (!book.written.has(at) && !formula) return whole;
      const value = book.value(at), isWritten = book.written.has(at);
      if (value === null) return isWritten ? whole : `<c r="${place}"${kept}>${formula}<v>0</v></c>`;
      if (typeof value === "number") return `<c r="${place}"${kept}>${isWritten ? "" : formula}<v>${value}</v></c>`;
      const text = form.skrivbord.xml(String(value));
      return isWritten ? `<c r="${place}"${kept} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>` : `<c r="${place}"${kept} t="str">${formula}<v>${text}</v></c>`;
    });
  }

  Object.assign(form.skrivbord, { bok: { read, filledIn, column, serial } });
})();
