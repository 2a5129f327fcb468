"""`make redigera`: de tolv vardagliga ändringarna i formulär, utan att något annat i filen ändras."""

from collections.abc import Iterator

import pytest

from macros.write import Draft
from tests.formular import COMMENTED, Client, Shown, changed, contents, editing_commented
from tests.minimal import INS, Folder, M, N
from tests.utfallsfiler import MEASURES, NUMBERS


@pytest.fixture
def client(folder: Folder) -> Iterator[Client]:
    with editing_commented(folder) as client:
        yield client


# ---- De tolv vardagliga ändringarna -----------------------------------------------------------------------


def test_a_new_insats(client: Client, folder: Folder) -> None:
    before = contents(folder)
    shown = client.send(client.get("tabell/insatser/ny"), "lagg:metodval", namn="Aktiviteter i Årsta")
    shown = client.send(
        shown,
        typ="individinriktad",
        projekttid__start="2024-01-01",
        projekttid__slut="2029-12-31",
        metodval__0__metod="foljeforskning",
        källa__0__dokument="plan",
    )
    assert "Sparat" in shown.said
    [(file, (gone, new))] = changed(folder, before).items()
    assert (file, gone) == ("data/insatser.yaml", "")
    assert new == (
        "- id: aktiviteter-i-arsta\n  namn: Aktiviteter i Årsta\n  typ: individinriktad\n  projekttid:\n"
        "    start: 2024-01-01\n    slut: 2029-12-31\n  metodval:\n    - metod: foljeforskning\n  källa:\n    - dokument: plan\n"
    )
    assert folder.findings() == []


def test_a_new_end(client: Client, folder: Folder) -> None:
    before = contents(folder)
    shown = client.send(client.get("tabell/insatser/rad/rosa"), projekttid__slut="2021-06-30")
    assert "2020-03-31 blev 2021-06-30" in shown.said
    assert changed(folder, before) == {"data/insatser.yaml": ("    slut: 2020-03-31\n", "    slut: 2021-06-30\n")}


def test_a_new_metod(client: Client, folder: Folder) -> None:
    texts = {"kort": "Flera samtalar.", "vad": "Ett samtal.", "när": "När ni vill veta mer.", "vem": "Insatsen."}
    before = contents(folder)
    shown = client.get("tabell/metoder/ny")
    client.send(shown, namn="Fokusgrupp", grupp="datainsamling", källa__0__dokument="plan", **texts)
    [(file, (gone, new))] = changed(folder, before).items()
    assert (file, gone) == ("data/metoder.yaml", "")
    assert new.startswith("- id: fokusgrupp\n  namn: Fokusgrupp\n  grupp: datainsamling\n  kort: Flera samtalar.\n")


def test_another_name_of_the_förbund(client: Client, folder: Folder) -> None:
    before = contents(folder)
    client.send(client.get("tabell/forbund/rad/alfa"), namn="Samordningsförbundet Årsta", kortnamn="Årsta")
    old = "  namn: Samordningsförbundet Alfa\n  kortnamn: Alfa\n"
    assert changed(folder, before) == {"data/forbund.yaml": (old, old.replace("Alfa", "Årsta"))}


def test_all_rows_of_a_table_removed(client: Client, folder: Folder) -> None:
    shown = client.get("tabell/nyheter/bort/start")
    mark = shown.html.xpath("//input[@name='mark']/@value")[0]
    assert "är borttagen" in client.push("tabell/nyheter/bort/start", "ta-bort", mark=mark).said
    assert (folder.path / N).read_text("utf8") == f"{COMMENTED}[]\n"
    assert folder.findings() == []


def test_a_new_question(client: Client, folder: Folder) -> None:
    before = contents(folder)
    given = {"fråga": "Kan vi söka?", "svar": "Ja.\r\n\r\nTillsammans.", "länk": "/insatser/", "länktext": "Alla insatser"}
    shown = client.send(client.get("tabell/fragor/ny"), källa__0__dokument="plan", **given)
    assert shown.found() == []
    text = (folder.path / "fragor.yaml").read_text("utf8")
    assert text.startswith(f"{COMMENTED}- id: kan-vi-soka\n  fråga: Kan vi söka?\n  svar: |")
    assert changed(folder, before).keys() == {"data/fragor.yaml"}
    assert Draft.open(folder.path / "fragor.yaml").rows[0]["svar"] == "Ja.\n\nTillsammans."


def test_new_contact_details(client: Client, folder: Folder) -> None:
    before = contents(folder)
    given = {"e_post": "kansliet@exempel.se", "webbplats": "https://exempel.se/", "postadress": "Nygatan 1\r\n123 45 Årsta"}
    client.send(client.get("tabell/forbund/rad/alfa"), **given)
    row = Draft.open(folder.path / "forbund.yaml").rows[0]
    assert {name: row[name] for name in given} == given | {"postadress": "Nygatan 1\n123 45 Årsta"}
    assert changed(folder, before).keys() == {"data/forbund.yaml"}
    assert (folder.path / "forbund.yaml").read_text("utf8").startswith(COMMENTED)


