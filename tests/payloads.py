"""Farlig text i varje fält i varje tabell."""

import itertools
import json
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from macros.dictionary.load import FILE_NAME
from macros.dictionary.load import load as load_dictionary
from macros.dictionary.words import Dictionary, Field, Table, walk
from macros.model.kedja import LEDEN
from macros.model.publicerat import stämpel
from macros.model.uppfoljning import FASER, VEM
from tests import rader
from tests.minimal import common_rows
from tests.rader import example_register

PAYLOADS = (
    "<script>window.ofog=1</script>",
    "<img src=x onerror=window.ofog=1>",
    '"><svg onload=window.ofog=1>',
    "' onmouseover=window.ofog=1 x='",
    "[x](javascript:window.ofog=1)",
    "javascript:window.ofog=1",
    "{{ 7*7 }}",
    "{% raw %}",
    "{#",
    "<!--",
    "</title><script>window.ofog=1</script>",
    "&lt;b&gt; &amp;",
    "](x)",
    '<div data-vy="1"></div>',
    "# h",
    "`kod` **fet**",
    "--><style>*{display:none}</style>",
    "$&\\1 \\g<0>",
    "a|b ]]>",
    "<a href=//ofog.se>",
)
TABLES = rader.words().tables
MEASURES = example_register().uppföljning.mått.alla
EXTRA_FIELDS = [
    {"name": "prov_text", "title": "Provtext", "type": "string", "description": "Text.", "example": "text"},
    {
        "name": "prov_stycken",
        "title": "Provstycken",
        "type": "string",
        "slag": "stycken",
        "description": "Text.",
        "example": "text",
    },
    {
        "name": "prov_lista",
        "title": "Provlista",
        "type": "array",
        "description": "Text.",
        "items": {"type": "string", "example": "text"},
    },
    {
        "name": "prov_delar",
        "title": "Provdelar",
        "type": "array",
        "description": "Text.",
        "items": {
            "type": "object",
            "fields": [{"name": "prov_del", "title": "Provdel", "type": "string", "description": "Text.", "example": "text"}],
        },
    },
]
# Fält med regler som ordboken inte kan uttrycka: hur de fylls i på rad nummer n.
SPECIAL = {
    ("forbund", "roll"): lambda n: "referens" if n else "värd",
    ("insatser", "osäkert.fält"): lambda n: list(TABLES["insatser"].by_name)[n],
    ("insatser", "föregångare"): lambda n: id_of(n - 1) if n % 2 else None,
    ("insatser", "efterföljare"): lambda n: id_of(n + 1) if n % 2 == 0 else None,
    ("insatser", "deltagare.faktiska"): lambda n: None,  # insatserna har utfall, och där står antalet
    ("hamtas", "id"): lambda n: f"hamtad-{n}",  # värden hämtar aldrig sig själv
    ("hamtas", "adress"): lambda n: f"https://exempel.se/{n}/data/datapackage.json",
    ("flyttade", "från"): lambda n: f"/flyttad-{n}/",
    ("flyttade", "till"): lambda n: "/insatser/" if n % 2 else None,
    ("moten", "beredning"): lambda n: id_of(n - 1) if n % 2 else None,  # varannan rad är ett möte med styrelsen
    ("steg", "slutar_med"): lambda n: {1: "beredning", 3: "beslut", 5: "start"}.get(n),
    ("planer", "ersätter"): lambda n: None,  # varje förbund har en plan
    ("planrader", "osäkert.fält"): lambda n: list(TABLES["planrader"].by_name)[n % 12],
    # En rapport har en dag då den lämnades bara när den är klar.
    **{(table, "redovisning.läge"): lambda n: "klar" for table in ("insatser", "planrader")},
    ("mal", "kön"): lambda n: "totalt",  # målvärden per kön skrivs bara på en sådan rad
    ("matningar", "år"): lambda n: str(2000 + n),
    ("niofaltaren", "när"): lambda n: FASER[n // len(FASER)],
    # Specifikationen är tillsammans det som begärs, och kvartalet hör till insatsens tid.
    ("rekvisitioner", "kostnader.kostnad"): lambda n: id_of((n + 1) % len(PAYLOADS)),  # ersätts i insatsens typ
    ("rekvisitioner", "sökt"): lambda n: "37500",
    ("rekvisitioner", "betalt"): lambda n: "37500",
    ("rekvisitioner", "kostnader.belopp"): lambda n: "37500",
    ("budgetar", "kostnader.kostnad"): lambda n: id_of((n + 1) % len(PAYLOADS)),
    ("budgetar", "kostnader.egen_insats"): lambda n: "37500",
    ("budgetar", "parter.belopp"): lambda n: "37500",
    ("samhallsekonomi", "återbetalningstid"): lambda n: "14",
    ("samhallsekonomi", "parter.återbetalningstid"): lambda n: "i.v.",
    ("samhallsekonomi", "återbetalning_i_arbete"): lambda n: "under 5",
    ("utfallsmatt", "fält"): lambda n: MEASURES[n].fält,
    ("utfallsmatt", "roll"): lambda n: MEASURES[n].roll,
    ("utfallsmatt", "positivt"): lambda n: ("ja" if MEASURES[n].positivt else "nej") if MEASURES[n].roll == "utfall" else None,
    ("utfallsmatt", "enhet"): lambda n: MEASURES[n].enhet or None,
    # Varannan rad är ett exempel. En insats behöver totalt när den har ett kön, så alla är totalt.
    ("utfall", "exempel"): lambda n: "nej" if n % 2 else "ja",
    ("utfall", "insats"): lambda n: id_of(n) if n % 2 else None,
    ("utfall", "kön"): lambda n: "totalt",
    ("utfall", "rättelser.fält"): lambda n: "arbete",
    **{
        ("utfall", name): (lambda n, count=count: str(count))
        for name, count in {  # så många att inget döljs
            "aktiva": 60,
            "avslut": 40,
            "tidiga_avhopp": 5,
            "arbete": 5,
            "studier": 5,
            "annan_rehab": 5,
            "sjukvård": 7,
            "ersättning": 7,
            "annat": 6,
            "aktiva_nästa": 20,
            "räknade": 35,
            "positiva": 15,
        }.items()
    },
    ("utfall", "rättelser.tidigare"): lambda n: "6",
    # Var tredje rad i enkater är en enkät. Antalen är så många att inget döljs.
    ("enkatsvar", "enkät"): lambda n: id_of(n - n % 3),
    ("enkatsvar", "år"): lambda n: str(2000 + n),  # en insats som ingår i en annan visas inte samma år
    **{
        ("enkatsvar", name): (lambda n, count=count: count)
        for name, count in {
            "tillfrågade": "60",
            "svarande": "40",
            "svar.val.antal": "20",
            "svar.låga": "5",
            "svar.höga": "20",
        }.items()
    },
}
# Varje led leder till ledet i nästa lista.
SPECIAL |= {
    ("forandringsteori", f"{led}.leder_till"): (lambda n, after=after: f"{ascii_path(after)}-id-{n}")
    for led, after in itertools.pairwise(LEDEN)
}
SPECIAL[("forandringsteori", f"{LEDEN[-1]}.leder_till")] = lambda n: None
SPECIAL[("blankettfalt", "utgår")] = lambda n: None  # en fråga som utgår syns ingenstans
# Tabeller där bara så många rader kan skilja sig åt.
ROWS = {"insatstyper": 3, "utfallsmatt": len(MEASURES), "niofaltaren": len(FASER) * len(VEM)}
# Kan vi söka? är varannan rad en fråga och varannan ett besked.
OMITTED = {("provning", name): (lambda n: n % 2 == 1) for name in ("fråga", "hjälp", "svar")}
OMITTED |= {("provning", name): (lambda n: n % 2 == 0) for name in ("besked", "rubrik", "gör_nu")}
# Typens eget exempel visas i stället för det som gäller alla.
OMITTED |= {("blankettfalt", "exempel"): (lambda n: n % 2 == 0)}
# Ett avsnitt står på en sida eller hos en metod.
OMITTED |= {("avsnitt", "sida"): (lambda n: n % 2 == 1), ("avsnitt", "metod"): (lambda n: n % 2 == 0)}
# En rapport i årshjulet har ingen annan sista dag, och ett krav som återkommer ingen dag.
OMITTED |= {("arshjul", "rapport"): (lambda n: n % 2 == 1), ("arshjul", "sista_dag"): (lambda n: n % 2 == 0)}
OMITTED |= {("rapportkrav", "senast"): (lambda n: n % 2 == 1), ("rapportkrav", "återkommer"): (lambda n: n % 2 == 0)}
# En rad med utkast publiceras inte.
OMITTED |= {("insatser", "utkast"): lambda n: True}
ANSWERS = 2
FREE = ("text", "stycken")


class Filled(NamedTuple):
    """Påhittade tabeller, och texten som står i varje märkt värde."""

    tables: dict[str, list[dict]]
    texts: dict[str, str]


def id_of(number: int) -> str:
    return f"rad-{number}"


def ascii_path(path: str) -> str:
    return re.sub("[^a-z]", "-", path)


class Filler:
    """Fyller varje fält i varje tabell. Rad n har en annan text än rad n + 1 i samma fält, så att alla fält får alla."""

    def __init__(self, payloads: tuple[str, ...]):
        self.payloads, self.texts, self.answer = payloads, {}, 0

    def text(self, field: Field, number: int) -> str:
        mark = f"m{len(self.texts):05}"
        payload = self.payloads[(number + len(self.texts)) % len(self.payloads)]
        text = f"{payload} {mark}" if field.slag == "text" else f"{payload} {mark}\n\n{payload} {mark}"
        self.texts[mark] = payload
        return text

    def value(self, table: Table, path: str, field: Field, number: int) -> Any:
        """Värdet, eller None där fältet ska utelämnas."""
        if path == "kvitterat" or OMITTED.get((table.name, path), lambda _: False)(number):  # namnen på reglerna är givna
            return None
        if (table.name, path) == ("provning", "svar.till"):
            return id_of(min(number + 1 + self.answer, len(PAYLOADS) - 1))
        if (table.name, path) == ("provning", "svar"):
            return [self.one_answer(table, field.items, number, answer) for answer in range(ANSWERS)]
        if (table.name, path) in SPECIAL and field.type != "array":
            return SPECIAL[table.name, path](number)
        if field.type == "object":
            inner = {one.name: self.value(table, f"{path}.{one.name}", one, number) for one in field.fields}
            return {key: value for key, value in inner.items() if value is not None}
        if field.type == "array":
            item = self.value(table, path, field.items, number)
            return None if item is None else [item]
        if field.referens == table.name:
            return id_of(number + 1) if number % 2 == 0 else None
        return self.scalar(table, path, field, number)

    def one_answer(self, table: Table, field: Field, number: int, answer: int) -> Any:
        self.answer = answer
        return {one.name: self.value(table, f"svar.{one.name}", one, number) for one in field.fields}

    def scalar(self, table: Table, path: str, field: Field, number: int) -> str:
        if field.referens:
            return id_of(number % ROWS.get(field.referens, len(PAYLOADS)))
        if path == table.primary_key:
            return id_of(number)
        if "enum" in field.constraints:
            return field.constraints["enum"][number % len(field.constraints["enum"])]
        if field.slag == "länk":
            return f"https://exempel.se/{number}?a='&lt;b=`*_x_*"
        if field.slag == "id":
            return f"{ascii_path(path)}-{number}".strip("-")
        return self.text(field, number) if field.type == "string" and field.slag in FREE else field.example

    def row(self, table: Table, number: int) -> dict:
        values = {field.name: self.value(table, field.name, field, number) for field in table.fields}
        if table.name == "publicerat":  # stämpeln följer av resten av raden
            days = (values["period"]["från"], values["period"]["till"])
            shown = [(one["fält"], one["antal"]) for one in values["tal"]]
            values["stämpel"] = stämpel("", days, values["kön"], values["datum"], shown)
        return {key: value for key, value in values.items() if value is not None}


def fill(words: Dictionary, payloads: tuple[str, ...]) -> Filled:
    filler = Filler(payloads)
    rows = {
        table.name: [filler.row(table, number) for number in range(ROWS.get(table.name, len(PAYLOADS)))]
        for table in words.tables.values()
    }
    for del_ in (row["delar"][0] for row in rows["enkater"]):  # de låga och de höga svaren står i skalan
        del_["skala"] = [*del_["låga"], *del_["skala"], *del_["höga"]]
    for number, row in enumerate(rows["enkatsvar"]):  # svaret gäller enkätens fråga och skala
        del_ = rows["enkater"][number - number % 3]["delar"][0]
        val = [{"svar": del_[which][0], "antal": antal} for which, antal in (("låga", "5"), ("höga", "20"))]
        row["svar"] = [{"fråga": del_["frågor"][0], "val": val}]
    return Filled(rows, filler.texts)


def harmless(payload: str) -> str:
    """Text utan verkan som hamnar på samma plats: lika många delar, och samma första tecken i ordlistan."""
    return payload[0].upper() if payload[0].isalpha() else payload[0]


@cache
def extended_dictionary() -> str:
    """Ordboken med påhittade fält i varje tabell."""
    raw = yaml.safe_load(rader.DICTIONARY.read_text("utf8"))
    for resource in raw["resources"]:
        resource["schema"]["fields"] += EXTRA_FIELDS
    return yaml.safe_dump(json.loads(json.dumps(raw)), allow_unicode=True, sort_keys=False)


def write_data(folder: Path, payloads: tuple[str, ...]) -> Filled:
    """Skriver en hel datamapp. JSON är också YAML. I det gemensamma står de tabeller som har gemensamma rader i programmet.

    Av programmets egna rader är bara de med som de gemensamma sidorna nämner.
    """
    folder.mkdir(parents=True)
    (folder / FILE_NAME).write_text(extended_dictionary(), "utf8")
    words = load_dictionary(folder)
    filled = fill(words, payloads)
    for name, rows in filled.tables.items():
        write_table(folder, words.tables[name], rows)
    return filled


NAMED_ON_PAGES = ("kallor", "insatstyper")  # tabellerna där de gemensamma sidorna nämner programmets rader


def is_from_folder(table: Table, name: str) -> bool:
    return name in table.by_name and table.by_name[name].from_folder


def write_table(folder: Path, table: Table, rows: list[dict]) -> None:
    """Skriver en tabell. Rad n hör till förbund n, när den hör till något, och det första är värden. Mappen säger vems raden är."""
    has_owner = any(field.from_folder or field.referens in ("insatser", "slutrapporter") for _, field in walk(table.fields))
    if table.name in NAMED_ON_PAGES:
        rows = rows + common_rows()[table.name]
    is_common = table.name in common_rows() and not has_owner
    own = folder.parent / "gemensamt" / "data" if is_common else folder
    files = {own: rows[:1] if has_owner else rows} | {
        folder / "andra" / id_of(number): [row] for number, row in enumerate(rows) if has_owner and number
    }
    for where, part in files.items():
        where.mkdir(parents=True, exist_ok=True)
        written = [{key: value for key, value in row.items() if not is_from_folder(table, key)} for row in part]
        (where / table.file_name).write_text(json.dumps(written, ensure_ascii=False, indent=1), "utf8")
