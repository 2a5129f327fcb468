"""Källkartan: varje avsnitt i källdokumenten har sina uppgifter på webbplatsen."""

import pytest

from tests.conftest import Site
from tests.pages import main_text
from tests.rader import example_register

# Avsnitten enligt dokumentens egna innehållsförteckningar och rubriker. Rubriker utan egen text är inte med.
AVSNITT = {
    "stockholm-ansokningsguide": "Inledning|Kontaktuppgifter|1 |1.1|1.2|1.3|2 |2.1|2.2|3 |3.1|3.2|3.3|3.4|4 |4.1|4.2|4.3|4.4|4.5|5 |"
    "6.1|6.2|6.3|7 |7.1|7.2",
    "stockholm-plan-2020": "1 |2 |2.1|2.2|2.3|2.4|3 |3.1|3.2|3.3|3.4|Matris",
    "goteborg-plan-2024-2026": "Titelsidan|Förord|1 |1.1|2.1.1|2.1.2|2.1.3|3 |3.1.1|3.1.2|3.1.3|3.1.4|3.1.5|3.1.6|4 ",
    "sodra-dalarna-policy-2020": "Inledning|Självvärderingsmodellen|Varför självvärdering?|Vad är syftet med självvärdering?|"
    "För vem görs självvärderingen?|Vad ska utvärderas/följas upp?|Niofältaren|Definitioner|"
    "Möjligheten till extern medbedömare|Kompletterande utvärderingsinsatser|Processtöd|Rapporter|"
    "Jämställdhet|Indikatorer|Gemensamma utfallsmått",
    "uppsala-utvardering-2014": "Förord|Sammanfattning|1 |1.1|2.1 |2.1.1|2.1.2|2.1.3|2.1.4|2.2 |2.2.1|2.2.2|2.2.3|2.3 |2.3.1|3.1 |3.1.1|"
    "3.1.2|3.2.1|3.2.2|3.2.3|3.3 |3.3.1|3.3.2|3.3.3|4.1|4.2 |4.2.1|4.3|4.4|4.5|4.6|"
    "Sammanfattning av kapitel 4|5.1|5.2.1|5.2.2|5.2.3|5.3|5.4 |5.4.1|Sammanfattning av kapitel 5|6.1|6.2|"
    "6.3|6.4|6.5|Sammanfattning av kapitel 6|7.1|7.2.1|7.2.2|7.3 |7.3.1|7.3.2|7.3.3|7.4 |7.4.1|7.5|"
    "Bilaga 1|Bilaga 2|Bilaga 3|Bilaga 4|Bilaga 5|Bilaga 6|Bilaga 7",
}


@pytest.mark.parametrize("dokument", AVSNITT)
def test_every_section_of_the_document_is_in_the_source_map(dokument: str) -> None:
    mapped = [rad.avsnitt for rad in example_register().guide.källkarta if rad.dokument.id == dokument]
    assert [avsnitt for avsnitt in AVSNITT[dokument].split("|") if not any(one.startswith(avsnitt) for one in mapped)] == []


def test_every_fact_of_the_source_map_stands_on_its_page(example_site: Site) -> None:
    missing = [
        f"{rad.dokument.id} {rad.avsnitt}: {fakta!r} saknas på {rad.sida}"
        for rad in example_register().guide.källkarta
        for fakta in rad.fakta
        if fakta.casefold() not in main_text(example_site, rad.sida)
    ]
    assert missing == []


def test_the_source_map_is_shown_to_readers(example_site: Site) -> None:
    text = main_text(example_site, "/om/kallor/")
    assert [rad.avsnitt for rad in example_register().guide.källkarta if rad.avsnitt.casefold() not in text] == []
