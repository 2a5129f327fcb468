"use strict";

/*
 * Sökningens ord, utan andra program och utan andra webbplatser. Sidan Sök (sok.js) frågar, och hämtar filerna.
 *
 * Bygget (macros/exports/search.py) lägger orden som de står i sok/index.json. Här tolkas besökarens ord:
 * böjningar, början av ord, delar av sammansättningar, särskrivningar, synonymer, ord utan prickar och ett slagfel.
 */
/* exported Sok */
const Sok = (() => {
  // Hur mycket en träff är värd, beroende på hur ordet passade.
  const EXACT = 1, FOLDED = 0.9, SYNONYM = 0.75, PREFIX = 0.7, PART = 0.5, TYPO = 0.4, SAME_GROUP = 0.3;
  // Sidor med mindre än så av den bästa sidans poäng är brus.
  const WORTH_SHOWING = 0.09;
  // Ställen på samma sida som visas.
  const MOST_PLACES = 3;
  // Den som klistrar in en hel text får svar på början av den.
  const MOST_WORDS = 12;
  // Fälten som bitar, som i search.py, och vad de väger.
  const TITLE = 1, KEYWORDS = 2, TEXT = 4;
  const WEIGHT = { title: 5, keywords: 2.5, text: 0.5 };
  // En sida vars hela titel är skriven, eller som ett sökord leder till, går före det mesta.
  const OWN_TITLE = 7, WAY = 8, MOST_IN_WAY = 6;
  const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const DIGIT = new Map([...DIGITS].map((digit, value) => [digit, value]));

  // ---- Ord -----------------------------------------------------------------------------------------------

  const WORD = /[0-9]+(?:[.:][0-9]+)+|[\p{L}\p{N}]+/gu;

  const words = (text) => text.normalize("NFC").toLowerCase().match(WORD) ?? [];

  /** Ordet utan prickar och ringar, för den som inte har å, ä och ö på tangentbordet. */
  const fold = (word) => word.normalize("NFD").replace(/\p{M}/gu, "");

  // Stamningen är Snowballs svenska algoritm, https://snowballstem.org/algorithms/swedish/stemmer.html (3.1).
  // Ändelserna prövas med den längsta först, eftersom ett uttryck som slutar med $ hittar den träff som börjar tidigast.
  const ENDING = new RegExp("(?:heterna|hetens|arnas|ernas|ornas|andes|anden|andet|arens|heten|heter|arna|erna|orna|" +
    "ande|arne|aste|aren|ades|erns|ade|are|ern|ens|het|ast|ad|en|ar|er|or|as|es|at|et|a|e|s)$");
  // Ord där et hör till ordet: alfabet, nyhet, kvalitet, societet.
  const KEEPS_ET = /(?:fab|h|[pr]ak|stak|kom|iet|[cdmnprstux]it|[ai]lit|[ik]vit)$/;

  /** Där ändelserna får börja: efter första konsonanten efter en vokal, och efter minst tre bokstäver. */
  function endingsFrom(word) {
    const start = /[aeiouyäåö][^aeiouyäåö]/.exec(word);
    return start ? Math.max(start.index + 2, 3) : word.length;
  }

  const losesEt = (beforeEt) => /.[aeiouyäåö][^aeiouyäåö]$/.test(beforeEt) && !KEEPS_ET.test(beforeEt);

  function withoutEnding(word, from) {
    const ending = ENDING.exec(word.slice(from))?.[0];
    if (!ending) return word;
    const rest = word.slice(0, -ending.length);
    if (ending === "et") return losesEt(rest) ? rest : word;
    if (ending !== "s") return rest;
    if (rest.endsWith("et") && losesEt(rest.slice(0, -2))) return rest.slice(0, -2);
    return /[bcdfghjklmnoprtvy]$/.test(rest) ? rest : word;
  }

  /** Ordets stam, den del som är lika i alla böjningar: förbundets → förbund. */
  function stem(word) {
    const from = endingsFrom(word);
    let rest = withoutEnding(word, from);
    if (/(?:[dg]d|nn|[dgkt]t)$/.test(rest.slice(from))) rest = rest.slice(0, -1);
    const tail = /(?:l?ig|els|fullt|öst)$/.exec(rest.slice(from))?.[0];
    if (tail === "fullt") return rest.slice(0, -1);
    if (tail === "öst") return /[iklnprtuv]öst$/.test(rest) ? rest.slice(0, -1) : rest;
    return tail ? rest.slice(0, -tail.length) : rest;
  }

  /**
   * Det som jämförs. Utöver stammen är prickar och ringar borta, och därmed de flesta omljud: stad, städer.
   * Tre fall till som är vanliga här: förbund, förbundet; medlem, medlemmar; handbok, handböcker.
   */
  function rootOfStem(stemmed) {
    const root = /[^aeiouyäåöh]{2}et$/.test(stemmed) ? stem(stemmed.slice(0, -2)) : stemmed;
    return fold(root).replace(/mm$/, "m").replace(/ock$/, "ok");
  }

  const rootOf = (word) => rootOfStem(stem(word));

  // Ändelser som stammen kan ha kvar när det sökta ordet är längre än ordlistans: skola, skolan.
  const INFLECTION = /^(?:e?[nt]s?|na?s?|s)$/;

  /** Om orden skiljer sig med en bokstav för mycket, för lite eller fel, eller två som har bytt plats. */
  function oneTypoApart(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    let start = 0;
    while (start < a.length && a[start] === b[start]) start++;
    let end = 0;
    while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
    const [left, right] = [a.length - start - end, b.length - start - end];
    if (left <= 1 && right <= 1) return true;
    return left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
  }

  // ---- Indexet -------------------------------------------------------------------------------------------

  function unpackWords(packed) {
    let previous = "";
    return packed.split(" ").map((entry) => (previous = previous.slice(0, DIGIT.get(entry[0])) + entry.slice(1)));
  }

  /** Går igenom sidorna för ett ord: visit(sida, fältens bitar). En skärva som inte är hämtad antecknas, och ordet har inga. */
  function eachPosting(index, number, visit) {
    const shard = index.shardOf[number], kept = index.shards[shard];
    if (!kept) return void index.missing.add(shard);
    const { gaps, fields } = kept[number - index.firsts[shard]];
    let page = -1, count = 0, value = 0, scale = 1;
    for (const character of gaps) {
      const digit = /** @type {number} */ (DIGIT.get(character));
      value += (digit % 32) * scale;
      scale *= 32;
      if (digit > 31) continue;
      page += 1 + value;
      visit(page, count < fields.length ? Number(fields[count]) : TEXT);
      count++;
      [value, scale] = [0, 1];
    }
  }

  function groupBy(items, key) {
    const groups = new Map();
    for (const item of items) groups.has(key(item)) ? groups.get(key(item)).push(item) : groups.set(key(item), [item]);
    return groups;
  }

  const phraseKey = (phrase) => phrase.map(rootOf).join(" ");

  /** Filen med sidlistor som varje ord finns i. */
  const shardsOf = (firsts, count) => firsts.flatMap((first, shard) =>
    Array.from({ length: (firsts[shard + 1] ?? count) - first }, () => shard));

  /** Lägger en hämtad fil med sidlistor i indexet. */
  function fill(index, shard, data) {
    index.shards[shard] = zip(data["träffar"].split(" "), data["fält"].split(" "));
  }

  const zip = (gaps, fields) => gaps.map((packed, number) => ({ gaps: packed, fields: fields[number] }));

  /** Gör det hämtade indexet sökbart. Stammarna räknas ut här, en gång. */
  function open(data) {
    const vocabulary = data.ord ? unpackWords(data.ord) : [];
    const stems = vocabulary.map(stem);
    const roots = stems.map(rootOfStem);
    const byRoot = groupBy(vocabulary.keys(), (number) => roots[number]);
    const groups = data.synonymer.map((group) => group.map((phrase) => phrase.split(" ")));
    const ways = data["vägar"].flatMap(([phrases, pages, answer]) =>
      phrases.map((phrase) => ({ key: phraseKey(phrase.split(" ")), pages, answer })));
    const members = groups.flatMap((group) => group.map((phrase) => ({ key: phraseKey(phrase), group })));
    return {
      pages: data.sidor, vocabulary, stems, roots, byRoot,
      groupsOf: groupBy(members, ({ key }) => key),
      waysOf: groupBy(ways, ({ key }) => key),
      folded: vocabulary.map(fold),
      firsts: data["skärvor"], shards: [], missing: new Set(),
      shardOf: shardsOf(data["skärvor"], vocabulary.length),
      isPart: [...data.delar].map((digit) => digit === "1"),
      weights: [...data.vikter].map((digit) => (DIGIT.get(digit) ?? 10) / 10),
      titleLength: [...data.titelord].map((digit) => Math.max(DIGIT.get(digit) ?? 1, 1)),
      stopWords: new Set(data.stoppord.split(" ")),
    };
  }

  // ---- Träffar -------------------------------------------------------------------------------------------
  // En träfflista är en Map från sida till styrka: hur väl ordet passade gånger hur tungt fältet väger.

  const raise = (hits, page, strength) => {
    if (strength > (hits.get(page) ?? 0)) hits.set(page, strength);
  };

  const raiseAll = (hits, others, quality) => others.forEach((strength, page) => raise(hits, page, quality * strength));

  /** Styrkan av fälten där ordet står. En titel väger mer ju större del av den som sökorden täcker. */
  function strengthOf(index, page, mask, covered = 1) {
    const title = mask & TITLE ? WEIGHT.title * Math.min(1, covered / index.titleLength[page]) ** 0.25 : 0;
    const keywords = mask & KEYWORDS ? WEIGHT.keywords : 0, text = mask & TEXT ? WEIGHT.text : 0;
    // Det tyngsta fältet avgör. De andra skiljer bara lika sidor åt.
    return 0.9 * Math.max(title, keywords, text) + 0.1 * (title + keywords + text);
  }

  const addWord = (index, hits, number, quality) => eachPosting(index, number,
    (page, mask) => raise(hits, page, quality * strengthOf(index, page, mask)));

  /** Ordlistans ord som passar, med hur bra: samma stam, börjar så, eller del av en sammansättning. */
  function spellings(index, word) {
    const exact = stem(word), root = rootOfStem(exact), typed = fold(word);
    const found = new Map();
    index.folded.forEach((candidate, number) => {
      const quality = index.roots[number] === root ? (index.stems[number] === exact ? EXACT : FOLDED)
        : partly(candidate, index.roots[number], typed, root);
      if (quality) found.set(number, quality);
    });
    return found;
  }

  function partly(candidate, candidateRoot, typed, root) {
    // Ju mer av ordet som är skrivet, desto troligare att det är det som menas.
    if (typed.length > 1 && candidate.startsWith(typed)) return PREFIX * (0.7 + 0.3 * typed.length / candidate.length);
    if (candidate.length > 3 && typed.startsWith(candidate) && INFLECTION.test(typed.slice(candidate.length))) return FOLDED;
    if (root.length < 4) return 0;
    // Sist i en sammansättning står det som ordet handlar om: samordningsförbund är ett förbund.
    if (candidate.startsWith(root) || candidateRoot.endsWith(root)) return PART;
    return candidate.includes(root) ? PART * 0.8 : 0;
  }

  /** Ordlistans ord på ett slagfels avstånd, de troligaste först. Korta ord liknar för många andra. */
  function corrections(index, word) {
    const found = [], typed = fold(word), root = rootOf(word);
    if (word.length < 4) return new Map();
    index.folded.forEach((candidate, number) => {
      const candidateRoot = index.roots[number];
      const whole = candidate.length > 3 && oneTypoApart(typed, candidate);
      if (!whole && !(root.length > 4 && candidateRoot.length > 4 && oneTypoApart(root, candidateRoot))) return;
      // Första bokstaven blir sällan fel.
      found.push([number, TYPO * (whole ? 1 : 0.95) * (candidate[0] === typed[0] ? 1 : 0.9)]);
    });
    return new Map(found.sort(([, a], [, b]) => b - a));
  }

  /** Sidorna som har alla uttryckets ord i någon böjning, med fälten som alla står i. */
  function phrasePages(index, phrase, matched) {
    /** @type {Map<number, number> | undefined} */
    let common;
    for (const word of phrase) {
      const masks = new Map();
      for (const number of index.byRoot.get(rootOf(word)) ?? []) {
        matched.add(index.vocabulary[number]);
        eachPosting(index, number, (page, mask) => {
          if (!common || common.has(page)) masks.set(page, masks.get(page) | mask);
        });
      }
      common?.forEach((mask, page) => masks.has(page) && masks.set(page, masks.get(page) & mask));
      common = masks;
    }
    return common ?? new Map();
  }

  /** Sidorna som har alla uttryckets ord. Att orden står i samma fält väger mer. */
  function phraseHits(index, phrase, matched) {
    const hits = new Map();
    phrasePages(index, phrase, matched).forEach((mask, page) =>
      hits.set(page, strengthOf(index, page, mask || TEXT, phrase.length)));
    return hits;
  }

  /**
   * Lägger till sidor för synonymer till uttrycket. Först i gruppen står ordet som webbplatsen själv använder.
   * Av de andra följer bara enstaka ord med: alla orden i "stöd till projekt" finns på sidor om annat.
   */
  function addSynonyms(index, hits, key, quality, matched) {
    for (const { group } of index.groupsOf.get(key) ?? []) {
      group.forEach((phrase, place) => {
        if (phraseKey(phrase) === key || (place > 0 && phrase.length > 1)) return;
        raiseAll(hits, phraseHits(index, phrase, matched), quality * (place === 0 ? SYNONYM : SAME_GROUP));
      });
    }
  }

  /** Träffar för ett ord i alla böjningar, och dess synonymer. */
  function plainHits(index, word, matched) {
    const hits = phraseHits(index, [word], matched);
    addSynonyms(index, hits, phraseKey([word]), 1, matched);
    return hits;
  }

  /** Delar en okänd sammansättning i två kända ord, så jämnt det går: rehabiliterings|pengar. */
  function compoundHits(index, word, matched) {
    const known = (part) => part.length > 2 && index.byRoot.has(phraseKey([part])) && !index.stopWords.has(part);
    const [place] = Array.from(word, (_, place) => place)
      .filter((place) => known(word.slice(0, place)) && known(word.slice(place)))
      .sort((a, b) => Math.abs(a - word.length / 2) - Math.abs(b - word.length / 2));
    if (!place) return new Map();
    const first = plainHits(index, word.slice(0, place), matched);
    // Det sista ordet är det viktiga: rehabiliteringspengar är pengar.
    const hits = plainHits(index, word.slice(place), matched);
    hits.forEach((strength, page) => hits.set(page, (strength + (first.get(page) ?? 0)) / 2));
    return hits;
  }

  /** Allt som ett sökord kan mena. `corrected` är ordet vi gissade på när inget annat passade. */
  function term(index, word, matched) {
    const hits = new Map();
    const exact = phraseHits(index, [word], new Set()).size;
    let found = spellings(index, word), corrected;
    addSynonyms(index, hits, phraseKey([word]), 1, matched);
    if (!found.size && !hits.size) {
      found = corrections(index, word);
      if (!found.size) raiseAll(hits, compoundHits(index, word, matched), PART);
      found.forEach((quality, number) => addSynonyms(index, hits, index.roots[number], quality, matched));
      corrected = index.vocabulary[found.keys().next().value];
    }
    found.forEach((quality, number) => {
      addWord(index, hits, number, quality);
      matched.add(index.vocabulary[number]);
    });
    return { word, hits, exact, corrected };
  }

  /** Uttryck av flera sökord: synonymer som "söka pengar", och särskrivna ord som "samordnings förbund". */
  function addPhrases(index, terms, matched) {
    const query = terms.map(({ corrected, word }) => corrected ?? word);
    for (let start = 0; start < query.length; start++) {
      for (let end = start + 2; end <= Math.min(query.length, start + 5); end++) {
        const span = query.slice(start, end), hits = new Map();
        addSynonyms(index, hits, phraseKey(span), 1, matched);
        if (span.length === 2) raiseAll(hits, phraseHits(index, [span.join("")], matched), FOLDED);
        terms.slice(start, end).forEach((one) => raiseAll(one.hits, hits, 1));
      }
    }
  }

  /** Alla följder av ord i frågan, högst sex åt gången. */
  const spans = (query) => query.flatMap((_, start) =>
    query.slice(start, start + MOST_IN_WAY).map((_, more) => query.slice(start, start + more + 1)));

  /**
   * Sökorden: uttryck som leder till bestämda sidor, eller som har ett svar. Med och utan småorden: "hur länge" är inte "länge".
   * Ju mer av frågan som uttrycket är, desto säkrare är det att sidan är den rätta.
   */
  function addWays(index, query, terms, answers) {
    const guesses = new Map(terms.map(({ word, corrected }) => [word, corrected ?? word]));
    for (const span of [...spans(query), ...spans([...guesses.keys()])]) {
      const within = terms.filter(({ word }) => span.includes(word)), share = within.length / terms.length;
      for (const way of index.waysOf.get(phraseKey(span.map((word) => guesses.get(word) ?? word))) ?? []) {
        if (way.answer) answers.add(way.answer);
        way.pages.forEach((page, place) => within.forEach(({ hits }) =>
          raise(hits, page, (WAY * (0.5 + share / 2) - place / 10) / (index.weights[page] || 1))));
      }
    }
  }

  /** Sidorna vars hela titel är skriven. */
  function addTitles(index, terms) {
    const hits = new Map(), query = terms.map(({ corrected, word }) => corrected ?? word);
    for (const [page, mask] of phrasePages(index, query, new Set())) {
      if (!(mask & TITLE) || index.isPart[page] || index.titleLength[page] !== query.length) continue;
      hits.set(page, OWN_TITLE / (index.weights[page] || 1));
    }
    terms.forEach((one) => raiseAll(one.hits, hits, 1));
  }

  // ---- Rangordning ---------------------------------------------------------------------------------------

  /** Hur mycket ett ord skiljer sidor åt, som idf i BM25. Räknas på ordet självt när det finns, annars på allt det fick. */
  const rarity = (index, { exact, hits }) => Math.log(1 + index.pages / (exact || hits.size || 1));

  /**
   * Söker. Sidor med alla orden kommer först. Finns det få sådana följer sidor med något av dem.
   * @returns {{pages: number[], complete: number, matched: Set<string>, answers: Set<string>, corrected: string[][]}}
   */
  function search(index, text, enough = 10) {
    const query = [...new Set(words(text))];
    const telling = query.filter((word) => !index.stopWords.has(word));
    const matched = new Set(), answers = new Set();
    const terms = (telling.length ? telling : query).slice(0, MOST_WORDS).map((word) => term(index, word, matched));
    addPhrases(index, terms, matched);
    addWays(index, query.slice(0, MOST_WORDS), terms, answers);
    addTitles(index, terms);
    const ranked = rank(index, terms);
    const complete = ranked.filter(({ count }) => count === terms.length).length;
    return {
      pages: (complete >= enough ? ranked.slice(0, complete) : ranked).map(({ page }) => page),
      complete, matched, answers,
      corrected: terms.filter(({ corrected }) => corrected).map(({ word, corrected }) => [word, corrected]),
    };
  }

  function rank(index, terms) {
    const pages = new Map();
    for (const one of terms) {
      const weight = rarity(index, one);
      for (const [page, strength] of one.hits) {
        const entry = pages.get(page) ?? { page, count: 0, score: 0 };
        entry.count++;
        entry.score += weight * strength;
        pages.set(page, entry);
      }
    }
    const all = (entry) => (entry.count === terms.length ? 1 : 0);
    const entries = [...pages.values()];
    for (const entry of entries) entry.score *= index.weights[entry.page] ?? 1;
    const best = entries.reduce((highest, { score }) => Math.max(highest, score), 0);
    return spread(index, entries.filter(({ score }) => score >= best * WORTH_SHOWING)
      .sort((a, b) => all(b) - all(a) || b.score - a.score || a.page - b.page), all);
  }

  /** Högst så många ställen på samma sida som MOST_PLACES, så att en lång sida inte tränger undan andra. */
  function spread(index, ranked, all) {
    const counts = new Map();
    return ranked.filter((entry) => {
      const key = `${all(entry)} ${ownerOf(index, entry.page)}`, count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      return count < MOST_PLACES;
    });
  }

  /** Sidan som ett ställe står på: den närmast före som inte är ett ställe. */
  function ownerOf(index, page) {
    while (page > 0 && index.isPart[page]) page--;
    return page;
  }

  // Så många bokstäver i början ska vara lika för att ett ord ska likna det sökta, och så många ord visas.
  const ALIKE = 5, MOST_ALIKE = 3;

  /** Ord på webbplatsen som börjar som frågans ord, de mest lika först. */
  function near(index, text) {
    const found = new Map();
    for (const word of words(text).map(fold)) {
      index.folded.forEach((candidate, number) => {
        let same = 0;
        while (same < word.length && word[same] === candidate[same]) same++;
        if (same >= ALIKE && same > (found.get(index.roots[number])?.same ?? 0)) {
          found.set(index.roots[number], { word: index.vocabulary[number], same });
        }
      });
    }
    return [...found.values()].sort((a, b) => b.same - a.same).slice(0, MOST_ALIKE).map(({ word }) => word);
  }

  /** Söker, och hämtar de sidlistor som orden behöver. `load` ger en fil efter dess nummer. */
  async function answer(index, text, load) {
    for (;;) {
      index.missing.clear();
      const found = search(index, text);
      if (!index.missing.size) return found;
      await Promise.all([...index.missing].map(async (shard) => fill(index, shard, await load(shard))));
    }
  }

  /** Sökningens filer efter adress, i en kopia som läses från disken. @type {?Record<string, any>} */
  const files = null;

  return { stem, words, WORD, oneTypoApart, open, fill, search, near, answer, files };
})();
