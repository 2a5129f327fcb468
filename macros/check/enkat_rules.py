"""Enkäternas och enkätsvarens regler. Docstringen är regeln."""

from collections.abc import Iterator
from dataclasses import replace

from macros.check.data import Data, remembered
from macros.findings import FEL, RÅD, VARNING, Finding, Step, shown, suggested_value, suggestion
from macros.model import register as model
from macros.model.enkatsvar import Enkätsvar, Frågesvar, graderade
from macros.model.publicerat import som_text
from macros.model.skydd_enkat import HÖGA, LÅGA, SVARANDE, TILLFRÅGADE, med_summor, skyddad
from macros.model.utfall import FÅ, SKYDDAT, antal
from macros.read import Record, Text

TABLE = "enkatsvar"


def lågt_eller_högt_svar_finns_inte(data: Data) -> Iterator[Finding]:
    """De låga och de höga svaren står i skalan, och inget svar är både lågt och högt."""
    for row in data.whole_rows("enkater"):
        for part in data.records(row, "delar"):
            scale = [str(one) for one in data.items(part, "skala")]
            low = [str(one) for one in data.items(part, LÅGA)]
            for field in (LÅGA, HÖGA):
                for one in data.items(part, field):
                    if isinstance(one, Text) and one not in scale:
                        yield _unknown(data, "enkater", row, field, one, scale, "inte i skalan")
                    elif field == HÖGA and isinstance(one, Text) and one in low:
                        yield Finding(
                            one.mark,
                            FEL,
                            f"{shown(one)} står både som lågt och högt svar ({data.label('enkater', row)}). Ta bort det ena.",
                        )


def _unknown(data: Data, table: str, row: Record, field: str, text: Text, known: list[str], what: str) -> Finding:
    said = f"{field} {shown(text)} finns {what} ({data.label(table, row)}).{suggestion(text, known)}".replace("??", "?")
    return Finding(text.mark, FEL, f"{said} Skriv det ordagrant.", remedy=suggested_value(text, known, text.mark))


def _parts(data: Data, row: Record) -> dict[str, Record]:
    """Frågorna i radens enkät vars svar går från lågt till högt, med delen som de står i."""
    asked = next((one for one in data.rows("enkater") if one.get("id") == row.get("enkät")), None)
    parts = data.records(asked, "delar") if asked else []
    graded = [part for part in parts if data.items(part, LÅGA) and data.items(part, HÖGA)]
    return {str(question): part for part in graded for question in data.items(part, "frågor")}


def frågan_finns_inte_i_enkäten(data: Data) -> Iterator[Finding]:
    """Ett enkätsvar gäller en fråga i enkäten vars svar går från lågt till högt, och svaren är skalans."""
    for row in data.whole_rows(TABLE):
        parts = _parts(data, row)
        if not parts:
            yield Finding(
                row.value_mark("enkät"),
                FEL,
                f"{row['enkät']} har inga frågor vars svar går från lågt till högt ({data.label(TABLE, row)}). Välj en annan enkät, "
                "eller skriv låga och höga vid skalan i enkater.yaml.",
            )
            continue
        for item in data.records(row, "svar"):
            if item["fråga"] not in parts:
                yield _unknown(data, TABLE, row, "fråga", item["fråga"], list(parts), "inte i enkäten")
                continue
            scale = [str(one) for one in data.items(parts[item["fråga"]], "skala")]
            for one in data.records(item, "val"):
                if one["svar"] not in scale:
                    yield _unknown(data, TABLE, row, "svar", one["svar"], scale, "inte i skalan")


