"""Adresserna i hamtas.yaml: vilka som går att hämta från, och vad kontrollen säger om raderna."""

import pytest

from macros.fetch import command
from macros.fetch.transport import FetchRefused, Web, address_of, is_public, public_addresses
from macros.read.version import CURRENT
from macros.settings import SettingError
from tests.conftest import DAY
from tests.minimal import Folder, examine


@pytest.mark.parametrize(
    "url",
    [
        "http://x.se/a",
        "ftp://x.se/a",
        "https:///a",
        "https://a:b@x.se/a",
        "https://x.se/a b",
        "https://x.se:0x/a",
        "https://[x/a",
    ],
)
def test_an_address_that_is_not_plain_https_is_refused(url: str) -> None:
    with pytest.raises(FetchRefused):
        address_of(url)


PRIVATE = ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1", "100.64.0.1"]
PRIVATE += ["::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1"]


@pytest.mark.parametrize("ip", PRIVATE)
def test_computers_on_the_own_network_are_not_public(ip: str) -> None:
    assert not is_public(ip)


def test_a_name_for_a_computer_on_the_own_network_is_refused() -> None:
    assert is_public("93.184.216.34")
    with pytest.raises(FetchRefused, match="localhost är en dator på det egna nätet"):
        public_addresses("localhost", 443)
    with pytest.raises(FetchRefused, match="egna nätet"):
        Web("https://127.0.0.1/data/datapackage.json").read("datapackage.json")


def test_an_empty_list_is_explained(folder: Folder) -> None:
    folder.write("hamtas.yaml", "[]\n")
    with pytest.raises(SettingError, match="Inga förbund står i"):
        command.run([], folder.path, DAY)


EXAMPLE_ADDRESS = "Skriv till exempel https://exempel.se/data/datapackage.json."
WRONG_ADDRESS = "adress ska vara https:// och webbplatsens namn, eller en fil, och sluta på datapackage.json (hämtning delta)."
ROWS = {
    ("adressen-går-inte-att-hämta", "delta", "http://x.se/data/datapackage.json"): f"fel: {WRONG_ADDRESS} {EXAMPLE_ADDRESS}",
    ("adressen-går-inte-att-hämta", "delta", "https://x.se/data/"): f"fel: {WRONG_ADDRESS} {EXAMPLE_ADDRESS}",
    ("vi-hämtar-inte-oss-själva", "alfa", "x/datapackage.json"): (
        "fel: id alfa är ert eget förbund (hämtning alfa). Ta bort raden."
    ),
    ("inget-är-hämtat", "delta", "datapackage.json"): (
        "råd: Förbundet är inte hämtat (hämtning delta). Kör python -m macros hämta delta."
    ),
}


@pytest.mark.parametrize(("rule", "id_", "address"), ROWS)
def test_rows_that_cannot_be_fetched_are_explained(rule: str, id_: str, address: str, folder: Folder) -> None:
    folder.write("hamtas.yaml", f"- id: {id_}\n  adress: {address}\n")
    found = [str(one).partition(" ")[2] for one in examine(folder.path).findings if one.rule == rule]
    assert found == [ROWS[rule, id_, address]]


def test_a_folder_that_no_row_explains_is_an_error(folder: Folder) -> None:
    folder.write("hamtat/delta/VERSION", f"{CURRENT}\n")
    folder.write("hamtat/delta/forbund.yaml", "- id: delta\n  namn: Delta\n  kortnamn: Delta\n  källa:\n    - dokument: plan\n")
    found = [(one.rule, one.text) for one in examine(folder.path).findings]
    assert found == [
        ("kopian-är-ändrad", "Mappen hamtat/delta har ingen rad i hamtas.yaml som säger var den kommer ifrån. Ta bort mappen.")
    ]


def test_a_förbund_that_is_not_listed_is_named(folder: Folder) -> None:
    folder.write("hamtas.yaml", "- id: sagodalen\n  adress: https://x.se/data/datapackage.json\n")
    with pytest.raises(SettingError, match=r"^sagodale står inte i hamtas\.yaml\. Menade du sagodalen\?"):
        command.run(["sagodale"], folder.path, DAY)
