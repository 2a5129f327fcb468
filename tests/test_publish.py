"""Publiceringen: allt eller inget, samma byte varje gång, och inga länkar som leder ingenstans."""

import hashlib
import shutil
from pathlib import Path

import pytest

from macros.publish import site as publish
from macros.publish import swap
from macros.publish.links import SiteLinks
from tests import rader
from tests.conftest import DAY, Site, build, copy_example


def checksums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf8")


def test_same_data_and_day_give_same_bytes(tmp_path: Path) -> None:
    """Också när data ligger i en annan mapp."""
    sites = [tmp_path / "en" / "site", tmp_path / "annan" / "site"]
    for site in sites:
        build(copy_example(site.parent), site)
    first, second = map(checksums, sites)
    assert first == second


def test_every_link_and_anchor_leads_somewhere(site: Site) -> None:
    assert SiteLinks(site.folder).problems() == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/index.html").write_text(
        '<p id="finns"><a href="../b/">b</a><a href="#nej">n</a><a href="../../c">c</a>'
        '<img src="/bild.png"><a href="#finns">ja</a><a href="https://exempel.se">ut</a>'
    )
    (tmp_path / "404.html").write_text('<p id="egen"><a href="#egen">ja</a><a href="#finns">nej</a>')
    (tmp_path / "index.html").write_text('<p id="finns"><a href="./a/#finns">ja</a><a href="./b/">nej</a>')
    assert SiteLinks(tmp_path).problems() == [
        "404.html: ankaret i #finns finns inte på sidan.",
        "a/index.html: ankaret i #nej finns inte på sidan.",
        "a/index.html: länken ../../c leder ingenstans.",
        "a/index.html: länken ../b/ leder ingenstans.",
        "a/index.html: länken /bild.png leder ingenstans.",
        "index.html: länken ./b/ leder ingenstans.",
    ]


@pytest.fixture
def published(example_site: Site, tmp_path: Path) -> tuple[Path, Path, dict[str, str]]:
    """En datamapp, dess publicerade webbplats och webbplatsens kontrollsummor."""
    data, out = copy_example(tmp_path), Path(shutil.copytree(example_site.folder, tmp_path / "site"))
    return data, out, checksums(out)


def test_errors_in_data_leave_the_old_site_untouched(published, capsys) -> None:
    data, out, before = published
    change(data / "insatser.yaml", "slut: 2020-03-31", "slut: 2016-03-31")
    assert publish.run(data, out, DAY) == 1
    assert checksums(out) == before
    said = capsys.readouterr().err
    assert "projekttid.slut 2016-03-31 ligger före projekttid.start 2017-05-02 (insats mot-arbete)" in said
    assert "är orörd" in said


def test_a_broken_link_in_data_leaves_the_old_site_untouched(published, capsys) -> None:
    """Varje sådan länk får ett fynd med fil, rad och fält, och nämns inte en gång till för sidan där den står."""
    data, out, before = published
    change(data / "nyheter.yaml", "länk: /insatser/", "länk: /insats/")
    change(data / "steg.yaml", "- id: skriv\n", "- id: skriv\n  länk: /ansok/#ingenting\n")
    (data / "provning.yaml").write_text("[]\n")
    assert publish.run(data, out, DAY) == 1
    assert checksums(out) == before
    said = [line.partition(".yaml:")[2].partition(" ")[2] for line in capsys.readouterr().err.splitlines() if " fel: " in line]
    assert sorted(said) == sorted(
        [
            "fel: länk /ansok/kan-vi-soka/ leder ingenstans (steg hitta-ide). Sidan är inte med, för en tabell som den bygger på har inga "
            "rader. Lägg tillbaka raderna, eller ta bort länken.",
            "fel: länk /ansok/#ingenting leder ingenstans (steg skriv). Sidan finns, men inte ankaret efter #. Rätta "
            "ankaret, eller ta bort det.",
            "fel: länk /insats/ leder ingenstans (nyhet tio-insatser). Menade du /insatser/? Rätta adressen, eller ta bort länken.",
        ]
    )


def test_an_exception_leaves_the_old_site_untouched(published, monkeypatch) -> None:
    data, out, before = published
    monkeypatch.setattr("macros.views.insats.facts", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publish.run(data, out, DAY)
    assert checksums(out) == before
    assert [path.name for path in out.parent.iterdir() if path.name.startswith("site.")] == []


def test_a_good_build_replaces_everything_and_earlier_addresses_lead_to_the_new_one(published) -> None:
    data, out, before = published
    change(data / "insatser.yaml", "namn: Aktiviteter mot arbete i Ånäs", "namn: Aktiviteter i Ånäs")
    change(data / "insatser.yaml", "    - aktiviteter\n", "    - aktiviteter\n    - forsta-namnet\n")
    (out / "gammal.html").write_text("kvar?")
    build(data, out)
    assert not (out / "gammal.html").exists()
    moved = "insatser/forsta-namnet/index.html"
    assert checksums(out).keys() - before.keys() == {moved, moved.replace("index", "niofaltaren-2019/index")}
    assert before.keys() - checksums(out).keys() == set()
    assert "Aktiviteter i Ånäs" in (out / "insatser/mot-arbete/index.html").read_text("utf8")
    assert 'content="0; url=../../insatser/mot-arbete/"' in (out / moved).read_text("utf8")


@pytest.mark.parametrize("can_exchange", [True, False])
def test_swap_replaces_a_folder_with_and_without_help_from_the_system(tmp_path: Path, monkeypatch, can_exchange) -> None:
    if not can_exchange:
        monkeypatch.setattr(swap, "exchange", lambda *_: False)
    for name in ("ny", "ut"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "fil").write_text(name)
    swap.replace(tmp_path / "ny", tmp_path / "ut")
    assert (tmp_path / "ut/fil").read_text() == "ny"
    assert [path.name for path in tmp_path.iterdir()] == ["ut"]


def test_pages_without_rows_are_left_out_of_menu_and_build(published) -> None:
    data, out, _ = published
    for table in rader.words().tables.keys() - {"forbund", "kallor"}:
        (data / f"{table}.yaml").write_text("[]\n", "utf8")
    shutil.rmtree(data / "andra")
    build(data, out)
    assert not (out / "tidslinje").exists() and not (out / "resultat/utfall").exists()
    start = (out / "index.html").read_text("utf8")
    assert "Insatser</a>" not in start
