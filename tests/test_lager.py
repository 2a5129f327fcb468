"""Vems raderna är: värdens och andra förbunds visas var för sig, i varje vy som har båda."""

import pytest

from macros.views import katalog, kedja, rapporter, samhallsekonomi, tidslinje, utfall, verktyg
from macros.views.lager import ANDRA, EGNA, urval
from tests import rader
from tests.rader import Rad, context_of
from tests.utfallsrader import MANY, register, rows
from tests.vyer import ROOT_URL, tree, words


def both() -> rader.Context:
    """Två förbund med var sin insats, kedja, beräkning, rapport, handbok och utfall."""
    owners = {"hemma": "alfa", "andras": "beta"}
    rows_of_both = [row | {"id": f"{id_}-{row['id']}"} for id_ in owners for row in rows(*MANY, insats=id_)]
    return context_of(
        register(
            forbund=[rader.förbund("alfa", "värd"), rader.förbund("beta")],
            insatser=[
                rader.insats(id_, förbund=whose, glapp="glapptäckande", projekttid={"start": "2019", "slut": "2020"})
                for id_, whose in owners.items()
            ],
            forandringsteori=[Rad(id=id_, förbund=whose, namn=f"Kedjan {id_}") for id_, whose in owners.items()],
            samhallsekonomi=[Rad(id=id_, insats=id_, modell="NyttoSam", kostnad_per_deltagare="4711") for id_ in owners],
            slutrapporter=[
                Rad(id=id_, titel=f"Rapporten {id_}", sort="slutrapport", förbund=whose) for id_, whose in owners.items()
            ],
            metodhandbocker=[Rad(id=id_, titel=f"Boken {id_}", insatser=[id_], metod="M") for id_ in owners],
            utfall=[Rad(row) for row in rows_of_both],
        )
    )


VIEWS = {
    "katalogen": lambda context, vilka: katalog.katalog(context, ROOT_URL, 1, vilka),
    "kedjorna": lambda context, vilka: kedja.kedjor(context, ROOT_URL, vilka),
    "beräkningarna": lambda context, vilka: samhallsekonomi.samhällsekonomi(context, ROOT_URL, vilka),
    "tidslinjen": lambda context, vilka: tidslinje.timeline(context, ROOT_URL, vilka),
    "utfallen": lambda context, vilka: utfall.utfall(context, ROOT_URL, 1, vilka),
    "glappet": lambda context, vilka: verktyg.glappet(context, ROOT_URL, vilka),
    "handböckerna": lambda context, vilka: rapporter.metodhandböcker(context, ROOT_URL, vilka),
    "rapporterna": lambda context, vilka: (
        rapporter.rapportbibliotek(context, ROOT_URL, 1) if vilka == EGNA else rapporter.andras_rapporter(context, ROOT_URL)
    ),
}


@pytest.mark.parametrize("name", VIEWS)
def test_värdens_och_andras_blandas_aldrig(name):
    own, others = (words(tree(VIEWS[name](both(), vilka))) for vilka in (EGNA, ANDRA))
    assert "hemma" in own and "andras" not in own
    assert "andras" in others and "hemma" not in others


@pytest.mark.parametrize("vilka", ["alla", "", "Egna"])
def test_ett_annat_ord_än_egna_och_andra_stoppar_bygget(vilka):
    with pytest.raises(ValueError, match="Skriv egna eller andra"):
        urval([], vilka)