def test_a_new_begrepp(client: Client, folder: Folder) -> None:
    before = contents(folder)
    shown = client.get("tabell/begrepp/ny")
    client.send(shown, term="prövning", betydelse="Att pröva.", synonymer="test\r\n\r\n  försök ", källa__0__dokument="plan")
    [(file, (gone, new))] = changed(folder, before).items()
    assert (file, gone) == ("data/begrepp.yaml", "")
    assert "  synonymer:\n    - test\n    - försök\n" in new


def test_a_new_meeting(client: Client, folder: Folder) -> None:
    shown = client.get("tabell/moten/ny")
    client.send(shown, organ="styrelsen", datum="2027-02-24", sista_dag="2027-01-25", källa__0__dokument="plan")
    row = "- id: styrelsen-2027-02-24\n  organ: styrelsen\n  datum: 2027-02-24\n  sista_dag: 2027-01-25\n"
    assert (folder.path / "moten.yaml").read_text("utf8") == f"{COMMENTED}{row}  källa:\n    - dokument: plan\n"


def test_new_news(client: Client, folder: Folder) -> None:
    before = contents(folder)
    client.send(client.get("tabell/nyheter/ny"), datum="2026-11-20", rubrik="Nytt: en insats", text="Läs om den.")
    [(file, (gone, new))] = changed(folder, before).items()
    assert (file, gone) == ("data/nyheter.yaml", "")
    assert '  rubrik: "Nytt: en insats"\n' in new


def test_new_outcomes_that_belong_together(client: Client, folder: Folder) -> None:
    """Kvinnor utan män är ett fel. Den första raden läggs åt sidan, och båda sparas på en gång."""
    folder.write("utfallsmatt.yaml", MEASURES)
    folder.write("utfall.yaml", f"{COMMENTED}[]\n")
    shown = add_outcome(client, "totalt", till_annat="Några flyttade.")
    assert "Sparat" in shown.said
    before = contents(folder)
    shown = add_outcome(client, "kvinnor")
    assert "saknar rad för män" in shown.said
    assert contents(folder) == before
    assert "Lagt åt sidan" in client.send(shown, "vanta").said
    assert contents(folder) == before
    shown = add_outcome(client, "män")
    assert "Sparat" in shown.said
    assert [row["kön"] for row in Draft.open(folder.path / "utfall.yaml").rows] == ["totalt", "kvinnor", "män"]
    assert folder.findings() == []
    assert "Lagt åt sidan" not in client.get("tabell/utfall").said


def add_outcome(client: Client, kön: str, **more: str) -> Shown:
    fields = ("aktiva", "avslut", "tidiga_avhopp", "arbete", "studier", "annan_rehab", "sjukvård", "ersättning", "annat")
    numbers = {name: str(number) for name, number in zip((*fields, "aktiva_nästa"), NUMBERS[kön], strict=True)}
    period = {"period__från": "2024-07-01", "period__till": "2025-06-30"}
    return client.send(
        client.get("tabell/utfall/ny"), insats="rosa", kön=kön, källa__0__dokument="plan", **period, **numbers, **more
    )


def test_a_changed_text(client: Client, folder: Folder) -> None:
    """Den gemensamma sidan blir en egen, och bara den nya meningen skiljer."""
    before = contents(folder)
    shown = client.get("sidor/index.md")
    shown = client.send(shown, text=shown.fields()["f.text"] + "\r\nEn ny mening.\r\n")
    assert "Nu har ni en egen" in shown.said
    assert changed(folder, before).keys() == {"docs/index.md"}
    common = before["gemensamt/docs/index.md"].decode()
    assert (folder.path.parent / "docs" / "index.md").read_text("utf8") == f"{common}\nEn ny mening.\n"


# ---- Fynden -----------------------------------------------------------------------------------------------


def test_an_error_stands_at_its_field_and_first_and_nothing_is_written(client: Client, folder: Folder) -> None:
    before = contents(folder)
    shown = client.send(client.get("tabell/insatser/rad/rosa"), namn="", projekttid__slut="2016-01-01", redovisning__0__läge="")
    assert shown.status == 422
    assert shown.html.findtext("head/title") == "Fel: Rosa rummet – Redigera"
    assert len(shown.found()) == 2
    assert shown.at_field("f-namn").endswith(
        "Fel: Insats måste vara ifyllt. Insatsens namn som i källan. Exempel: Samlad start"
    )
    assert "2016-01-01 ligger före" in shown.at_field("f-projekttid-slut")
    assert shown.fields()["f.projekttid.slut"] == "2016-01-01"
    links = [link.lstrip("#") for link in shown.html.xpath("//div[contains(@class, 'summary')]//a/@href")]
    assert links == ["f-namn", "f-projekttid-slut"]
    assert contents(folder) == before


def test_trying_says_the_same_and_writes_nothing(client: Client, folder: Folder) -> None:
    before = contents(folder)
    shown = client.send(client.get("tabell/insatser/rad/rosa"), "prova", projekttid__slut="2016-01-01")
    assert shown.status == 200
    assert "ligger före" in shown.at_field("f-projekttid-slut")
    assert "inga fel" in client.send(client.get("tabell/insatser/rad/rosa"), "prova", projekttid__slut="2021-01-01").said
    assert contents(folder) == before


