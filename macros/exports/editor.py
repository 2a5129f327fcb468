"""Redigerarens hjälp medan man skriver: ett JSON Schema per datafil, och vilken fil som har vilket."""

import json
from pathlib import Path

from macros.dictionary.words import Dictionary
from macros.exports.schema import json_schema
from macros.settings import ROOT

SCHEMA_FOLDER = Path(".schema")
SETTINGS = Path(".vscode/settings.json")
SCHEMAS = "yaml.schemas"
# Mapparna med datafiler: förbundets egna, andra förbunds och de gemensamma.
DATA_FOLDERS = ("data", "data/andra/*", "gemensamt/data")


def write_editor_help(words: Dictionary, data: Path) -> None:
    """Skriver schemana, och kopplar projektets egna datafiler till dem. `data` är mappen som ordboken gäller."""
    write_json_schemas(words)
    if SETTINGS.is_file() and data.resolve() == ROOT / "data":
        write_if_changed(SETTINGS, settings_with(words, SETTINGS.read_text("utf8")))


def write_json_schemas(words: Dictionary, folder: Path = SCHEMA_FOLDER) -> None:
    """Ett JSON Schema per datafil."""
    folder.mkdir(exist_ok=True)
    for table in words.tables.values():
        text = json.dumps(json_schema(table), ensure_ascii=False, indent=1) + "\n"
        write_if_changed(folder / f"{table.name}.schema.json", text)


def settings_with(words: Dictionary, settings: str) -> str:
    """VS Codes inställningar där varje tabell i ordboken har sitt schema. Resten står kvar som det var."""
    schemas = {
        f"./{SCHEMA_FOLDER}/{name}.schema.json": [f"{folder}/{table.file_name}" for folder in DATA_FOLDERS]
        for name, table in words.tables.items()
    }
    return json.dumps(json.loads(settings) | {SCHEMAS: schemas}, ensure_ascii=False, indent=2) + "\n"


def write_if_changed(path: Path, text: str) -> None:
    """Skriver bara det som har ändrats, så att redigeraren inte läser om i onödan."""
    if not path.is_file() or path.read_text("utf8") != text:
        path.write_text(text, "utf8")
