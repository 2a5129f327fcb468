"""Bladen Personal och Parter i budgetmallen: vem som arbetar hur mycket, och vad varje part själv bidrar med."""

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from macros.exports.budget_form import (
    BETALARE,
    EGEN,
    FIRST,
    OK,
    OTHER_CHECK,
    PARTER,
    PERSONAL,
    ROW_HEIGHT,
    SHEET,
    SPLIT,
    ÅR,
    Form,
    absolute,
    cell,
    quoted,
    unused,
)
from macros.exports.budget_look import add_table, set_print, whole_kronor, write_year
from macros.model.blankett import FLEST_PARTER

Formats = dict[str, Format]
EGEN_INSATS = list(BETALARE)[EGEN]
STAFF, PARTS = 20, FLEST_PARTER  # rader att fylla i
HEAD, TOP = 4, 5  # tabellens rubriker och första rad, på båda bladen
MONTHS_ROW, STAFF_LAST, PARTS_LAST = 3, TOP + STAFF - 1, TOP + PARTS - 1
ROLE, PART, PAYER, SHARE, COST = range(5)
MONTHS, AMOUNTS, STAFF_SUM = 5, 5 + ÅR, 5 + 2 * ÅR  # månader år för år, kostnad år för år, och summan
OWN_STAFF, OTHER, PART_SUM = 1, 2, 2 + ÅR  # kolumnerna på bladet Parter
WANTED, GAP = PARTS_LAST + 2, PARTS_LAST + 3


def span(sheet: str, column: int, first: int, last: int) -> str:
    """En del av en kolumn, så som den står i en formel på vilket blad som helst: `Personal!$C$6:$C$25`."""
    return f"{sheet}!{absolute(first, column)}:{absolute(last, column)}"


def staff_cost(year: int, payer: str) -> str:
    """Formeln för personalens kostnad ett år, från en av dem som betalar."""
    payers = span(PERSONAL, PAYER, TOP, STAFF_LAST)
    return f"=SUMIF({payers},{quoted(payer)},{span(PERSONAL, AMOUNTS + year, TOP, STAFF_LAST)})"


def staff_steps(form: Form) -> list[tuple[str, str]]:
    """Steget om personalen i anvisningen, när mallen räknar ut den."""
    if form.personal is None:
        return []
    name = form.kostnadsslag[form.personal - FIRST].namn
    return [
        (
            "Fyll i personalen",
            f"Bladet {PERSONAL}: en rad för varje roll, med andel av heltid, vad en heltid kostar per månad och antalet månader varje "
            f"år. Mallen räknar ut raden {name} på bladet {SHEET}.",
        )
    ]


def months_in(year: int) -> str:
    """Uttrycket för hur många kalendermånader insatsen rör under sitt år nummer `year`, räknat från 0."""
    this = f"(YEAR(Börjar)+{year})"
    last = f"MIN(Slutar,DATE({this},12,31))"
    months = f"(YEAR({last})-{this})*12+MONTH({last})-MONTH(MAX(Börjar,DATE({this},1,1)))+1"
    return f"IF(AND(ISNUMBER(Börjar),ISNUMBER(Slutar)),MAX(0,{months}),0)"


def write_personal(sheet: Worksheet, form: Form, förbund: str, formats: Formats) -> None:
    """En rad per person eller tjänst. Kostnaden är andel × månader × månadskostnad, i hela kronor."""
    _write_top(
        sheet, "Personal i insatsen", f"=IF({_unpaid()},{quoted(PAY)},IF({_too_long()},{quoted(LONG)},{quoted(OK)}))", formats
    )
    sheet.write_string(
        2, 0, "En heltid kostar per månad: lön och arbetsgivaravgifter för en tjänst på 100 procent.", formats["plain"]
    )
    sheet.write_string(MONTHS_ROW, SHARE, "Insatsens månader", formats["label"])
    years = range(1, ÅR + 1)
    header = [
        *("Roll eller uppgift", "Anställd hos", "Betalas av", "Andel av heltid", "En heltid kostar per månad"),
        *(f"Månader, år\xa0{year}" for year in years),
        *(f"Kostnad, år\xa0{year}" for year in years),
        "Summa",
    ]
    add_table(sheet, HEAD, "Personalen", header, STAFF + 1, formats)
    for year in range(ÅR):
        sheet.write_formula(MONTHS_ROW, MONTHS + year, f"={months_in(year)}", formats["counted"], form.ifyllt.månader(year))
        write_year(sheet, MONTHS_ROW, AMOUNTS + year, year, form.ifyllt, formats["year"])
    for row in range(TOP, STAFF_LAST + 1):
        _write_staff(sheet, row, formats)
    total = STAFF_LAST + 1
    sheet.write_string(total, 0, "Summa", formats["row"])
    for column in range(1, AMOUNTS):
        sheet.write_blank(total, column, None, formats["kronor"])
    for column in range(AMOUNTS, STAFF_SUM + 1):
        sheet.write_formula(total, column, f"=SUM({cell(TOP, column)}:{cell(STAFF_LAST, column)})", formats["kronor_bold"], 0)
    _limit_staff(sheet)
    _set_up(sheet, förbund, (30, 22, 22, 10, 14, *[10] * ÅR, *[13] * (ÅR + 1)), total, STAFF_SUM)


