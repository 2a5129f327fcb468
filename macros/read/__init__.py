"""YAML-text → rader. Varje värde är text och vet var i filen det står.

Läsaren tar libyamls händelser och bygger själv, i stället för yaml.load:
skalärer förblir text (`NO`, `1.10` och `0701234567` betyder vad de ser ut att betyda), varje värde får
sin plats, och ankare, alias, taggar och djup nästling stoppas innan de har kostat något.
"""

from macros.read.rows import read_file, read_rows
from macros.read.values import Items, Reading, Record, Refused, Text, Value, placed

__all__ = ["Items", "Reading", "Record", "Refused", "Text", "Value", "placed", "read_file", "read_rows"]
