"""`hämta`: andra förbunds paket från en server och ur en fil, goda, trasiga, stora, långsamma, vidareledande och fientliga."""

import http.client
import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml

from macros import check
from macros.fetch import command, transport
from macros.fetch.transport import FetchRefused, Web
from macros.findings import FEL
from tests.conftest import DAY, Site, build, copy_example

HOST = "paket.exempel.se"
ADDRESS = f"https://{HOST}/forbund/data/datapackage.json"


class Server(http.server.BaseHTTPRequestHandler):
    """Svarar som provet säger: filens innehåll, ett annat svar, eller det som en funktion gör."""

    files: ClassVar[dict[str, Any]] = {}

    def do_GET(self) -> None:
        found = self.files.get(self.path.removeprefix("/forbund/data/"), 404)
        if callable(found):
            found(self)
        elif isinstance(found, int):
            self.send_error(found)
        elif isinstance(found, str):
            self.send_response(302)
            self.send_header("Location", found)
            self.end_headers()
        else:
            self.send_response(200)
            self.send_header("Content-Length", str(len(found)))
            self.end_headers()
            self.wfile.write(found)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def connect(port: int) -> transport.Connect:
    """Förbindelsen till provets egen server, vilket namn adressen än har."""
    return lambda host, _: http.client.HTTPConnection("127.0.0.1", port, timeout=transport.PATIENCE)


