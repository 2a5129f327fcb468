"""Dokumentet → källan som Typst sätter. All text står som strängar, så inget ur data kan bli kod."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from macros.dokument.bredder import kolumnbredder
from macros.dokument.innehall import Avsnitt, Bild, Del, Dokument, Lista, Ord, Rubrik, Ruta, Stycke, Tabell

SMALL_FROM = 5  # kolumner: så breda tabeller har mindre text
SIZES = {False: "9pt", True: "8.3pt"}
LONGEST_LABEL = 34  # tecken
LONGEST_WHOLE = 900  # tecken: en längre ruta får delas över två sidor


def källa(dokument: Dokument, dag: date) -> str:
    """Hela källan, utan mallen."""
    ja = {True: "true", False: "false"}
    head = (
        f"titel: {sträng(dokument.titel)}, förbund: {sträng(dokument.förbund)}, datum: {sträng(dokument.datum)}, "
        f"dag: datetime(year: {dag.year}, month: {dag.month}, day: {dag.day}), adress: {sträng(dokument.adress)}, "
        f"ingress_: {f'[{_text(dokument.ingress)}]' if dokument.ingress else 'none'}, "
        f"fakta: {f'[{_fakta(dokument)}]' if dokument.fakta else 'none'}, "
        f"omslag: {ja[dokument.omslag]}, innehållsdjup: {dokument.innehållsdjup}, kompakt: {ja[dokument.kompakt]}"
    )
    return f"#show: dokument.with({head})\n" + "\n".join(_avsnitt(one) for one in dokument.avsnitt)


def faktatabell(dokument: Dokument) -> Tabell:
    """Det som står på omslaget, som en tabell med radrubriker."""
    rows = tuple((Ruta((Stycke((Ord(vad),)),), "rad"), Ruta((Stycke((Ord(text),)),))) for vad, text in dokument.fakta)
    return Tabell("Om dokumentet", (), rows, namnet_syns=False)


def tabeller(dokument: Dokument) -> Iterator[Tabell]:
    """Alla tabeller, i den ordning som de står."""
    if dokument.fakta:
        yield faktatabell(dokument)
    for avsnitt in dokument.avsnitt:
        yield from _tabeller(avsnitt.delar)


def _tabeller(delar: Iterable[Del]) -> Iterator[Tabell]:
    for one in delar:
        if isinstance(one, Tabell):
            yield one
            for rad in (one.huvud, *one.rader):
                for ruta in rad:
                    yield from _tabeller(ruta.delar)
        elif isinstance(one, Lista):
            for punkt in one.punkter:
                yield from _tabeller(punkt)


def sträng(text: str) -> str:
    """Texten som en sträng i Typst."""
    safe = "".join(" " if ord(one) < 32 else one for one in text)
    return '"' + safe.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _text(text: str) -> str:
    return f"#{sträng(text)}"


def _fakta(dokument: Dokument) -> str:
    return _tabell(faktatabell(dokument))


def _avsnitt(avsnitt: Avsnitt) -> str:
    inne = _delar(avsnitt.delar)
    return f"#page(flipped: true)[{inne}]" if avsnitt.liggande else inne


def _delar(delar: Sequence[Del]) -> str:
    """Delarna efter varandra. Ett stycke står på samma sida som raden under det som bara säger källan."""
    after = [*delar[1:], None]
    return "\n\n".join(
        f"#block(sticky: true)[{_del(one)}]" if isinstance(one, Stycke) and _is_note(then) else _del(one)
        for one, then in zip(delar, after, strict=True)
    )


def _is_note(one: Del | None) -> bool:
    return isinstance(one, Stycke) and all(ord_.liten for ord_ in one.orden)


def _del(one: Del) -> str:
    match one:
        case Rubrik(text, nivå):
            return f"#heading(level: {nivå})[{_text(text)}]"
        case Stycke(orden, form):
            inne = "".join(map(_ord, orden))
            return f"#{form}[{inne}]" if form else f"#par[{inne}]"
        case Lista(punkter, numrerad, slät):
            sort = "enum" if numrerad else "slät" if slät else "list"
            return f"#{sort}({', '.join(f'[{_delar(punkt)}]' for punkt in punkter)})"
        case Bild(svg, i_ord, bredd):
            return f"#bild({sträng(svg)}, {sträng(i_ord)}, bredd: {bredd}%)"
        case Tabell():
            return _tabell(one)


def _ord(one: Ord) -> str:
    shown = _text(one.text)
    if one.fet:
        shown = f"#strong[{shown}]"
    if one.liten:
        shown = f"#liten[{shown}]"
    if one.länk:
        shown = f"#länk({sträng(one.länk)})[{shown}]"
    return ("#linebreak()" if one.egen_rad else "") + shown


def _tabell(tabell: Tabell) -> str:
    bredder = ", ".join(_bredder(tabell))
    cells = [_huvud(tabell.huvud)] if tabell.huvud else []
    for rad in tabell.rader:
        cells.append(_grupp(rad, tabell) if _is_group(rad) else ", ".join(map(_ruta, rad)))
    namn = f"[{_text(tabell.namn)}]" if tabell.namn and tabell.namnet_syns else "none"
    storlek = SIZES[tabell.kolumner >= SMALL_FROM]
    fyllt = "true" if tabell.huvud else "false"
    return f"#tabell(({bredder},), {namn}, {storlek}, {fyllt}, {', '.join(cells)})"


def _bredder(tabell: Tabell) -> list[str]:
    """Kolumnernas bredd i Typst. Uppgifternas rubriker tar den plats de behöver när de är korta."""
    if not tabell.huvud and max(len(rad[0].text) for rad in tabell.rader) <= LONGEST_LABEL:
        return ["auto", "1fr"]
    return [f"{bredd:.2f}%" for bredd in kolumnbredder(tabell)]


def _is_group(rad: tuple[Ruta, ...]) -> bool:
    return len(rad) == 1 and rad[0].rubrik == "grupp"


def _huvud(huvud: tuple[Ruta, ...]) -> str:
    sida = {True: "right", False: "left"}
    cells = (f"table.cell(colspan: {ruta.bredd}, align: {sida[ruta.tal]})[#kolumn[{_delar(ruta.delar)}]]" for ruta in huvud)
    return f"table.header({', '.join(cells)})"


def _grupp(rad: tuple[Ruta, ...], tabell: Tabell) -> str:
    level = 2 if tabell.huvud else 1
    return f"table.header(level: {level}, table.cell(colspan: {rad[0].bredd}, fill: ton)[#kolumn[{_delar(rad[0].delar)}]])"


def _ruta(ruta: Ruta) -> str:
    inne = _delar(ruta.delar)
    if ruta.rubrik:
        inne = f"#strong[{inne}]"
    settings = [f"colspan: {ruta.bredd}"] if ruta.bredd > 1 else []
    settings += ["align: right"] if ruta.tal else []
    settings += ["breakable: false"] if len(ruta.text) < LONGEST_WHOLE else []
    return f"table.cell({', '.join(settings)})[{inne}]" if settings else f"[{inne}]"