def _write_staff(sheet: Worksheet, row: int, formats: Formats) -> None:
    for column in (ROLE, PART, PAYER):
        sheet.write_blank(row, column, None, formats["entry"])
    sheet.write_blank(row, SHARE, None, formats["entry_share"])
    sheet.write_blank(row, COST, None, formats["entry_kronor"])
    for year in range(ÅR):
        months, share, cost = (cell(row, column) for column in (MONTHS + year, SHARE, COST))
        sheet.write_blank(row, MONTHS + year, None, formats["entry_number"])
        sheet.write_formula(row, AMOUNTS + year, f"=ROUND({share}*{cost}*{months},0)", formats["kronor"], 0)
    amounts = f"{cell(row, AMOUNTS)}:{cell(row, STAFF_SUM - 1)}"
    sheet.write_formula(row, STAFF_SUM, f"=SUM({amounts})", formats["kronor"], 0)


PAY = "Bladet Personal: välj vem som betalar på varje rad."
LONG = "Bladet Personal: månaderna är fler än insatsen har det året."
EMPLOYER = "Bladet Personal: välj part under Anställd hos på varje rad som betalas som egen insats."


def _unpaid() -> str:
    """Villkoret att någon rad har en kostnad men ingen som betalar."""
    sums = span(PERSONAL, STAFF_SUM, TOP, STAFF_LAST)
    paid = "+".join(f"SUMIF({span(PERSONAL, PAYER, TOP, STAFF_LAST)},{quoted(payer)},{sums})" for payer in BETALARE)
    return f"ROUND(SUM({sums})-({paid}),0)<>0"


def _too_long() -> str:
    """Villkoret att någon har fler månader ett år än insatsen."""
    columns = range(MONTHS, MONTHS + ÅR)
    tests = (f"MAX({cell(TOP, column)}:{cell(STAFF_LAST, column)})>{cell(MONTHS_ROW, column)}" for column in columns)
    return f"OR({','.join(tests)})"


def _limit_staff(sheet: Worksheet) -> None:
    """Vad som går att skriva i personalens celler."""

    def limit(first: int, last: int, **rule: object) -> None:
        texts = {"error_title": "Det går inte att skriva här", **rule}
        sheet.data_validation(TOP, first, STAFF_LAST, last, texts)

    parts = f"={span(PARTER, 0, TOP, PARTS_LAST)}"
    limit(PART, PART, validate="list", source=parts, input_title="Anställd hos", error_message="Välj en part. Skriv den först på bladet Parter.",
          input_message="Välj parten som är arbetsgivare. Parterna skrivs på bladet Parter.")  # fmt: skip
    limit(PAYER, PAYER, validate="list", source=list(BETALARE), input_title="Betalas av", error_message="Välj i listan.",
          input_message="Välj om lönen söks från förbundet eller betalas av någon annan.")  # fmt: skip
    limit(SHARE, SHARE, validate="decimal", criteria="between", minimum=0, maximum=1, input_title="Andel av heltid",
          input_message="I procent, till exempel 50 %.", error_message="Skriv en andel mellan 0 och 100 %.")  # fmt: skip
    limit(
        COST, COST, **whole_kronor("En heltid per månad", "Lön och arbetsgivaravgifter för en heltid i en månad. Hela kronor.")
    )
    limit(MONTHS, MONTHS + ÅR - 1, validate="decimal", criteria="between", minimum=0, maximum=12, input_title="Månader",
          input_message="Hur många månader det året. Insatsens egna månader står överst.",
          error_message="Skriv antalet månader, högst 12.")  # fmt: skip


