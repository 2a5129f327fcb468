"""Version 5 till 6: ett steg har förbundets egen ledtid, och inte ett exempel på tid.

Exemplen var ingens löfte, så de blir ingen ledtid. Talet står kvar som en kommentar vid raden.
"""

from dataclasses import replace

from macros.upgrade.blocks import Block, without_field
from macros.upgrade.to_lists import change_rows, of_others
from macros.upgrade.work import Work
from macros.write.shape import Shape

OLD, NEW = "exempel_veckor", "veckor"
SAID = "exemplen på tid är kommentarer. Räknar ni med tiden, skriv den i veckor"


def to_weeks(work: Work) -> None:
    """Raises: WriteRefused när en fil inte går att läsa."""
    for file in [work.table_file("steg"), *of_others(work, "steg")]:
        change_rows(work, file, {OLD: _as_comment}, SAID)
    for file in work.files("docs", ".md"):
        text = (work.read(file) or b"").replace(f"steg.{OLD}".encode(), f"steg.{NEW}".encode())
        work.write(file, text, f"villkoret steg.{OLD} heter steg.{NEW}")


def _as_comment(block: Block, shape: Shape) -> Block:
    weeks = block.row[OLD]
    comment = f"# Förut ett exempel på tid: {weeks} veckor. Räknar förbundet med den, skriv {NEW}: {weeks}.{shape.newline}"
    new = without_field(block, OLD, shape)
    return replace(new, comments=new.comments + comment)
