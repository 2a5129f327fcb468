"""De samhällsekonomiska reglerna: källans tal räknas om mot varandra, och det som inte går ihop är ett fynd, ord för ord."""

import pytest

from macros.model.samhallsekonomi import motsägelse
from tests import minimal
from tests.minimal import Folder
from tests.uppfoljningsfiler import TABLES, VART, E, K

LÅT_STÅ = "Jämför med källan, och låt talet stå om det är tryckt så."
DELAR = """\
    - part: Kommunen
      återbetalningstid: i.v.
      uteblivna_kostnader: 28000000
    - part: Staten
      återbetalningstid: 14
      uteblivna_kostnader: 19000000
  uteblivna_kostnader: 47000000
"""
UPPFÖLJNING = """\
  uppföljning:
    när: ett år efter avslutet
    visade: Något färre arbetade.
    prognos: något för positiv
    följdes_upp: 18
    av: 20
"""


@pytest.fixture
def folder(folder: Folder) -> Folder:
    """En beräkning med allt som räknas om, och allt stämmer."""
    tables = dict(TABLES)
    start = tables[E].index("    - part: Kommunen")
    tables[E] = tables[E][:start] + DELAR + UPPFÖLJNING + tables[E][tables[E].index("  källa:") :]
    tables[K] += VART
    return folder.with_tables(tables)


def test_tal_som_stämmer_ger_inget_fynd(folder):
    assert minimal.examine(folder.path).findings == []


@pytest.mark.parametrize(
    ("rule", "file", "old", "new", "finding"),
    [
        (
            "återbetalningen-stämmer-inte",
            E,
            "under 14",
            "9",
            "data/samhallsekonomi.yaml:5:22 varning: återbetalningstid är 9, men förlusten på ett år är 100000 (beräkning rosa).",
        ),
        (
            "återbetalningen-stämmer-inte",
            E,
            "under 14",
            "i.v.",
            "data/samhallsekonomi.yaml:5:22 varning: återbetalningstid är i.v., men vinsten på lång sikt är 2000000 "
            "(beräkning rosa).",
        ),
        (
            "återbetalningen-stämmer-inte",
            E,
            "återbetalningstid: 14\n",
            "återbetalningstid: 14\n      minskning_ett_år: 500\n",
            "data/samhallsekonomi.yaml:16:26 varning: återbetalningstid för Staten är 14, men vinsten på ett år är 500 "
            "(beräkning rosa).",
        ),
        (
            "delarna-blir-inte-summan",
            E,
            "uteblivna_kostnader: 47000000",
            "uteblivna_kostnader: 48000000",
            "data/samhallsekonomi.yaml:18:24 varning: uteblivna_kostnader är 48000000, men parternas är tillsammans 47000000 "
            "(beräkning rosa).",
        ),
        (
            "deltagarna-är-olika-många",
            E,
            "av: 20",
            "av: 60",
            "data/samhallsekonomi.yaml:24:9 varning: av är 60, men beräkningen gäller 20 deltagare (beräkning rosa).",
        ),
        (
            "deltagarna-är-olika-många",
            K,
            "antal: 12\n  av: 20",
            "antal: 12\n  av: 22",
            "data/nyckeltal.yaml:24:7 varning: av är 22, men beräkningen gäller 20 deltagare (nyckeltal vidare).",
        ),
    ],
)
def test_tal_som_inte_går_ihop_är_ett_fynd(folder, rule, file, old, new, finding):
    folder.edit(file, old, new)
    [found] = minimal.examine(folder.path).findings
    assert (str(found), found.rule) == (f"{finding} {LÅT_STÅ}", rule)


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (
            "följdes_upp: 18",
            "följdes_upp: 21",
            "data/samhallsekonomi.yaml:23:18 fel: uppföljning.följdes_upp 21 är fler än av 20 (beräkning rosa). "
            "Rätta det tal som är fel.",
        ),
        (
            "    prognos: något för positiv\n",
            "    prognos: fel\n",
            "data/samhallsekonomi.yaml:22:14 fel: uppföljning.prognos fel finns inte att välja (beräkning rosa). Välj bland: höll, "
            "något för positiv, för positiv, för försiktig.",
        ),
    ],
)
def test_uppföljningens_fält_prövas(folder, old, new, finding):
    folder.edit(E, old, new)
    assert [str(one) for one in minimal.examine(folder.path).findings] == [finding]


@pytest.mark.parametrize(
    ("tid", "ett_år", "lång_sikt", "is_wrong"),
    [
        ("6", 1_400_000, None, False),
        ("6", -1, None, True),
        ("16", 213_000, None, True),
        ("16", -1, None, False),
        ("16", 0, None, False),
        ("12", 600, None, False),
        ("12", -600, None, False),
        ("under 12", -1, None, True),
        ("under 12", 1, None, False),
        ("under 14", 1, None, False),
        ("under 14", -1, None, False),
        ("i.v.", 5, -1, False),
        ("i.v.", -5, 1, True),
        ("i.v.", -5, None, False),
        ("5", None, 31_200_000, False),
        ("", -1, 1, False),
    ],
)
def test_en_återbetalningstid_ställs_mot_vinsten_på_samma_sikt(tid, ett_år, lång_sikt, is_wrong):
    assert (motsägelse(tid, ett_år, lång_sikt) is not None) is is_wrong
