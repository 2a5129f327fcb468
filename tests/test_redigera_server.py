"""Formulärens server: bara den egna datorn, bara egna formulär, ingen väg ut ur mappen, och ingen märkning ur YAML."""

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlencode

import pytest

from macros.redigera import command
from macros.redigera.server import MAX_BODY, MAX_FIELDS, Asked
from macros.redigera.store import Store
from macros.settings import SettingError
from macros.write import WriteRefused
from tests.formular import FORM, Client, editing
from tests.minimal import INS, TODAY, Folder
from tests.payloads import PAYLOADS

ROW = "/tabell/insatser/rad/rosa"


@pytest.fixture
def client(folder: Folder) -> Iterator[Client]:
    with editing(folder.with_own_pages().path) as client:
        yield client


def files(folder: Folder) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.path.parent.rglob("*") if path.is_file()}


def host(client: Client) -> str:
    return client.url.removeprefix("http://").rstrip("/")


def sent(client: Client, headers: dict[str, str], **changed: str) -> tuple[int, str]:
    """Ett sparat slutdatum, med andra huvuden eller fält än formulärets."""
    fields = client.get(ROW).fields() | {"f.projekttid.slut": "2021-06-30", "gor": "spara"} | changed
    body = urlencode(fields).encode()
    whole = {"Host": host(client), "Content-Type": FORM, "Content-Length": str(len(body))} | headers
    return client.raw("POST", ROW, {name: value for name, value in whole.items() if value}, body)


def test_the_form_itself_is_let_in(client: Client, folder: Folder) -> None:
    status, _ = sent(client, {"Origin": client.url.rstrip("/"), "Sec-Fetch-Site": "same-origin"})
    assert status == HTTPStatus.SEE_OTHER
    assert "2021-06-30" in (folder.path / INS).read_text("utf8")


@pytest.mark.parametrize(
    ("status", "headers", "fields"),
    [
        (421, {"Host": "exempel.se"}, {}),
        (421, {"Host": "127.0.0.1:1"}, {}),
        (421, {"Host": "127.0.0.1.exempel.se"}, {}),
        (403, {"Origin": "https://exempel.se"}, {}),
        (403, {"Origin": "null"}, {}),
        (403, {"Origin": "http://127.0.0.1:1"}, {}),
        (403, {"Sec-Fetch-Site": "cross-site"}, {}),
        (403, {"Sec-Fetch-Site": "same-site"}, {}),
        (403, {}, {"token": ""}),
        (403, {}, {"token": "å"}),
        (403, {}, {"token": "x" * 43}),
        (415, {"Content-Type": "text/plain"}, {}),
        (415, {"Content-Type": "multipart/form-data; boundary=x"}, {}),
        (411, {"Content-Length": "-1"}, {}),
        (413, {"Content-Length": str(MAX_BODY + 1)}, {}),
    ],
)
def test_others_are_refused_and_nothing_is_written(
    client: Client, folder: Folder, status: int, headers: dict[str, str], fields: dict[str, str]
) -> None:
    before = files(folder)
    assert sent(client, headers, **fields)[0] == status
    assert files(folder) == before


def test_a_stranger_can_not_read(client: Client) -> None:
    assert client.raw("GET", "/", {"Host": "exempel.se"})[0] == 421
    assert client.app.token not in client.raw("GET", ROW, {"Host": "exempel.se"})[1]


def test_too_many_fields(client: Client) -> None:
    body = ("a=&" * MAX_FIELDS).encode()
    headers = {"Host": host(client), "Content-Type": FORM, "Content-Length": str(len(body))}
    assert client.raw("POST", ROW, headers, body)[0] == 413
    assert client.raw("POST", ROW, headers | {"Content-Length": "2"}, "å".encode())[0] == 400


def test_a_field_deep_in_a_field(client: Client, folder: Folder) -> None:
    """En väg som är tusentals nivåer djup är bara ett namn som ingen frågar efter."""
    before = files(folder)
    deep = {"f." + "0." * 2000 + "x": "1", "f.projekttid": "text", "f.namn.mer": "x", "f.metodval.99999999.metod": "x"}
    fields = client.get(ROW).fields() | {"gor": "prova"}
    assert client.post(ROW, deep | fields).status == 200
    assert client.post(ROW, fields | deep).status == 200
    assert files(folder) == before


@pytest.mark.parametrize(
    "path",
    [
        "/fil/../app.py",
        "/fil/..%2fapp.py",
        "/fil/_grund.html",
        "/fil/app.py",
        "/sidor/../data/insatser.yaml",
        "/sidor/..%2Fdata%2Finsatser.yaml",
        "/sidor/%2Fetc%2Fpasswd",
        "/sidor/index.md%00",
        "/tabell/..",
        "/tabell/datapackage",
        "/tabell/insatser/rad/..%2Frosa",
        "/tabell/insatser/bort/finns-inte",
        "/sparat/999999",
    ],
)
def test_no_address_leads_out_of_the_folders(client: Client, folder: Folder, path: str) -> None:
    before = files(folder)
    status, text = client.raw("GET", path, {"Host": host(client)})
    assert status == 404
    assert "Sidan finns inte" in text
    fields = urlencode({"token": client.app.token, "gor": "spara", "f.text": "x"})
    assert client.raw("POST", path, {"Host": host(client), "Content-Type": FORM}, fields.encode())[0] == 404
    assert files(folder) == before


