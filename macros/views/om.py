"""Sidorna om förbunden, om öppna data och om hur man fyller i."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from markupsafe import Markup

from macros.dictionary.relations import in_words
from macros.dictionary.slag import SLAG
from macros.dictionary.words import Field, Table, walk
from macros.downloads import ALL_CSV, ALL_XLSX, CATALOG, DATA, FEED, PACKAGE, feed_name, size_in_words
from macros.views.html import Context, Page, render, root_of


def förbunden(context: Context, root: str) -> Markup:
    """Värden utförligt, sedan referensförbunden."""
    return render(
        "forbund.html", register=context.register, huvudman=context.words.tables["parter"].by_name["huvudman"].heading, rot=root
    )


def kontakt(context: Context, root: str) -> Markup:
    """Värdförbundets kontaktuppgifter."""
    return render("kontakt.html", värd=context.register.värd, rot=root)


class Fil(NamedTuple):
    """En fil att ladda ner: vad den är, adressen från roten och storleken i ord."""

    slag: str
    adress: str
    storlek: str


class Nedladdning(NamedTuple):
    """En tabell som har rader, med sina filer. `delar` är CSV-filerna med listorna i raderna."""

    tabell: Table
    rader: int
    filer: list[Fil]
    delar: list[Fil]


def öppna_data(context: Context, root: str, files: Mapping[str, bytes]) -> Markup:
    """Allt på en gång: arbetsboken, CSV-filerna och paketets beskrivning."""
    return render(
        "oppna_data.html",
        allt=[_fil(files, *one) for one in (("Excel", ALL_XLSX), ("CSV", ALL_CSV), ("Beskrivning", PACKAGE))],
        katalog=_katalog(files),
        licens=context.words.licenses[0],
        rot=root,
        dag=context.today,
    )


def öppna_tabeller(context: Context, root: str, files: Mapping[str, bytes], rows: Mapping[str, int]) -> Markup:
    """Tabellerna som har rader, var för sig."""
    tables = [table for table in context.words.tables.values() if rows.get(table.name)]
    made = [Nedladdning(table, rows[table.name], _filer(files, table), _delar(files, table)) for table in tables]
    return render("oppna_tabeller.html", nedladdningar=made, rot=root)


def följ(context: Context, root: str, files: Mapping[str, bytes]) -> Markup:
    """Flödena att följa i en läsare. Tom när bygget inte vet webbplatsens adress, för då finns inga."""
    shared = [(FEED, "Allt nytt från oss"), *((feed_name(slag), f"Bara {slag}") for slag in ("nyheter", "rapporter"))]
    shared.append((feed_name("andringar"), "Bara ändringar och rättelser"))
    others = [(feed_name("forbund", one.id), f"Nytt om {one.namn}") for one in context.register.andra]
    return render("folj.html", flöden=[one for one in (*shared, *others) if one[0] in files], rot=root)


UNKNOWN_SITE = "https://webbplatsens-adress.exempel/"


def läs_in_data(context: Context, root: str, site_url: str) -> Markup:
    """Hur tabellerna läses in i Python och i R. `site_url` är webbplatsens adress, tom när bygget inte vet den."""
    return render("las_in_data.html", bas=(site_url or UNKNOWN_SITE) + DATA)


def data_in_english(context: Context, root: str, files: Mapping[str, bytes], rows: Mapping[str, int], site_url: str) -> Markup:
    """Uppgifterna, licensen och hur de citeras, på engelska. `site_url` är webbplatsens adress, tom när bygget inte vet den."""
    excel, csv, paket = (_fil(files, "", url) for url in (ALL_XLSX, ALL_CSV, PACKAGE))
    return render(
        "data_in_english.html",
        excel=excel,
        csv=csv,
        paket=paket,
        katalog=_katalog(files),
        tabeller=sum(map(bool, rows.values())),
        mapp=DATA,
        licens=context.words.licenses[0],
        utgivare=context.register.värd.namn,
        titel=context.words.title,
        webbplats=site_url,
        rot=root,
        dag=context.today,
    )


def _katalog(files: Mapping[str, bytes]) -> list[Fil]:
    """Datakatalogens filer. Inga när bygget inte vet webbplatsens adress."""
    return [_fil(files, *one) for one in zip(("RDF/XML", "Turtle"), CATALOG, strict=True) if one[1] in files]


def _fil(files: Mapping[str, bytes], slag: str, adress: str) -> Fil:
    return Fil(slag, adress, size_in_words(len(files[adress])))


def _filer(files: Mapping[str, bytes], table: Table) -> list[Fil]:
    ways = (("Excel", "xlsx"), ("CSV", "csv"), ("JSON", "json"), ("schema i JSON", "schema.json"))
    urls = [(slag, f"{DATA}{table.name}.{ending}") for slag, ending in ways]
    return [_fil(files, slag, url) for slag, url in urls if url in files]


def _delar(files: Mapping[str, bytes], table: Table) -> list[Fil]:
    """CSV-filerna med tabellens listor, de som har rader."""
    first = f"{DATA}{table.name}_"
    return [
        _fil(files, url.removeprefix(DATA), url)
        for url, content in files.items()
        if url.startswith(first) and url.endswith(".csv") and content.count(b"\n") > 1
    ]


def field_rules(field: Field) -> str:
    """Vad som går att skriva, i ord, och vad det ska stämma med i andra fält."""
    return "; ".join([value_rules(field), *in_words(field)])


def value_rules(field: Field) -> str:
    if field.type == "array":
        return "en lista" + (", varje rad: " + field_rules(field.item) if field.item.is_scalar else "")
    if field.type == "object":
        return "fält i fältet"
    if "enum" in field.constraints:
        return "något av: " + ", ".join(field.constraints["enum"])
    rules = {"integer": "heltal", "number": "tal", "year": "årtal", "boolean": "ja eller nej"}.get(field.type)
    text = rules or SLAG[field.slag].beskrivning
    if "maxLength" in field.constraints:
        text += f", högst {field.constraints['maxLength']} tecken"
    return text + (f" (id i tabellen {field.referens})" if field.referens else "")


def yaml_example(fields: tuple[Field, ...], indent: str = "  ") -> str:
    """En rad som den ser ut i filen, med ordbokens exempel i varje fält."""
    lines = []
    for field in fields:
        lead = f"{indent}{field.name}:"
        if field.is_scalar:
            lines.append(f"{lead} {quoted(example_of(field))}")
        elif field.type == "object":
            lines += [lead, yaml_example(field.fields, indent + "  ")]
        elif field.item.is_scalar:
            lines += [lead, f"{indent}  - {quoted(example_of(field.item))}"]
        else:
            inner = yaml_example(field.inner, indent + "    ")
            lines += [lead, f"{indent}  - {inner.lstrip()}"]
    return "\n".join(lines)


# Ett värde som YAML skulle läsa som något annat: som ett tecken den använder själv, ett fält eller en kommentar.
NEEDS_QUOTES = re.compile(r"""^$|^[-?:,\[\]{}#&*!|>'"%@`\s]|:\s|:$|\s#|\s$|\n""")


def quoted(text: str) -> str:
    """Exemplet med citattecken när YAML behöver dem."""
    return json.dumps(text, ensure_ascii=False) if NEEDS_QUOTES.search(text) else text


def example_of(field: Field) -> str:
    return field.example or field.constraints.get("enum", [""])[0]


FILL_IN = "om/fyll-i/"


def fyll_i(context: Context, root: str) -> Markup:
    """Tabellerna i ordboken, var och en med sin sida."""
    return render("fyll_i.html", tabeller=context.words.tables.values(), adress=tabellsida, rot=root)


def tabellsida(tabell: Table) -> str:
    """Adressen från roten till sidan om hur tabellen fylls i."""
    return f"{FILL_IN}{tabell.name}/"


def fyll_i_page(context: Context, tabell: Table) -> Page:
    """Sidan på `om/fyll-i/<tabell>/`: varje fält som skrivs, vad det ska innehålla, och en rad som exempel."""
    fields = tuple(field for field in tabell.fields if not field.from_folder)
    html = render(
        "fyll_i_tabell.html",
        tabell=tabell,
        fält=_described(fields),
        yaml="- " + yaml_example(fields)[2:],
        regler=field_rules,
        rot=root_of(tabellsida(tabell)),
    )
    about = f"Fälten i {tabell.file_name}: vad de ska innehålla och hur de skrivs, med ett exempel."
    return Page(tabellsida(tabell), f"Så fyller du i {tabell.title}", about, html, tabell.hjälp, title_only=True)


def _described(fields: Iterable[Field]) -> list[tuple[str, Field]]:
    """Fälten på djupet, med vägen dit."""
    return [(path, field) for path, field in walk(tuple(fields)) if field.name]
