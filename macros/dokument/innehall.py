"""Ett dokuments innehåll, utan HTML: det som både PDF och Word skrivs av."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Ord:
    """Text i ett stycke. `egen_rad` är sant när den börjar på en ny rad, `liten` för det som bara förklarar."""

    text: str
    fet: bool = False
    liten: bool = False
    egen_rad: bool = False
    länk: str = ""


@dataclass(frozen=True)
class Rubrik:
    """`nivå` 1 är avsnittets rubrik."""

    text: str
    nivå: int


@dataclass(frozen=True)
class Stycke:
    """`form` är `ruta` för det som ska synas, `ingress` för det som står under en titel, annars tom."""

    orden: tuple[Ord, ...]
    form: str = ""

    @property
    def text(self) -> str:
        return text_of(self.orden)


@dataclass(frozen=True)
class Lista:
    """Punkter, numrerade, med prick eller utan. Varje punkt har ett eller flera stycken och listor."""

    punkter: tuple[tuple["Del", ...], ...]
    numrerad: bool = False
    slät: bool = False


@dataclass(frozen=True)
class Ruta:
    """En ruta i en tabell. `rubrik` är tom, `kolumn`, `rad` eller `grupp`."""

    delar: tuple["Del", ...]
    rubrik: str = ""
    bredd: int = 1
    tal: bool = False

    @property
    def text(self) -> str:
        return "\n".join(filter(None, (one.text for one in stycken(self.delar))))


@dataclass(frozen=True)
class Tabell:
    """`huvud` är rubrikraden, som upprepas på varje sida. En faktalista har ingen, bara radrubriker."""

    namn: str
    huvud: tuple[Ruta, ...]
    rader: tuple[tuple[Ruta, ...], ...]
    namnet_syns: bool = True

    @property
    def kolumner(self) -> int:
        return max((sum(ruta.bredd for ruta in rad) for rad in (self.huvud, *self.rader)), default=0)


@dataclass(frozen=True)
class Bild:
    """En figur som SVG, och det som den säger i ord. `bredd` är i procent av textens bredd."""

    svg: str
    i_ord: str
    bredd: int = 46


Del = Rubrik | Stycke | Lista | Tabell | Bild


@dataclass(frozen=True)
class Avsnitt:
    """En del av dokumentet. `liggande` har egna sidor på bredden."""

    delar: tuple[Del, ...]
    liggande: bool = False


@dataclass(frozen=True)
class Dokument:
    """Ett helt dokument.

    `fakta` är det som står på omslaget: rubrik och text. Utan omslag står titeln överst på första sidan.
    `innehållsdjup` är hur många rubriknivåer innehållsförteckningen har, noll när den inte finns.
    `datum` är dagen som innehållet gäller, i ord.
    """

    titel: str
    förbund: str
    datum: str
    avsnitt: tuple[Avsnitt, ...]
    ingress: str = ""
    fakta: tuple[tuple[str, str], ...] = ()
    omslag: bool = False
    innehållsdjup: int = 0
    kompakt: bool = False
    adress: str = field(default="", kw_only=True)


def text_of(orden: Iterable[Ord]) -> str:
    """Orden efter varandra, med radbyte där en ny rad börjar."""
    return "".join(f"\n{one.text}" if one.egen_rad and number else one.text for number, one in enumerate(orden))


def stycken(delar: Iterable[Del]) -> Iterator[Stycke]:
    """Styckena i delarna, också de som står i listor."""
    for del_ in delar:
        if isinstance(del_, Stycke):
            yield del_
        elif isinstance(del_, Lista):
            for punkt in del_.punkter:
                yield from stycken(punkt)
