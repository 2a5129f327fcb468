"""Budgetmallens form: raderna, kolumnerna, var de står, och kontrollerna med sina formler."""

from dataclasses import dataclass
from functools import cached_property

from xlsxwriter.utility import xl_rowcol_to_cell

from macros.exports.budget_known import TOM, Ifyllt
from macros.model.guide import Guide, Kostnadsslag
from macros.model.listor import Insatstyp
from macros.views.text import number

GUIDE, SHEET, KINDS = "Så fyller du i", "Budget", "Typer"
PERSONAL, PARTER = "Personal", "Parter"
OTHER_CHECK = 1  # raden med beskedet på bladen Personal och Parter, i kolumn B
BETALARE = {
    "Söks från förbundet": "Det ni söker i ansökan.",
    "Egen insats": "Det som en part i insatsen själv betalar, till exempel arbetstid eller en lokal.",
    "Annan finansiering": "Pengar från någon annan än förbundet och parterna.",
}
ÅR, MÅNADER = 6, 60  # fem år från vilken månad som helst rör högst sex kalenderår
EGEN = 1  # platsen bland dem som betalar för det som en part själv bidrar med
STARTS, ENDS = "Insatsen börjar", "Insatsen slutar"

# Rader och kolumner räknas från 0, som i XlsxWriter. I celladresser och formler räknas raderna från 1.
NAME, KIND, START, END, CHECK, YEARS, HEADER = 1, 2, 3, 4, 5, 6, 7
FIRST = HEADER + 1
AMOUNTS = ÅR * len(BETALARE)
TOTAL, TOTAL_SHARE = AMOUNTS + 1, AMOUNTS + 2
APPLIED = 6  # kolumnen där summorna ur ansökan skrivs, på skärmens första bild
YEARS_ON_PAPER, SCALE = 3, 62  # år på det första arket, och utskriftens storlek i procent
ROW_HEIGHT, GUIDE_WIDTH = 18, 84  # punkter, tecken
KRONOR, PERCENT = '#,##0 "kr"', "0 %"
OK, ALL_OK = "Stämmer", "Summorna stämmer"
SPLIT = f"Bladet {PARTER}: fördela den egna insatsen, så att raden Kvar att fördela blir noll."


def cell(row: int, column: int) -> str:
    """Celladressen, som `B8`."""
    return xl_rowcol_to_cell(row, column)


def quoted(text: str) -> str:
    """Texten i en formel. Citattecken skrivs dubbelt."""
    return '"{}"'.format(text.replace('"', '""'))


def absolute(row: int, column: int) -> str:
    """Celladressen så som den står i en formel på ett annat blad, som `$B$8`."""
    return xl_rowcol_to_cell(row, column, True, True)