def test_a_link_out_of_the_folder_is_not_followed(client: Client, folder: Folder, tmp_path: Path) -> None:
    outside = tmp_path / "utanför.md"
    outside.write_text("---\ntitle: Hemligt\n---\nHemligt.\n", "utf8")
    docs = folder.path.parent / "docs"
    docs.mkdir()
    (docs / "lank.md").symlink_to(outside)
    assert client.get("sidor/lank.md").status == 404
    assert "Hemligt" not in client.get("sidor").text


def test_a_table_that_is_a_link_out_of_the_folder_is_not_written(folder: Folder, tmp_path: Path) -> None:
    outside = tmp_path / "utanför.yaml"
    outside.write_bytes((folder.path / INS).read_bytes())
    (folder.path / INS).unlink()
    (folder.path / INS).symlink_to(outside)
    with editing(folder.with_own_pages().path) as client:
        assert "utanför mappen" in client.send(client.get(ROW), plats="Årsta").said
    assert "Årsta" not in outside.read_text("utf8")


@pytest.mark.parametrize("text", PAYLOADS)
def test_nothing_in_a_row_becomes_markup(client: Client, folder: Folder, text: str) -> None:
    """Det som står i YAML och det som skrivs i formulär är text: på listan, i formuläret, i fynden och i skillnaden."""
    shown = client.get(ROW)
    pages = [client.send(shown, "prova", namn=text, plats=text, projekttid__slut=text)]
    pages.append(client.send(shown, namn=text, plats=text))
    pages += [
        client.get(path) for path in ("/", "tabell/insatser", ROW, "tabell/insatser/bort/rosa", f"?{urlencode({'q': text})}")
    ]
    pages.append(client.push("foresla", ord=text))
    for page in pages:
        assert page.html.xpath("count(//script)") == (1 if page.html.xpath("//script[@src='/fil/redigera.js']") else 0)
        assert page.html.xpath("//*[@onerror or @onload or @onclick or @onmouseover or @onfocus]") == []
        assert page.html.xpath("//iframe | //object | //embed | //base | //img") == []
        assert all(link.startswith(("/", "#")) for link in page.html.xpath("//@href"))


def test_every_answer_carries_its_protection(client: Client) -> None:
    for path in ("/", ROW, "fil/stil.css", "finns-inte", "sidor/index.md"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


def test_the_preview_is_only_ever_led_to_inside_the_site(client: Client) -> None:
    client.app.beside.url = lambda: "http://127.0.0.1:9/"  # type: ignore[method-assign]
    for wanted in ("//exempel.se/", "https://exempel.se/", "../", "a/../", "insatser/rosa/\r\nX: y"):
        body = urlencode({"token": client.app.token, "sida": wanted}).encode()
        status, _ = client.raw("POST", "/visa", {"Host": host(client), "Content-Type": FORM}, body)
        assert status == HTTPStatus.SEE_OTHER
        answer = client.app.show(_asked(wanted))
        assert answer.to == "http://127.0.0.1:9/"
    assert client.app.show(_asked("insatser/rosa/")).to == "http://127.0.0.1:9/insatser/rosa/"


def _asked(page: str) -> Asked:
    return Asked("/visa", {}, [("sida", page)])


def test_a_fault_in_the_program_is_told_and_the_server_goes_on(
    client: Client, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Store, "data", lambda _: 1 / 0)
    shown = client.get("/")
    assert shown.status == 500
    assert "Inget är sparat" in shown.text
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert client.get("fil/stil.css").status == 200


def test_a_dictionary_that_can_not_be_used_is_told(client: Client, folder: Folder) -> None:
    folder.write("datapackage.yaml", "name: [\n")
    shown = client.get("/")
    assert shown.status == 409
    assert "Ordboken går inte att använda" in shown.said


def test_the_command_refuses_what_it_can_not_use(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingError, match="Skriv bara redigera"):
        command.run(["insatser"], folder.path, lambda: TODAY)
    with pytest.raises(SettingError, match="finns inte"):
        command.run([], folder.path / "finns-inte", lambda: TODAY)
    with editing(folder.path) as client:
        monkeypatch.setenv("PORT", host(client).rpartition(":")[2])
        with pytest.raises(SettingError, match="går inte att använda"):
            command.run([], folder.path, lambda: TODAY)


def test_a_row_that_is_gone_is_refused(folder: Folder) -> None:
    with editing(folder.with_own_pages().path) as client:
        shown = client.get(ROW)
        store = client.app.store
        table = store.data().dictionary.tables["insatser"]
        text = (folder.path / INS).read_text("utf8")
        folder.write(INS, "[]\n")
        assert client.send(shown, plats="Årsta").status == 404
        with pytest.raises(KeyError):
            store.row(table, "rosa", store.data())
        folder.write(INS, text + "-\n")
        with pytest.raises(WriteRefused, match="har ett fel"):
            store.own_rows(table)
