"""Utfallens regler: ett misstag i några felfria utfall ger just det fynd som står här, ord för ord."""

import pytest

from macros.model.utfall import KÖNEN
from tests import minimal
from tests.minimal import Folder
from tests.utfallsfiler import (
    EXPLAINED,
    EXPOSED,
    FIELDS,
    NUMBERS,
    POSITIVE,
    TABLES,
    YEAR,
    M,
    U,
    corrected,
    correction,
    numbers,
    row,
)


@pytest.fixture
def folder(folder: Folder) -> Folder:
    return folder.with_tables(TABLES)


# Nämnaren och täljaren är också skyddade, så att inget råd säger att de går att skriva.
SUMS = "  räknade: skyddat\n  positiva: skyddat\n"
CASES = [
    (
        "mått_utan_fält",
        M,
        [("fält: arbete", "fält: arbetet")],
        f"data/utfallsmatt.yaml:23:9 fel: fält arbetet är inget fält i utfall för rollen utfall (mått m3). Menade du arbete? Välj "
        f"bland: {FIELDS}.",
    ),
    (
        "mått_utan_fält",
        M,
        [("fält: arbete", "fält: positiva")],
        f"data/utfallsmatt.yaml:23:9 fel: fält positiva är inget fält i utfall för rollen utfall (mått m3). Välj bland: {FIELDS}.",
    ),
    (
        "mått_utan_fält",
        M,
        [("fält: genomströmningstid", "fält: räknade")],
        "data/utfallsmatt.yaml:78:9 fel: fält räknade är inget fält i utfall för rollen bakgrund (mått m10). Välj bland: "
        "tid_utan_arbete, genomströmningstid.",
    ),
    (
        "krävs_när",
        M,
        [("  positivt: ja\n", "")],
        "data/utfallsmatt.yaml:22:3 fel: Fältet positivt saknas, men krävs när roll är utfall (mått m3). Om utfallet räknas som "
        "positivt i måluppfyllelsen. Skriv till exempel positivt: ja. Eller rätta roll.",
    ),
    (
        "bara_när",
        M,
        [("roll: avslut\n", "roll: avslut\n  positivt: nej\n")],
        "data/utfallsmatt.yaml:13:3 fel: positivt skrivs bara när roll är utfall, men roll är avslut (mått m1). Ta bort positivt, "
        "eller rätta roll.",
    ),
    (
        "roll_har_ett_mått",
        M,
        [("roll: avslut", "roll: aktiva")],
        "data/utfallsmatt.yaml:12:9 fel: roll aktiva finns redan på rad 5 (mått m1). Bara ett mått kan ha den. Välj en annan roll.",
    ),
    (
        "roll_har_ett_mått",
        M,
        [("roll: avslut", f"roll: {POSITIVE}")],
        "data/utfallsmatt.yaml:1:1 fel: Inget mått har rollen avslut. Skriv den som roll på det mått som menas.",
    ),
    (
        "krävs_när",
        M,
        [("  enhet: månader\n", "")],
        "data/utfallsmatt.yaml:77:3 fel: Fältet enhet saknas, men krävs när roll är bakgrund (mått m10). Enheten för en "
        "bakgrundsvariabel. Skriv till exempel enhet: år. Eller rätta roll.",
    ),
    (
        "utfall_utan_insats_eller_period",
        U,
        [("  insats: rosa\n", "")],
        "data/utfall.yaml:1:3 fel: Fältet insats saknas (utfall totalt). Fyll i, eller skriv exempel: ja om talen är påhittade.",
    ),
    (
        "utfall_utan_insats_eller_period",
        U,
        [("  insats: rosa\n", "  insats:\n")],
        "data/utfall.yaml:2:3 fel: Fältet insats saknas (utfall totalt). Fyll i, eller skriv exempel: ja om talen är påhittade.",
    ),
    (
        "utfall_utan_insats_eller_period",
        U,
        [(f"  insats: rosa\n  period:\n{YEAR}", "")],
        "data/utfall.yaml:1:3 fel: Fälten insats och period saknas (utfall totalt). Fyll i, eller skriv exempel: ja om talen är "
        "påhittade.",
    ),
    (
        "utfall_utan_insats_eller_period",
        U,
        [("  kön: totalt", "  exempel: ja\n  kön: totalt")],
        "data/utfall.yaml:2:3 fel: Ett exempel gäller ingen insats (utfall totalt). Ta bort insats, eller ta bort exempel om raden "
        "gäller riktiga deltagare.",
    ),
    (
        "inte_efter",
        U,
        [("till: 2025", "till: 2023")],
        "data/utfall.yaml:5:5 fel: period.till 2023-06-30 ligger före period.från 2024-07-01 (utfall totalt). Rätta det datum som är "
        "fel.",
    ),
    (
        "inte_efter",
        U,
        [(YEAR, YEAR.replace("2025", "2028")) for _ in NUMBERS],
        "data/utfall.yaml:5:11 varning: period.till 2028-06-30 ligger i framtiden (utfall totalt och 2 ställen till). "
        "Rätta tiden, eller vänta med uppgiften tills den har varit.",
    ),
    (
        "utfall_utan_antal",
        U,
        [(numbers(kön), "") for kön in NUMBERS],
        "data/utfall.yaml:1:3 fel: Utfallet 2024-07-01–2025-06-30 har inga antal (utfall totalt). Skriv antalen ur rapporten, som "
        "aktiva: 56, eller ta bort raden.",
    ),
    (
        "okänt_fält",
        U,
        [("  kön: kvinnor", "    kön: kvinnor")],
        "data/utfall.yaml:25:5 fel: Fältet period.kön finns inte (utfall kvinnor). kön hör inte till period. Börja raden lika långt "
        "in som period.",
    ),
    (
        "okänt_fält",
        U,
        [("    till: 2025-06-30\n  kön: kvinnor", "  till: 2025-06-30\n  kön: kvinnor")],
        "data/utfall.yaml:24:3 fel: Fältet till finns inte (utfall kvinnor). till hör till period. Dra in raden under period.",
    ),
    *(
        (
            "fel_värde",
            U,
            [("från: 2024-07-01", f"från: {written}")],
            f"data/utfall.yaml:4:11 fel: period.från {written} har fel form (utfall totalt). Skriv 2024-07-01.",
        )
        for written in ("2024-7-1", "20240701", "2024/07/01", "1/7 2024", "1 juli 2024")
    ),
    *(
        (
            "fel_värde",
            U,
            [("från: 2024-07-01", f"från: {written}")],
            f"data/utfall.yaml:4:11 fel: period.från {written} har fel form (utfall totalt). Skriv ett datum som 2026-11-22.",
        )
        for written in ("2024-07", "2024-7-32", "31 juni 2024", "1 xyz 2024")
    ),
    *(
        (
            "fel_värde",
            U,
            [("arbete: 15", f"arbete: {written}")],
            f"data/utfall.yaml:10:11 fel: arbete {written} har fel form (utfall totalt). Skriv {meant}.",
        )
        for written, meant in (
            ("1 500", "1500"),
            ("15 st", "15"),
            ("15,0", "15"),
            ("1.500", "1500"),
            ("015", "15"),
            ("< 5", "skyddat"),
            ("färre än 5", "skyddat"),
            ("1-4", "skyddat"),
            ("Skyddat", "skyddat"),
        )
    ),
    *(
        (
            "fel_värde",
            U,
            [("arbete: 15", f"arbete: {written}")],
            f"data/utfall.yaml:10:11 fel: arbete {written} har fel form (utfall totalt). Skriv ett antal som 12, eller skyddat när det "
            f"är under fem eller annars inte ska visas.{more}",
        )
        for written, more in (
            ("ca 20", ""),
            ("8 av 20", ""),
            ("15 %", ""),
            ("5,6", ""),
            ("-3", ""),
            ("–", " Ta bort fältet om uppgiften saknas."),
        )
    ),
    *(
        (
            "fel_värde",
            U,
            [("  arbete: 15\n", f"  arbete: 15\n  tid_utan_arbete: {written}\n")],
            f"data/utfall.yaml:11:20 fel: tid_utan_arbete {written} går inte att läsa (utfall totalt). Skriv {meant}.",
        )
        for written, meant in (("5,6", "5.6"), ("1,250", "1.25"))
    ),
    (
        "fel_värde",
        U,
        [("  arbete: 15\n", "  arbete: 15\n  tid_utan_arbete: 6 månader\n")],
        "data/utfall.yaml:11:20 fel: tid_utan_arbete 6 månader går inte att läsa (utfall totalt). Skriv ett tal med bara siffror och "
        "punkt före decimalerna, till exempel 5.6.",
    ),
    (
        "unik_inom",
        U,
        [("kön: män", "kön: kvinnor")],
        "data/utfall.yaml:43:8 fel: kön kvinnor finns redan på rad 25 med samma insats och period (utfall man). Rätta insats, "
        "period eller kön, eller ta bort raden om den är inlagd två gånger.",
    ),
    (
        "perioder_går_i_varandra",
        U,
        [(YEAR + "  kön: kvinnor", "    från: 2024-06-01\n    till: 2025-05-31\n  kön: kvinnor")],
        "data/utfall.yaml:22:3 fel: Perioden 2024-06-01–2025-05-31 går delvis in i 2024-07-01–2025-06-30 på rad 1 (utfall kvinnor). "
        "Skriv hela år eller halvår, så att ingen liten grupp går att räkna ut genom att jämföra dem.",
    ),
    (
        "könen_är_inte_hela",
        U,
        [(row("män"), "")],
        "data/utfall.yaml:1:3 fel: Insatsen rosa saknar rad för män, 2024-07-01–2025-06-30 (utfall totalt). Lägg till det som "
        "saknas, eller rätta insats, period eller kön.",
    ),
    (
        "könen_är_inte_hela",
        U,
        [(row("totalt"), "")],
        "data/utfall.yaml:1:3 fel: Insatsen rosa saknar rad för totalt, 2024-07-01–2025-06-30 (utfall kvinnor). Lägg till det som "
        "saknas, eller rätta insats, period eller kön.",
    ),
    (
        "könen_är_inte_hela",
        U,
        [("kvinnor\n  insats: rosa", "kvinnor\n  insats: gul")],
        "data/utfall.yaml:20:3 fel: Insatsen gul saknar rad för totalt och män, 2024-07-01–2025-06-30 (utfall kvinnor). Lägg till det "
        "som saknas, eller rätta insats, period eller kön.",
    ),
    (
        "könen_är_inte_hela",
        U,
        [("07-01\n    till: 2025-06-30\n  kön: kvinnor", "07-02\n    till: 2025-06-30\n  kön: kvinnor")],
        "data/utfall.yaml:20:3 fel: Insatsen rosa saknar rad för totalt och män, 2024-07-02–2025-06-30 (utfall kvinnor). Lägg till "
        "det som saknas, eller rätta insats, period eller kön.",
    ),
    (
        "utfall_inte_uppdelat_på_kön",
        U,
        [(row("kvinnor") + row("män"), "")],
        "data/utfall.yaml:1:3 varning: Utfallet är inte uppdelat på kön (utfall totalt). Lägg till en rad för kvinnor och en för "
        "män.",
    ),
    (
        "högst",
        U,
        [("avslut: 87", "avslut: 187")],
        "data/utfall.yaml:8:11 fel: avslut 187 är fler än aktiva 132 (utfall totalt). Rätta det tal som är fel.",
    ),
    (
        "högst",
        U,
        [("tidiga_avhopp: 11", "tidiga_avhopp: 111")],
        "data/utfall.yaml:9:18 fel: tidiga_avhopp 111 är fler än avslut 87 (utfall totalt). Rätta det tal som är fel.",
    ),
    (
        "aktiva_nästa_stämmer_inte",
        U,
        [("avslut: 45", "avslut: 46")],
        "data/utfall.yaml:35:17 fel: aktiva_nästa är 25, men aktiva minus avslut är 24 (utfall kvinnor). Rätta det tal som är fel.",
    ),
    (
        "utfallen_stämmer_inte",
        U,
        [("arbete: 8", "arbete: 9")],
        "data/utfall.yaml:27:11 fel: Utfallen är tillsammans 41, men avslut minus tidiga_avhopp är 40 (utfall kvinnor). Rätta det tal "
        "som är fel.",
    ),
    (
        "skriven_summa_stämmer_inte",
        U,
        [("  arbete: 15\n", "  arbete: 15\n  räknade: 75\n")],
        "data/utfall.yaml:11:12 fel: räknade är 75, men de andra talen ger 76 (utfall totalt). Rätta det tal som är fel.",
    ),
    (
        "skriven_summa_stämmer_inte",
        U,
        [("  arbete: 15\n", "  arbete: 15\n  positiva: 37\n  räknade: 76\n")],
        "data/utfall.yaml:11:13 fel: positiva är 37, men de andra talen ger 38 (utfall totalt). Rätta det tal som är fel.",
    ),
    (
        "skriven_summa_stämmer_inte",
        U,
        [("  avslut: 87\n", "  avslut: skyddat\n  räknade: 75\n")],
        "data/utfall.yaml:9:12 fel: räknade är 75, men de andra talen ger 76 (utfall totalt). Rätta det tal som är fel.",
    ),
    (
        "andel_över_hundra",
        U,
        [("  arbete: 15\n", "  positiva: 80\n"), ("  annat: 10\n", "")],
        "data/utfall.yaml:10:13 fel: De positiva utfallen är 80, fler än de 76 som lämnade insatsen utan tidigt avhopp (utfall "
        "totalt). Rätta det tal som är fel.",
    ),
    (
        "andel_över_hundra",
        U,
        [("  arbete: 15\n", "  arbete: 80\n"), ("  annat: 10\n", "")],
        "data/utfall.yaml:1:3 fel: De positiva utfallen är 103, fler än de 76 som lämnade insatsen utan tidigt avhopp (utfall "
        "totalt). Rätta det tal som är fel.",
    ),
    (
        "könen_blir_inte_totalt",
        U,
        [("  sjukvård: 9\n  ersättning: 5", "  sjukvård: 8\n  ersättning: 6")],
        "data/utfall.yaml:13:13 fel: Kvinnor och män blir inte totalt: sjukvård (8 + 6 är inte 15), ersättning (6 + 8 är inte 13) "
        "(utfall totalt). Rätta det tal som är fel.",
    ),
    (
        "annat_utan_förklaring",
        U,
        [(EXPLAINED, "")],
        "data/utfall.yaml:15:10 varning: annat är 10 men saknar förklaring (utfall totalt). Skriv under till_annat vad det var, utan "
        "att någon går att känna igen.",
    ),
    (
        "tal_som_inte_kan_stå_öppet",
        U,
        [
            (EXPLAINED, ""),
            ("  sjukvård: 9\n  ersättning: 5\n  annat: 5", "  sjukvård: 14\n  ersättning: 4\n  annat: 1"),
            ("  sjukvård: 6\n  ersättning: 8\n  annat: 5", "  sjukvård: 1\n  ersättning: 9\n  annat: 9"),
        ],
        "data/utfall.yaml:31:13 varning: Talen för 2024-07-01–2025-06-30 kan läsas av fler än kansliet, och visar eller röjer antal "
        "under 5 (utfall kvinnor). Skriv skyddat i sjukvård, ersättning och annat för kvinnor; sjukvård, ersättning och annat för män.",
    ),
    (
        "tal_som_inte_kan_stå_öppet",
        U,
        [(EXPLAINED, ""), *EXPOSED],
        "data/utfall.yaml:31:13 varning: Talen för 2024-07-01–2025-06-30 kan läsas av fler än kansliet, och visar eller röjer antal "
        "under 5 (utfall kvinnor). Skriv skyddat i sjukvård, ersättning och annat för kvinnor; sjukvård, ersättning och annat för män.",
    ),
    (
        "text_bredvid_skyddade_tal",
        U,
        [(numbers(kön), "".join(f"  {field}: skyddat\n" for field in FIELDS.split(", ")) + SUMS) for kön in KÖNEN],
        "data/utfall.yaml:17:3 råd: till_annat visas inte på webbplatsen, för något tal för 2024-07-01–2025-06-30 är skyddat (utfall "
        "totalt). Läs texten igen: filen kan läsas av fler. Ta bort det som säger hur många eller vem.",
    ),
    (
        "måluppfyllelsen_går_inte_att_räkna_ut",
        U,
        [(EXPLAINED, ""), *[(numbers(kön), "".join(f"  {field}: skyddat\n" for field in FIELDS.split(", "))) for kön in KÖNEN]],
        "data/utfall.yaml:19:3 råd: Måluppfyllelsen för kvinnor 2024-07-01–2025-06-30 går inte att räkna ut, för talen i den är skyddade "
        "(utfall kvinnor). Skriv räknade och positiva, eller skyddat där talet är under 5.",
        "data/utfall.yaml:37:3 råd: Måluppfyllelsen för män 2024-07-01–2025-06-30 går inte att räkna ut, för talen i den är skyddade "
        "(utfall man). Skriv räknade och positiva, eller skyddat där talet är under 5.",
    ),
    (
        "litet_tal_i_en_rättelse",
        U,
        [correction(corrected(before="3"))],
        "data/utfall.yaml:21:17 varning: rättelser.tidigare är under 5 (utfall totalt). Fler än kansliet kan läsa filen. Skriv skyddat.",
    ),
    (
        "text_om_få_personer",
        U,
        [("Några flyttade.", "Två kvinnor flyttade.")],
        "data/utfall.yaml:17:15 varning: till_annat nämner ”Två kvinnor” (utfall totalt). Få personer går att känna igen. Skriv några "
        "i stället för antalet, eller ta bort det.",
    ),
    (
        "rättat_fält_finns_inte",
        U,
        [correction(corrected("arbetee"))],
        f"data/utfall.yaml:19:13 fel: rättelser.fält arbetee är inget antal (utfall totalt). Menade du arbete? Välj bland: {FIELDS}, "
        "räknade, positiva.",
    ),
    (
        "rättelse_utan_ändring",
        U,
        [correction(corrected(before="15"))],
        "data/utfall.yaml:21:17 varning: rättelser.tidigare 15 är samma tal som arbete (utfall totalt). Skriv talet som stod förut, "
        "eller ta bort rättelsen.",
    ),
    (
        "inte_efter",
        U,
        [correction(corrected(day="2026-11-24"))],
        "data/utfall.yaml:20:14 varning: rättelser.datum 2026-11-24 ligger i framtiden (utfall totalt). "
        "Rätta tiden, eller vänta med uppgiften tills den har varit.",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_ett_misstag_ger_sitt_fynd_och_inget_mer(folder, case):
    rule, file, edits, *findings = case
    for old, new in edits:
        folder.edit(file, old, new)
    found = minimal.examine(folder.path).findings
    assert [str(one) for one in found] == findings
    assert {one.rule for one in found} == {rule.replace("_", "-")}