def test_an_error_in_another_table_stops_the_saving(client: Client, folder: Folder) -> None:
    """Metoden används av en insats."""
    mark = client.get("tabell/metoder/bort/foljeforskning").html.xpath("//input[@name='mark']/@value")[0]
    shown = client.push("tabell/metoder/bort/foljeforskning", "ta-bort", mark=mark)
    assert shown.status == 422
    assert any(found.startswith("Fel: Insatser: metodval.metod foljeforskning finns inte") for found in shown.found())
    assert "foljeforskning" in (folder.path / M).read_text("utf8")


def test_an_error_that_was_there_before_does_not_stop_the_saving(client: Client, folder: Folder) -> None:
    folder.edit(N, "datum: 2026-11-22", "datum: i förrgår")
    assert "Sparat" in client.send(client.get("tabell/insatser/rad/rosa"), projekttid__slut="2021-06-30").said


def test_a_file_that_can_not_be_read_is_told_and_left(client: Client, folder: Folder) -> None:
    folder.edit(INS, "  namn: Rosa rummet\n", "  namn: Rosa rummet\n namn: fel indrag\n")
    before = contents(folder)
    shown = client.get("tabell/insatser/rad/rosa")
    assert shown.status == 409
    assert "Filen insatser.yaml har ett fel" in shown.said
    assert contents(folder) == before


def test_an_id_of_a_common_row_is_not_taken_by_accident(client: Client, folder: Folder) -> None:
    folder.common.joinpath(N).write_text("- id: gemensam\n  datum: 2026-11-22\n  rubrik: Gemensam nyhet\n", "utf8")
    shown = client.send(client.get("tabell/nyheter/ny"), id="gemensam", datum="2026-11-20", rubrik="Egen")
    assert "finns redan bland de gemensamma raderna" in shown.at_field("f-id")
    shown = client.get("tabell/nyheter/rad/gemensam")
    assert "Raden är gemensam för alla förbund" in shown.said
    client.send(shown, rubrik="Vår nyhet")
    assert (folder.path / N).read_text("utf8").endswith("- id: gemensam\n  datum: 2026-11-22\n  rubrik: Vår nyhet\n")


# ---- Två som ändrar samtidigt, och ångra ------------------------------------------------------------------


def test_the_one_who_saves_second_is_refused(client: Client, folder: Folder) -> None:
    first, second = client.get("tabell/insatser/rad/rosa"), client.get("tabell/insatser/rad/rosa")
    client.send(first, projekttid__slut="2021-06-30")
    before = contents(folder)
    shown = client.send(second, plats="Årsta")
    assert shown.status == 422
    assert "Raden har ändrats sedan du öppnade den" in shown.found()[0]
    assert shown.fields()["f.plats"] == "Årsta"
    assert "har ändrats sedan" in client.send(shown).said, "också när det skickas en gång till"
    assert contents(folder) == before


def test_two_rows_in_the_same_file_do_not_disturb_each_other(client: Client, folder: Folder) -> None:
    first, second = client.get("tabell/insatser/rad/rosa"), client.get("tabell/insatser/rad/gul")
    assert "Sparat" in client.send(first, plats="Årsta").said
    assert "Sparat" in client.send(second, plats="Öhamn").said


def test_a_page_that_has_changed_is_refused(client: Client, folder: Folder) -> None:
    shown = client.get("sidor/index.md")
    common = folder.common.parent / "docs" / "index.md"
    common.write_text(common.read_text("utf8") + "Mer.\n", "utf8")
    assert "Sidan har ändrats sedan du öppnade den" in client.send(shown, title="Ny").said
    assert not (folder.path.parent / "docs").exists()


def test_undo_gives_every_byte_back(client: Client, folder: Folder) -> None:
    before = contents(folder)
    client.send(client.get("tabell/insatser/rad/rosa"), projekttid__slut="2021-06-30")
    client.send(client.get("sidor/index.md"), title="Början")
    assert contents(folder) != before
    assert "Ångrat" in client.push("angra").said
    assert "Ångrat" in client.push("angra").said
    assert contents(folder) == before
    assert "inget att ångra" in client.push("angra").said


def test_undo_is_refused_when_the_file_has_changed_since(client: Client, folder: Folder) -> None:
    client.send(client.get("tabell/insatser/rad/rosa"), projekttid__slut="2021-06-30")
    folder.edit(INS, "Rosa rummet", "Röda rummet")
    before = contents(folder)
    assert "inget är ångrat" in client.push("angra").said
    assert contents(folder) == before


def test_saving_without_a_change_writes_nothing(client: Client, folder: Folder) -> None:
    before = contents(folder)
    assert "Inget är ändrat" in client.send(client.get("tabell/insatser/rad/gul")).found()[0]
    assert "Inget är ändrat" in client.send(client.get("sidor/index.md")).found()[0]
    assert contents(folder) == before
