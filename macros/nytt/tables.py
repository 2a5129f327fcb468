"""Förbundets egna tabeller när de är nya: forbund och parter med svaren i, och de andra tomma med ett exempel att börja med."""

import textwrap
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

from macros.dictionary.slag import slug
from macros.dictionary.words import Dictionary, Field, Table
from macros.nytt.answers import Answers
from macros.nytt.places import Ort
from macros.read import read_file
from macros.write.plain import Plain
from macros.write.shape import Shape, item_lines

WIDTH = 120
LAW, OFFICE = "lag-2003-1210", "kansliet"
SHARES = {"staten": "50", "region": "25", "kommun": "25"}  # lag 2003:1210, 5 §
STATE = ("Försäkringskassan", "Arbetsförmedlingen")  # medlemmar i varje förbund (lag 2003:1210, 4 §)
EXAMPLE_ID = "exempel"
# Gemensamma tabeller där ett förbund snart har något eget att lägga till.
COMMON_TOO = ("begrepp", "blankettfalt", "fragor", "insatstyper", "kallor", "metoder", "roller", "sokord", "utfall")
HEADS = {
    "forbund": "Förbundet som ger ut webbplatsen: en enda rad. Beskrivning, vision, målgrupp och bildat är bra att fylla i.",
    "parter": "Förbundets medlemmar. Andelen är huvudmannens del av budgeten: kommunerna delar på sin, och så gör staten.",
}
# Det som ett första exempel inte behöver.
NOT_AT_FIRST = {"anmärkning", "osäkert", "tidigare_adresser", "rättelse", "länk", "exempel"}
# En insats har en utförare eller ska få en, ett antal har ingen enhet, ett avsnitt står på en sida, och en rapport har en dag.
LEFT_OUT = {
    "insatser": {"utförare_läge", "glapp"},
    "nyckeltal": {"enhet"},
    "avsnitt": {"metod"},
    "arshjul": {"sista_dag", "metod"},
    "rapportkrav": {"återkommer"},
    "blankettfalt": {"utgår", "tillval"},
}
NEEDED = {
    "blankettfalt": {"gäller"},
    "fragor": {"länk"},
    "mal": {"insats"},
    "implementering": {"ägare"},
    "forandringsteori": {"aktiviteter", "effekter_kort_sikt"},
}  # krävs av en regel, eller av det andra i exemplet
NOT_BY_HAND = ("planrader", "publicerat")  # raderna skrivs av ett kommando
MAX_FIELDS = 9
SOURCE: list[Plain] = [{"dokument": OFFICE}]
# En fråga leder till andra rader, så ett exempel är flera.
WRITTEN: dict[str, list[dict[str, Plain]]] = {
    "provning": [
        {
            "id": EXAMPLE_ID,
            "fråga": "Är du anställd hos någon av förbundets medlemmar?",
            "svar": [{"text": "Ja", "till": f"{EXAMPLE_ID}-ja"}, {"text": "Nej", "till": f"{EXAMPLE_ID}-nej"}],
            "källa": SOURCE,
        },
        {
            "id": f"{EXAMPLE_ID}-ja",
            "besked": "ja",
            "rubrik": "Ja, ni kan söka",
            "gör_nu": [{"vad": "Kontakta kansliet.", "länkar": [{"namn": "Kontakt", "länk": "/om/forbundet/"}]}],
            "källa": SOURCE,
        },
        {
            "id": f"{EXAMPLE_ID}-nej",
            "besked": "nej",
            "rubrik": "Nej, ni kan inte söka",
            "gör_nu": [{"vad": "Prata med en medlem."}],
            "källa": SOURCE,
        },
    ]
}


def own_tables(words: Dictionary, with_common: Collection[str], answers: Answers, today: date) -> Iterator[tuple[str, str]]:
    """Filnamn och text för varje tabell som förbundet skriver i.

    Args:
        with_common: tabellerna som har gemensamma rader.
    """
    part = str(member(answers.id, STATE[0], STATE[0], "staten")["id"])
    filled: dict[str, list[Plain]] = {"forbund": [host(answers, today)], "parter": members(answers)}
    for name, table in words.tables.items():
        if name in filled:
            yield (
                table.file_name,
                comment(HEADS[name]) + "\n" + "\n".join(line for row in filled[name] for line in rows(row)) + "\n",
            )
        elif name not in with_common or name in COMMON_TOO:
            yield table.file_name, empty(table, words, with_common, {"parter": part})


def rows(row: Plain) -> list[str]:
    return item_lines(row, 0, Shape())


def host(answers: Answers, today: date) -> dict[str, Plain]:
    fields: dict[str, Plain] = {
        "id": answers.id,
        "namn": answers.namn,
        "kortnamn": answers.kortnamn,
        "område": listed([ort.namn for ort in answers.kommuner]),
        "webbplats": answers.webbplats,
        "e_post": answers.e_post,
        "postadress": answers.postadress,
        "källa": [{"dokument": OFFICE}],
        "senast_granskad": today.isoformat(),
    }
    return {name: value for name, value in fields.items() if value}


