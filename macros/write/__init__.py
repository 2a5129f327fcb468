"""Skriver rader i datafilerna, och lämnar allt annat i dem som det är: kommentarer, ordning, citattecken och radslut.

    draft = Draft.open(path, table)
    draft.set("rosa", "projekttid.slut", "2020-04-30")
    draft.add({"id": "bla", "namn": "Blå båten"})
    print(draft.diff())
    draft.save(path)

Det ändrade läses och prövas innan det ersätter filen. `WriteRefused` säger varför något inte går att skriva.
"""

from macros.write.draft import Draft, difference
from macros.write.plain import Plain, WriteRefused, plain, plain_row
from macros.write.replace import replace_file

__all__ = ["Draft", "Plain", "WriteRefused", "difference", "plain", "plain_row", "replace_file"]
