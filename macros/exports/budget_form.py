"""Budgetmallens form: raderna, kolumnerna, var de står, och kontrollerna med sina formler."""

from xlsxwriter.utility import xl_rowcol_to_cell

GUIDE, SHEET = "Så fyller du i", "Budget"
STRUKTURELL, INDIVIDINRIKTAD = "Strukturell", "Individinriktad"
DELTAGARES_LÖN = "Lön till deltagare"
NO_WAGES = "Förbundet ersätter inte deltagarnas lön i en strukturell insats."  # guiden, avsnitt 2
KOSTNADER = {
    "Lönekostnader för personal": "Lön och arbetsgivaravgifter för dem som arbetar i insatsen.",
    "Köp av tjänster": "Till exempel en föreläsare eller handledare utifrån.",
    "Lokaler": "Hyra för lokaler som insatsen behöver.",
    "Resor": "Resor i insatsen.",
    "Material och utrustning": "Sådant som insatsen behöver köpa in.",
    "Information och spridning": "Till exempel tryck, en träff eller en metodhandbok.",
    DELTAGARES_LÖN: f"{NO_WAGES} Fråga kansliet vad som gäller för er individinriktade insats.",
    "Övriga kostnader": "Det som inte passar på någon annan rad. Skriv i ansökan vad det är.",
}
BETALARE = {
    "Söks från förbundet": "Det ni söker i ansökan. Förbundet kan betala hela kostnaden eller en del av den.",
    "Egen insats": "Det som en part i insatsen själv betalar, till exempel arbetstid eller en lokal.",
    "Annan finansiering": "Pengar från någon annan än förbundet och parterna.",
}
ÅR = 3

# Rader och kolumner räknas från 0, som i XlsxWriter. I celladresser och formler räknas raderna från 1.
NAME, KIND, FIRST_YEAR, CHECK, YEARS, HEADER = 1, 2, 3, 4, 5, 6
FIRST, LAST = HEADER + 1, HEADER + len(KOSTNADER)
SUM, SHARE = LAST + 1, LAST + 2
SUMMARY = SHARE + 2
CHECKS = SUMMARY + ÅR + 4
AMOUNTS = ÅR * len(BETALARE)
TOTAL, TOTAL_SHARE = AMOUNTS + 1, AMOUNTS + 2
APPLIED = TOTAL  # kolumnen där summorna ur ansökan skrivs
ROW_HEIGHT, GUIDE_WIDTH = 18, 84  # punkter, tecken
KRONOR, PERCENT = '#,##0 "kr"', "0 %"
OK, ALL_OK = "Stämmer", "Summorna stämmer"


def cell(row: int, column: int) -> str:
    """Celladressen, som `B8`."""
    return xl_rowcol_to_cell(row, column)


WAGES = FIRST + list(KOSTNADER).index(DELTAGARES_LÖN)
WAGE_CELLS = [cell(WAGES, 1 + year * len(BETALARE)) for year in range(ÅR)]
NAMES = {
    "Typ_av_insats": (KIND, 1, KIND, 1),
    "Första_året": (FIRST_YEAR, 1, FIRST_YEAR, 1),
    "Totalt_i_ansökan": (NAME, APPLIED, NAME, APPLIED),
    "Sökt_i_ansökan": (KIND, APPLIED, KIND, APPLIED),
    "Belopp": (FIRST, 1, LAST, AMOUNTS),
    "Alla_kostnader": (SUM, TOTAL, SUM, TOTAL),
    "Sökt_totalt": (SUMMARY + ÅR + 2, 1, SUMMARY + ÅR + 2, 1),
    "Kontroll": (CHECK, 1, CHECK, 1),
}


def checks() -> dict[str, tuple[str, str]]:
    """Kontrollerna i den ordning de visas: vad som prövas, formeln, och vad den ger i en tom mall."""
    wages = f"SUM({','.join(WAGE_CELLS)})"
    kind, year = cell(KIND, 1), cell(FIRST_YEAR, 1)
    no_kind, no_year = f"Välj typ av insats i cell {kind}.", f"Skriv det första året i cell {year}."
    no_amount = f"Fyll i minst ett belopp som ni söker från förbundet, i tabellen från cell {cell(FIRST, 1)}."
    whole, whole_empty = _compared("Totalt_i_ansökan", "Alla_kostnader", "hela summan", cell(NAME, APPLIED))
    applied, applied_empty = _compared("Sökt_i_ansökan", "Sökt_totalt", "den sökta summan", cell(KIND, APPLIED))
    return {
        "Typ av insats": (
            f'=IF(OR(Typ_av_insats="{STRUKTURELL}",Typ_av_insats="{INDIVIDINRIKTAD}"),"{OK}","{no_kind}")',
            no_kind,
        ),
        "Första året": (f'=IF(ISNUMBER(Första_året),"{OK}","{no_year}")', no_year),
        "Beloppen": (
            f'=IF(COUNTA(Belopp)>COUNT(Belopp),"En cell i tabellen har text. Skriv bara siffror.",'
            f'IF(COUNTIF(Belopp,"<0")>0,"Ett belopp är mindre än noll. Skriv noll eller mer.","{OK}"))',
            OK,
        ),
        DELTAGARES_LÖN: (
            f'=IF(AND(Typ_av_insats="{STRUKTURELL}",{wages}>0),"{NO_WAGES} '
            f'Ta bort "&FIXED({wages},0)&" kr på raden {DELTAGARES_LÖN}.","{OK}")',
            OK,
        ),
        "Belopp att söka": (f'=IF(Sökt_totalt>0,"{OK}","{no_amount}")', no_amount),
        "Hela summan i ansökan": (whole, whole_empty),
        "Sökt summa i ansökan": (applied, applied_empty),
        "Mallens formler": (
            f'=IF(AND(ROUND(SUM(Belopp)-Alla_kostnader,0)=0,ROUND(Alla_kostnader-{cell(SUMMARY + ÅR + 2, 4)},0)=0),"{OK}",'
            f'"En formel i mallen är ändrad. Hämta en ny mall och skriv in beloppen igen.")',
            OK,
        ),
    }


def _compared(written: str, counted: str, what: str, place: str) -> tuple[str, str]:
    """Formeln som jämför en summa ur ansökan med mallens, och texten när summan inte är ifylld."""
    empty = f"Skriv {what} från ansökan i cell {place}."
    return (
        f'=IF(ISNUMBER({written}),IF(ROUND({written}-{counted},0)=0,"{OK}","I ansökan är {what} "&FIXED({written},0)&" kr, '
        f'men i mallen blir den "&FIXED({counted},0)&" kr. Ändra där det är fel."),"{empty}")',
        empty,
    )
