"""Sökindexet: vilka ord som finns på vilka sidor, i filer som webbläsaren hämtar först när någon söker.

Indexet innehåller orden som de står. Böjningar, sammansättningar och felskrivningar reder `overrides/assets/sokord.js` ut,
så att det bara finns en svensk stamning att underhålla. Filerna:

- `sok/index.json`: orden och synonymerna. Hämtas en gång, vid första tangenttryckningen.
- `sok/ord-<n>.json`: sidorna som några av orden står på. Hämtas bara för ord som passar det som är skrivet.
- `sok/dokument-<n>.json`: adress, titel, väg och text för några sidor. Hämtas bara för träffar som visas.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

CHUNK_SIZE = 6  # dokument i en fil
SHARD_SIZE = 4500  # tecken i en fil med sidlistor, ungefär
SUMMARY_LENGTH = 180
SHOWN_LENGTH = 1000  # tecken av texten som följer med, för utdraget under en träff

# Samma uttryck står i sok.js. Siffror med punkt eller kolon hålls ihop: 3.4.4 är ett namn, 2003:1210 en lag.
WORD = re.compile(r"[0-9]+(?:[.:][0-9]+)+|[^\W_]+")

# Ord som inte skiljer sidor åt. Listan följer med indexet, så att sökrutan hoppar över samma ord.
STOPPORD = frozenset(
    [
        "all",
        "alla",
        "allt",
        "att",
        "av",
        "bara",
        "bli",
        "blir",
        "bör",
        "de",
        "dem",
        "den",
        "denna",
        "deras",
        "dess",
        "det",
        "detta",
        "där",
        "du",
        "efter",
        "eller",
        "en",
        "enligt",
        "er",
        "era",
        "ett",
        "finns",
        "flera",
        "fram",
        "från",
        "får",
        "få",
        "för",
        "genom",
        "gör",
        "göra",
        "ha",
        "hade",
        "han",
        "har",
        "hon",
        "hos",
        "hur",
        "här",
        "i",
        "in",
        "inom",
        "inte",
        "jag",
        "kan",
        "kunde",
        "man",
        "med",
        "mellan",
        "men",
        "mer",
        "mot",
        "mycket",
        "må",
        "måste",
        "ni",
        "någon",
        "något",
        "några",
        "när",
        "nu",
        "och",
        "också",
        "om",
        "oss",
        "på",
        "sa",
        "samt",
        "se",
        "sedan",
        "ser",
        "sig",
        "sin",
        "sina",
        "sitt",
        "ska",
        "skulle",
        "som",
        "så",
        "sådan",
        "till",
        "ut",
        "utan",
        "vad",
        "var",
        "vara",
        "vara",
        "varje",
        "vem",
        "vi",
        "vid",
        "vilka",
        "vilken",
        "vilket",
        "vill",
        "vår",
        "våra",
        "vårt",
        "än",
        "är",
        "även",
    ]
)

# Fälten ett ord kan stå i, som bitar.
TITLE, KEYWORDS, TEXT = 1, 2, 4

# Avstånden i sidlistorna skrivs med fem bitar per tecken. Tecknen 32–63 betyder att talet fortsätter.
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"


@dataclass(frozen=True)
class SearchDocument:
    """En sökbar sida, eller ett ställe på en sida.

    `url` räknas från webbplatsens rot (`insatser/ama/`, `begrepp/#sus`). `kind` är vägen dit ("Ansök › Budget") eller vad det är
    ("Begrepp"). `keywords` är ord som ska väga mer än brödtexten: synonymer, metoder, utförare. `is_part` är sant för ett ställe på
    sidan som står närmast före. `weight` är hur mycket en träff är värd, från 0,1 till 1. Vid lika träff visas de i ordning.
    """

    url: str
    title: str
    kind: str
    summary: str
    text: str
    keywords: tuple[str, ...] = ()
    is_part: bool = False
    weight: float = 1


@dataclass(frozen=True)
class SearchWay:
    """Uttryck som besökare skriver, adresserna som ska komma först, och det som sägs när webbplatsen inte har det de söker."""

    phrases: tuple[str, ...]
    urls: tuple[str, ...] = ()
    answer: str = ""


def search_files(
    documents: Sequence[SearchDocument], synonyms: Sequence[tuple[str, ...]], ways: Sequence[SearchWay] = ()
) -> dict[str, bytes]:
    """Sökningens filer, efter adress från webbplatsens rot. Samma indata ger samma byte.

    En synonymgrupp börjar med ordet som webbplatsen använder; den som söker på ett av de andra får träff på det
    första. Både ord och uttryck går bra: `("Uppföljning Finsam", "SUS", "registrera deltagare")`.
    """
    documents = with_ways(documents, ways)
    shown = [
        [one.url, one.title, one.kind, shorten(one.summary), shorten(one.text, SHOWN_LENGTH), ", ".join(one.keywords)]
        for one in documents
    ]
    files = {
        f"sok/dokument-{first // CHUNK_SIZE}.json": _json(shown[first : first + CHUNK_SIZE])
        for first in range(0, len(shown), CHUNK_SIZE)
    }
    index, shards = _index(documents, synonyms)
    index["vägar"] = list(_ways(documents, ways))
    files |= {f"sok/ord-{number}.json": _json(shard) for number, shard in enumerate(shards)}
    version = hashlib.sha256(b"".join(files.values())).hexdigest()[:8]
    return {"sok/index.json": _json(index | {"version": version})} | files


def with_ways(documents: Sequence[SearchDocument], ways: Sequence[SearchWay]) -> list[SearchDocument]:
    """Dokumenten med uttrycken som leder till dem bland sina ord, så att också böjningar och slagfel hittar dit."""
    phrases: dict[str, list[str]] = {}
    for way in ways:
        for url in way.urls:
            phrases.setdefault(url, []).extend(way.phrases)
    return [replace(one, keywords=(*one.keywords, *phrases.get(one.url, ()))) for one in documents]


def _ways(documents: Sequence[SearchDocument], ways: Sequence[SearchWay]) -> Iterator[list[object]]:
    """Uttrycken som indexerade ord, sidornas nummer och svaret. En väg som varken har en sida eller ett svar är inte med."""
    numbers = {document.url: number for number, document in enumerate(documents)}
    for way in ways:
        pages, phrases = [numbers[url] for url in way.urls if url in numbers], list(dict.fromkeys(map(_way, way.phrases)))
        if phrases and (pages or way.answer):
            yield [phrases, pages, *([way.answer] if way.answer else [])]


def _way(phrase: str) -> str:
    """Uttrycket utan småord. Är bara ett ord kvar av flera är småorden det som skiljer det: "hur länge" är inte "länge"."""
    written = words(phrase)
    kept = [word for word in written if word not in STOPPORD]
    return " ".join(kept if len(kept) > 1 else written)


def words(text: str) -> list[str]:
    """Orden i en text, med små bokstäver. Sammansatta tecken: å skrivet som a och ring blir å."""
    return WORD.findall(unicodedata.normalize("NFC", text).lower())


def _index(
    documents: Sequence[SearchDocument], synonyms: Sequence[tuple[str, ...]]
) -> tuple[dict[str, object], list[dict[str, str]]]:
    """Indexet, och sidlistorna i filer."""
    found: dict[str, dict[int, int]] = {}
    for number, document in enumerate(documents):
        for word, mask in _masks(document).items():
            found.setdefault(word, {})[number] = mask
    vocabulary = sorted(found)
    lists = [("".join(_gaps(found[word])), _fields(found[word])) for word in vocabulary]
    firsts = list(_firsts([len(gaps) + len(fields) for gaps, fields in lists]))
    index = {
        "sidor": len(documents),
        "bunt": CHUNK_SIZE,
        "titelord": "".join(DIGITS[min(len(telling(document.title)), 31)] for document in documents),
        "delar": "".join("1" if document.is_part else "0" for document in documents).rstrip("0"),
        "vikter": "".join(DIGITS[round(document.weight * 10)] for document in documents),
        "ord": " ".join(front_coded(vocabulary)),
        "skärvor": firsts,
        "synonymer": [list(group) for group in dict.fromkeys(map(_phrases, synonyms)) if len(group) > 1],
        "stoppord": " ".join(sorted(STOPPORD)),
    }
    ends = [*firsts[1:], len(lists)][: len(firsts)]
    return index, [_shard(lists[first:end]) for first, end in zip(firsts, ends, strict=True)]


def telling(text: str) -> set[str]:
    """Orden som skiljer texten från andra: utan småorden, om den har några andra."""
    found = set(words(text))
    return found - STOPPORD or found


def _firsts(sizes: Sequence[int]) -> Iterator[int]:
    """Numret på det första ordet i varje fil."""
    filled = SHARD_SIZE
    for number, size in enumerate(sizes):
        if filled >= SHARD_SIZE:
            yield number
            filled = 0
        filled += size


def _shard(lists: Sequence[tuple[str, str]]) -> dict[str, str]:
    return {"träffar": " ".join(gaps for gaps, _ in lists), "fält": " ".join(fields for _, fields in lists)}


def _masks(document: SearchDocument) -> dict[str, int]:
    """Dokumentets ord och fälten de står i. Titelns ord är alltid med, också de små: en insats kan heta Vi."""
    masks = dict.fromkeys(words(document.title), TITLE)
    for mask, texts in ((KEYWORDS, document.keywords), (TEXT, (document.summary, document.text))):
        for word in words(" ".join(texts)):
            if (word not in STOPPORD and len(word) > 1) or word in masks:
                masks[word] = masks.get(word, 0) | mask
    return masks


def _gaps(pages: Iterable[int]) -> Iterator[str]:
    """Sidorna ett ord står på, som avståndet från förra sidan."""
    previous = -1
    for page in sorted(pages):
        yield _number(page - previous - 1)
        previous = page


def _fields(pages: dict[int, int]) -> str:
    """Fälten på varje sida, en siffra per sida. Brödtext sist i listan är underförstådd; det är det vanliga."""
    return "".join(str(pages[page]) for page in sorted(pages)).rstrip(str(TEXT))


def _number(value: int) -> str:
    text = ""
    while value > 31:
        text += DIGITS[32 + value % 32]
        value //= 32
    return text + DIGITS[value]


def front_coded(vocabulary: Iterable[str]) -> Iterator[str]:
    """Varje ord som antalet bokstäver gemensamma med ordet före, och resten."""
    previous = ""
    for word in vocabulary:
        shared = next((place for place, (a, b) in enumerate(zip(previous, word)) if a != b), min(len(previous), len(word)))
        shared = min(shared, len(DIGITS) - 1)
        yield DIGITS[shared] + word[shared:]
        previous = word


def _phrases(group: tuple[str, ...]) -> tuple[str, ...]:
    """Gruppens uttryck som indexerade ord, utan dubbletter. Ett uttryck av bara småord faller bort."""
    phrases = (" ".join(word for word in words(phrase) if word not in STOPPORD) for phrase in group)
    return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))


def shorten(text: str, longest: int = SUMMARY_LENGTH) -> str:
    """Texten på en rad, kortad vid ett ord."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0].rstrip(",;:–-") + " …"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
