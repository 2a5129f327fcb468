"""Rekvisitionernas regler: kvartalet, pengarna och specifikationen. En funktion per regel, och docstringen är regeln."""

from collections.abc import Iterator

from macros.check.data import Data
from macros.check.pengar import barred_costs, granted
from macros.findings import FEL, RÅD, VARNING, Finding, shown
from macros.grouped import grouped
from macros.model.rekvisition import Kvartal
from macros.read import Record

TABLE = "rekvisitioner"


def rekvisitioner(data: Data) -> list[tuple[Record, Kvartal, Record]]:
    """Raderna utan fel, med kvartalet och insatsens rad."""
    insatser = {str(row["id"]): row for row in data.rows("insatser") if "id" in row}
    return [
        (row, Kvartal(int(row["år"]), int(row["kvartal"])), insatser[str(row["insats"])])
        for row in data.whole_rows(TABLE)
        if str(row["insats"]) in insatser
    ]


def kvartalet_utanför_projekttiden(data: Data) -> Iterator[Finding]:
    """Pengar begärs för ett kvartal som insatsens projekttid rör."""
    for row, kvartal, insats in rekvisitioner(data):
        tid = insats.get("projekttid")
        start, slut = (data.tidpunkt(tid, key) if data.is_whole(tid) else None for key in ("start", "slut"))
        if start and kvartal.sista < start.första:
            where = f"före starten {start}"
        elif slut and kvartal.första > slut.sista:
            where = f"efter slutet {slut}"
        else:
            continue
        yield Finding(
            row.value_mark("kvartal"),
            FEL,
            f"Kvartalet {kvartal.i_ord()} ligger {where} för insatsen {shown(row['insats'])} ({data.label(TABLE, row)}). "
            "Rätta år och kvartal, eller insatsens projekttid.",
        )


def kvartalet_har_inte_börjat(data: Data) -> Iterator[Finding]:
    """Ett kvartal som pengar begärs för har börjat. Annars är året eller kvartalet troligen fel."""
    for row, kvartal, _ in rekvisitioner(data):
        if kvartal.första > data.today:
            yield Finding(
                row.value_mark("kvartal"),
                VARNING,
                f"Kvartalet {kvartal.i_ord()} har inte börjat ({data.label(TABLE, row)}). Rätta år och kvartal, om det inte är "
                "pengar i förskott.",
            )


def begärt_mer_än_beviljat(data: Data) -> Iterator[Finding]:
    """Det som begärs under ett år är tillsammans högst det som förbundet har beviljat det året."""
    rows = sorted(rekvisitioner(data), key=lambda found: found[1])
    for (_, year), group in grouped(rows, lambda found: (str(found[0]["insats"]), found[1].år)).items():
        limit, total = granted(data, group[0][2], year), 0
        for row, _, _ in group:
            total += int(row["sökt"])
            if limit is not None and total > limit:
                yield Finding(
                    row.value_mark("sökt"),
                    VARNING,
                    f"Med {row['sökt']} här har insatsen begärt {total} för {year}, men förbundet har beviljat {limit} "
                    f"({data.label(TABLE, row)}). Rätta sökt, eller beloppet i insatsens budget.",
                )
                break


def betalt_mer_än_begärt(data: Data) -> Iterator[Finding]:
    """Förbundet betalar högst det som har begärts."""
    for row, _, _ in rekvisitioner(data):
        if "betalt" in row and int(row["betalt"]) > int(row["sökt"]):
            yield Finding(
                row.value_mark("betalt"),
                VARNING,
                f"betalt är {row['betalt']}, men sökt är {row['sökt']} ({data.label(TABLE, row)}). Rätta det belopp som är fel.",
            )


def specifikationen_blir_inte_summan(data: Data) -> Iterator[Finding]:
    """Kostnaderna i specifikationen är tillsammans det som begärs."""
    for row, _, _ in rekvisitioner(data):
        total = sum(int(one["belopp"]) for one in data.records(row, "kostnader"))
        if "kostnader" in row and total != int(row["sökt"]):
            yield Finding(
                row.value_mark("sökt"),
                FEL,
                f"sökt är {row['sökt']}, men kostnaderna är tillsammans {total} ({data.label(TABLE, row)}). Rätta sökt eller "
                "den kostnad som är fel.",
            )


def kostnaden_ersätts_inte(data: Data) -> Iterator[Finding]:
    """En kostnad som förbundet inte ersätter i insatsens typ begärs inte."""
    for row, _, insats in rekvisitioner(data):
        yield from barred_costs(data, TABLE, row, insats, "belopp")


def avvikelsen_är_inte_förklarad(data: Data) -> Iterator[Finding]:
    """En avvikelse från kvartalets budget har en förklaring, för hela kvartalet eller för någon kostnad."""
    for row, _, _ in rekvisitioner(data):
        explained = "förklaring" in row or any("förklaring" in one for one in data.records(row, "kostnader"))
        if int(row.get("avvikelse", "0")) and not explained:
            yield Finding(
                row.value_mark("avvikelse"),
                RÅD,
                f"avvikelse är {row['avvikelse']}, men förklaring saknas ({data.label(TABLE, row)}). Skriv varför i förklaring.",
            )


REKVISITION_RULES = (
    kvartalet_utanför_projekttiden,
    kvartalet_har_inte_börjat,
    begärt_mer_än_beviljat,
    betalt_mer_än_begärt,
    specifikationen_blir_inte_summan,
    kostnaden_ersätts_inte,
    avvikelsen_är_inte_förklarad,
)
