"""Ett fält i ordboken som typade kolumner: antalet för sig och skyddet för sig, tiden som den står och dagarna den omfattar."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from macros.dictionary.slag import ANTAL, TILLS_VIDARE
from macros.dictionary.words import Field
from macros.model.tid import Tidpunkt
from macros.model.utfall import antal

Value = str | int | float | bool | None
DAG, MÅNAD, ÅR, ANNAN = "dag", "månad", "år", "del av år"
PRECISION = (DAG, MÅNAD, ANNAN, ÅR, TILLS_VIDARE)


class Part(NamedTuple):
    """En del av ett fält. `ending` läggs till fältets namn. `type` är en typ i Frictionless Table Schema."""

    ending: str
    type: str
    words: str = ""
    choices: tuple[str, ...] = ()


SKYDD = Part("_skyddat", "boolean", "Sant när antalet finns men inte visas, så att ingen går att känna igen.")
TIDER = (
    Part("_tidigast", "date", "Den första dag som tiden kan avse."),
    Part("_senast", "date", "Den sista dag som tiden kan avse. Tomt när slutet är öppet."),
    Part("_precision", "string", "Hur exakt källan är.", PRECISION),
)


def kind_of(field: Field) -> str:
    """Vad fältets värde är för en dator: en typ i Table Schema, `antal` eller `tid`."""
    if field.type != "string":
        return field.type
    return {"datum": "date", "tidpunkt": "tid", "slut": "tid", **dict.fromkeys(ANTAL, "antal")}.get(field.slag, "string")


def parts_of(field: Field) -> tuple[Part, ...]:
    """Kolumnerna som ett fält med ett enda värde blir, värdet självt först."""
    kind = kind_of(field)
    if kind == "antal":
        return (Part("", "integer"), SKYDD)
    if kind == "tid":
        return (Part("", "string"), *TIDER)
    return (Part("", kind, "", field.choices),)


def values_of(field: Field, text: str) -> Iterator[Value]:
    """Värdena i samma ordning som fältets delar. Tom text ger tomma värden."""
    return iter(READERS[kind_of(field)](text) if text else (None,) * len(parts_of(field)))


def _antal(text: str) -> tuple[Value, ...]:
    value = antal(text)
    return value, value is None


def _tid(text: str) -> tuple[Value, ...]:
    if text == TILLS_VIDARE:
        return text, None, None, TILLS_VIDARE
    tid = Tidpunkt.av(text)
    return text, tid.första.isoformat(), tid.sista.isoformat(), precision(tid.första, tid.sista)


def precision(första: date, sista: date) -> str:
    """Hur exakt en tid är, efter hur många dagar den omfattar."""
    days = (sista - första).days
    return DAG if not days else MÅNAD if days < 31 else ÅR if days >= 364 else ANNAN


READERS: dict[str, Callable[[str], tuple[Value, ...]]] = {
    "antal": _antal,
    "tid": _tid,
    "integer": lambda text: (int(text),),
    "year": lambda text: (int(text),),
    "number": lambda text: (float(text) if "." in text else int(text),),
    "boolean": lambda text: (text == "ja",),
    "date": lambda text: (text,),
    "string": lambda text: (text,),
}


def typed(field: Field, value: Any) -> dict[str, Any]:
    """Fältet med sina delar som det står i JSON. Det som saknas är inte med. Ett skyddat antal är null, och bara det har `_skyddat`."""
    name = field.name
    if field.type == "object":
        return {name: typed_record(field.fields, value)}
    if field.items:
        return {name: [_item(field.items, one) for one in value]}
    first, *others = values_of(field, value)
    made: dict[str, Any] = {name: first}
    made |= {name + part.ending: one for part, one in zip(parts_of(field)[1:], others, strict=True) if one not in (None, False)}
    return made


def _item(field: Field, value: Any) -> Any:
    return typed_record(field.fields, value) if field.fields else next(values_of(field, value))


def typed_record(fields: tuple[Field, ...], row: Any) -> dict[str, Any]:
    """En rad, eller ett objekt i en rad, med typade värden."""
    made: dict[str, Any] = {}
    for field in fields:
        if field.name in row:
            made |= typed(field, row[field.name])
    return made
