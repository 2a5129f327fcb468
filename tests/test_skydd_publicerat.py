"""Skyddet i det som publiceras: utfallens filer, och varje fil på webbplatsen."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from macros.exports.utfall import published_rows
from macros.model.skydd import offentliga
from macros.model.utfall import POSITIVA, RÄKNADE, TOTALT, Period, Utfall, med_summor
from tests import rader
from tests.angripare import AUTUMN, EARLIER, MANY, STOR, YEAR, Tal, insats, med_totalt, mått, rows_of, tal, visible
from tests.conftest import build, copy_example

# ---- Det som publiceras -----------------------------------------------------------------------------------


def yaml_rows(tabell: Tal, period: Period = YEAR, **fields) -> list[rader.Rad]:
    given = {"insats": rader.ID, "period": {"från": str(period.från), "till": str(period.till)}} | fields
    return [
        rader.Rad(
            {"id": f"rad-{period.från}-{period.till}-{kön[0]}", "kön": kön}
            | given
            | {cell: "<5" if value is None else str(value) for cell, value in row.items()}
        )
        for kön, row in tabell.items()
    ]


def published(*rows: rader.Rad) -> list[dict]:
    """Raderna så som de står i filen med öppna data."""
    mått_rader = rader.example().tables["utfallsmatt"]
    register = rader.register_of(
        insatser=[rader.insats()], utfallsmatt=[rader.Rad(row | {"källa": []}) for row in mått_rader], utfall=list(rows)
    )
    return published_rows(rader.words().tables["utfall"], rows, register)


def test_rows_with_nothing_to_hide_are_published_as_they_stand():
    rows = yaml_rows(
        STOR,
        genomströmningstid="20.3",
        till_annat="De flyttade.",
        anmärkning="Text.",
        rättelser=[{"fält": "arbete", "datum": "2025-10-01", "tidigare": "7", "varför": "Räknad två gånger."}],
    )
    assert published(*rows) == rows


def test_an_example_is_published_as_it_stands():
    [row] = yaml_rows({TOTALT: tal(3, 4, 2, 2, 6, 0, 6, 33)}, exempel="ja")
    assert published(row) == [row]


def test_hidden_numbers_are_published_as_a_word_and_the_share_can_still_be_counted():
    rättelse = {"fält": "arbete", "datum": "2025-10-01", "tidigare": "7", "varför": "Räknad två gånger."}
    [row] = yaml_rows({TOTALT: tal(3, 4, 2, 2, 6, 0, 6, 33)}, tid_utan_arbete="5.6", rättelser=[rättelse], till_annat="Text.")
    assert published(row) == [
        {
            "id": row["id"],
            "insats": rader.ID,
            "period": row["period"],
            "kön": TOTALT,
            "aktiva": "56",
            "avslut": "skyddat",
            "tidiga_avhopp": "skyddat",
            "arbete": "skyddat",
            "studier": "skyddat",
            "annan_rehab": "skyddat",
            "sjukvård": "skyddat",
            "ersättning": "skyddat",
            "annat": "skyddat",
            "aktiva_nästa": "skyddat",
            RÄKNADE: "20",
            POSITIVA: "8",
            "tid_utan_arbete": "5.6",
        }
    ]


def test_no_words_are_published_beside_a_hidden_number():
    """Inte heller på totalens rad när det bara är könens tal som är skyddade: texten kan handla om kvinnorna."""
    words = {"till_annat": "Två flyttade och en avled.", "arbete_med_stöd": "En.", "anmärkning": "Det var 3 kvinnor."}
    rättelse = {"fält": "arbete", "datum": "2025-10-01", "tidigare": "17", "varför": "Tre kvinnor räknades två gånger."}
    tabell = med_totalt(tal(*(9,) * 8), tal(9, 9, 9, 9, 9, 9, 3, 9))
    said = published(*yaml_rows(tabell, **words, rättelser=[rättelse], kvitterat=[{"regel": "x", "varför": "Tre kvinnor."}]))
    assert said[0]["annat"] == "12" and said[1]["annat"] == said[2]["annat"] == "skyddat"
    assert not [key for row in said for key in (*words, "rättelser", "kvitterat") if key in row]
    [first, *_] = published(*yaml_rows(STOR, **words))
    assert first["anmärkning"] == words["anmärkning"]


def test_times_and_small_numbers_of_the_data_are_left_out():
    [row] = yaml_rows({TOTALT: tal(9, 1, 1, 1, 9, 9, 9, 9) | {"arbete": None}}, tid_utan_arbete="5.6")
    [said] = published(row)
    assert (said["arbete"], said["studier"], "tid_utan_arbete" in said) == ("skyddat", "skyddat", False)


def test_a_withheld_period_is_published_without_a_single_number():
    short, _ = published(
        *yaml_rows({TOTALT: STOR[TOTALT]}, AUTUMN, tid_utan_arbete="5.6", till_annat="Nio.", anmärkning="Tio."),
        *yaml_rows({TOTALT: STOR[TOTALT]}),
    )
    assert short.keys() == {"id", "insats", "period", "kön", *STOR[TOTALT]}
    assert {short[cell] for cell in STOR[TOTALT]} == {"skyddat"}


def secret_site(folder: Path) -> tuple[Path, list[Utfall]]:
    """En byggd webbplats, och raderna som de står i data. Talen är stora, så att de går att leta efter."""
    data = copy_example(folder)
    name, source = rader.example().tables["insatser"][0]["id"], rader.example().tables["kallor"][0]["id"]
    year = med_totalt(
        tal(3, 70111, 2, 70123, 70139, 70141, 70157, 70163), tal(4, 70177, 70181, 70183, 70199, 70201, 70207, 70223)
    )
    autumn = med_totalt(tal(60101, 60103, 60107, 60127, 60133, 60139, 60149, 60161), tal(*range(60169, 60177)))
    known = {"insats": name, "källa": [{"dokument": source}], "genomströmningstid": "197.3"}
    rättelse = {"fält": "arbete", "datum": "2025-10-01", "tidigare": str(EARLIER), "varför": "Räknad två gånger."}
    rows = yaml_rows(year, **known, rättelser=[rättelse]) + yaml_rows(autumn, AUTUMN, **known, till_annat="Hemlig anledning.")
    (data / "utfall.yaml").write_text(json.dumps(rows, ensure_ascii=False), "utf8")
    build(data, folder / "site")
    return folder / "site", rows_of(year, insats(name)) + rows_of(autumn, insats(name), AUTUMN)


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Varje publicerad fil som text, också det som ligger packat i dokumenten. Tusental skrivs ihop."""
    for path in filter(Path.is_file, folder.rglob("*")):
        parts = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                parts = [packed.read(name) for name in packed.namelist()]
        for part in parts:
            text = part.decode("utf8", "replace")
            yield path.relative_to(folder).as_posix(), re.sub(r"(?<=[0-9])(?:\s|&nbsp;)(?=[0-9]{3})", "", text)


def test_a_hidden_number_is_in_no_published_file(tmp_path):
    folder, rows = secret_site(tmp_path)
    shown = {value for rad in offentliga(rows, mått()) for value in visible(rad).values()}
    secret = {value for rad in rows for value in med_summor(rad.tal, mått()).values() if value > MANY} - shown | {EARLIER}
    number, found = re.compile(r"(?<![\w.])[0-9]{5,}(?!\w)"), {}
    for name, text in texts(folder):
        assert "Hemlig anledning" not in text, name
        found[name] = set(map(int, number.findall(text)))
    assert {name: numbers & secret for name, numbers in found.items() if numbers & secret} == {}
    pages = [name for name, numbers in found.items() if numbers & shown]
    assert len(secret) > 30 and {"data/utfall.csv", "data/utfall.json"} < set(pages), "det som får visas ska gå att hitta"
