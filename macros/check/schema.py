"""Reglerna som ordboken ger: rätt fält, rätt form, rätt värde.

Frictionless prövar cellerna: typ, mönster, uppräkning, gränser. Formen runt dem (okända nycklar, lista i
stället för text, objekt i listor) prövar vi själva, för Frictionless hoppar över okända nycklar och ser inte
in i objekt.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache

import frictionless

from macros.check.data import Data, Form, Place
from macros.dictionary import Field
from macros.exports.schema import PLAIN, frictionless_cell
from macros.findings import FEL, Finding, closest, shown, suggestion
from macros.read import Items, Record, Text, Value
from macros.slag import SLAG

FORMS = {"array": Items, "object": Record}
KINDS = {"integer": "ett heltal med bara siffror, till exempel 1500000",
         "number": "ett tal med bara siffror och punkt före decimalerna, till exempel 12.5",
         "year": "ett årtal med fyra siffror, till exempel 2019", "boolean": "ja eller nej"}
MAX_PATTERN_LENGTH = 2000  # mönstren är gjorda för id, datum och adresser


def okänt_fält(data: Data) -> Iterator[Finding]:
    """En rad har bara fält som ordboken beskriver."""
    for form in data.forms:
        meant = meant_fields(form)
        for key in stray_keys(form):
            remedy = f" Menade du {meant[key]}?" if meant[key] else f" De fält som finns är {field_names(form.fields)}."
            yield Finding(key.mark, FEL, f"Fältet {form.prefix}{shown(key)} finns inte ({form.label}).{remedy} "
                          "Rätta namnet eller ta bort fältet.")


def field_names(fields: tuple[Field, ...]) -> str:
    return ", ".join(field.name for field in fields)


def stray_keys(form: Form) -> list[Text]:
    """Nycklarna som ordboken inte känner, också de utan värde."""
    known = {field.name for field in form.fields}
    return [key for key in (*form.record, *form.record.blank.values()) if key not in known]


def missing_fields(form: Form) -> list[Field]:
    return [field for field in form.fields if field.required and field.name not in form.record]


def meant_fields(form: Form) -> dict[str, str]:
    """Fältet som varje okänd nyckel troligen skulle heta: helst ett som saknas. Tom text när inget liknar."""
    missing = [field.name for field in missing_fields(form)]
    absent = [field.name for field in form.fields if field.name not in form.record]
    known = [field.name for field in form.fields]
    return {key: closest(key, absent) or closest(key, missing, 0.4) or closest(key, known) for key in stray_keys(form)}


def saknat_fält(data: Data) -> Iterator[Finding]:
    """Ett fält som ordboken kräver ska finnas och vara ifyllt."""
    for form in data.forms:
        missing = missing_fields(form)
        misspelt = meant_fields(form).values() if missing else ()  # de har redan fått sitt fynd
        for field in missing:
            blank = form.record.blank.get(field.name)
            if field.name not in misspelt:
                yield Finding(blank.mark if blank else form.record.mark, FEL,
                              f"Fältet {form.prefix}{field.name} {'är inte ifyllt' if blank else 'saknas'} ({form.label}). "
                              f"{field.description} {example_of(field)}")


def example_of(field: Field) -> str:
    """Hur fältet skrivs, till exempel `Skriv till exempel roll: värd.`"""
    if field.type == "object":
        return f"Skriv {field.name}: och under det, indraget, fälten {field_names(field.fields)}."
    text = f"{field.name}: {field.example or field.constraints.get('enum', [''])[0]}"
    if field.type == "array":
        inner = field.items.fields[0] if field.items.type == "object" else field.items
        text = f"{field.name}: och på nästa rad, indraget: - {inner.name + ': ' if inner.name else ''}{inner.example}"
    return f"Skriv till exempel {text}{'' if text[-1] in '.!?' else '.'}"


def fel_form(data: Data) -> Iterator[Finding]:
    """Text, lista och fält i fält står var och en där ordboken säger det."""
    got = {Items: "är en lista", Record: "består av fält", Text: "är text"}
    for place in data.places:
        if not isinstance(place.value, FORMS.get(place.field.type, Text)) and data.is_good(place.value):
            wanted = {"array": "vara en lista",
                      "object": f"bestå av fälten {field_names(place.field.fields)}"}.get(place.field.type, "vara text")
            name = place.path if place.field.name else f"Varje rad i {place.path}"
            yield Finding(place.value.mark, FEL, f"{name} ska {wanted}, men {got[type(place.value)]} ({place.label}). "
                          f"{form_remedy(place.field, place.value)}")


def form_remedy(field: Field, written: Value) -> str:
    """Vad som ska skrivas i stället, med det egna värdet i när det kan vara det som menas."""
    if field.type == "array" and isinstance(written, Text):
        first = f"{field.items.fields[0].name}: " if field.items.type == "object" else ""
        return f"Skriv varje värde på en egen indragen rad, med bindestreck och mellanslag före: - {first}{shown(written)}."
    if field.type == "array":
        return "Skriv bindestreck och mellanslag före det första fältet, och dra in de andra lika långt."
    if field.type == "object" and isinstance(written, Text):
        return f"Skriv dem på egna indragna rader: namn, kolon, mellanslag och värde, som {field.fields[0].name}: {shown(written)}."
    if field.type == "object":
        return "Ta bort bindestrecken, och skriv ett fält per rad: namn, kolon, mellanslag och värde."
    if isinstance(written, Items):
        return "Skriv ett enda värde, på samma rad som kolonet och utan bindestreck."
    return "Skriv värdet på samma rad som kolonet. Sätt raka citattecken runt det om det innehåller kolon och mellanslag."


def tom_lista(data: Data) -> Iterator[Finding]:
    """En lista som ordboken kräver innehåll i får inte vara tom."""
    for place in data.places:
        if isinstance(place.value, Items) and len(place.value) < place.field.constraints.get("minLength", 0):
            yield Finding(place.value.mark, FEL, f"{place.path} är en tom lista ({place.label}). "
                          f"{place.field.description} {example_of(place.field)}")


def tom_rad_i_lista(data: Data) -> Iterator[Finding]:
    """Efter bindestrecket i en lista ska det stå något."""
    for place in data.places:
        if not place.field.name and place.value == "":
            yield Finding(place.value.mark, FEL, f"{place.path} har en rad utan värde ({place.label}). Skriv värdet efter "
                          "bindestrecket, eller ta bort raden.")


def flera_rader(data: Data) -> Iterator[Finding]:
    """Bara löpande text får ha flera rader."""
    for place in data.places:
        if place.field.is_scalar and place.field.slag == "text" and isinstance(place.value, Text) and "\n" in place.value:
            yield Finding(place.value.mark, FEL, f"{place.path} har flera rader ({place.label}). Skriv allt på en rad.")


def fel_värde(data: Data) -> Iterator[Finding]:
    """Ett värde ska ha den typ och klara de krav som ordboken ställer."""
    for place in data.places:
        if place.field.is_scalar and isinstance(place.value, Text) and data.is_good(place.value) and (
            broken := broken_constraint(place.field, place.value)
        ):
            yield Finding(place.value.mark, FEL, constraint_text(place, broken))


def broken_constraint(field: Field, value: Text) -> str:
    """Namnet på det första kravet som värdet inte klarar, eller tom text."""
    if field.type in PLAIN and not re.fullmatch(PLAIN[field.type], value):
        return "type"
    if SLAG[field.slag].mönster and len(value) > MAX_PATTERN_LENGTH:
        return "pattern"
    _, notes = _cell_reader(field.type, json.dumps(frictionless_cell(field)))(str(value))
    return next(iter(notes), "") if notes else ""


@cache
def _cell_reader(kind: str, descriptor: str) -> Callable:
    """En läsare per olika krav, inte per fält: det är dyrt för Frictionless att göra en.

    Klassen väljs här, för Frictionless eget val läser in alla sina filformat först.
    """
    wanted = json.loads(descriptor)
    cell = getattr(frictionless.fields, f"{kind.capitalize()}Field")(name="cell", constraints=wanted["constraints"])
    if kind == "boolean":
        cell.true_values, cell.false_values = wanted["trueValues"], wanted["falseValues"]
    return cell.create_cell_reader()


def constraint_text(place: Place, broken: str) -> str:
    field, value = place.field, place.value
    limit, name = field.constraints.get(broken), place.path
    if broken == "enum":
        return (f"{name} {shown(value)} finns inte att välja ({place.label}).{suggestion(value, limit)} "
                f"Välj bland: {', '.join(limit)}.")
    if broken == "pattern":
        example = f" Skriv till exempel {slugged(value)}." if field.slag == "id" and slugged(value) else ""
        return f"{name} {shown(value)} har fel form ({place.label}). Skriv {SLAG[field.slag].beskrivning}.{example}"
    if broken == "maxLength":
        return f"{name} är {len(value)} tecken långt ({place.label}). Korta till högst {limit}."
    if broken in ("minimum", "maximum"):
        bound = "lägst" if broken == "minimum" else "högst"
        return f"{name} {shown(value)} är utanför gränsen ({place.label}). Skriv {bound} {limit}."
    return f"{name} {shown(value)} går inte att läsa ({place.label}). Skriv {KINDS.get(field.type, 'text')}."


def slugged(text: str) -> str:
    """Texten i id:ts form, till exempel `Gröna rum` → `grona-rum`. Tom när inget blir kvar eller det blir för långt."""
    folded = text[:200].casefold().translate(str.maketrans("åäáàöøóéèü", "aaaaoooeeu"))
    slug = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    return slug if len(slug) <= 40 else ""


def dubblett(data: Data) -> Iterator[Finding]:
    """Fält som ordboken kallar unika får inte ha samma värde på två rader."""
    first: dict[tuple[str, str, str], Text] = {}
    for place in data.places:
        value = place.value
        if place.field.constraints.get("unique") and isinstance(value, Text) and data.is_good(value):
            earlier = first.setdefault((place.table.name, place.path, value.casefold()), value)
            if earlier is not value:
                yield Finding(value.mark, FEL, f"{place.path} {shown(value)} finns redan på rad {earlier.mark.line} "
                              f"({place.label}). Välj ett annat värde, eller ta bort raden om den är inlagd två gånger.")


RULES = (okänt_fält, saknat_fält, tom_rad_i_lista, fel_form, tom_lista, flera_rader, fel_värde, dubblett)