@dataclass(frozen=True)
class Form:
    """Mallens mått, som följer av hur många kostnadsslag förbundet har, och det som redan är ifyllt."""

    guide: Guide
    ifyllt: Ifyllt = TOM
    antal_kvartal: int = 0

    @property
    def title(self) -> str:
        return "Budget och rekvisition" if self.antal_kvartal else "Budgetmall"

    @property
    def kostnadsslag(self) -> tuple[Kostnadsslag, ...]:
        return self.guide.kostnadsslag

    @cached_property
    def kinds(self) -> list[str]:
        """Valen i listan över typer: de som har en blankett, eller alla när ingen har det."""
        return [typ.stort_namn for typ in self.typer]

    @property
    def typer(self) -> tuple[Insatstyp, ...]:
        return self.guide.blankettyper or self.guide.insatstyper

    @cached_property
    def personal(self) -> int | None:
        """Raden som räknas ut ur bladet Personal. None när inget kostnadsslag är för personal, eller när budgeten redan är känd:
        den har summan och inte tjänsterna.
        """
        if self.ifyllt.budget:
            return None
        return next((FIRST + place for place, one in enumerate(self.kostnadsslag) if one.personal), None)

    def amount(self, place: int, column: int) -> int:
        """Det kända beloppet i en cell på bladet Budget, efter kostnadens plats."""
        year, payer = divmod(column - 1, len(BETALARE))
        return self.ifyllt.kostnad(year, self.kostnadsslag[place].id)[payer]

    @cached_property
    def column_sums(self) -> list[int]:
        """Kända belopp kolumn för kolumn på bladet Budget. Kolumnen med namnen är noll."""
        places = range(len(self.kostnadsslag))
        return [0, *(sum(self.amount(place, column) for place in places) for column in range(1, AMOUNTS + 1))]

    def gap(self, year: int) -> int:
        """Den kända egna insatsen ett år som ingen part har tagit på sig."""
        return self.column_sums[1 + year * len(BETALARE) + EGEN] - sum(
            self.ifyllt.egen_insats(year, part) for part in self.ifyllt.parter
        )

    @property
    def is_split(self) -> bool:
        """Om den kända egna insatsen är fördelad på parterna."""
        return not any(self.gap(year) for year in range(ÅR))

    @property
    def last(self) -> int:
        """Den sista raden med kostnader."""
        return HEADER + len(self.kostnadsslag)

    @property
    def sum(self) -> int:
        return self.last + 1

    @property
    def share(self) -> int:
        return self.last + 2

    @property
    def summary(self) -> int:
        return self.share + 2

    @property
    def all_years(self) -> int:
        """Den sista raden i summorna per år."""
        return self.summary + ÅR + 2

    @property
    def checks_at(self) -> int:
        return self.summary + ÅR + 4

    @cached_property
    def barred(self) -> dict[int, Kostnadsslag]:
        """Raderna som inte får sökas i någon av typerna."""
        return {FIRST + place: one for place, one in enumerate(self.kostnadsslag) if self.barred_in(one)}

    def barred_in(self, kostnadsslag: Kostnadsslag) -> list[Insatstyp]:
        """Typerna i listan där kostnaden inte ersätts."""
        return [typ for typ in self.typer if typ in kostnadsslag.ersätts_inte_i]

    def is_barred(self, kostnadsslag: Kostnadsslag) -> str:
        """Villkoret i en formel: att den valda typen är en där kostnaden inte ersätts."""
        tests = [f"Typ_av_insats={quoted(typ.stort_namn)}" for typ in self.barred_in(kostnadsslag)]
        return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"

    def is_allowed(self, kostnadsslag: Kostnadsslag) -> str:
        """Villkoren i ett OCH: att den valda typen inte är någon där kostnaden inte ersätts."""
        return ",".join(f"Typ_av_insats<>{quoted(typ.stort_namn)}" for typ in self.barred_in(kostnadsslag))

    @cached_property
    def names(self) -> dict[str, tuple[int, int, int, int]]:
        """Namnen i formlerna: första raden och kolumnen, sista raden och kolumnen."""
        return {
            "Typ_av_insats": (KIND, 1, KIND, 1),
            "Börjar": (START, 1, START, 1),
            "Slutar": (END, 1, END, 1),
            "Totalt_i_ansökan": (NAME, APPLIED, NAME, APPLIED),
            "Sökt_i_ansökan": (KIND, APPLIED, KIND, APPLIED),
            "Belopp": (FIRST, 1, self.last, AMOUNTS),
            "Alla_kostnader": (self.sum, TOTAL, self.sum, TOTAL),
            "Sökt_totalt": (self.all_years, 1, self.all_years, 1),
            "Kontroll": (CHECK, 1, CHECK, 1),
        }

    def checks(self) -> dict[str, tuple[str, str]]:
        """Kontrollerna i den ordning de visas: vad som prövas, formeln, och vad den ger i mallen som den är."""
        no_kind = f"Välj typ av insats i cell {cell(KIND, 1)}."
        no_amount = f"Fyll i minst ett belopp som ni söker från förbundet, i tabellen från cell {cell(FIRST, 1)}."
        whole, whole_now = _compared(
            "Totalt_i_ansökan", "Alla_kostnader", "hela summan", cell(NAME, APPLIED), self.ifyllt.totalt, sum(self.column_sums)
        )
        applied, applied_now = _compared(
            "Sökt_i_ansökan", "Sökt_totalt", "den sökta summan", cell(KIND, APPLIED), self.ifyllt.sökt, self.sought
        )
        known = ",".join(f"Typ_av_insats={quoted(one)}" for one in self.kinds)
        return {
            "Typ av insats": (f'=IF(OR({known}),"{OK}","{no_kind}")', OK if self.ifyllt.typ in self.kinds else no_kind),
            **_checked_days(self.ifyllt),
            "Beloppen": (
                f'=IF(COUNTA(Belopp)>COUNT(Belopp),"En cell i tabellen har text. Skriv bara siffror.",'
                f'IF(COUNTIF(Belopp,"<0")>0,"Ett belopp är mindre än noll. Skriv noll eller mer.","{OK}"))',
                OK,
            ),
            "Belopp efter slutet": (self._amounts_after_the_end(), OK),
            **{one.namn: (self._not_applied_for(row, one), OK) for row, one in self.barred.items()},
            **self._other_sheets(),
            "Belopp att söka": (f'=IF(Sökt_totalt>0,"{OK}","{no_amount}")', OK if self.sought else no_amount),
            "Hela summan i ansökan": (whole, whole_now),
            "Sökt summa i ansökan": (applied, applied_now),
            "Mallens formler": (
                f'=IF(AND(ROUND(SUM(Belopp)-Alla_kostnader,0)=0,ROUND(Alla_kostnader-{cell(self.all_years, 4)},0)=0),"{OK}",'
                f'"En formel i mallen är ändrad. Hämta en ny mall och skriv in beloppen igen.")',
                OK,
            ),
        }

    @property
    def sought(self) -> int:
        """Det kända som söks från förbundet, alla år."""
        return sum(self.column_sums[1 :: len(BETALARE)])

    def _other_sheets(self) -> dict[str, tuple[str, str]]:
        """Kontrollerna på bladen om personalen och parterna, som visas också här."""
        sheets = ([PERSONAL] if self.personal is not None else []) + [PARTER]
        now = OK if self.is_split else SPLIT
        return {f"Bladet {sheet}": (f"={sheet}!{cell(OTHER_CHECK, 1)}", now if sheet == PARTER else OK) for sheet in sheets}

    def _amounts_after_the_end(self) -> str:
        """Formeln som säger ifrån när ett belopp står på ett år då insatsen är slut."""
        after = "+".join(
            f"IF({unused(str(year))},SUM({cell(FIRST, 1 + year * len(BETALARE))}:{cell(self.last, (year + 1) * len(BETALARE))}),0)"
            for year in range(ÅR)
        )
        return f'=IF({after}>0,"Ett belopp står på ett år efter slutet i cell {cell(END, 1)}. Flytta beloppet eller slutet.","{OK}")'

    def _not_applied_for(self, row: int, one: Kostnadsslag) -> str:
        """Formeln som säger ifrån när någon söker pengar till en kostnad som inte ersätts i typen."""
        applied = f"SUM({','.join(applied_cells(row))})"
        return (
            f"=IF(AND({self.is_barred(one)},{applied}>0),{quoted(f'{one.regel} Ta bort ')}&FIXED({applied},0)&"
            f'{quoted(f" kr på raden {one.namn}.")},"{OK}")'
        )


