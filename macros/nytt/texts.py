"""Texterna i ett nytt förbunds mapp: läs mig, och vad som är bra att fylla i först. Listan kommer ur sidornas villkor."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from macros.check import Examined, site_of
from macros.check.promises import waiting
from macros.dictionary.words import Table
from macros.nytt.answers import Answers
from macros.nytt.tables import HEADS, NOT_BY_HAND

# Vad som är bra att börja med, och varför. Tabeller som inte nämns kommer sist.
ORDER: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Förbundet", "Vilka ni är. Det mesta står redan där.", ("forbund", "parter")),
    ("Insatserna", "Det som de flesta söker efter. Skriv också in dokumenten som uppgifterna kommer ur.", ("kallor", "insatser")),
    ("När och hur man söker", "Mötesdagarna först: då räknar webbplatsen ut när en ansökan ska in.",
     ("moten", "avsnitt", "kriterier", "steg", "provning", "blankettfalt", "kostnadsslag", "dokumentregler", "arshjul", "fragor",
      "roller", "insatstyper")),
    ("Planen och uppföljningen", "Vad ni vill uppnå, och hur ni tar reda på om det blev så.", ("planer", "rapportkrav", "mal", "forandringsteori")),
    ("Resultaten", "Skriv in dem när de finns.", ("utfall", "slutrapporter", "nyckeltal", "metodhandbocker", "implementering",
      "samhallsekonomi", "jamforelser", "enkater", "budgetar", "rekvisitioner")),
)  # fmt: skip
LATER = "Resten"
NOT_LISTED = ("kallkarta", *NOT_BY_HAND)  # inget för den som börjar
MAX_PLACES = 6
MARKER = "<!-- Det som står nedanför följer med programmet, och byts när det får en ny version. -->\n"

START = """# Att göra: {namn}

Webbplatsen går att bygga och publicera som den är. Det som ni inte har skrivit ännu är inte med, så inget på den är tomt.
Ta listan uppifrån. Varje punkt säger vilken fil det gäller och vad på webbplatsen den ger liv åt.

## 1. Se webbplatsen

```sh
make visa        # utan make: python -m macros visa
```

Öppna adressen som visas. Sidan laddas om när ni sparar en fil.

## 2. Publicera det som finns

1. Gör ett tomt förråd (project, repository) hos GitHub eller GitLab och skicka dit mappen:

   ```sh
   git remote add origin ADRESSEN-TILL-FÖRRÅDET
   git push -u origin main
   ```

2. GitHub: välj *Settings*, *Pages*, *Source* och *GitHub Actions*. GitLab: publiceringen är redan på.
3. Titta på adressen som visas där. Från och med nu publiceras varje ändring som kommer till `main`.

## Så fyller ni i en tabell

1. Öppna filen i `data/`. Överst står vad tabellen är till för, och ett exempel.
2. Skriv en rad, eller flera. Ta bort `[]` sist i filen. Eller svara på frågor: `python -m macros ny insats`.
3. Kör `make kontroll`. Den säger på vilken rad något är fel, och vad som ska stå i stället.
4. Spara i git: `git add --all`, `git commit -m "Vad ni har ändrat"` och `git push`.

Kommer en uppgift från kansliet självt och inget dokument är källan `kansliet`. Vad varje fält betyder står på sidan *Så
fyller du i*. En egen text är en sida i `docs/`. Heter den som en gemensam sida, i `gemensamt/docs/`, gäller er i stället.
"""

END = """
## Sidor att läsa och stå för

Förbundet är avsändare för allt på webbplatsen. Läs de här sidorna och kontrollera att de stämmer hos er:

- [ ] **Tillgänglighetsredogörelsen** (`om/tillganglighet.md`). Lagen kräver den, och den är er.
- [ ] **Personuppgifter och kakor** (`om/personuppgifter.md`). Skriv hur det är där er webbplats ligger.
- [ ] **Vad ett samordningsförbund är** (`ansok/forbundet.md`) och de andra sidorna under Söka och driva.

En sida som inte stämmer: kopiera den från `gemensamt/docs/` till samma plats i `docs/`, och ändra kopian.

## När allt är klart

Ta bort den här filen. Vad som fortfarande saknas säger `make kontroll`, som råd.
"""


def to_do(examined: Examined, answers: Answers, data: Path) -> str:
    """ATT-GORA.md: vad som är bra att fylla i, i ordning, och vad det ger."""
    words = examined.data.dictionary
    owed = waiting(site_of(examined.pages, examined.data))
    own = [table for name, table in words.tables.items() if (data / table.file_name).exists() and name not in NOT_LISTED]
    parts = "".join(_part(number, *part, owed) for number, part in enumerate(_parts(own), 3))
    return START.format(namn=answers.namn) + parts + END


def _parts(own: Sequence[Table]) -> Iterator[tuple[str, str, list[Table]]]:
    by_name = {table.name: table for table in own}
    for heading, why, names in ORDER:
        if tables := [by_name.pop(name) for name in names if name in by_name]:
            yield heading, why, tables
    if by_name:
        yield LATER, "Ta det som ni har nytta av.", list(by_name.values())


def _part(number: int, heading: str, why: str, tables: Iterable[Table], owed: Mapping[str, Sequence[str]]) -> str:
    return f"\n## {number}. {heading}\n\n{why}\n\n" + "".join(_item(table, owed) for table in tables)


def _item(table: Table, owed: Mapping[str, Sequence[str]]) -> str:
    """Tabellen, vad den är till för och vad på webbplatsen som väntar på den, och på fälten och valen i den."""
    said = HEADS.get(table.name) or table.hjälp
    lines = [f"- [ ] **`data/{table.file_name}`** {_sentence(table.title)} {said}\n"]
    if table.name in owed:
        lines.append(f"  Ger: {_listed(owed[table.name])}\n")
    for name, places in owed.items():
        of_table, _, part = name.partition(".")
        if of_table == table.name and part:
            what = f"Fältet `{part}`" if part in table.by_name else f"En rad med `{part}`"
            lines.append(f"  {what} ger: {_listed(places)}\n")
    return "".join(lines)


def _listed(places: Sequence[str]) -> str:
    return _sentence(", ".join(places[:MAX_PLACES]) + (" med flera" if len(places) > MAX_PLACES else ""))


def _sentence(text: str) -> str:
    return text if text.endswith("?") else f"{text}."


def readme(program: str, answers: Answers) -> str:
    """Läs mig: förbundets namn och första steget, och sedan programmets."""
    own = f"""# {answers.namn}: webbplatsen

Det här är förbundets webbplats. Allt som förbundet bestämmer själv står i `data/` och `docs/`. Resten är programmet, som är
lika för alla förbund.

**Börja i [ATT-GORA.md](ATT-GORA.md).** Nedan står hur programmet används. Insatsen i exemplen är ett exempel, och inte er.

{MARKER}"""
    return with_program(own, program)


def with_program(own: str, program: str) -> str:
    """Förbundets läs mig med programmets under markeringen. Utan markering är den helt förbundets, och rörs inte."""
    before, found, _ = own.partition(MARKER)
    return before + MARKER + program.partition("\n")[2] if found else own
