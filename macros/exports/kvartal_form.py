"""Kvartalens blad: var allt står, formlerna, och vad de ger innan något är ifyllt."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name

from macros.exports.budget_form import AMOUNTS, BETALARE, FIRST, OK, SHEET, ÅR, Form, absolute, cell, quoted
from macros.exports.budget_known import Ifyllt
from macros.exports.budget_personal import months_in
from macros.model.rekvisition import Kvartal

OVERVIEW, MÅNADERNA = "Kvartalen", ("januari–mars", "april–juni", "juli–september", "oktober–december")
FLEST = 21  # fem år från vilken dag som helst rör högst så många kvartal
# Bladet Kvartalen: åren först, sedan kvartalen. Rader och kolumner räknas från 0.
YEAR_HEAD, YEAR_TOP = 4, 5
YEAR_LAST = YEAR_TOP + ÅR - 1
YEAR, YEAR_MONTHS, GRANTED, BUDGETED, SOUGHT, PAID, LEFT, YEAR_NOTE = range(8)
QUARTER_HEAD = YEAR_LAST + 3
QUARTER_TOP = QUARTER_HEAD + 1
QUARTER, CALENDAR, FROM, TO, MONTHS, MONTHS_SO_FAR, PLAN, ACTUAL, PAID_OUT, GAP, NOTE = range(11)
# Bladet för ett kvartal.
NAME_ROW, PERIOD_ROW, INVOICE, INVOICED, AMOUNT, PAYMENT, CHECK_ROW, HEAD = 1, 2, 3, 4, 5, 6, 7, 9
TOP = HEAD + 1
KIND_COLUMN, BUDGET, EARLIER, PLANNED, SPENT, DEVIATION, REMAINING, WHY, HINT = range(9)
OVERDRAWN = "Ni har begärt mer än det som är beviljat för året. Kontakta kansliet."
OVERPAID = f"Betalt i cell {cell(PAYMENT, 1)} är mer än utfallen. Rätta det som är fel."
OVER_BUDGET = "En kostnad har gått över årets budget. Skriv varför under Förklaring."
EXPLAIN, BARRED, UNUSED, EMPTY = "Skriv varför", "Ersätts inte", "Används inte", "Inget är ifyllt än."


class Counted(NamedTuple):
    """En formel, och det som den ger i boken som den är."""

    formula: str
    now: object


def sheet_name(number: int) -> str:
    """`Kvartal 1`."""
    return f"Kvartal {number}"


def on(number: int, row: int, column: int) -> str:
    """En cell på ett kvartals blad, så som den står i en formel på ett annat."""
    return f"'{sheet_name(number)}'!{absolute(row, column)}"


def of(number: int, column: int) -> str:
    """Kvartalets cell på bladet Kvartalen."""
    return f"{OVERVIEW}!{absolute(QUARTER_TOP + number - 1, column)}"


def quarters(ifyllt: Ifyllt, antal: int) -> Iterator[Kvartal | None]:
    """Kalenderkvartalet för varje blad. None för dem som insatsen inte rör, och för alla när tiden inte är känd."""
    now = Kvartal.med(ifyllt.start) if ifyllt.start else None
    for _ in range(antal):
        yield now if now and ifyllt.slut and now.första <= ifyllt.slut else None
        now = now.nästa if now else None


def spent(form: Form, number: int) -> list[int]:
    """Det som redan är begärt i kvartalet, kostnad för kostnad."""
    known = form.ifyllt.rekvisitioner.get(number)
    amounts = {post.kostnad.id: post.belopp for post in known.kostnader} if known else {}
    return [amounts.get(one.id, 0) for one in form.kostnadsslag]


def asked(form: Form, år: int) -> tuple[int, int]:
    """Det som redan är begärt och betalt ett kalenderår."""
    ones = [one for one in form.ifyllt.rekvisitioner.values() if one.år == år]
    return sum(post.belopp for one in ones for post in one.kostnader), sum(one.betalt or 0 for one in ones)


def label(kvartal: Kvartal | None) -> str:
    return kvartal.i_ord() if kvartal else UNUSED


def overview_row(form: Form, number: int, kvartal: Kvartal | None) -> list[Counted]:
    """Kvartalets rad på bladet Kvartalen, kolumn för kolumn."""
    ifyllt, row = form.ifyllt, QUARTER_TOP + number - 1
    days = (
        (max(ifyllt.start, kvartal.första), min(ifyllt.slut, kvartal.sista))
        if kvartal and ifyllt.start and ifyllt.slut
        else None
    )
    begins = f"DATE(YEAR(Börjar),3*INT((MONTH(Börjar)-1)/3)+{3 * number - 2},1)"
    from_, to, year = (cell(row, column) for column in (FROM, TO, CALENDAR))
    names = ",".join(map(quoted, MÅNADERNA))
    lasted, so_far = months_of(ifyllt, kvartal) if kvartal else (0, 0)
    sums = total_row(form, number)
    total, known = form.sum - FIRST + TOP, ifyllt.rekvisitioner.get(number)
    return [
        Counted(
            f'=IF(ISNUMBER({from_}),CHOOSE(INT((MONTH({from_})+2)/3),{names})&" "&YEAR({from_}),"{UNUSED}")', label(kvartal)
        ),
        Counted(f"=IF(ISNUMBER({from_}),YEAR({from_}),0)", kvartal.år if kvartal else 0),
        Counted(
            f'=IF(AND(ISNUMBER(Börjar),ISNUMBER(Slutar)),IF({begins}<=Slutar,MAX(Börjar,{begins}),""),"")',
            day_number(days[0]) if days else "",
        ),
        Counted(f'=IF(ISNUMBER({from_}),MIN(Slutar,EDATE({begins},3)-1),"")', day_number(days[1]) if days else ""),
        Counted(f"=IF(ISNUMBER({from_}),MONTH({to})-MONTH({from_})+1,0)", lasted),
        Counted(f"=IF(ISNUMBER({from_}),MONTH({to})-MONTH(MAX(Börjar,DATE({year},1,1)))+1,0)", so_far),
        Counted(f"={on(number, total, PLANNED)}", sums[PLANNED].now),
        Counted(f"={on(number, total, SPENT)}", sum(spent(form, number))),
        Counted(f"=SUM({on(number, PAYMENT, 1)})", known.betalt or 0 if known else 0),
        Counted(f"={on(number, total, DEVIATION)}", sums[DEVIATION].now),
        Counted(f"={on(number, CHECK_ROW, 1)}", check(form, number, kvartal).now),
    ]


def day_number(day: date) -> int:
    """Dagens nummer i Excel."""
    return (day - date(1899, 12, 30)).days


def year_row(form: Form, year: int, antal: int) -> list[Counted]:
    """Ett års rad på bladet Kvartalen, efter året och månaderna. Det beviljade skrivs i en gul cell."""
    row = YEAR_TOP + year
    granted, sought, budgeted = (cell(row, column) for column in (GRANTED, SOUGHT, BUDGETED))
    last = QUARTER_TOP + antal - 1
    years = f"{absolute(QUARTER_TOP, CALENDAR)}:{absolute(last, CALENDAR)}"

    def sum_of(column: int) -> str:
        return f"=SUMIF({years},YEAR(Börjar)+{year},{absolute(QUARTER_TOP, column)}:{absolute(last, column)})"

    known = form.ifyllt.beviljat.get(form.ifyllt.start.year + year) if form.ifyllt.start else None
    budget = form.column_sums[1 + year * len(BETALARE)]
    note = (
        f'=IF(ISNUMBER({granted}),IF({sought}>{granted},"Mer än beviljat",IF({budgeted}=0,"Fyll i bladet {SHEET}",'
        f'IF(ROUND({budgeted}-{granted},0)=0,"{OK}","Inte lika med budgeten"))),"")'
    )
    begärt, betalt = asked(form, form.ifyllt.start.year + year) if form.ifyllt.start else (0, 0)
    agreed = f"Fyll i bladet {SHEET}" if not budget else OK if budget == known else "Inte lika med budgeten"
    now = "" if known is None else "Mer än beviljat" if begärt > known else agreed
    return [
        Counted(f"={months_in(year)}", form.ifyllt.månader(year)),
        Counted("", known),
        Counted(f"={SHEET}!{absolute(form.sum, 1 + year * len(BETALARE))}", budget),
        Counted(sum_of(ACTUAL), begärt),
        Counted(sum_of(PAID_OUT), betalt),
        Counted(f'=IF(ISNUMBER({granted}),{granted}-{sought},"")', "" if known is None else known - begärt),
        Counted(note, now),
    ]


def spent_earlier(form: Form, number: int) -> list[int]:
    """Det som redan är begärt tidigare samma år, kostnad för kostnad."""
    known = list(quarters(form.ifyllt, number))
    same = [spent(form, place) for place, one in enumerate(known[:-1], 1) if one and known[-1] and one.år == known[-1].år]
    return [sum(amounts) for amounts in zip(*same, strict=True)] or [0] * len(form.kostnadsslag)


class Known(NamedTuple):
    """Det som boken vet om en kostnad i ett kvartal: årets och kvartalets budget, och det som är begärt tidigare i år och nu."""

    budget: int
    planned: int
    earlier: int
    spent: int

    @property
    def remaining(self) -> int:
        return self.budget - self.earlier - self.spent


def known_costs(form: Form, number: int) -> list[Known]:
    """Kostnaderna i ett kvartal, så som boken har dem när den görs."""
    kvartal, start = list(quarters(form.ifyllt, number))[-1], form.ifyllt.start
    earlier, now = spent_earlier(form, number), spent(form, number)
    if kvartal is None or start is None:
        return [Known(0, 0, *pair) for pair in zip(earlier, now, strict=True)]
    year = kvartal.år - start.year
    months, (lasted, so_far) = form.ifyllt.månader(year), months_of(form.ifyllt, kvartal)
    budgets = [form.ifyllt.kostnad(year, one.id)[0] for one in form.kostnadsslag]
    planned = [rounded(own * so_far, months) - rounded(own * (so_far - lasted), months) for own in budgets]
    return [Known(*one) for one in zip(budgets, planned, earlier, now, strict=True)]


def rounded(part: int, whole: int) -> int:
    """Kvoten i hela tal, halva uppåt: som ROUND i Excel."""
    return (2 * part + whole) // (2 * whole)


def months_of(ifyllt: Ifyllt, kvartal: Kvartal) -> tuple[int, int]:
    """Insatsens månader i kvartalet, och årets månader till och med det."""
    if not ifyllt.start or not ifyllt.slut:
        return 0, 0
    first, last = max(ifyllt.start, kvartal.första), min(ifyllt.slut, kvartal.sista)
    begins = max(ifyllt.start, date(kvartal.år, 1, 1))
    return last.month - first.month + 1, last.month - begins.month + 1


def explained(form: Form, number: int) -> set[str]:
    """Kostnaderna som är förklarade i kvartalet, efter id."""
    told = form.ifyllt.rekvisitioner.get(number)
    return {post.kostnad.id for post in told.kostnader if post.förklaring} if told else set()


def unexplained(form: Form, number: int, place: int, known: Known) -> bool:
    """Om en kostnad har gått över årets budget utan att någon har skrivit varför."""
    has_budget = any(one.budget for one in known_costs(form, number))
    is_over = has_budget and known.spent > 0 and known.remaining < 0
    return is_over and form.kostnadsslag[place].id not in explained(form, number)


def cost_row(form: Form, number: int, place: int) -> dict[int, Counted]:
    """En kostnad på kvartalets blad, efter kolumn. Det som har använts tidigare i år följer av bladet före."""
    row, budget_row = TOP + place, FIRST + place
    year = f"({of(number, CALENDAR)}-YEAR(Börjar))"
    budget = f"INDEX({SHEET}!{absolute(budget_row, 1)}:{absolute(budget_row, AMOUNTS)},1,1+{len(BETALARE)}*{year})"
    months = f"INDEX({OVERVIEW}!{absolute(YEAR_TOP, YEAR_MONTHS)}:{absolute(YEAR_LAST, YEAR_MONTHS)},{year}+1,1)"
    share, before = f"{of(number, MONTHS_SO_FAR)}/{months}", f"({of(number, MONTHS_SO_FAR)}-{of(number, MONTHS)})/{months}"
    own = cell(row, BUDGET)
    earlier = "=0"
    if number > 1:
        same = f"{of(number, CALENDAR)}={of(number - 1, CALENDAR)}"
        earlier = f"=IF({same},{on(number - 1, row, EARLIER)}+{on(number - 1, row, SPENT)},0)"
    own_spent, remaining, why = cell(row, SPENT), cell(row, REMAINING), cell(row, WHY)
    total, all_spent = (cell(TOP + len(form.kostnadsslag), column) for column in (BUDGET, SPENT))
    hint = f'IF(AND(SUM({own_spent})>0,COUNTIF({remaining},"<0")>0,{why}=""),"{EXPLAIN}","")'
    if budget_row in form.barred:
        hint = f'IF(AND({form.is_barred(form.barred[budget_row])},SUM({own_spent})>0),"{BARRED}",{hint})'
    is_used, known = f"{of(number, CALENDAR)}>0", known_costs(form, number)
    now, has_budget, has_spent = known[place], any(one.budget for one in known), any(one.spent for one in known)
    return {
        BUDGET: Counted(f"=IF({is_used},{budget},0)", now.budget),
        EARLIER: Counted(earlier, now.earlier),
        PLANNED: Counted(f"=IF({is_used},ROUND({own}*{share},0)-ROUND({own}*{before},0),0)", now.planned),
        # Utan utfall är det ingen avvikelse, bara ett kvartal som inte har varit. Utan budget finns inget att avvika från.
        DEVIATION: Counted(
            f'=IF(OR({all_spent}=0,{total}=0),"",SUM({own_spent})-{cell(row, PLANNED)})',
            now.spent - now.planned if has_budget and has_spent else "",
        ),
        REMAINING: Counted(
            f'=IF({total}=0,"",{own}-{cell(row, EARLIER)}-SUM({own_spent}))', now.remaining if has_budget else ""
        ),
        HINT: Counted(f"={hint}", EXPLAIN if unexplained(form, number, place, now) else ""),
    }


def total_row(form: Form, number: int) -> dict[int, Counted]:
    """Kvartalets summor, efter kolumn."""
    row = TOP + len(form.kostnadsslag)
    sums = {column: f"SUM({cell(TOP, column)}:{cell(row - 1, column)})" for column in range(BUDGET, REMAINING + 1)}
    budget, own = cell(row, BUDGET), cell(row, SPENT)
    known = Known(*(sum(column) for column in zip(*known_costs(form, number), strict=True)))
    gap = known.spent - known.planned if known.spent and known.budget else ""
    return {
        BUDGET: Counted(f"={sums[BUDGET]}", known.budget),
        EARLIER: Counted(f"={sums[EARLIER]}", known.earlier),
        PLANNED: Counted(f"={sums[PLANNED]}", known.planned),
        SPENT: Counted(f"={sums[SPENT]}", known.spent),
        DEVIATION: Counted(f'=IF(OR({own}=0,{budget}=0),"",{sums[DEVIATION]})', gap),
        REMAINING: Counted(f'=IF({budget}=0,"",{sums[REMAINING]})', known.remaining if known.budget else ""),
    }


def check(form: Form, number: int, kvartal: Kvartal | None) -> Counted:
    """Beskedet överst på kvartalets blad: det första som inte stämmer."""
    last, total = TOP + len(form.kostnadsslag) - 1, TOP + len(form.kostnadsslag)
    letter, hints = xl_col_to_name(SPENT), xl_col_to_name(HINT)
    amounts, hint = f"{letter}{TOP + 1}:{letter}{last + 1}", f"{hints}{TOP + 1}:{hints}{last + 1}"
    year = f"({of(number, CALENDAR)}-YEAR(Börjar)+1)"
    left = f"INDEX({OVERVIEW}!{absolute(YEAR_TOP, LEFT)}:{absolute(YEAR_LAST, LEFT)},{year},1)"
    sum_, invoice, paid = cell(total, SPENT), cell(AMOUNT, 1), cell(PAYMENT, 1)
    rules = [
        (f"AND({of(number, CALENDAR)}=0,COUNTA({amounts})=0)", UNUSED),
        (f"{of(number, CALENDAR)}=0", "Insatsen pågår inte det här kvartalet. Flytta beloppen till rätt blad."),
        (f"COUNTA({amounts})>COUNT({amounts})", "En cell under Utfall har text. Skriv bara siffror."),
        (f'COUNTIF({amounts},"<0")>0', "Ett belopp är mindre än noll. Skriv noll eller mer."),
        (f"{sum_}=0", EMPTY),
        (f'COUNTIF({hint},"{BARRED}")>0', "Förbundet ersätter inte en av kostnaderna i den här typen av insats. Ta bort beloppet."),
        (f'COUNTIF({hint},"{EXPLAIN}")>0', OVER_BUDGET),
        (f'IF(ISNUMBER({left}),{left}<0,1=0)', OVERDRAWN),
        (f"COUNT({invoice})=0", f"Skriv fakturans belopp i cell {invoice}."),
        (f"ROUND(SUM({invoice})-{sum_},0)<>0", "Fakturans belopp är inte utfallens summa. Rätta det som är fel."),
        (f"SUM({paid})>{sum_}", OVERPAID),
    ]  # fmt: skip
    nested = quoted(OK)
    for condition, message in reversed(rules):
        nested = f"IF({condition},{quoted(message)},{nested})"
    return Counted(f"={nested}", _check_now(form, number, kvartal))


def _check_now(form: Form, number: int, kvartal: Kvartal | None) -> str:
    """Beskedet i boken som den är: det som är infört är prövat, så bara det som beror på pengarna kan säga ifrån."""
    known, total = form.ifyllt.rekvisitioner.get(number), sum(spent(form, number))
    if kvartal is None or known is None or total == 0:
        return EMPTY if kvartal else UNUSED
    if any(unexplained(form, number, place, one) for place, one in enumerate(known_costs(form, number))):
        return OVER_BUDGET
    granted = form.ifyllt.beviljat.get(kvartal.år)
    if granted is not None and asked(form, kvartal.år)[0] > granted:
        return OVERDRAWN
    return OVERPAID if (known.betalt or 0) > total else OK