def members(answers: Answers) -> list[Plain]:
    """Medlemmarna: kommunerna, regionerna, och de två statliga som alltid är med."""
    found = [member(answers.id, ort.kort, ort.namn, ort.huvudman) for ort in answers.kommuner]
    found += [member(answers.id, region_id(ort), ort.namn, ort.huvudman) for ort in answers.regioner]
    return [*found, *(member(answers.id, name, name, "staten") for name in STATE)]


def region_id(ort: Ort) -> str:
    """Regionens namn i id:t, aldrig samma som en kommuns."""
    return ort.namn if "region" in ort.namn.casefold() else f"region-{ort.kort}"


def member(förbund: str, key: str, namn: str, huvudman: str) -> dict[str, Plain]:
    return {
        "id": f"{förbund}-{slug(key)}"[:80].strip("-"),
        "namn": namn,
        "huvudman": huvudman,
        "huvudmannens_andel": SHARES[huvudman],
        "källa": sources(huvudman),
    }


def sources(huvudman: str) -> list[Plain]:
    """Staten är alltid med (4 §). Vilka de andra är vet kansliet. Andelarna är lagens."""
    if huvudman == "staten":
        return [{"dokument": LAW, "avsnitt": "4 § och 5 §"}]
    return [{"dokument": OFFICE}, {"dokument": LAW, "avsnitt": "5 §"}]


def listed(names: list[str]) -> str:
    return " och ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def comment(text: str) -> str:
    """Texten som kommentarer, brutna där de blir för breda."""
    lines = textwrap.wrap(text, WIDTH - 2, break_on_hyphens=False, break_long_words=False)
    return "".join(f"# {line}\n" for line in lines)


def with_common_rows(words: Dictionary, common: Path) -> set[str]:
    """Tabellerna som har gemensamma rader. `common` är mappen med dem."""
    return {name for name, table in words.tables.items() if read_file(common / table.file_name, "").rows}


def head(table: Table) -> str:
    end = "" if table.title.endswith("?") else "."
    return comment(f"{table.title}{end} {table.hjälp}")


def empty(table: Table, words: Dictionary, with_common: Collection[str], written: Mapping[str, str] | None = None) -> str:
    """En tabell utan rader: vad den är till för, hur man börjar, och ett exempel i kommentarer.

    Args:
        written: id på en rad som redan finns, efter tabell, som exemplet kan hänvisa till.
    """
    if table.name in NOT_BY_HAND:
        return f"{head(table)}[]\n"
    common = "Gemensamma rader finns redan, och här står bara förbundets egna." if table.name in with_common else ""
    begin = (
        "Börja så: skriv av exemplet utan # först på raderna, byt ut det mot ert eget, och ta bort [] sist i filen. "
        f"Eller kör python -m macros ny {table.name}, som frågar."
    )
    shown = WRITTEN.get(table.name) or [example_row(table, words, with_common, dict(written or {}))]
    example = "".join(f"# {line}\n" for row in shown for line in rows(row))
    return f"{head(table)}{comment(common)}{comment(begin)}#\n# Exempel:\n{example}[]\n"


def example_row(table: Table, words: Dictionary, with_common: Collection[str], written: dict[str, str]) -> dict[str, Plain]:
    """En rad med det som måste finnas, och det första av det andra, med ordbokens exempel. `written` är id på rader som finns."""
    known = dict.fromkeys(words.tables, EXAMPLE_ID) | dict.fromkeys(with_common, "") | written
    chosen = chosen_fields(table, with_common)
    found = {field.name: example(field, known) for field in chosen}
    if table.name in with_common:  # en gemensam rad har kanske redan ordbokens exempel
        found |= {field.name: f"Exempel: {field.example}" for field in chosen if field.constraints.get("unique")}
    found[table.primary_key] = EXAMPLE_ID
    return {name: value for name, value in found.items() if value}


def chosen_fields(table: Table, with_common: Collection[str]) -> list[Field]:
    left_out = NOT_AT_FIRST - NEEDED.get(table.name, set()) | LEFT_OUT.get(table.name, set())
    fields = [field for field in table.fields if not field.from_folder and field.name not in left_out]
    needed = [field for field in fields if field.required or field.name in NEEDED.get(table.name, ())]
    more = [field for field in fields if field not in needed and is_easy(field, with_common)]
    chosen = {field.name for field in (*needed, *more[: max(MAX_FIELDS - len(needed), 0)])}
    return [field for field in fields if field.name in chosen]


def is_easy(field: Field, with_common: Collection[str]) -> bool:
    """Sant för ett fält som går att visa utan att det måste stämma med ett annat."""
    return (
        field.constraints.keys() <= {"enum"}
        and (field.is_scalar or field.type == "object")
        and field.referens in ("", "insatser", *with_common)
    )


def example(field: Field, own: Mapping[str, str]) -> Plain:
    """Ett värde att visa. En hänvisning leder till exemplet i den andra tabellen, eller till en gemensam rad."""
    if field.referens == "kallor":
        return OFFICE
    if field.referens:
        return own.get(field.referens) or field.example
    if field.items:
        return [found] if (found := example(field.items, own)) else []
    if field.fields:
        inner = [one for one in field.fields if one.required] or field.fields
        return {one.name: found for one in inner if (found := example(one, own))}
    return field.example or next(iter(field.choices), "")