def applied_cells(row: int) -> list[str]:
    """Cellerna på raden där det som söks från förbundet skrivs, år för år."""
    return [cell(row, 1 + year * len(BETALARE)) for year in range(ÅR)]


def unused(year: str) -> str:
    """Villkoret i en formel: att insatsen är slut före året. `year` är årets plats, räknad från 0."""
    return f"AND(ISNUMBER(Börjar),ISNUMBER(Slutar),YEAR(Börjar)+{year}>YEAR(Slutar))"


def _checked_days(ifyllt: Ifyllt) -> dict[str, tuple[str, str]]:
    """Starten och slutet: båda ifyllda, i rätt ordning och högst så många år som mallen har plats för."""
    start, end = cell(START, 1), cell(END, 1)
    no_start, no_end = f"Skriv dagen då insatsen börjar i cell {start}.", f"Skriv dagen då insatsen slutar i cell {end}."
    early = f"Slutet i cell {end} är före starten i cell {start}. Rätta en av dagarna."
    late = f"Mallen räcker till {MÅNADER // 12} år. Skriv en tidigare dag i cell {end}."
    return {
        STARTS: (f'=IF(ISNUMBER(Börjar),"{OK}","{no_start}")', OK if ifyllt.start else no_start),
        ENDS: (
            f'=IF(ISNUMBER(Slutar),IF(Slutar<Börjar,"{early}",IF(Slutar>=EDATE(Börjar,{MÅNADER}),"{late}","{OK}")),"{no_end}")',
            OK if ifyllt.slut else no_end,
        ),
    }


def _compared(written: str, counted: str, what: str, place: str, ifylld: int | None, known: int) -> tuple[str, str]:
    """Formeln som jämför en summa ur ansökan med mallens, och vad den ger när mallen har de kända beloppen, `known`."""
    empty = f"Skriv {what} från ansökan i cell {place}."
    said = f"I ansökan är {what} {number(ifylld or 0)} kr, men i mallen blir den {number(known)} kr. Ändra där det är fel."
    now = empty if ifylld is None else said if ifylld != known else OK
    return (
        f'=IF(ISNUMBER({written}),IF(ROUND({written}-{counted},0)=0,"{OK}","I ansökan är {what} "&FIXED({written},0)&" kr, '
        f'men i mallen blir den "&FIXED({counted},0)&" kr. Ändra där det är fel."),"{empty}")',
        now,
    )
