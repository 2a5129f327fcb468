"""Reglerna som ordboken ger: rätt fält, rätt form, rätt värde.

Cellerna prövas i cells. Formen runt dem (okända nycklar, lista i
stället för text, objekt i listor) prövar vi själva, för Frictionless hoppar över okända nycklar och ser inte
in i objekt.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from macros.check.cells import broken_constraint
from macros.check.data import Data, Form, Place, inner_records, remembered
from macros.check.meant import TIMES, bulleted, ended, meant_id, meant_value, why_meant, without_bullet
from macros.dictionary.slag import SLAG
from macros.dictionary.words import Field
from macros.findings import (
    FEL,
    Finding,
    Remedy,
    closest,
    line_at,
    new_field,
    new_name,
    new_value,
    shown,
    suggestion,
    taken_away,
)
from macros.read import Items, Record, Text, Value

FORMS = {"array": Items, "object": Record}
KINDS = {
    "integer": "ett heltal med bara siffror, till exempel {example}",
    "number": "ett tal med bara siffror och punkt före decimalerna, till exempel {example}",
    "year": "ett årtal med fyra siffror, till exempel {example}",
    "boolean": "ja eller nej",
}


def okänt_fält(data: Data) -> Iterator[Finding]:
    """En rad har bara fält som ordboken beskriver."""
    moved = moved_keys(data)
    for form in stray_forms(data):
        meant = meant_fields(form)
        for key in stray_keys(form):
            remedy = f"Menade du {meant[key]}?" if meant[key] else f"De fält som finns är {field_names(form.fields)}."
            if id(key) in moved:
                remedy = moved[id(key)].remedy
            else:
                remedy += " Rätta namnet eller ta bort fältet."
            is_free = meant[key] and meant[key] not in {*form.record, *form.record.blank}
            renamed = new_name(key.mark, meant[key]) if is_free else ()
            yield Finding(
                key.mark,
                FEL,
                f"Fältet {form.prefix}{shown(key)} finns inte ({form.label}). {remedy}",
                remedy=moved_to_home(form, moved[id(key)]) if id(key) in moved else renamed,
            )


def field_names(fields: tuple[Field, ...]) -> str:
    return ", ".join(field.name for field in fields)


def stray_keys(form: Form) -> list[Text]:
    """Nycklarna som ordboken inte känner, också de utan värde."""
    known = {field.name for field in form.fields}
    return [key for key in (*form.record, *form.record.blank.values()) if key not in known]


@remembered
def stray_forms(data: Data) -> list[Form]:
    """Raderna och objekten som har någon nyckel som ordboken inte känner."""
    return [form for form in data.forms if stray_keys(form)]


def missing_fields(form: Form) -> list[Field]:
    """Fälten som krävs och inte är skrivna. Det som följer av mappen skrivs aldrig."""
    return [field for field in form.fields if field.required and not field.from_folder and field.name not in form.record]


def meant_fields(form: Form) -> dict[Text, str]:
    """Fältet som varje okänd nyckel troligen skulle heta: helst ett som saknas. Tom text när inget liknar."""
    missing = [field.name for field in missing_fields(form)]
    absent = [field.name for field in form.fields if field.name not in form.record]
    known = [field.name for field in form.fields]
    return {key: closest(key, absent) or closest(key, missing, 0.4) or closest(key, known) for key in stray_keys(form)}


class Moved(NamedTuple):
    """En nyckel på fel nivå: objekten den kan höra till, och vad som ska göras. `new` är fältet som ska börja finnas."""

    key: Text
    homes: list[Record]
    remedy: str
    new: Field | None = None


def moved_keys(data: Data) -> dict[int, Moved]:
    """Okända nycklar som är fält en nivå ut eller in i samma rad. Ett indrag som är fel är vanligare än ett påhittat fält."""
    strays = stray_forms(data)
    if not strays:
        return {}
    outer = {
        id(inner): (form, field)
        for form in data.forms
        for field in form.fields
        for inner in inner_records(form.record.get(field.name))
    }
    found = (
        moved_key(form, key, meant, outer.get(id(form.record))) for form in strays for key, meant in meant_fields(form).items()
    )
    return {id(moved.key): moved for moved in found if moved}


def moved_key(form: Form, key: Text, meant: str, outer: tuple[Form, Field] | None) -> Moved | None:
    """Var nyckeln hör hemma. Utåt bara när fältet saknas där, inåt bara när nyckeln inte liknar något här."""
    if outer and key not in outer[0].record and any(field.name == key for field in outer[0].fields):
        return Moved(
            key, [outer[0].record], f"{key} hör inte till {outer[1].name}. Börja raden lika långt in som {outer[1].name}."
        )
    homes = [field for field in form.fields if any(inner.name == key for inner in inner_fields(field))]
    written = [field for field in homes if field.name in form.record]
    if meant or not homes:
        return None
    if not written:
        text = f"{key} hör till {homes[0].name}. Skriv {homes[0].name}: på raden före, och dra in {key}."
        return Moved(key, [], text, homes[0])
    before = [field for field in written if form.record.key_mark(field.name) < key.mark] or written
    home = max(before, key=lambda field: form.record.key_mark(field.name))
    return Moved(key, inner_records(form.record[home.name]), f"{key} hör till {home.name}. Dra in raden under {home.name}.")


def moved_to_home(form: Form, moved: Moved) -> Remedy:
    """Rättelsen att fältet tas bort där det står och läggs till där det hör hemma, när det bara finns ett sådant ställe."""
    key, value = moved.key, form.record.get(moved.key)
    if value is None:
        return ()
    if moved.new:
        whole = [{str(key): value}] if moved.new.items else {str(key): value}
        return (*taken_away(key.mark, key), *new_field(form.record.mark, moved.new.name, whole))
    if len(moved.homes) != 1 or key in moved.homes[0]:
        return ()
    return (*taken_away(key.mark, key), *new_field(moved.homes[0].mark, key, value))


def inner_fields(field: Field) -> tuple[Field, ...]:
    return field.items.fields if field.items else field.fields


def saknat_fält(data: Data) -> Iterator[Finding]:
    """Ett fält som ordboken kräver ska finnas och vara ifyllt."""
    # De som är felstavade eller står på fel nivå har redan fått sitt fynd.
    elsewhere = {(id(home), moved.key) for moved in moved_keys(data).values() for home in moved.homes}
    for form in data.forms:
        missing = [field for field in missing_fields(form) if (id(form.record), field.name) not in elsewhere]
        misspelt = meant_fields(form).values() if missing else ()
        for field in missing:
            blank = form.record.blank.get(field.name)
            if field.name not in misspelt:
                yield Finding(
                    blank.mark if blank else form.record.mark,
                    FEL,
                    f"Fältet {form.prefix}{field.name} {'är inte ifyllt' if blank else 'saknas'} ({form.label}). "
                    f"{field.hjälp} {example_of(field)}",
                )


def example_of(field: Field) -> str:
    """Hur fältet skrivs, till exempel `Skriv till exempel roll: värd.`"""
    if field.type == "object":
        return f"Skriv {field.name}: och under det, indraget, fälten {field_names(field.fields)}."
    text = f"{field.name}: {field.example or field.constraints.get('enum', [''])[0]}"
    if field.items:
        inner = field.items.fields[0] if field.items.type == "object" else field.items
        text = f"{field.name}: och på nästa rad, indraget: - {inner.name + ': ' if inner.name else ''}{inner.example}"
    return f"Skriv till exempel {text}{'' if text[-1] in '.!?' else '.'}"


def fel_form(data: Data) -> Iterator[Finding]:
    """Text, lista och fält i fält står var och en där ordboken säger det."""
    got = {Items: "är en lista", Record: "består av fält", Text: "är text"}
    told: set[tuple[int, str]] = set()  # rader i samma lista, som brukar vara skrivna likadant
    for place in data.places:
        if not isinstance(place.value, FORMS.get(place.field.type, Text)) and data.is_good(place.value):
            in_list = place.field.type == "object" and not place.field.name
            if in_list and (id(place.row), place.path) in told:
                continue
            told.add((id(place.row), place.path))
            wanted = {"array": "vara en lista", "object": f"bestå av fälten {field_names(place.field.fields)}"}.get(
                place.field.type, "vara text"
            )
            name = place.path if place.field.name else f"Varje rad i {place.path}"
            yield Finding(
                place.value.mark,
                FEL,
                f"{name} ska {wanted}, men {got[type(place.value)]} ({place.label}). {form_remedy(place.field, place.value)}",
                remedy=reshaped(place.field, place.value),
            )


def form_remedy(field: Field, written: Value) -> str:
    """Vad som ska skrivas i stället, med det egna värdet i när det kan vara det som menas."""
    if field.items and isinstance(written, Text):
        first = first_line(field.items, written, "- ") if field.items.type == "object" else one_item(field.items, written)
        return f"Skriv varje värde på en egen indragen rad, med bindestreck och mellanslag före{first}"
    if field.type == "array":
        return "Skriv bindestreck och mellanslag före det första fältet, och dra in de andra lika långt."
    if field.type == "object" and isinstance(written, Text) and not field.name:
        return f"Skriv fältets namn före värdet, och de andra fälten på egna rader under{first_line(field, written, '- ')}"
    if field.type == "object" and isinstance(written, Text):
        return f"Skriv dem på egna indragna rader: namn, kolon, mellanslag och värde{first_line(field, written)}"
    if field.type == "object":
        return "Ta bort bindestrecken, och skriv ett fält per rad: namn, kolon, mellanslag och värde."
    if isinstance(written, Items):
        return "Skriv ett enda värde, på samma rad som kolonet och utan bindestreck."
    return "Skriv värdet på samma rad som kolonet. Sätt raka citattecken runt det om det innehåller kolon och mellanslag."


def first_line(field: Field, written: str, dash: str = "") -> str:
    """`: fält: värde` med det första av de fält som krävs som kan ha värdet. Annars `, som` och ett exempel."""
    written = without_bullet(written)
    home = home_of(field, written)
    return ended(
        f": {dash}{home.name}: {shown(written)}" if home else f", som {dash}{field.fields[0].name}: {field.fields[0].example}"
    )


def home_of(field: Field, written: str) -> Field | None:
    """Det första av objektets fält som krävs som kan ha värdet."""
    fields = [one for one in field.fields if one.required] or field.fields
    return next(
        (one for one in fields if one.is_scalar and "enum" not in one.constraints and not broken_constraint(one, written)), None
    )


def reshaped(field: Field, written: Value) -> Remedy:
    """Rättelsen som `form_remedy` föreslår, när det egna värdet säkert kan stå i den rätta formen."""
    if field.is_scalar:
        is_one = isinstance(written, Items) and len(written) == 1 and isinstance(written[0], Text)
        return new_value(written.mark, str(written[0])) if is_one and isinstance(written, Items) else ()
    if not isinstance(written, Text):
        return ()
    text = without_bullet(written)
    if field.items and field.items.is_scalar:
        parts = [part.strip() for part in text.split(",")] if field.items.slag == "id" else bulleted(written)
        return new_value(written.mark, parts) if not any(broken_constraint(field.items, part) for part in parts) else ()
    home = home_of(field.item, text)
    fields = {home.name: text} if home else {}
    return new_value(written.mark, [fields] if field.items else fields) if fields else ()


def one_item(field: Field, written: str) -> str:
    """`: - värde`, med det första av flera id med komma emellan. Kan listan inte ha det: `, som` och ett exempel."""
    first = next(iter(bulleted(written)), "")
    own = first.partition(",")[0].strip() if field.slag == "id" else shown(first)
    return ended(f", som - {field.example}" if broken_constraint(field, own) else f": - {own}")


def tom_lista(data: Data) -> Iterator[Finding]:
    """En lista som ordboken kräver innehåll i får inte vara tom."""
    for place in data.places_in(lambda field: "minLength" in field.constraints):
        if isinstance(place.value, Items) and len(place.value) < place.field.constraints["minLength"]:
            yield Finding(
                place.value.mark,
                FEL,
                f"{place.path} är en tom lista ({place.label}). {place.field.hjälp} {example_of(place.field)}",
            )


def tom_rad_i_lista(data: Data) -> Iterator[Finding]:
    """Efter bindestrecket i en lista ska det stå något."""
    for place in data.places_in(lambda field: not field.name):
        if place.value == "":
            yield Finding(
                place.value.mark,
                FEL,
                f"{place.path} har en rad utan värde ({place.label}). Skriv värdet efter bindestrecket, eller ta bort raden.",
                remedy=taken_away(place.value.mark),
            )


def flera_rader(data: Data) -> Iterator[Finding]:
    """Bara löpande text får ha flera rader."""
    for place in data.places_in(lambda field: field.is_scalar and field.slag == "text"):
        if isinstance(place.value, Text) and "\n" in place.value:
            yield Finding(
                place.value.mark,
                FEL,
                f"{place.path} har flera rader ({place.label}). Skriv allt på en rad.",
                remedy=new_value(place.value.mark, " ".join(place.value.split())),
            )


def fel_värde(data: Data) -> Iterator[Finding]:
    """Ett värde ska ha den typ och klara de krav som ordboken ställer."""
    answers: dict[tuple[Field, str], str] = {}  # samma värde i samma fält prövas en gång
    for place, value in data.texts_in(lambda field: field.is_scalar):
        if (key := (place.field, value)) not in answers:
            answers[key] = broken_constraint(*key)
        if broken := answers[key]:
            meant = meant_by(place, value, broken, data)
            yield Finding(
                value.mark,
                FEL,
                constraint_text(place, value, broken, data),
                remedy=new_value(value.mark, meant) if meant else (),
            )


def meant_by(place: Place, value: Text, broken: str, data: Data) -> str:
    """Värdet som fyndet säger att man ska skriva, när det bara är ett. Annars tom text."""
    field = place.field
    if broken == "enum":
        return closest(value, field.constraints["enum"])
    if broken in ("pattern", "type") and (meant := meant_value(field, value)):
        return meant.strip('"')
    if broken == "pattern" and field.slag == "id" and field.referens:
        return closest(meant_id(value), data.ids(field.referens))
    if broken == "pattern" and field.slag == "id":
        meant = meant_id(value)
        return meant if meant not in data.ids(place.table.name) else ""
    return ""


def constraint_text(place: Place, value: Text, broken: str, data: Data) -> str:
    field, name = place.field, place.path
    limit: Any = field.constraints.get(broken)
    if broken == "enum":
        return (
            f"{name} {shown(value)} finns inte att välja ({place.label}).{suggestion(value, limit)} "
            f"Välj bland: {', '.join(limit)}."
        )
    if broken in ("pattern", "type") and (meant := meant_value(field, value)):
        fault = "har fel form" if broken == "pattern" else "går inte att läsa"
        return f"{name} {shown(value)} {fault} ({place.label}). Skriv {meant}{why_meant(meant, value)}."
    unknown = "" if field.required or re.search(r"\d", value) else NOT_KNOWN
    if broken == "pattern" and field.slag == "id" and field.referens:
        known = closest(meant_id(value), data.ids(field.referens))
        return (
            f"{name} {shown(value)} är inget id ({place.label}). Skriv id:t som det står i tabellen {field.referens}"
            f"{': ' if known else ''}{known}."
        )
    if broken == "pattern":
        example = f" Skriv till exempel {meant_id(value)}." if field.slag == "id" and meant_id(value) else ""
        gap = unknown if field.slag in (*TIMES, "antal") else ""
        return f"{name} {shown(value)} har fel form ({place.label}). Skriv {SLAG[field.slag].beskrivning}.{example}{gap}"
    if broken == "maxLength":
        return f"{name} är {len(value)} tecken långt ({place.label}). Korta till högst {limit}."
    if broken in ("minimum", "maximum"):
        bound = "lägst" if broken == "minimum" else "högst"
        return f"{name} {shown(value)} är utanför gränsen ({place.label}). Skriv {bound} {limit}."
    kind = KINDS.get(field.type, "text").format(example=field.example)
    return f"{name} {shown(value)} går inte att läsa ({place.label}). Skriv {kind}.{unknown if field.type != 'boolean' else ''}"


NOT_KNOWN = " Ta bort fältet om uppgiften saknas."


def dubblett(data: Data) -> Iterator[Finding]:
    """Fält som ordboken kallar unika får inte ha samma värde på två rader."""
    first: dict[tuple[str, str, str], Text] = {}
    for place, value in data.texts_in(lambda field: field.constraints.get("unique")):
        earlier = first.setdefault((place.table.name, place.path, value.casefold()), value)
        if earlier is not value:
            yield Finding(
                value.mark,
                FEL,
                f"{place.path} {shown(value)} finns redan på {line_at(earlier.mark, value.mark)} "
                f"({place.label}). Välj ett annat värde, eller ta bort raden om den är inlagd två gånger.",
            )


RULES = (okänt_fält, saknat_fält, tom_rad_i_lista, fel_form, tom_lista, flera_rader, fel_värde, dubblett)
