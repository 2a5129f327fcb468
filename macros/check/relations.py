"""De krav i ordboken som gäller ett fält mot ett annat. En funktion per krav, med kravets namn, och docstringen är regeln."""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache

from macros.check.data import Data, Place, and_more, inner_records, texts
from macros.check.schema import example_of
from macros.dictionary.relations import I_DAG, RADEN, condition_in_words, is_number
from macros.dictionary.words import Field
from macros.findings import FEL, VARNING, Finding, line_at, shown
from macros.grouped import grouped
from macros.model.tid import Tidpunkt
from macros.model.utfall import SKYDDAT, UNDER_FEM
from macros.read import Record, Text, Value


def högst(data: Data) -> Iterator[Finding]:
    """Ett tal är högst så stort, och en text högst så lång, som talet i fältet som ordboken anger."""
    for place, value in data.texts_in(lambda field: "högst" in field.constraints):
        name = place.field.constraints["högst"]
        limit = data.text(place.record, name)
        most, own = number(limit), number(value) if is_number(place.field) else len(value)
        if most is None or own is None or own <= most:
            continue
        if is_number(place.field):
            more = "större" if place.field.type == "number" else "fler"
            said, remedy = f"{value} är {more} än {name} {limit}", "Rätta det tal som är fel."
        else:
            said, remedy = f"är {own} tecken långt, men {name} är {limit}", f"Korta texten, eller höj {name}."
        yield Finding(value.mark, FEL, f"{place.path} {said} ({place.label}). {remedy}")


def number(text: Text | None) -> float | None:
    """Talet, eller None när det saknas eller inte är skrivet med siffror."""
    return None if text is None or text in (UNDER_FEM, SKYDDAT) else float(text)


def inte_efter(data: Data) -> Iterator[Finding]:
    """En tid ligger inte efter tiden i fältet som ordboken anger, och inte efter i dag. En dag till rymmer andra tidszoner."""
    future: list[tuple[Place, Text]] = []
    for place, value in data.texts_in(lambda field: "inte_efter" in field.constraints):
        limit, own = place.field.constraints["inte_efter"], data.tidpunkt(place.record, place.field.name)
        if own and limit != I_DAG:
            yield from ends_before(data, place, own, [limit] if isinstance(limit, str) else limit)
        elif own and own.första > data.today + timedelta(days=1):
            future.append((place, value))
    for (place, value), *others in grouped(future, lambda found: (found[0].table.name, found[0].path, str(found[1]))).values():
        yield Finding(
            value.mark,
            VARNING,
            f"{place.path} {value} ligger i framtiden ({place.label}{and_more(others)}). "
            "Rätta tiden, eller vänta med uppgiften tills den har varit.",
        )


def ends_before(data: Data, place: Place, start: Tidpunkt, limits: list[str]) -> list[Finding]:
    """Fynden i det första av fälten som har något: är slutet fel sägs inget om det som ska ligga före det."""
    for name in limits:
        found = [
            Finding(
                record.key_mark(key),
                FEL,
                f"{path} {end} ligger före {place.path} {start} ({place.label}). {time_remedy(data, place, name)}",
            )
            for record, key, path in fields_named(place, name)
            if (end := data.tidpunkt(record, key)) and end.sista < start.första
        ]
        if found:
            return found
    return []


def fields_named(place: Place, name: str) -> Iterator[tuple[Record, str, str]]:
    """Var fältet kan stå: objektet, fältets namn där, och vägen att visa. Utan punkt bredvid, med punkt räknat från raden."""
    *outer, key = name.split(".")
    records = [place.row if outer else place.record]
    for part in outer:
        records = [inner for record in records for inner in inner_records(record.get(part))]
    for record in records:
        yield record, key, name if outer else place.path.removesuffix(place.field.name) + name


def time_remedy(data: Data, place: Place, name: str) -> str:
    path = name if "." in name else place.path.removesuffix(place.field.name) + name
    if place.table.field(path).slag == "slut":
        return f"Byt datum, eller skriv {name}: tills vidare om insatsen pågår."
    return "Rätta det datum som är fel."


def unik_inom(data: Data) -> Iterator[Finding]:
    """Samma värde står en gång bland rader som är lika i de fält som ordboken anger, eller en gång i raden."""
    first: dict[tuple[str, str, tuple[str, ...], str], Text] = {}
    for place, value in data.texts_in(lambda field: "unik_inom" in field.constraints):
        within = place.field.constraints["unik_inom"]
        scope = (str(id(place.row)),) if within == RADEN else contents(data, place.record, within)
        key = place.table.name, place.field.name, scope, " ".join(value.casefold().split())
        earlier = first.setdefault(key, value) if scope else value
        if earlier is not value:
            if within == RADEN:
                where, remedy = f"i samma {place.table.rad}", "Rätta den ena, eller slå ihop dem."
            else:
                where = f"med samma {' och '.join(within)}"
                wrong = f"{', '.join(within)} eller {place.field.name}"
                remedy = f"Rätta {wrong}, eller ta bort raden om den är inlagd två gånger."
            yield Finding(
                value.mark,
                FEL,
                f"{place.path} {shown(value)} finns redan på {line_at(earlier.mark, value.mark)} {where} ({place.label}). {remedy}",
            )


def contents(data: Data, record: Record, names: list[str]) -> tuple[str, ...]:
    """Texterna i fälten. Tomt när något av dem saknas eller är fel."""
    values = [record.get(name) for name in names]
    if any(value is None or not data.is_whole(value) for value in values):
        return ()
    return tuple(str(text) for value in values if value is not None for _, text in texts(value))


def krävs_när(data: Data) -> Iterator[Finding]:
    """Ett fält som ett annat fält kräver ska finnas och vara ifyllt."""
    for form in data.forms:
        for field in constrained(form.fields, "krävs_när"):
            condition = field.constraints["krävs_när"]
            if field.name not in form.record and is_met(form.record, condition) and data.is_whole(form.record):
                blank = form.record.blank.get(field.name)
                yield Finding(
                    blank.mark if blank else form.record.mark,
                    FEL,
                    f"Fältet {form.prefix}{field.name} {'är inte ifyllt' if blank else 'saknas'}, men krävs när "
                    f"{condition_in_words(condition)} ({form.label}). {field.hjälp} {example_of(field)} "
                    f"Eller {f'ta bort {condition}' if isinstance(condition, str) else f'rätta {next(iter(condition))}'}.",
                )


@cache
def constrained(fields: tuple[Field, ...], constraint: str) -> tuple[Field, ...]:
    return tuple(field for field in fields if constraint in field.constraints)


def is_met(record: Record, condition: str | dict[str, str]) -> bool:
    if isinstance(condition, str):
        return condition in record
    return all(record.get(name) == value for name, value in condition.items())


def bara_när(data: Data) -> Iterator[Finding]:
    """Ett fält som hör ihop med ett annat fälts värde skrivs bara då."""
    for place in data.places_in(lambda field: "bara_när" in field.constraints):
        condition, record, name = place.field.constraints["bara_när"], place.record, place.field.name
        if not is_met(record, condition) and data.is_whole(record):
            other = next(key for key, value in condition.items() if record.get(key) != value)
            yield Finding(
                record.key_mark(name),
                FEL,
                f"{place.path} skrivs bara när {condition_in_words(condition)}, men {other} "
                f"{is_now(record.get(other))} ({place.label}). Ta bort {name}, eller rätta {other}.",
            )


def is_now(value: Value | None) -> str:
    return f"är {shown(value)}" if isinstance(value, Text) else "är inte ifyllt"


RELATION_RULES = (högst, inte_efter, unik_inom, krävs_när, bara_när)
