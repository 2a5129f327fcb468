"""Uppföljningen: planerna, indikatorenkäterna och verktygen för utvärdering."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from macros.grouped import grouped
from macros.model.enkatsvar import Enkätsvar
from macros.model.implementering import Partsvar
from macros.model.insats import Insats
from macros.model.instrument import Instrument
from macros.model.kalla import Källa, Post
from macros.model.kedja import Kedja, Mål
from macros.model.plan import Planer
from macros.model.publicerat import Publicering
from macros.model.rapport import Bibliotek
from macros.model.samhallsekonomi import Beräkning
from macros.model.skydd import grupper, offentliga
from macros.model.skydd_enkat import offentliga_svar
from macros.model.tid import Tidpunkt
from macros.model.utfall import Måttlista, Utfall
from macros.model.utfallssummor import med_helår


@dataclass(frozen=True)
class Indikatorgrupp(Post):
    """En grupp som svarar på de nationella indikatorenkäterna."""

    id: str
    vilka: str
    när: str
    till_vad: str
    källor: tuple[Källa, ...]
    sedan: Tidpunkt | None = None
    anmärkning: str = ""


@dataclass(frozen=True)
class Mätning(Post):
    """Ett år med indikatorenkäterna."""

    id: str
    år: int
    förbund_med: int
    förbund_alla: int
    svar: int
    källor: tuple[Källa, ...]
    anmärkning: str = ""


Vem = Literal["deltagarna", "personalen", "organisationen"]
Fas = Literal["förutsättningar", "genomförande", "resultat"]
VEM: tuple[Vem, ...] = get_args(Vem)
FASER: tuple[Fas, ...] = get_args(Fas)


@dataclass(frozen=True)
class Fält(Post):
    """Ett av niofältarens nio fält."""

    id: str
    vem: Vem
    när: Fas
    rubrik: str
    frågor: tuple[str, ...]
    underlag: tuple[str, ...]
    källor: tuple[Källa, ...]
    anmärkning: str = ""


@dataclass(frozen=True)
class Utvärderingsfråga(Post):
    """En fråga som en utvärdering ställer, på en nivå."""

    id: str
    nivå: str
    fråga: str
    källor: tuple[Källa, ...]
    anmärkning: str = ""


@dataclass(frozen=True)
class Uppföljning:
    """Allt om uppföljning, utvärdering och resultat, i filernas ordning.

    `alla_utfall` och `alla_enkätsvar` är raderna som de står i YAML. Sidor, diagram och exporter läser `utfall` och
    `enkätsvar`, där små grupper är skyddade.
    """

    planer: Planer = Planer()
    indikatorgrupper: tuple[Indikatorgrupp, ...] = ()
    mätningar: tuple[Mätning, ...] = ()
    mål: tuple[Mål, ...] = ()
    kedjor: tuple[Kedja, ...] = ()
    mått: Måttlista = Måttlista()
    alla_utfall: tuple[Utfall, ...] = ()
    publicerat: tuple[Publicering, ...] = ()
    samhällsekonomi: tuple[Beräkning, ...] = ()
    bibliotek: Bibliotek = Bibliotek()
    implementering: tuple[Partsvar, ...] = ()
    niofältaren: tuple[Fält, ...] = ()
    frågor: tuple[Utvärderingsfråga, ...] = ()
    instrument: tuple[Instrument, ...] = ()
    alla_enkätsvar: tuple[Enkätsvar, ...] = ()
    publicerade_svar: tuple[Publicering, ...] = ()

    @cached_property
    def enkätsvar(self) -> tuple[Enkätsvar, ...]:
        """Enkätsvaren som de får visas, i samma ordning som i YAML."""
        return offentliga_svar(self.alla_enkätsvar, self.publicerade_svar)

    @cached_property
    def enkäter_för(self) -> dict[str, list[Enkätsvar]]:
        """Varje insats enkätsvar, senaste året först, efter insatsens id."""
        return grouped(sorted(self.enkätsvar, key=lambda one: one.år, reverse=True), lambda one: one.insats.id)

    @cached_property
    def utfall(self) -> tuple[Utfall, ...]:
        """Utfallen som de får visas, i samma ordning som i YAML."""
        return offentliga(self.alla_utfall, self.mått, self.publicerat)

    @cached_property
    def utfallsgrupper(self) -> dict[str, list[tuple[Utfall, ...]]]:
        """Varje insats perioder, senaste först, efter insatsens id. Raderna i en period är totalt och könen."""
        senaste_först = sorted(grupper(self.utfall), key=lambda grupp: grupp[0].gäller[1].till, reverse=True)
        return grouped(senaste_först, lambda grupp: grupp[0].gäller[0].id)

    @cached_property
    def årsutfall(self) -> dict[str, list[Utfall]]:
        """Utfallen med de helår som är räknade ur halvåren, efter insatsens id."""
        return grouped(med_helår(self.utfall, self.mått), lambda rad: rad.gäller[0].id)

    @cached_property
    def utfallsexempel(self) -> tuple[Utfall, ...]:
        """Raderna som är exempel."""
        return tuple(rad for rad in self.utfall if rad.exempel)

    @cached_property
    def beräkning(self) -> dict[str, Beräkning]:
        """Den samhällsekonomiska beräkningen av varje insats, efter insatsens id."""
        return {one.insats.id: one for one in self.samhällsekonomi}

    def kedjor_för(self, insats: Insats) -> tuple[Kedja, ...]:
        return tuple(kedja for kedja in self.kedjor if kedja.insats is insats)

    def mål_för(self, insats: Insats) -> tuple[Mål, ...]:
        return tuple(one for one in self.mål if one.insats is insats)
