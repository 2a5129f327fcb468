"""Ordboken som scheman: Frictionless för kontroll och datapaket, JSON Schema för redigerare."""

from typing import Any

from macros.dictionary.cells import PLAIN, frictionless_cell
from macros.dictionary.relations import in_words
from macros.dictionary.slag import SLAG
from macros.dictionary.words import Dictionary, Field, Table


def json_schema(table: Table) -> dict[str, Any]:
    """JSON Schema för en hel datafil. Strängt: okända nycklar är fel, också inne i listor och objekt."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": table.title,
        "description": table.hjälp,
        "type": "array",
        "items": _object_schema(table.fields),
    }


def _object_schema(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {field.name: _described(field) for field in fields},
        "required": [field.name for field in fields if field.required and not field.from_folder],
        "additionalProperties": False,
    } | _conditions(fields)


def _conditions(fields: tuple[Field, ...]) -> dict[str, Any]:
    """Kraven `krävs_när` och `bara_när`. De andra kraven mellan fält kan JSON Schema inte säga: de står i beskrivningen."""
    rules: list[dict[str, Any]] = []
    for field in fields:
        if when := field.constraints.get("krävs_när"):
            needed = [when] if isinstance(when, str) else list(when)
            values: dict[str, Any] = (
                {} if isinstance(when, str) else {"properties": {name: {"const": value} for name, value in when.items()}}
            )
            rules.append({"if": values | {"required": needed}, "then": {"required": [field.name]}})
        if only := field.constraints.get("bara_när"):
            values = {"properties": {name: {"const": value} for name, value in only.items()}, "required": list(only)}
            rules.append({"if": {"required": [field.name]}, "then": values})
    return {"allOf": rules} if rules else {}


def _described(field: Field) -> dict[str, Any]:
    relations = "".join(f" {words[0].upper()}{words[1:]}." for words in in_words(field))
    schema = {"title": field.title, "description": field.hjälp + relations, **_value_schema(field)}
    return schema | ({"examples": [field.example]} if field.example else {})


def _value_schema(field: Field) -> dict[str, Any]:
    limits = {key: field.constraints[key] for key in ("minimum", "maximum", "maxLength", "enum") if key in field.constraints}
    if field.type == "array":
        return {"type": "array", "items": _value_schema(field.item)} | (
            {"minItems": field.constraints["minLength"]} if "minLength" in field.constraints else {}
        )
    if field.type == "object":
        return _object_schema(field.fields)
    if field.type == "boolean":
        return {"enum": ["ja", "nej"]}
    if field.type != "string":
        return {
            "type": ["number" if field.type == "number" else "integer", "string"],
            "pattern": f"^(?:{PLAIN[field.type]})$",
        } | limits
    # Redigeraren läser 2019 som ett tal och tom text som inget värde; för oss är båda text. Bara frivilliga fält får vara tomma.
    types = ["string", "number", "boolean", *(["null"] if field.name and not field.required else [])]
    pattern = SLAG[field.slag].mönster
    return {"type": types} | limits | ({"pattern": f"^(?:{pattern})$"} if pattern else {})


def published_columns(fields: tuple[Field, ...], prefix: str = "") -> list[tuple[str, Field, bool]]:
    """Kolumnerna i publicerad CSV: namn (nästlade med punkt), fält, och om cellen kan ha flera värden."""
    columns: list[tuple[str, Field, bool]] = []
    for field in fields:
        name = prefix + field.name
        inner = field.item
        if inner.type == "object":
            many = field.type == "array"
            columns += [
                (column, leaf, several or many) for column, leaf, several in published_columns(inner.fields, name + ".")
            ]
        else:
            described = field if field.type != "array" else inner
            columns.append((name, described if described.title else field, field.type == "array"))
    return columns


def published_schema(table: Table) -> dict[str, Any]:
    """Schemat för tabellens CSV-fil. Celler med flera värden är text med ` | ` mellan."""
    fields = []
    for name, field, several in published_columns(table.fields):
        together = f", i samma ordning i alla kolumner som börjar på {name.rpartition('.')[0]}" if "." in name else ""
        description = field.description + (f" Flera värden skiljs åt med ' | '{together}." if several else "")
        descriptor: dict[str, Any] = {
            "name": name,
            "title": field.title,
            "description": description,
            "type": "string" if several else field.type,
        }
        if field.enhet:
            descriptor["unit"] = field.enhet
        if not several and field.is_scalar:
            descriptor |= frictionless_cell(field)
            if "." in name:  # objektet kan saknas, och då saknas också det som krävs i det
                descriptor["constraints"].pop("required", None)
            descriptor["constraints"] |= {"unique": True} if field.constraints.get("unique") else {}
        fields.append(descriptor)
    keys = [
        {"fields": [name], "reference": {"resource": "" if field.referens == table.name else field.referens, "fields": ["id"]}}
        for name, field, several in published_columns(table.fields)
        if field.referens and not several
    ]
    return {"fields": fields, "primaryKey": [table.primary_key], "missingValues": [""]} | (
        {"foreignKeys": keys} if keys else {}
    )


def data_package(words: Dictionary, version: str, form: int) -> dict[str, Any]:
    """Det publicerade datapaketet. `version` är byggets datum, ÅÅÅÅ-MM-DD, och `form` den form som raderna har."""
    return {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "profile": "data-package",
        "name": words.name,
        "title": words.title,
        "description": words.description,
        "version": version,
        "schemaversion": form,  # så att den som hämtar paketet vet om den kan läsa det
        "licenses": list(words.licenses),
        "resources": [
            csv_resource(table.name, table.title, table.description, published_schema(table)) for table in words.tables.values()
        ],
    }


def csv_resource(name: str, title: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    """En CSV-fil i ett datapaket (Frictionless Tabular Data Resource)."""
    return {
        "name": name,
        "title": title,
        "description": description,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "dialect": {"delimiter": ","},
        "schema": schema,
    }
