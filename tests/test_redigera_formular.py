"""`make redigera`: formuläret och dess fält, ett annat id, och en ny sida."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from macros.redigera.form import FormMaker, kept, with_group, without_group
from macros.write import Draft
from tests import rader
from tests.formular import Client, changed, contents, editing_commented
from tests.minimal import INS, Folder, K


@pytest.fixture
def client(folder: Folder) -> Iterator[Client]:
    with editing_commented(folder) as client:
        yield client


def test_every_row_of_every_table_comes_back_as_it_was(folder: Folder) -> None:
    """Öppna och spara utan att ändra: varje fält i ordboken, ifyllt, går genom formuläret oförändrat."""
    tables = rader.full_tables('Text med <tecken> & "citat"')
    for name, table in rader.words().tables.items():
        row = without_places(tables[name][0])
        maker = FormMaker(table, {})
        main, more = maker.nodes(row, is_new=False)
        posted = [(node.name, node.value) for top in (*main, *more) for node in top.walk() if not node.parts]
        assert kept(row, maker.row_of(posted, is_new=False), table) == row


def without_places(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_places(inner) for key, inner in value.items()}
    return [without_places(inner) for inner in value] if isinstance(value, list) else str(value)


def test_places_in_lists_are_added_and_taken_away(client: Client) -> None:
    shown = client.send(client.get("tabell/insatser/rad/rosa"), "lagg:redovisning")
    assert "f.redovisning.1.vad" in shown.fields()
    shown = client.send(shown, "lagg:redovisning", redovisning__1__vad="")
    assert "f.redovisning.2.vad" in shown.fields()
    shown = client.send(shown, "bort:redovisning.1", redovisning__2__vad="Den tredje")
    assert shown.fields()["f.redovisning.1.vad"] == "Den tredje"
    assert client.send(shown, "lagg:finns.inte").status == 404


def test_groups_in_groups() -> None:
    table = rader.words().tables["forandringsteori"]
    row = with_group(with_group({}, table, "behov"), table, "behov.0.leder_till")
    assert row == {"behov": [{"leder_till": [""]}]}
    assert without_group({"behov": [{"vad": "a"}, {"vad": "b"}]}, "behov.0") == {"behov": [{"vad": "b"}]}
    assert without_group({"behov": []}, "behov.7") == {"behov": []}


def test_fields_from_the_folder_and_the_id_are_not_asked_for(client: Client) -> None:
    fields = client.get("tabell/insatser/rad/rosa").fields()
    assert "f.förbund" not in fields
    assert "f.id" not in fields
    assert "f.id" in client.get("tabell/insatser/ny").fields()


def test_a_reference_is_chosen_by_name(client: Client, folder: Folder) -> None:
    shown = client.get("tabell/insatser/rad/rosa")
    options = shown.html.get_element_by_id("f-metodval-0-metod").xpath("option/text()")
    assert options == ["Välj", "Följeforskning", "Summativ utvärdering"]


def test_among_many_a_reference_is_searched_for_by_name(client: Client, folder: Folder) -> None:
    folder.write(K, (folder.path / K).read_text("utf8") + "".join(f"- id: k{n}\n  titel: Källa {n}\n" for n in range(50)))
    shown = client.get("tabell/insatser/rad/rosa")
    assert shown.fields()["f.källa.0.dokument"] == "Plan 2020 (plan)"
    for written in ("Källa 7 (k7)", "källa 8", "k9"):
        assert "Sparat" in client.send(client.get("tabell/insatser/rad/rosa"), källa__0__dokument=written).said
    assert Draft.open(folder.path / INS).rows[0]["källa"][0]["dokument"] == "k9"
    shown = client.send(client.get("tabell/insatser/rad/rosa"), källa__0__dokument="Källa 999")
    assert shown.found() == ["Fel: Dokument: Källa 999 finns inte. Skriv början av namnet, och välj det i listan."]


def test_rows_and_pages_are_found_by_their_words(client: Client) -> None:
    assert "Rosa rummet" in client.get("?q=veta%20advisor").said
    assert "Start" in client.get("?q=start").said
    assert "Inget finns" in client.get("?q=finnsinte").said
    assert "Gula gården" not in client.get("tabell/insatser?q=veta").said.partition("Sök i")[2]


def test_other_förbunds_rows_are_not_shown(client: Client) -> None:
    assert "Blå båten" not in client.get("tabell/insatser").said
    assert client.get("tabell/insatser/rad/bla").status == 404


def test_a_copy_starts_with_the_same_values(client: Client, folder: Folder) -> None:
    shown = client.get("tabell/insatser/ny?som=rosa")
    assert shown.fields()["f.namn"] == "Rosa rummet"
    assert shown.fields()["f.id"] == ""
    shown = client.send(shown, namn="Rosa rummet två", efterföljare__0="")
    assert shown.found() == []
    assert "Sparat" in shown.said


def test_pages_keep_their_header(client: Client, folder: Folder) -> None:
    docs = folder.path.parent / "docs"
    docs.mkdir()
    text = "---\r\ntitle: 'Start'  # rubriken\r\ndescription: Exempel. En sida.\r\nsökord: [a, b]\r\n---\r\n\r\nText.\r\n"
    (docs / "index.md").write_bytes(text.encode())
    client.send(client.get("sidor/index.md"), title="Början", ingress="Välkommen: hit")
    new = (docs / "index.md").read_bytes().decode()
    assert new.startswith("---\r\ntitle: 'Början'  # rubriken\r\ndescription: Exempel. En sida.\r\nsökord: [a, b]\r\n")
    assert new.endswith("---\r\n\r\nText.\r\n")
    assert '\r\ningress: "Välkommen: hit"\r\n' in new


def test_a_text_that_the_check_refuses_is_not_saved(client: Client, folder: Folder) -> None:
    shown = client.send(client.get("sidor/index.md"), text="Text.\n\n{{ finns_inte() }}\n")
    assert shown.status == 422
    assert "Rad 3 i texten" in shown.found()[0]
    assert not (folder.path.parent / "docs").exists()


def test_folder_is_left_without_a_trace(client: Client, folder: Folder, tmp_path: Path) -> None:
    """Prövningen av en sida lämnar inga kopior efter sig."""
    before = contents(folder)
    client.send(client.get("sidor/index.md"), "prova", title="Ny")
    assert contents(folder) == before


# ---- Ett annat id, och en ny sida -------------------------------------------------------------------------


def test_another_id_with_everything_that_refers_to_it(client: Client, folder: Folder) -> None:
    before = contents(folder)
    assert client.get("tabell/insatser/rad/rosa").html.xpath("//a[@href='/tabell/insatser/id/rosa']")
    shown = client.push("tabell/insatser/id/rosa", nytt="rosa-rummet")
    assert "Insats rosa heter nu rosa-rummet." in shown.said
    gone, new = changed(folder, before)["data/insatser.yaml"]
    assert "- id: rosa\n" in gone and "- id: rosa-rummet\n" in new and "tidigare_adresser:\n    - rosa\n" in new
    assert folder.findings() == []


@pytest.mark.parametrize(
    ("new", "said"), [("bla", "har redan id bla"), ("Rosa Rummet", "går inte att använda som id"), ("", "går inte att använda")]
)
def test_an_id_that_cannot_be_used_changes_nothing(client: Client, folder: Folder, new: str, said: str) -> None:
    before = contents(folder)
    shown = client.push("tabell/insatser/id/rosa", nytt=new)
    assert shown.status == 409 and said in shown.said
    assert changed(folder, before) == {}


def test_a_new_page(client: Client, folder: Folder) -> None:
    before = contents(folder)
    given = {"f.title": "Vår policy", "f.description": "Vad vi har bestämt.", "f.meny": "Policy", "f.text": "Vi lyssnar.\r\n"}
    shown = client.push("ny-sida", "spara", **{"del": "", **given})
    assert "Sidan är ny" in shown.said
    assert changed(folder, before) == {
        "docs/var-policy.md": (
            "",
            "---\ntitle: Vår policy\ndescription: Vad vi har bestämt.\nmeny: Policy\n---\n\nVi lyssnar.\n",
        )
    }
    assert "Det finns redan en sida på var-policy.md." in client.push("ny-sida", "spara", **{"del": "", **given}).said


@pytest.mark.parametrize("place", ["", "../ut", "finns-inte"])
def test_a_page_without_a_title_or_place_is_refused(client: Client, folder: Folder, place: str) -> None:
    before = contents(folder)
    title = "" if place == "" else "Vår policy"
    assert "Skriv sidans rubrik" in client.push("ny-sida", "spara", **{"del": place, "f.title": title}).said
    assert changed(folder, before) == {}


def test_a_mistake_in_a_new_page_is_told_and_not_saved(client: Client, folder: Folder) -> None:
    before = contents(folder)
    shown = client.push(
        "ny-sida", "spara", **{"del": "", "f.title": "Ny", "f.description": "Ny.", "f.text": "{{ finns_inte() }}"}
    )
    assert shown.status == 422 and any("finns_inte" in one for one in shown.found())
    assert changed(folder, before) == {}