@pytest.fixture
def files(sagodalen: Site) -> Iterator[dict[str, Any]]:
    """Sagodalens paket, som provet får ändra i."""
    Server.files = {path.name: path.read_bytes() for path in (sagodalen.folder / "data").glob("*.json")}
    yield Server.files
    Server.files = {}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Värdens datamapp, som vill hämta Sagodalen."""
    data = copy_example(tmp_path)
    (data / "hamtas.yaml").write_text(f"# Vi frågade först.\n- id: sagodalen\n  adress: {ADDRESS}\n", "utf8")
    return data


def change(files: dict[str, Any], table: str, make: Any) -> None:
    """Ändrar raderna i en av paketets tabeller."""
    rows = json.loads(files[f"{table}.json"])
    make(rows)
    files[f"{table}.json"] = json.dumps(rows, ensure_ascii=False).encode()


def rows_of(data: Path, table: str) -> list[dict[str, Any]]:
    """Raderna i kopian."""
    return yaml.load((data / "hamtat/sagodalen" / f"{table}.yaml").read_text("utf8"), yaml.BaseLoader)


def listed(data: Path) -> dict[str, Any]:
    return yaml.load((data / "hamtas.yaml").read_text("utf8"), yaml.BaseLoader)[0]


# ---- Ett gott paket ---------------------------------------------------------------------------------------


def test_a_good_package_becomes_a_dated_copy(
    data: Path, files: dict[str, Any], connect: transport.Connect, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.run([], data, DAY, connect) == 0
    assert "sagodalen: 12 insatser, 87 rader om utfall och 8 rapporter är hämtade." in capsys.readouterr().out
    assert len(rows_of(data, "insatser")) == 12
    copy = listed(data)["kopia"]
    assert (copy["datum"], copy["utgiven"], len(copy["sha256"])) == ("2026-11-22", "2026-11-22", 64)
    assert (data / "hamtas.yaml").read_text("utf8").startswith("# Vi frågade först.\n")
    examined = check.examine(data, DAY, pages=())
    assert [one for one in examined.findings if one.level == FEL or "hamtat" in one.mark.file] == []


def test_a_file_is_read_in_the_same_way(data: Path, sagodalen: Site, files: dict[str, Any], connect: transport.Connect) -> None:
    shutil.copytree(sagodalen.folder / "data", data.parent / "paket")
    (data / "hamtas.yaml").write_text("- id: sagodalen\n  adress: ../paket/datapackage.json\n", "utf8")
    assert command.run(["sagodalen"], data, DAY) == 0
    assert {row["id"] for row in rows_of(data, "insatser")} >= {"sagodalen-steget-in"}
    assert not any(
        one.get("länk", "").startswith("/") for row in rows_of(data, "insatser") for one in row.get("redovisning", ())
    )


def test_ids_references_links_and_titles_are_made_ours(data: Path, files: dict[str, Any], connect: transport.Connect) -> None:
    def clash(rows: list[dict[str, Any]]) -> None:
        rows[0] |= {"id": "mot-arbete", "efterföljare": ["steget-vidare", "finns-inte"], "tidigare_adresser": ["gammal"]}
        rows[0]["redovisning"] = [{"vad": "Slutrapport", "läge": "klar", "lämnad": "2026", "länk": "/resultat/x/"}]
        rows[1]["föregångare"] = ["mot-arbete"]

    for table in ("mal", "utfall", "samhallsekonomi", "nyckeltal", "implementering", "forandringsteori"):
        change(files, table, lambda rows: [row.update(insats="mot-arbete") for row in rows if row.get("insats") == "steget-in"])
    for table in ("slutrapporter", "metodhandbocker"):
        change(
            files,
            table,
            lambda rows: [row.update(insatser=["mot-arbete"]) for row in rows if row.get("insatser") == ["steget-in"]],
        )
    change(files, "insatser", clash)
    change(files, "slutrapporter", lambda rows: rows[0].update(titel="Slutrapport för Aktiviteter mot arbete"))
    assert command.run([], data, DAY, connect) == 0
    found = {row["id"]: row for row in rows_of(data, "insatser")}
    one = found["sagodalen-mot-arbete"]
    assert one["efterföljare"] == ["sagodalen-steget-vidare"]
    assert "tidigare_adresser" not in one
    assert one["redovisning"][0]["länk"] == f"https://{HOST}/forbund/resultat/x/"
    assert rows_of(data, "slutrapporter")[0]["titel"] == "Slutrapport för Aktiviteter mot arbete (Sagodalen)"
    assert any(row["insats"] == "sagodalen-mot-arbete" for row in rows_of(data, "utfall"))
    assert rows_of(data, "mal")[0]["mått"] == ["matt-arbete", "matt-studier", "matt-annan-rehab"]


def test_only_the_publishers_own_rows_follow(data: Path, files: dict[str, Any], connect: transport.Connect) -> None:
    """Paketet har också de rader som utgivaren själv jämför sig med. De är någon annans."""
    change(files, "insatser", lambda rows: rows.append({"id": "fremmande", "förbund": "annan", "namn": "Annans", "källa": []}))
    change(files, "utfall", lambda rows: rows.append(rows[0] | {"id": "annans", "insats": "fremmande"}))
    assert command.run([], data, DAY, connect) == 0
    assert "fremmande" not in "".join(path.read_text("utf8") for path in (data / "hamtat").rglob("*.yaml"))


def test_a_row_written_by_hand_about_the_same_förbund_stays(
    data: Path, files: dict[str, Any], connect: transport.Connect
) -> None:
    own = data / "andra/sagodalen"
    own.mkdir()
    (own / "forbund.yaml").write_text(
        "- id: sagodalen\n  namn: Sagodalen, som vi skrev det\n  kortnamn: Sago\n  källa:\n    - dokument: exempelplan\n",
        "utf8",
    )
    assert command.run([], data, DAY, connect) == 0
    assert not (data / "hamtat/sagodalen/forbund.yaml").exists()
    assert check.examine(data, DAY, pages=()).is_ok


def test_the_same_package_again_changes_nothing(
    data: Path, files: dict[str, Any], connect: transport.Connect, capsys: pytest.CaptureFixture[str]
) -> None:
    command.run([], data, DAY, connect)
    before = {path: path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file()}
    capsys.readouterr()
    assert command.run([], data, DAY, connect) == 0
    assert "sagodalen: inget har ändrats sedan den förra hämtningen." in capsys.readouterr().out
    assert {path: path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file()} == before


def test_the_copy_depends_on_the_package_alone(data: Path, files: dict[str, Any], connect: transport.Connect) -> None:
    """Den som först har hämtat en äldre version får samma kopia som den som bara hämtar den nya. Två kopior säger då inget som
    inte de två paketen säger."""

    def copy() -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted((data / "hamtat/sagodalen").glob("*.yaml"))}

    newest = dict(files)
    change(
        files,
        "utfall",
        lambda rows: [rows.remove(row) for row in list(rows) if row.get("period", {}).get("från", "") >= "2024"],
    )
    assert command.run([], data, DAY, connect) == 0
    older = copy()
    files.update(newest)
    assert command.run([], data, DAY, connect) == 0
    after = copy()
    assert older["utfall.yaml"] != after["utfall.yaml"]
    shutil.rmtree(data / "hamtat/sagodalen")
    (data / "hamtas.yaml").write_text((data / "hamtas.yaml").read_text("utf8").partition("  kopia:")[0], "utf8")
    assert command.run([], data, DAY, connect) == 0
    assert copy() == after


# ---- Små grupper ------------------------------------------------------------------------------------------


def test_no_small_number_is_saved_whatever_the_package_says(
    data: Path, files: dict[str, Any], connect: transport.Connect
) -> None:
    def careless(rows: list[dict[str, Any]]) -> None:
        mine = [row for row in rows if row.get("insats") == "steget-in" and row["period"]["från"] == "2022-01-01"]
        rows[:] = [row for row in rows if row not in mine or row["kön"] == "totalt"]
        for row in mine[:1]:
            few = {"aktiva": "9", "avslut": "5", "tidiga_avhopp": "1", "arbete": "2", "studier": "<5", "annan_rehab": "1"}
            row |= few | {"sjukvård": "0", "ersättning": "0", "annat": "0", "aktiva_nästa": "4", "till_annat": "En flyttade."}

    change(files, "utfall", careless)
    change(files, "insatser", lambda rows: rows[8]["deltagare"][0].update(faktiska="3"))
    change(files, "nyckeltal", lambda rows: rows[0].update(antal="3", av="40", procent="7.5"))
    command.run([], data, DAY, connect)
    fields = [*check.examine(data, DAY, pages=()).data.dictionary.tables["utfall"].fields]
    counts = {field.name for field in fields if field.slag == "antal"}
    for row in rows_of(data, "utfall"):
        values = [row[name] for name in counts if name in row]
        assert all(value == "skyddat" or int(value) >= 5 for value in values)
        assert any(value != "skyddat" for value in values) or row["kön"] != "totalt"
        assert "skyddat" not in values or "till_annat" not in row
    assert [row["id"] for row in rows_of(data, "nyckeltal")] == ["sagodalen-steget-in-nojda"]
    assert rows_of(data, "insatser")[8]["deltagare"][0]["faktiska"] == "<5"


def test_every_shown_number_is_one_that_the_publisher_shows(
    data: Path, files: dict[str, Any], connect: transport.Connect
) -> None:
    """Också över två versioner: kopian visar aldrig mer än det som förbundet självt har visat, så den röjer inget nytt."""
    from macros.model import register as model

    published = {row["id"]: row for row in json.loads(files["utfall.json"])}
    command.run([], data, DAY, connect)
    examined = check.examine(data, DAY, pages=())
    register = model.build(examined.data.dictionary, examined.data.tables)
    shown = [
        (published[rad.id.removeprefix("sagodalen-")], field, number)
        for rad in register.uppföljning.utfall
        if rad.insats and rad.insats.förbund.id == "sagodalen"
        for field, number in rad.tal.items()
        if number is not None
    ]
    assert len(shown) > 300
    assert [one for one in shown if one[1] in one[0] and one[0][one[1]] != str(one[2])] == []


def test_outcomes_counted_in_another_way_do_not_follow(
    data: Path, files: dict[str, Any], connect: transport.Connect, capsys: pytest.CaptureFixture[str]
) -> None:
    change(files, "utfallsmatt", lambda rows: [row.update(positivt="ja") for row in rows if row["fält"] == "sjukvård"])
    assert command.run([], data, DAY, connect) == 0
    assert not (data / "hamtat/sagodalen/utfall.yaml").exists()
    assert "Utfallen följde inte med, för de räknas på ett annat sätt: sjukvård." in capsys.readouterr().out


def test_a_measure_described_in_another_way_is_noted(data: Path, files: dict[str, Any], connect: transport.Connect) -> None:
    ours = yaml.load((data.parent / "gemensamt/data/utfallsmatt.yaml").read_text("utf8"), yaml.BaseLoader)
    meaning = {row["fält"]: row["betydelse"] for row in ours} | {"annat": "Något helt annat."}
    change(files, "utfallsmatt", lambda rows: [row.update(betydelse=meaning[row["fält"]]) for row in rows])
    command.run([], data, DAY, connect)
    assert listed(data)["kopia"]["annan_betydelse"] == ["annat"]


# ---- Paket som inte går -----------------------------------------------------------------------------------


def drip(handler: http.server.BaseHTTPRequestHandler) -> None:
    """Ett svar som aldrig blir klart."""
    handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
    handler.wfile.flush()
    threading.Event().wait(3)


def too_big(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n")
    try:
        for _ in range(10):
            handler.wfile.write(b"x" * 1_000_000)
    except OSError:
        return


def half(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Length: 1000\r\n\r\n[")


def deep() -> bytes:
    return b"[" * 100_000 + b"]" * 100_000


BROKEN: dict[str, tuple[str, Any, str]] = {
    "borta": ("insatser.json", 404, "servern svarar 404 för insatser.json"),
    "trasig": ("insatser.json", b"[{", "insatser.json går inte att läsa"),
    "inte utf-8": ("insatser.json", b'[{"id": "\xe5"}]', "insatser.json går inte att läsa"),
    "djup": ("insatser.json", deep(), "insatser.json går inte att läsa"),
    "tal": ("insatser.json", b'[{"id": 1}]', "insatser.json har värden som inte är text"),
    "halv bokstav": ("insatser.json", b'[{"id": "\\ud800"}]', "insatser.json har värden som inte är text"),
    "ingen lista": ("insatser.json", b"{}", "insatser.json är ingen lista med rader"),
    "för många": ("insatser.json", b"[" + b"{}," * 50_000 + b"{}]", "insatser.json har fler än 50000 rader"),
    "inget paket": ("datapackage.json", b'{"name": "x"}', "filen är inget datapaket från ett samordningsförbund"),
    "stor": ("insatser.json", too_big, "insatser.json är för stor, mer än 8 MB"),
    "halv": ("insatser.json", half, "insatser.json kom inte fram hel"),
    "till en annan": (
        "insatser.json",
        "https://annan.exempel.se/x",
        "adressen leder vidare till en annan dator, annan.exempel.se",
    ),
    "till http": ("insatser.json", "http://paket.exempel.se/x", "adressen ska börja med https:// och webbplatsens namn"),
    "till en fil": ("insatser.json", "file:///etc/passwd", "adressen ska börja med https:// och webbplatsens namn"),
    "till sig själv": ("insatser.json", "insatser.json", "adressen leder runt i en cirkel"),
    "annat förbund": (
        "forbund.json",
        b'[{"id": "annan", "roll": "v\xc3\xa4rd"}]',
        "paketet hör till annan och inte till sagodalen",
    ),
    "inget förbund": ("forbund.json", b"[]", "paketet säger inte vilket förbund det hör till"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_package_keeps_the_last_good_copy_and_says_so(
    name: str, data: Path, files: dict[str, Any], connect: transport.Connect, capsys: pytest.CaptureFixture[str]
) -> None:
    command.run([], data, DAY, connect)
    before = {path: path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file()}
    file, answer, said = BROKEN[name]
    files[file] = answer
    assert command.run([], data, DAY, connect) == 1
    assert capsys.readouterr().err == f"sagodalen går inte att hämta: {said}. Kopian från 2026-11-22 gäller i stället.\n"
    assert {path: path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file()} == before
    assert [path.name for path in data.parent.iterdir() if path.name.startswith(".")] == []


def test_a_redirect_within_the_site_is_followed(data: Path, files: dict[str, Any], connect: transport.Connect) -> None:
    files["nya.json"], files["insatser.json"] = files["insatser.json"], f"https://{HOST}/forbund/data/nya.json"
    assert command.run([], data, DAY, connect) == 0


def test_a_server_that_never_finishes_is_cut_off(
    files: dict[str, Any], connect: transport.Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "DEADLINE", 0.2)
    files["insatser.json"] = drip
    with pytest.raises(FetchRefused, match="svarar för långsamt"):
        Web(ADDRESS, connect).read("insatser.json")


@pytest.mark.parametrize(
    ("form", "said"), [(None, "äldre version"), (1, "äldre version"), ("4", "äldre version"), (99, "nyare version")], ids=str
)
def test_another_form_is_refused(
    form: Any, said: str, data: Path, files: dict[str, Any], connect: transport.Connect, capsys: pytest.CaptureFixture[str]
) -> None:
    files["datapackage.json"] = json.dumps(json.loads(files["datapackage.json"]) | {"schemaversion": form}).encode()
    assert command.run([], data, DAY, connect) == 1
    assert f"paketet är gjort av en {said} av programmet" in capsys.readouterr().err


def test_a_personnummer_stops_the_package_and_is_not_repeated(
    data: Path, files: dict[str, Any], connect: transport.Connect, capsys: pytest.CaptureFixture[str]
) -> None:
    change(files, "insatser", lambda rows: rows[0].update(syfte="Ring 19811218-9876 om du undrar."))
    assert command.run([], data, DAY, connect) == 1
    said = capsys.readouterr().err
    assert "paketet har fel som förbundet behöver rätta: insatser.yaml:" in said
    assert "9876" not in said
    assert not (data / "hamtat").exists()


def test_a_copy_in_an_older_form_is_left_out_until_it_is_fetched_again(
    data: Path, files: dict[str, Any], connect: transport.Connect
) -> None:
    command.run([], data, DAY, connect)
    (data / "hamtat/sagodalen/VERSION").write_text("3\n", "utf8")
    examined = check.examine(data, DAY, pages=())
    assert examined.is_ok
    assert "gammal-kopia" in {one.rule for one in examined.findings}
    assert not any(row["förbund"] == "sagodalen" for row in examined.data.rows("insatser"))


def test_a_copy_changed_by_hand_is_an_error_until_it_is_fetched_again(
    data: Path, files: dict[str, Any], connect: transport.Connect
) -> None:
    command.run([], data, DAY, connect)
    path = data / "hamtat/sagodalen/insatser.yaml"
    path.write_text(path.read_text("utf8").replace("Steget in", "Steget ut"), "utf8")
    (wrong,) = [one for one in check.examine(data, DAY, pages=()).findings if one.level == FEL]
    assert wrong.text == (
        "Kopian i hamtat/sagodalen är inte den som hämtades: någon har ändrat i den (hämtning sagodalen). Kör python -m macros hämta "
        "sagodalen."
    )
    assert command.run([], data, DAY, connect) == 0
    assert check.examine(data, DAY, pages=()).is_ok


# ---- Webbplatsen ------------------------------------------------------------------------------------------


def test_the_site_marks_what_is_fetched_and_shows_hostile_text_as_text(
    data: Path, files: dict[str, Any], connect: transport.Connect, tmp_path: Path
) -> None:
    hostile = "<script>window.ofog=1</script> {{ 7*7 }}"
    change(files, "insatser", lambda rows: rows[1].update(namn=hostile, syfte=hostile))
    assert command.run([], data, DAY, connect) == 0
    build(data, tmp_path / "site")
    page = (tmp_path / "site/insatser/sagodalen-steget-vidare/index.html").read_text("utf8")
    assert "<script>window" not in page
    assert "{{ 7*7 }}" in page
    assert "Hämtad 22 november 2026" in page
    for address in ("insatser/andra-forbund", "uppfoljning/matris", "om/oppna-data"):
        page = (tmp_path / f"site/{address}/index.html").read_text("utf8")
        assert "22 november 2026" in page
        assert "<script>window" not in page
    assert "Sagodalen" not in (tmp_path / "site/insatser/index.html").read_text("utf8")
