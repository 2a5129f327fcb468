"""Skriver exporter som inte hör till webbplatsen."""

import json
from pathlib import Path

from macros.dictionary.words import Dictionary
from macros.exports.schema import json_schema

SCHEMA_FOLDER = Path(".schema")


def write_json_schemas(words: Dictionary, folder: Path = SCHEMA_FOLDER) -> None:
    """Ett JSON Schema per datafil, för redigerarens hjälp medan man skriver. Skriver bara det som har ändrats."""
    folder.mkdir(exist_ok=True)
    for table in words.tables.values():
        path = folder / f"{table.name}.schema.json"
        text = json.dumps(json_schema(table), ensure_ascii=False, indent=1) + "\n"
        if not path.is_file() or path.read_text("utf8") != text:
            path.write_text(text, "utf8")