def write_parter(sheet: Worksheet, form: Form, förbund: str, formats: Formats) -> None:
    """Vad varje part själv bidrar med. Personalen hämtas ur bladet Personal, resten skrivs år för år."""
    gap = f"{cell(GAP, OTHER)}:{cell(GAP, PART_SUM - 1)}"
    is_split = f"AND(MAX({gap})=0,MIN({gap})=0)"
    check = f"IF({is_split},{quoted(OK)},{quoted(SPLIT)})"
    if form.personal is not None:
        own = f"SUMIF({span(PERSONAL, PAYER, TOP, STAFF_LAST)},{quoted(EGEN_INSATS)},{span(PERSONAL, STAFF_SUM, TOP, STAFF_LAST)})"
        shown = f"{cell(TOP, OWN_STAFF)}:{cell(PARTS_LAST, OWN_STAFF)}"
        check = f"IF(ROUND({own}-SUM({shown}),0)<>0,{quoted(EMPLOYER)},{check})"
    _write_top(sheet, "Parternas egen insats", f"={check}", formats, OK if form.is_split else SPLIT)
    sheet.write_string(
        2, 0, "Skriv parterna, och fördela det som ni har skrivit som egen insats på bladet Budget.", formats["plain"]
    )
    what, staff = ("Egen insats", "Personal, ingår i åren") if form.personal is None else ("Annat", "Personal, alla år")
    header = ["Part", staff, *(f"{what}, år\xa0{year}" for year in range(1, ÅR + 1)), "Summa"]
    add_table(sheet, HEAD, "Parterna", header, PARTS, formats)
    for year in range(ÅR):
        write_year(sheet, HEAD - 1, OTHER + year, year, form.ifyllt, formats["year"])
    for row in range(TOP, PARTS_LAST + 1):
        part = dict(enumerate(form.ifyllt.parter, TOP)).get(row)
        known = [form.ifyllt.egen_insats(year, part) if part else 0 for year in range(ÅR)]
        sheet.write(row, 0, part, formats["entry"])
        sheet.write_formula(row, OWN_STAFF, f"={_own_staff(form, row)}", formats["kronor"], 0)
        for column, amount in enumerate(known, OTHER):
            sheet.write(row, column, amount or None, formats["entry_kronor"])
        total = f"=SUM({cell(row, OWN_STAFF)}:{cell(row, PART_SUM - 1)})"
        sheet.write_formula(row, PART_SUM, total, formats["kronor"], sum(known))
    _write_gap(sheet, form, formats)
    later = f"={unused(f'(COLUMN()-{OTHER + 1})')}"
    sheet.conditional_format(
        TOP, OTHER, PARTS_LAST, PART_SUM - 1, {"type": "formula", "criteria": later, "format": formats["unused"]}
    )
    rule = whole_kronor("Belopp", "Hela kronor. Lämna cellen tom om parten inte bidrar med något.")
    sheet.data_validation(TOP, OTHER, PARTS_LAST, PART_SUM - 1, rule)
    _set_up(sheet, förbund, (40, 18, *[14.5] * (ÅR + 1)), GAP, PART_SUM)


def _own_staff(form: Form, row: int) -> str:
    """Uttrycket för partens egen personal, alla år."""
    if form.personal is None:
        return "0"
    sums, parts, payers = (span(PERSONAL, column, TOP, STAFF_LAST) for column in (STAFF_SUM, PART, PAYER))
    return f'IF({cell(row, 0)}="",0,SUMIFS({sums},{parts},{cell(row, 0)},{payers},{quoted(EGEN_INSATS)}))'


def _write_gap(sheet: Worksheet, form: Form, formats: Formats) -> None:
    """Den egna insatsen på bladet Budget, utom personalen, och vad som är kvar att fördela på parterna."""
    besides = "" if form.personal is None else ", utom personal"
    sheet.write_string(WANTED, 0, f"Egen insats i budgeten{besides}", formats["row"])
    sheet.write_string(GAP, 0, "Kvar att fördela", formats["row"])
    for row in (WANTED, GAP):
        sheet.write_blank(row, OWN_STAFF, None, formats["kronor"])
    for year in range(ÅR):
        column = OTHER + year
        budget = 1 + year * len(BETALARE) + EGEN
        staff = f"-{SHEET}!{absolute(form.personal, budget)}" if form.personal is not None else ""
        wanted = f"=SUM({span(SHEET, budget, FIRST, form.last)}){staff}"
        sheet.write_formula(WANTED, column, wanted, formats["kronor"], form.column_sums[budget])
        letter = xl_col_to_name(column)
        left = f"=ROUND({cell(WANTED, column)}-SUM({letter}{TOP + 1}:{letter}{PARTS_LAST + 1}),0)"
        sheet.write_formula(GAP, column, left, formats["kronor_bold"], form.gap(year))
    sums = {WANTED: sum(form.column_sums[1 + EGEN :: len(BETALARE)]), GAP: sum(form.gap(year) for year in range(ÅR))}
    for row, now in sums.items():
        total = f"=SUM({cell(row, OTHER)}:{cell(row, PART_SUM - 1)})"
        sheet.write_formula(row, PART_SUM, total, formats["kronor_bold"], now)


def _write_top(sheet: Worksheet, title: str, check: str, formats: Formats, now: str = OK) -> None:
    sheet.write_string(0, 0, title, formats["title"])
    sheet.write_string(OTHER_CHECK, 0, "Kontroll", formats["label"])
    sheet.write_formula(OTHER_CHECK, 1, check, formats["message"], now)
    wrong = {"type": "formula", "criteria": f'={absolute(OTHER_CHECK, 1)}<>"{OK}"', "format": formats["wrong"]}
    sheet.conditional_format(OTHER_CHECK, 1, OTHER_CHECK, 1, wrong)


def _set_up(sheet: Worksheet, förbund: str, widths: tuple[float, ...], last_row: int, last_column: int) -> None:
    """Kolumner, lås, frysta rutor och utskrift."""
    sheet.set_default_row(ROW_HEIGHT)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 28)
    sheet.set_row(HEAD, 52)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(TOP, 1)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.print_area(0, 0, last_row, last_column)
    sheet.repeat_columns(0, 0)
    sheet.set_landscape()
    set_print(sheet, förbund)
