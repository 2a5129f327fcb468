"""Årets sida och underlaget till årsredovisningen: samma innehåll, i delar som både sidan och Worddokumentet visar.

Ordningen följer det som ett förbund gör enligt 7 § lagen (2003:1210): beslutar om mål, stödjer samverkan, finansierar insatser,
beslutar om medlen, svarar för uppföljning och utvärdering. Det som medlemmarnas styrelser frågar efter (facts/omvarlden.md) står i
samma ordning: hur det gick mot åren före, vad det kostade, rättelser av tidigare tal, och vad insatserna avlöste.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from macros.model.arsredovisning import LÄGEN, Årsbok, Årsinsats
from macros.model.arsresultat import Årsresultat
from macros.model.atagande import Åtagande
from macros.model.insats import Insats
from macros.model.malvarde import Uppföljt
from macros.model.rapport import Rapport
from macros.model.rekvisition import Årsläge, Årssumma
from macros.model.tid import in_words
from macros.model.utfall import TOTALT, Måttlista, Utfall
from macros.views import perioder
from macros.views.arsbok_mot_fore import ALLA_KÖN, andelen, mot_åren_före, summan
from macros.views.delar import VISAS_INTE, Cell, Del, Lista, Rad, Rubrik, Stycke, Tabell, celler, punkter, tal
from macros.views.text import first_upper

DELRAPPORT = "delrapport"  # det som en insats lämnar medan den pågår
PER_INSATS, PENGAR_PER_INSATS = "#per-insats", "pengar-per-insats"  # raderna som summorna är gjorda av


def innehåll(bok: Årsbok, mått: Måttlista, insatser: Sequence[Insats], today: date) -> Iterator[Del]:
    """Hela året, del för del.

    Args:
        insatser: värdens alla insatser, för namnen på dem som avlöstes.
    """
    yield Stycke(
        "Varje tal kommer från en rad i förbundets uppgifter. Ett tal som saknas är inte noll. Ett tal som är skyddat på "
        "webbplatsen är skyddat här också."
    )
    if today <= date(bok.år, 12, 31):
        yield Stycke(f"Året är inte slut. Uppgifterna är de som fanns den {in_words(today)}.")
    yield from mot_åren_före(bok, mått)
    yield from _mål(bok)
    yield from _samverkan(bok)
    yield from _insatser(bok, {insats.id: insats.namn for insats in insatser})
    yield from _pengar(bok)
    yield from _utfall(bok, mått)
    yield from _rapporter(bok)
    yield from _lärdomar(bok)
    yield from _saknas(bok)


def _plats(insats: Insats, rubrik: str, *texter: str | Cell) -> Rad:
    """En rad som kommer ur insatsens rad i data, och som står under rubriken på insatsens sida."""
    return Rad(celler(*texter), insats.i_data, f"{insats.adress}{rubrik}")


# ---- Målen, samverkan och insatserna -------------------------------------------------------------------------


def _mål(bok: Årsbok) -> Iterator[Del]:
    if not bok.mål:
        return
    yield Rubrik("Målen för årets insatser", "mal")
    yield Stycke("Läget är det som källan säger, annars det som utfallen för perioder som slutade under året visar.")
    yield Tabell("Målen och läget", ("Mål", "Insats", "Målvärde", "Läge"), tuple(map(_målrad, bok.mål)))


def _målrad(one: Uppföljt) -> Rad:
    mål = one.mål
    assert mål.insats
    text = celler(mål.mål, mål.insats.namn, mål.målvärde, first_upper(one.läge.value))
    return Rad(text, mål.i_data, f"{mål.insats.adress}#mal-{mål.id}")


def _samverkan(bok: Årsbok) -> Iterator[Del]:
    deltar = Counter(part.namn for one in bok.insatser for part in one.insats.parter)
    if deltar:
        yield Rubrik("Samverkan", "samverkan")
        yield Stycke("Så många av årets insatser har parten med. Vilka det är står vid varje insats.")
        rader = (Rad(celler(namn, tal(antal, "#insatser"))) for namn, antal in deltar.most_common())
        yield Tabell("Parterna i årets insatser", ("Part", "Insatser"), tuple(rader), 1)


def _insatser(bok: Årsbok, namn: dict[str, str]) -> Iterator[Del]:
    yield Rubrik("Insatserna", "insatser")
    if not bok.insatser:
        yield Stycke(f"Ingen insats har en projekttid eller pengar som rör {bok.år}.")
        return
    yield Stycke(f"Insatser som pågick eller hade pengar under {bok.år}: {len(bok.insatser)}.")
    rader = tuple(_insatsrad(one.insats, namn) for one in bok.insatser)
    yield Tabell("Årets insatser", ("Insats", "Projekttid", "Projektägare", "Parter"), rader).utan_tomma_kolumner()


def _insatsrad(i: Insats, namn: dict[str, str]) -> Rad:
    avlöser = ", ".join(namn.get(id_, id_) for id_ in i.föregångare)
    under = [*([i.typ.namn] if i.typ else []), *([f"avlöser {avlöser}"] if avlöser else [])]
    insats = Cell(i.namn, first_upper(", ".join(under)), i.adress)
    return _plats(i, "", insats, i.projekttid.i_ord(), i.projektägare, ", ".join(part.namn for part in i.parter))


# ---- Pengarna ------------------------------------------------------------------------------------------------


def _pengar(bok: Årsbok) -> Iterator[Del]:
    yield Rubrik("Pengarna", "pengar")
    med = [one for one in bok.insatser if one.beviljat is not None or one.utfall is not None]
    if not med:
        yield Stycke(f"Inget belopp för {bok.år} är inlagt.")
        return
    yield Stycke(f"Beloppen är hela kronor. De finns för {len(med)} av {len(bok.insatser)} insatser.")
    header = ("Beviljat", "Utfall")
    rader = (_plats(one.insats, "#budget", one.insats.namn, tal(one.beviljat), tal(one.utfall)) for one in med)
    yield Tabell("Pengar per insats", ("Insats", *header), tuple(rader), 1, PENGAR_PER_INSATS)
    per = {
        namn or "Finansiären är inte angiven": [lägen.get(läge) for läge in LÄGEN] for namn, lägen in bok.finansiärer.items()
    }
    per["Summa av det som är inlagt"] = [bok.summan(läge) for läge in LÄGEN]
    summor = (Rad(celler(namn, *(tal(one, f"#{PENGAR_PER_INSATS}") for one in belopp))) for namn, belopp in per.items())
    yield Tabell("Pengar per finansiär", ("Finansiär", *header), tuple(summor), 1)
    if bok.rekvirerat:
        yield from _rekvirerat(bok.rekvirerat)


def _rekvirerat(summa: Årssumma) -> Iterator[Del]:
    yield Rubrik("Använt av årets pengar", "anvant", 3)
    yield Stycke("Kvar är det som förbundet har beviljat minus det som är begärt. Bara insatser som har begärt pengar är med.")
    rader = [
        _plats(insats, "#rekvisitioner", Cell(insats.namn, f"Till och med {läge.senaste.i_ord()}"), *_använt(läge))
        for insats, läge in summa.lägen
    ]
    alla = Rad(celler("Tillsammans", *(replace(one, länk="#anvant") for one in _använt(summa))))
    yield Tabell(
        "Pengar som insatserna har begärt, kronor", ("Insats", "Beviljat", "Begärt", "Betalt", "Kvar"), (*rader, alla), 1
    )


def _använt(läge: Årsläge | Årssumma) -> list[Cell]:
    return [tal(one) for one in (läge.beviljat, läge.begärt, läge.betalt, läge.kvar)]


# ---- Deltagarna och utfallen ---------------------------------------------------------------------------------


def _utfall(bok: Årsbok, mått: Måttlista) -> Iterator[Del]:
    yield Rubrik("Deltagarna och utfallen", "utfall")
    if bok.året is None or bok.summa is None:
        yield Stycke(f"Inga utfall som får visas gäller hela {bok.år}.")
    else:
        yield Stycke(
            "Talen är summor över insatserna. En summa tar bara med de tal som visas för insatsen själv. Sista kolumnen säger hur "
            "många insatser totalen bygger på. Kvinnor och män blir inte alltid totalen, för en insats kan visa bara den. "
            "Måluppfyllelsen bygger på de insatser som visar den."
        )
        namn = f"Utfall {perioder.namn(bok.summa.period)}"
        rubriker = ("Mått", *map(first_upper, ALLA_KÖN), "Insatser")
        yield Tabell(namn, rubriker, tuple(_måttrader(bok.året, mått)), 1)
    yield from _per_insats(bok, mått)
    yield from _deltagare(bok)
    yield from _rättelser(bok, mått)


def _måttrader(ett: Årsresultat, mått: Måttlista) -> Iterator[Rad]:
    assert ett.summa
    for one in mått.antal:
        rutor = [_utan_under(summan(ett, one.fält, kön)) for kön in ALLA_KÖN]
        totalt = ett.summa.tal.get(TOTALT, {}).get(one.fält)
        yield Rad((Cell(one.namn), *rutor, Cell(f"{totalt.insatser} av {totalt.av}" if totalt else "")))
    if total := ett.summa.andelar.get(TOTALT):
        rutor = [_utan_under(andelen(ett, kön)) for kön in ALLA_KÖN]
        yield Rad((Cell("Måluppfyllelse"), *rutor, Cell(f"{total.insatser} av {total.av}")))


def _utan_under(cell: str | Cell) -> Cell:
    """Talet med länk till raderna som det är en summa av."""
    assert isinstance(cell, Cell)
    return cell if cell.saknas else Cell(cell.text, länk=PER_INSATS)


def _per_insats(bok: Årsbok, mått: Måttlista) -> Iterator[Del]:
    rubriker = ("Insats", "Period", "Aktiva", "Avslut", "Måluppfyllelse")
    if bok.utfall:
        yield Rubrik("Insats för insats", "per-insats", 3)
        yield Tabell("Utfall per insats, totalt", rubriker, tuple(_utfallsrad(rad, mått) for rad in bok.utfall), 2)
    if bok.delår:
        yield Rubrik("Halvårens bidrag", "delar", 3)
        yield Stycke(
            "Det som insatserna har lämnat för en del av året. Helåret kan vara räknat ur halvåren, så lägg inte ihop tabellerna."
        )
        rader = sorted(bok.delår, key=lambda rad: (rad.gäller[0].namn, rad.gäller[1].från))
        yield Tabell("Utfall för en del av året, totalt", rubriker, tuple(_utfallsrad(rad, mått) for rad in rader), 2)


def _utfallsrad(rad: Utfall, mått: Måttlista) -> Rad:
    insats, period = rad.gäller
    antal = [_talet(rad, fält) for fält in (*mått.fält("aktiva"), *mått.fält("avslut"))]
    andel = rad.måluppfyllelse
    text = f"{andel.procent} % ({andel.täljare} av {andel.nämnare})" if andel else VISAS_INTE
    namn = Cell(insats.namn, "Räknat ur halvåren" if rad.ur else "")
    return Rad(celler(namn, perioder.namn(period), *antal, text), rad.i_data, f"{insats.adress}#utfall")


def _talet(rad: Utfall, fält: str) -> Cell:
    värde = rad.tal.get(fält)
    return tal(värde) if värde is not None or fält in rad.saknas else VISAS_INTE


def _deltagare(bok: Årsbok) -> Iterator[Del]:
    if bok.deltagare:
        yield Rubrik("Planerade och faktiska deltagare", "deltagare", 3)
        rader = (
            _plats(insats, "#deltagare", insats.namn, one.i_ord(), tal(one.planerade), one.faktiska)
            for insats, one in bok.deltagare
        )
        yield Tabell("Deltagare enligt insatserna", ("Insats", "Period", "Planerade", "Faktiska"), tuple(rader), 2)


def _rättelser(bok: Årsbok, mått: Måttlista) -> Iterator[Del]:
    if not bok.rättelser:
        return
    namn = {one.fält: one.namn for one in mått.alla}
    yield Rubrik("Rättelser av tidigare tal", "rattelser", 3)
    rader = (
        Rad(
            celler(
                rad.gäller[0].namn, perioder.namn(rad.gäller[1]), f"{namn.get(one.fält, one.fält)}, {rad.kön}", tal(one.tidigare),
                tal(rad.tal.get(one.fält)), f"{first_upper(in_words(one.datum))}. {one.varför}",
            ),
            rad.i_data, f"{rad.gäller[0].adress}#utfall",
        )
        for rad, one in bok.rättelser
    )  # fmt: skip
    yield Tabell("Tal som har rättats", ("Insats", "Period", "Mått", "Förut", "Nu", "När och varför"), tuple(rader))


# ---- Rapporterna, lärdomarna och det som saknas --------------------------------------------------------------


def _rapporter(bok: Årsbok) -> Iterator[Del]:
    yield Rubrik("Uppföljning och rapporter", "rapporter")
    for rubrik, id_, ones, inga in (
        ("Lämnade under året", "lamnade", bok.lämnade, f"Ingen rapport har {bok.år} som dag då den lämnades."),
        (
            "Ska lämnas eller saknar besked",
            "vantade",
            bok.väntade,
            "Ingen rapport med en dag till och med årets slut saknar besked. Av dem som lämnas varje år följs den senaste och den nästa.",
        ),
    ):
        yield Rubrik(rubrik, id_, 3)
        yield (
            Tabell(f"Rapporter: {rubrik[0].lower()}{rubrik[1:]}", ("Insats", "Rapport", "När"), tuple(map(_åtagande, ones)))
            if ones
            else Stycke(inga)
        )


def _åtagande(one: Åtagande) -> Rad:
    tid = one.lämnad or one.när
    return _plats(one.insats, "", one.insats.namn, Cell(one.vad, länk=one.länk), tid.i_ord() if tid else "")


def _lärdomar(bok: Årsbok) -> Iterator[Del]:
    yield Rubrik("Lärdomar och rekommendationer", "lardomar")
    if not (bok.rapporter or bok.öppna):
        yield Stycke(f"Ingen rapport från {bok.år} och ingen öppen rekommendation är inlagd.")
    for rapport in bok.rapporter:
        yield from _rapport(rapport)
    if bok.öppna:
        yield Rubrik("Öppna rekommendationer", "oppna", 3)
        yield Lista(
            tuple(
                Rad(
                    celler(f"{rad.rekommendation} ({rapport.titel}. {first_upper(rad.läge or 'inget svar är inlagt')}.)"),
                    rapport.i_data,
                    f"{rapport.adress}#rekommendationer",
                )
                for rapport, rad in bok.öppna
            )
        )


def _rapport(rapport: Rapport) -> Iterator[Del]:
    """Det som rapporten säger. En delrapport är insatsens bidrag till årets rapport, och står hel, rubrik för rubrik."""
    yield Rubrik(rapport.titel, f"rapport-{rapport.id}", 3)
    delar = [(one.rubrik, one.text) for one in rapport.delar] if rapport.sort == DELRAPPORT else []
    texter = [("Resultat", rapport.resultat), ("Framgångar", rapport.framgångar), ("Hinder", rapport.hinder), *delar]
    if rapport.sammanfattning:
        yield Stycke(rapport.sammanfattning)
    for nummer, (rubrik, text) in enumerate(texter, 1):
        if text:
            yield Rubrik(rubrik, f"rapport-{rapport.id}-{nummer}", 4)
            yield Stycke(text)
    if not (rapport.framgångar or rapport.hinder or delar):
        yield Stycke("Inga framgångar eller hinder är inlagda.")
    yield Lista((Rad((Cell("Hela rapporten", länk=rapport.adress),), rapport.i_data, rapport.adress),))


def _saknas(bok: Årsbok) -> Iterator[Del]:
    yield Rubrik("Det som saknas", "saknas")
    luckor: tuple[tuple[str, list[Årsinsats]], ...] = (
        (f"Inget beviljat belopp för {bok.år}", [one for one in bok.insatser if one.beviljat is None]),
        (f"Inget belopp för vad {bok.år} kostade", [one for one in bok.insatser if one.utfall is None]),
        (f"Inga utfall för hela {bok.år}", [one for one in bok.insatser if not one.har_tal and _följer_deltagare(one.insats)]),
    )
    texter = [f"{vad}: {_vilka(ones, len(bok.insatser))}." for vad, ones in luckor if ones]
    yield punkter(texter) if texter else Stycke("Alla insatser har belopp och utfall för året.")


def _vilka(ones: Iterable[Årsinsats], av: int) -> str:
    namn = [one.insats.namn for one in ones]
    return f"alla {av} insatser" if len(namn) == av > 1 else ", ".join(namn)


def _följer_deltagare(insats: Insats) -> bool:
    return not insats.typ or insats.typ.följer_deltagare is not False