def svaren_är_fler_än_de_svarande(data: Data) -> Iterator[Finding]:
    """Svaren på en fråga är högst så många som de svarande, och de låga och de höga är vad antalen ger."""
    for row, rad in answers(data):
        for item, svar in zip(data.records(row, "svar"), rad.svar, strict=True):
            del_ = graderade(rad.enkät)[svar.fråga]
            counted = med_summor(replace(svar, låga=None, höga=None), del_)
            for field, written, given in ((LÅGA, svar.låga, counted.låga), (HÖGA, svar.höga, counted.höga)):
                if written is not None and given not in (None, written):
                    yield Finding(
                        item.value_mark(field),
                        FEL,
                        f"{field} är {written}, men antalen är tillsammans {given} ({data.label(TABLE, row)}). Rätta det tal som är fel.",
                    )
            together = max(_sum(one.antal for one in svar.val), _sum((svar.låga, svar.höga)))
            if rad.svarande is not None and together > rad.svarande:
                yield Finding(
                    item.mark,
                    FEL,
                    f"Svaren på frågan är {together}, fler än de {rad.svarande} som svarade ({data.label(TABLE, row)}). Rätta det tal "
                    "som är fel.",
                )


def _sum(numbers: "Iterator[int | None] | tuple[int | None, ...]") -> int:
    return sum(number for number in numbers if number is not None)


@remembered
def answers(data: Data) -> list[tuple[Record, Enkätsvar]]:
    """Enkätsvaren utan fel, som rader och i modellen så som de är skrivna."""
    if not data.rows(TABLE) or any(map(data.has_errors, data.dictionary.tables)):
        return []
    known = {one.id: one for one in model.build(data.dictionary, data.tables).uppföljning.alla_enkätsvar}
    return [(row, known[str(row["id"])]) for row in data.rows(TABLE)]


def svar_som_inte_kan_stå_öppet(data: Data) -> Iterator[Finding]:
    """I filen står inget antal under fem om ett enkätsvar, och inget tal som röjer ett: fler än kansliet kan läsa den."""
    for row, rad in answers(data):
        steps = list(_steps(data, row, rad))
        if steps:
            yield Finding(
                steps[0].mark,
                VARNING,
                f"Svaren kan läsas av fler än kansliet, och visar eller röjer antal under {FÅ} ({data.label(TABLE, row)}). Kör make "
                f"ratta, så skrivs {SKYDDAT} där det behövs.",
                remedy=tuple(steps),
            )


def _steps(data: Data, row: Record, rad: Enkätsvar) -> Iterator[Step]:
    """Ändringarna som gör att raden står så som den kan stå öppet."""
    öppen = skyddad(rad)
    for field, value in ((TILLFRÅGADE, öppen.tillfrågade), (SVARANDE, öppen.svarande)):
        if row[field] != som_text(value):
            yield Step("värde", row[field].mark, som_text(value))
    for item, svar in zip(data.records(row, "svar"), öppen.svar, strict=True):
        yield from _answer_steps(data, item, svar)


def _answer_steps(data: Data, item: Record, svar: Frågesvar) -> Iterator[Step]:
    shown_one_by_one = {one.svar: som_text(one.antal) for one in svar.val}
    for one in data.records(item, "val"):
        if antal(one["antal"]) is not None and one["svar"] not in shown_one_by_one:
            yield Step("värde", one["antal"].mark, SKYDDAT)
    for field, value in ((LÅGA, svar.låga), (HÖGA, svar.höga)):
        if field in item and item[field] != som_text(value):
            yield Step("värde", item[field].mark, som_text(value))
        elif field not in item and value is not None and not svar.val:
            yield Step("fält", item.mark, som_text(value), field)


def text_bredvid_skyddade_svar(data: Data) -> Iterator[Finding]:
    """Anmärkningen om ett enkätsvar visas inte när något av talen är skyddat: den kan säga det som talet döljer."""
    for row, rad in answers(data):
        if rad.anmärkning and not skyddad(rad).anmärkning:
            yield Finding(
                row.key_mark("anmärkning"),
                RÅD,
                f"anmärkning visas inte på webbplatsen, för något tal är skyddat ({data.label(TABLE, row)}). Läs texten igen: filen kan "
                "läsas av fler. Ta bort det som säger hur många eller vem.",
            )


ENKÄT_RULES = (
    lågt_eller_högt_svar_finns_inte,
    frågan_finns_inte_i_enkäten,
    svaren_är_fler_än_de_svarande,
    svar_som_inte_kan_stå_öppet,
    text_bredvid_skyddade_svar,
)
