"""Ett Worddokument om en insats: det som webbplatsen vet står ifyllt, och resten är fält att skriva i."""

from collections.abc import Mapping, Sequence
from datetime import date

from macros.dictionary.slag import slug
from macros.exports import word
from macros.model.blankett import faktafält
from macros.model.insats import BEVILJAT, Insats
from macros.model.register import Register
from macros.views.text import number

LONGEST_WHOLE = 6  # så många rader hålls ihop på en sida


class Blad:
    """Dokumentet medan det skrivs. `insats` utan id är mallen som ingen insats har fyllt i."""

    def __init__(self, start: bytes, register: Register, insats: Insats, today: date):
        self.document = word.opened(start)
        if insats.namn:
            self.document.core_properties.title = f"{self.document.core_properties.title}: {insats.namn}"[
                : word.LONGEST_PROPERTY
            ]
        self.register, self.insats, self.today = register, insats, today
        self._fields = 0

    def heading(self, text: str, level: int = 1) -> None:
        self.document.add_heading(text, level)

    def text(self, text: str) -> None:
        word.add_paragraphs(self.document, text)

    def points(self, texts: Sequence[str]) -> None:
        word.add_list(self.document, texts)

    def facts(self, name: str, answers: Mapping[str, str]) -> None:
        """En uppgift på varje rad. En tom är ett fält."""
        self.table(name, "En rad för varje uppgift.", ("Uppgift", "Svar"), list(answers.items()), (4.0, 12.0), is_facts=True)

    def table(
        self,
        name: str,
        description: str,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        is_facts: bool = False,
    ) -> None:
        """En tabell där tomma celler är fält."""
        table = word.add_table(self.document, header, len(rows), widths, name, description)
        for number_, (texts, cells) in enumerate(zip(rows, word.body_rows(table), strict=True), 1):
            for column, text, cell in zip(header, texts, cells, strict=True):
                if text:
                    cell.text = " ".join(text.split())
                else:
                    self._fields += 1
                    tag = faktafält(texts[0]) if is_facts else f"falt-{self._fields}"
                    word.add_field(cell, f"{texts[0] if is_facts else f'{column}, rad {number_}'}", tag, is_lines=not is_facts)
        if len(rows) <= LONGEST_WHOLE:
            word.keep_together(table)
        self.document.add_paragraph(style="Tabelltext")

    def box(self, heading: str, help_: str = "", level: int = 2) -> None:
        """En rubrik, hjälp och en ruta att skriva i."""
        self.heading(heading, level)
        if help_:
            word.add_help(self.document, help_)
        word.add_answer(self.document, heading, slug(heading))

    def own_rules(self, page: str) -> None:
        """Det som förbundet självt säger på sidan. Inget när det inte säger något."""
        own = [one for one in self.register.avsnitt_på.get(page, ()) if one.förbund.är_värd]
        if own:
            self.heading("Så säger förbundet")
        for one in own:
            self.heading(one.rubrik, 2)
            self.text(one.text)
            self.points(one.punkter)

    def bytes(self) -> bytes:
        return word.to_bytes(self.document)


def om_insatsen(insats: Insats) -> dict[str, str]:
    """Insatsens namn, ägare och tid."""
    tid = insats.projekttid
    return {
        "Insats": insats.namn,
        "Projektägare": insats.projektägare,
        "Projekttid": tid.i_ord() if tid.start or tid.slut else "",
    }


def parterna(insats: Insats, minst: int = 4) -> list[str]:
    """Parternas namn, projektägaren först. Tomma rader fylls på, så att det går att skriva dit fler."""
    namn = [part.namn for part in insats.parter]
    först = [insats.projektägare] if insats.projektägare and insats.projektägare not in namn else []
    alla = [*först, *sorted(namn, key=lambda one: one != insats.projektägare)]
    return alla + [""] * max(minst - len(alla), 1)


def beviljat(insats: Insats) -> list[tuple[str, str, str]]:
    """Året, finansiären och beloppet för det som är beviljat."""
    return [
        (str(post.år), post.finansiär, f"{number(post.belopp)} kr")
        for post in sorted(insats.budget, key=lambda post: post.år)
        if (post.läge or BEVILJAT) == BEVILJAT
    ]


def målen(register: Register, insats: Insats) -> list[tuple[str, str, str, str, str, str]]:
    """Utvärderingsmatrisens rader: mål, indikator, målvärde, underlag, när och vem. Det som saknas är tomt."""
    return [
        (
            mål.mål,
            mål.indikator,
            målvärde_i_ord(mål.målvärde, mål.målvärde_kvinnor, mål.målvärde_män),
            mål.underlag or ", ".join(ett.namn for ett in mål.mått),
            mål.när,
            mål.vem,
        )
        for mål in register.uppföljning.mål_för(insats)
    ]


def målvärde_i_ord(alla: str, kvinnor: str, män: str) -> str:
    """`30 procent. Kvinnor: 25 procent. Män: 35 procent`."""
    delar = [alla, f"Kvinnor: {kvinnor}" if kvinnor else "", f"Män: {män}" if män else ""]
    return ". ".join(filter(None, delar))
